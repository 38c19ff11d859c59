"""What holds for every test: nothing leaves this machine, and nothing secret is logged."""

import ipaddress
import logging
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import structlog

from alertbot.app.serving import codec_functions
from alertbot.logs import QUIET
from alertbot.sender import loop, pacer
from alertbot.store.store import SqlStore
from alertbot.store.vault import Vault
from alertbot.wording.catalogue import Catalogues

from .support.cast import CANARIES
from .support.phrases import catalogues
from .support.telegram import TelegramStage

LOOKED_UP = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")
strangers: list[str] = []
"""Hosts beyond this machine that something tried to reach."""
leaks: list[str] = []
"""Log lines that hold what no log line may hold, by the place that wrote them."""


def _guard(event: str, args: tuple[Any, ...]) -> None:
    if event not in LOOKED_UP:
        return
    host = _host(args)
    if host is not None and host.endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "no such host, without asking anybody")
    if host is not None and not _is_here(host):
        strangers.append(event)
        raise ConnectionRefusedError("tests talk to this machine only")


def _host(args: tuple[Any, ...]) -> str | None:
    """The host an event is about; ``None`` for a Unix socket."""
    target = args[-1] if args and not isinstance(args[0], str) else args[0]
    if isinstance(target, tuple):
        return str(target[0])  # pyright: ignore[reportUnknownArgumentType]
    return target if isinstance(target, str) and isinstance(args[0], str) else None


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback or host in ("0.0.0.0", "::")  # noqa: S104 - binding
    except ValueError:
        return host in ("localhost", "")


sys.addaudithook(_guard)

_make_record = logging.getLogRecordFactory()


def _noticed(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = _make_record(*args, **kwargs)
    line = f"{record.getMessage()} {kwargs.get('extra', '')}"
    if any(canary in line for canary in CANARIES):
        leaks.append(f"{record.name}:{record.pathname}:{record.lineno}")
    return record


@pytest.fixture(scope="session", autouse=True)
def _logs_as_in_production() -> None:  # pyright: ignore[reportUnusedFunction]
    """Every line goes through the logging module, at the levels that the bot runs with."""
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, structlog.processors.KeyValueRenderer()],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    logging.getLogger().setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.setLogRecordFactory(_noticed)


@pytest.fixture(autouse=True)
def _discreet_and_at_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns about its older form of waiting times
    strangers.clear()
    leaks.clear()
    yield
    assert not strangers, "a test tried to leave this machine"
    assert not leaks, f"a log line holds a secret, written at {leaks}"


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a migrated database, to be copied: migrating takes longer than most tests."""
    return tmp_path_factory.mktemp("empty_store")


@pytest.fixture
async def folder(empty_store: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, with an empty database in it."""
    if not (empty_store / "alertbot.sqlite").exists():
        store = SqlStore(
            empty_store / "alertbot.sqlite", Vault(bytes(range(32))), codec_functions(), data=empty_store
        )
        await store.open()
        await store.close()
    return Path(copytree(empty_store, tmp_path / "data"))


@pytest.fixture
def unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second's pacing takes a millisecond; how fast messages may leave is tested where it is decided.
    Catalogues are read once for all bots."""

    def read(directory: Path) -> Catalogues:
        return catalogues()

    monkeypatch.setattr(Catalogues, "read", read)
    monkeypatch.setattr(pacer, "SECOND", 0.001)
    monkeypatch.setattr(pacer, "MINUTE", 0.06)
    monkeypatch.setattr(loop, "IDLE_SECONDS", 0.06)


@pytest.fixture
async def stage(folder: Path, unpaced: None) -> AsyncIterator[TelegramStage]:
    """The bot in front of the playground, without limits."""
    async with TelegramStage(folder) as running:
        yield running
        wrong = [(call.method, call.status, call.description) for call in running.playground.violations]
        # A stopped bot's last poll still waits on the server and is sent away by the next bot's first one;
        # a stranger's token is refused.
        assert not [call for call in wrong if call[:2] not in (("getUpdates", 409), ("getMe", 401))]
