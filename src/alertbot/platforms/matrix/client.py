"""The one door to matrix-nio: which of its parts are used, and how it is set up.

The library has no types of its own, so what comes through this door is ``Any`` and is checked where it is
used."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import aiohttp
import nio  # pyright: ignore[reportMissingTypeStubs]
from nio.crypto import attachments  # pyright: ignore[reportMissingTypeStubs]

from alertbot.errors import InDoubt, NotSent, RecipientGone, TryLater
from alertbot.platforms.matrix.failures import failure
from alertbot.platforms.matrix.keystore import SealedStore
from alertbot.platforms.matrix.pace import Pace

log = logging.getLogger(__name__)
logging.getLogger("nio").setLevel(logging.CRITICAL)
"""Its warnings name devices, rooms and people."""

library = cast("Any", nio)
_attachments = cast("Any", attachments)
_Base = cast("type[Any]", nio.AsyncClient)

REQUEST_SECONDS = 30.0
"""A request that takes longer is given up; a long poll has its own time on top."""


class Client(_Base):
    """The library's client where it must not lose anything.

    On its own the library sends a message whose key it could not hand out, waits for ever once a request
    for keys has failed, and forgets what it has just told the homeserver when it is killed. Here a message
    leaves only once everybody it is meant for has its key, and what is told is written down first.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # pyright: ignore[reportUnknownMemberType]
        self._asking = asyncio.Lock()
        self._pace = Pace()

    async def room_send(
        self,
        room_id: str,
        message_type: str,
        content: Mapping[str, Any],
        tx_id: str,
        ignore_unverified_devices: bool = True,
    ) -> Any:
        """The homeserver's answer. :class:`RecipientGone` for a room that we are not in; whatever goes wrong
        before the message itself leaves is :class:`NotSent` or :class:`TryLater`."""
        room = self.rooms.get(room_id)
        if room is None:
            raise RecipientGone("not in the room")
        return await self._paced(lambda: self._said(room, message_type, dict(content), tx_id))

    async def room_redact(self, *args: Any, **kwargs: Any) -> Any:
        """Counted as a message is."""
        redact = cast("Callable[..., Awaitable[Any]]", super().room_redact)  # pyright: ignore[reportUnknownMemberType]
        return await self._paced(lambda: redact(*args, **kwargs))

    async def _paced(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        """The answer; :class:`TryLater` without asking while the homeserver would refuse."""
        leave = self._pace.leave()
        try:
            got = await answered(ask())
        except TryLater as refusal:
            self._pace.refused(leave, refusal.after)
            raise TryLater(refusal.after, everybody=True) from None
        self._pace.accepted(leave)
        return got

    async def _said(self, room: Any, kind: str, content: dict[str, Any], tx_id: str) -> Any:
        if room.encrypted:
            try:
                await self._hand_out_keys(room)
            except InDoubt:
                raise NotSent("the keys could not be handed out") from None
            kind, content = self.encrypt(room.room_id, kind, content)
        path = library.Api.room_send(self.access_token, room.room_id, kind, content, tx_id)
        return await self._send(library.RoomSendResponse, *path, (room.room_id,))

    async def keys_upload(self) -> Any:
        """Written down before they leave: a homeserver takes a key of each number only once."""
        keys = self.olm.share_keys()
        self.olm.save_account()
        path = library.Api.keys_upload(self.access_token, keys)
        return await self._send(library.KeysUploadResponse, *path)

    async def _hand_out_keys(self, room: Any) -> None:
        """Whoever is in the room gets the key to what we say next there.

        Our syncs are never lazy about members, so those in the room are all known.
        """
        room.members_synced = True
        self.olm.update_tracked_users(room)
        async with self._asking:
            if self.olm.users_for_key_query.intersection(room.users):
                await answered(self.keys_query())
        if not self.olm.should_share_group_session(room.room_id):
            return
        if missing := self.get_missing_sessions(room.room_id):
            await answered(self.keys_claim(missing))
        for whom, parcels in self.olm.share_group_session_parallel(
            room.room_id, list(room.users), ignore_unverified_devices=True
        ):
            path = library.Api.to_device(self.access_token, "m.room.encrypted", parcels, uuid4())
            await answered(
                self._send(library.ShareGroupSessionResponse, *path, response_data=(room.room_id, whom))
            )
        self.olm.outbound_group_sessions[room.room_id].mark_as_shared()

    def forget(self, room: str, *people: str) -> None:
        """Drop what the library keeps of a room that we left: its keys, and the devices of ``people`` and of
        members whom we share no other room with."""
        left = self.rooms.pop(room, None)
        self.encrypted_rooms.discard(room)
        self.olm.inbound_group_store[room].clear()
        self.olm.outbound_group_sessions.pop(room, None)
        self.store.forget_room(room)
        around = {user for known in self.rooms.values() for user in known.users}
        for person in {*people, *(left.users if left else ())} - around - {self.user_id}:
            self.olm.tracked_users.discard(person)
            self.device_store[person].clear()
            self.store.forget_person(person)

    def _handle_decrypt_to_device(self, event: Any) -> Any:
        """What opens the parcel and what was in it are kept together or not at all."""
        with self.store.database.atomic():
            return super()._handle_decrypt_to_device(event)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]

    def _handle_timeline_event(self, event: Any, *rest: Any) -> Any:
        """One event that the library stumbles over must not cost the others."""
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
        store=SealedStore,
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
