"""Logs: one clear line per event, and never a secret in any of them, whoever logs it."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

QUIET = ("httpx", "httpcore", "telegram", "aiohttp", "asyncio", "alembic", "aiosqlite")
"""Libraries that may only warn: their information lines hold addresses with tokens in them."""

HIDDEN = "[hidden]"


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
    handler.setFormatter(_Redactor(inner, tuple(secret for secret in secrets if secret)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns whenever a sweep takes longer than the pause between two, which is no fault.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
