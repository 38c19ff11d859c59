"""Logs: one clear line per event, and never a secret in any of them, whoever logs it."""

import logging
import sys
import time
from collections.abc import Callable, MutableMapping
from typing import Any, TextIO, cast

import structlog

QUIET = ("httpx", "httpcore", "telegram", "aiohttp", "asyncio", "alembic", "aiosqlite")
"""Libraries that may only warn: their information lines hold addresses with tokens in them."""

HIDDEN = "[hidden]"

MOST_A_MINUTE = 5
"""Warnings and errors of one kind: a day on which the disk is full must not fill it further."""

MINUTE = 60.0
_MOST_KINDS = 1000


class _Redactor(logging.Formatter):
    """Hides secrets in whatever a record becomes, tracebacks included."""

    def __init__(self, inner: logging.Formatter, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line


class Damper(logging.Filter):
    """Holds back warnings and errors that come again and again, and says how many it held back."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._minutes: dict[tuple[str, ...], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        kind, now = _kind(record), self._now()
        begun, many = self._minutes.get(kind, (now, 0))
        if now - begun >= MINUTE:
            if many > MOST_A_MINUTE:
                _mention(record, many - MOST_A_MINUTE)
            begun, many = now, 0
        if len(self._minutes) >= _MOST_KINDS:
            self._minutes.clear()
        self._minutes[kind] = begun, many + 1
        return many < MOST_A_MINUTE


def _kind(record: logging.LogRecord) -> tuple[str, ...]:
    """What makes two lines alike: who says what, and where in the code; not the values."""
    said: Any = record.msg
    if not isinstance(said, dict):
        return (record.name, str(said))
    told = cast("dict[str, Any]", said)
    return (record.name, *(str(told.get(word, "")) for word in ("event", "loop", "sweep", "at")))


def _mention(record: logging.LogRecord, held_back: int) -> None:
    said: Any = record.msg
    if isinstance(said, dict):
        record.msg = {**said, "held_back": held_back}
    else:
        record.held_back = held_back


def _no_traceback(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A traceback quotes values; a library's own is cut down to the class of its error."""
    if event.pop("exc_info", None):
        raised = sys.exc_info()[0]
        event["error"] = raised.__name__ if raised else "unknown"
    return event


def set_up_logs(
    secrets: tuple[str, ...] = (), stream: TextIO | None = None, level: int = logging.INFO
) -> None:
    """Send every log line of the process through one handler that hides ``secrets``."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
        _no_traceback,
    ]
    structlog.configure(
        processors=[*shared[:2], structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    out = stream or sys.stderr
    renderer = structlog.dev.ConsoleRenderer(colors=out.isatty(), pad_event_to=24)
    inner = structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared)
    handler = logging.StreamHandler(out)
    handler.addFilter(Damper())
    handler.setFormatter(_Redactor(inner, tuple(secret for secret in secrets if secret)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns whenever a sweep takes longer than the pause between two, which is no fault.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # What it says about a damaged document may quote the document.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
