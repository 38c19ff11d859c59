"""A made-up person on Matrix: a client of their own that encrypts, sits in rooms and reads along."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from alertbot.errors import AlertbotError, SendFailure
from alertbot.platforms.matrix.client import answered, encrypted_file, library, make_client, opened_file
from alertbot.platforms.matrix.rooms import ENCRYPTED
from alertbot.playground.failures import PlaygroundError
from alertbot.playground.homeserver import Login
from alertbot.playground.seatpage import SeatMessage, SeatRoom

WAIT_MILLISECONDS = 20_000
AGAIN_SECONDS = 0.5
SHOWN = 300
"""Messages of a room that stay on the page."""

FILTER: dict[str, Any] = {"presence": {"types": []}, "room": {"timeline": {"limit": 100}}}
_FILES = ("m.file", "m.image")


class MatrixSeat:
    """One seat; ``seen`` is called whenever there is something new to look at."""

    def __init__(self, user: str, name: str, role: str, language: str, seen: Callable[[], None]) -> None:
        self.user = user
        self.name = name
        self.role = role
        self.language = language
        self._seen = seen
        self._rooms: dict[str, SeatRoom] = {}
        self._client: Any = None
        self._task: asyncio.Task[None] | None = None
        self._moved = asyncio.Event()

    @property
    def key(self) -> str:
        return self.user.partition(":")[0]

    @property
    def session_key(self) -> str:
        """What an app shows of this device, to be pinned."""
        return str(self._client.olm.account.identity_keys["ed25519"])

    async def open(self, homeserver: str, login: Login, folder: Path) -> None:
        """Log in as somebody, with their keys in ``folder``, and read along from now on."""
        self._client = make_client(homeserver, login.user, folder, uuid4().hex)
        self._client.restore_login(login.user, login.device, login.token)
        await answered(self._client.keys_upload())
        await self._sync(first=True)
        self._task = asyncio.create_task(self._read())

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._client is not None:
            await self._client.close()
            self._client.store.database.close()

    # --- what they do -------------------------------------------------------------------------------------

    async def makes_room(self, others: list[str], *, title: str = "", direct: bool = False) -> str:
        """An encrypted room, with everybody named invited; its id."""
        preset = library.RoomPreset.trusted_private_chat if direct else library.RoomPreset.private_chat
        made = await answered(
            self._client.room_create(
                is_direct=direct, invite=others, name=title or None, preset=preset, initial_state=[ENCRYPTED]
            )
        )
        await self.until(lambda: made.room_id in self._client.rooms)
        return str(made.room_id)

    async def until(self, true: Callable[[], bool]) -> None:
        while not true():
            await self._moved.wait()

    def sits_with(self, room: str, other: str) -> bool:
        known = self._client.rooms.get(room)
        return known is not None and other in known.users and other not in known.invited_users

    async def say(self, room: str, text: str, quotes: str = "") -> None:
        relation = {"m.relates_to": {"m.in_reply_to": {"event_id": quotes}}} if quotes else {}
        await self._send(room, {"msgtype": "m.text", "body": text, **relation})

    async def hand_over(self, room: str, name: str, content: bytes) -> None:
        cipher, sealed = await asyncio.to_thread(encrypted_file, content)
        uploaded, _ = await self._client.upload(
            BytesIO(cipher), content_type="application/octet-stream", filesize=len(cipher)
        )
        file = {**sealed, "url": uploaded.content_uri}
        info = {"size": len(content), "mimetype": "application/octet-stream"}
        await self._send(
            room, {"msgtype": "m.file", "body": name, "filename": name, "info": info, "file": file}
        )

    async def _send(self, room: str, content: Mapping[str, Any]) -> None:
        try:
            await answered(
                self._client.room_send(
                    room,
                    "m.room.message",
                    dict(content),
                    tx_id=str(uuid4()),
                    ignore_unverified_devices=True,
                )
            )
        except (AlertbotError, library.LocalProtocolError):
            failed = PlaygroundError("The homeserver did not take this message. Try again.")
        else:
            return
        raise failed

    # --- what they see ------------------------------------------------------------------------------------

    def rooms(self) -> list[SeatRoom]:
        for id, room in self._rooms.items():
            known = self._client.rooms.get(id)
            if known is not None:
                room.title = known.display_name or room.title
                room.encrypted = bool(known.encrypted)
                room.direct = len(known.users) + len(known.invited_users) <= 2 and not known.name
                room.typing = ", ".join(
                    self._name(id, user) for user in known.typing_users if user != self.user
                )
        return sorted(self._rooms.values(), key=lambda room: not room.direct)

    async def _read(self) -> None:
        while True:
            try:
                await self._sync()
            except (SendFailure, library.LocalProtocolError):
                await asyncio.sleep(AGAIN_SECONDS)

    async def _sync(self, *, first: bool = False) -> None:
        wait = 0 if first else WAIT_MILLISECONDS
        got = await answered(self._client.sync(timeout=wait, sync_filter=FILTER, full_state=first or None))
        for id, info in got.rooms.join.items():
            room = self._rooms.setdefault(id, SeatRoom(id, "", direct=False, encrypted=True))
            for event in info.timeline.events:
                await self._take(room, event)
            del room.messages[:-SHOWN]
        for id in list(self._client.invited_rooms):
            with suppress(SendFailure):
                await answered(self._client.join(id))
            self._client.invited_rooms.pop(id, None)
        if self._client.should_upload_keys:
            await answered(self._client.keys_upload())
        if self._client.should_query_keys:
            await answered(self._client.keys_query())
        await self._client.send_to_device_messages()
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        self._seen()

    async def _take(self, room: SeatRoom, event: Any) -> None:
        source = event.source
        if source.get("type") == "m.room.redaction":
            _withdraw(room, str(source.get("redacts") or source.get("content", {}).get("redacts")))
        if source.get("type") != "m.room.message" or not source.get("content", {}).get("msgtype"):
            return
        content = source["content"]
        relation = content.get("m.relates_to", {})
        if relation.get("rel_type") == "m.replace":
            _edit(room, str(relation.get("event_id")), content.get("m.new_content", {}))
            return
        message = SeatMessage(
            str(source["event_id"]),
            self._name(room.id, source["sender"]),
            source["sender"] == self.user,
            str(content.get("body", "")),
            str(content.get("formatted_body", "")),
            bool(getattr(event, "decrypted", False)),
            str(relation.get("m.in_reply_to", {}).get("event_id", "")),
            relation.get("rel_type") == "m.thread",
        )
        if content["msgtype"] in _FILES:
            message.file_name, message.file = message.body, await self._opened(content)
        room.messages.append(message)

    def _name(self, room: str, user: str) -> str:
        known = self._client.rooms.get(room)
        return (known.user_name(user) if known is not None else None) or user

    async def _opened(self, content: Mapping[str, Any]) -> bytes:
        file = content.get("file")
        try:
            got = await answered(self._client.download(mxc=file["url"] if file else content["url"]))
            if file is None:
                return bytes(got.body)
            return opened_file(bytes(got.body), file["key"]["k"], file["hashes"]["sha256"], file["iv"])
        except (SendFailure, ValueError, LookupError, TypeError):
            return b""


def _edit(room: SeatRoom, message: str, content: Mapping[str, Any]) -> None:
    for one in room.messages:
        if one.id == message:
            one.body, one.html = str(content.get("body", "")), str(content.get("formatted_body", ""))
            one.edited = True


def _withdraw(room: SeatRoom, message: str) -> None:
    for one in room.messages:
        if one.id == message:
            one.body, one.html, one.withdrawn = "", "", True
