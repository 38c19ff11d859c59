"""The one door to matrix-nio: which of its parts are used, and how it is set up.

The library has no types of its own, so what comes through this door is ``Any`` and is checked where it is
used."""

import logging
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, cast

import aiohttp
import nio  # pyright: ignore[reportMissingTypeStubs]
from nio.crypto import attachments  # pyright: ignore[reportMissingTypeStubs]
from nio.store import SqliteStore  # pyright: ignore[reportMissingTypeStubs]

from alertbot.errors import InDoubt, NotSent
from alertbot.platforms.matrix.failures import failure

log = logging.getLogger(__name__)
logging.getLogger("nio").setLevel(logging.CRITICAL)
"""Its warnings name devices, rooms and people."""

library = cast("Any", nio)
_attachments = cast("Any", attachments)
_Base = cast("type[Any]", nio.AsyncClient)

REQUEST_SECONDS = 30.0
"""A request that takes longer is given up; a long poll has its own time on top."""


class Client(_Base):
    """One event that the library stumbles over must not cost the others."""

    def _handle_timeline_event(self, event: Any, *rest: Any) -> Any:
        try:
            return super()._handle_timeline_event(event, *rest)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        except Exception as error:  # noqa: BLE001 - whatever a stranger's event leads to
            log.warning("the library could not take in an event: %s", type(error).__name__)
            return None


def make_client(homeserver: str, user: str, folder: Path, pickle_key: str) -> Any:
    """A client that never sleeps or repeats on its own, and leaves the sync token to us."""
    config = library.AsyncClientConfig(
        max_limit_exceeded=0,
        max_timeouts=0,
        request_timeout=REQUEST_SECONDS,
        encryption_enabled=True,
        store=SqliteStore,
        store_sync_tokens=False,
        pickle_key=pickle_key,
    )
    return Client(homeserver, user, store_path=str(folder), config=config)


def store_file(folder: Path, user: str, device: str) -> Path:
    """Where the library keeps a device's keys."""
    return folder / f"{user}_{device}.db"


async def answered(answer: Awaitable[Any]) -> Any:
    """The library's answer, or the :class:`SendFailure` it stands for: it returns errors instead of raising
    them, and raises what its connection raised."""
    try:
        got = await answer
    except aiohttp.ClientConnectorError:
        failed: Exception = NotSent("unreached")
    except (aiohttp.ClientError, TimeoutError, OSError, library.ProtocolError, ValueError):
        failed = InDoubt("unanswered")
    else:
        if not isinstance(got, library.ErrorResponse):
            return got
        status = got.transport_response.status if got.transport_response is not None else 0
        code = got.status_code if isinstance(got.status_code, str) else ""
        failed = failure(status, code, got.retry_after_ms)
    raise failed


def encrypted_file(content: bytes) -> tuple[bytes, dict[str, Any]]:
    """A file's ciphertext, and what its readers need to open it but for the address."""
    return _attachments.encrypt_attachment(content)


def opened_file(ciphertext: bytes, key: str, digest: str, iv: str) -> bytes:
    """A file's content; ``ValueError`` when it is not what was announced."""
    try:
        return _attachments.decrypt_attachment(ciphertext, key, digest, iv)
    except library.EncryptionError:
        raise ValueError("the file is not what was announced") from None
