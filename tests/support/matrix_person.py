"""Somebody with an ordinary Matrix app: a client of their own that encrypts, and reads along all the time."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from alertbot.platforms.matrix.client import (
    answered,
    encrypted_file,
    library,
    opened_file,
)
from alertbot.platforms.matrix.rooms import ENCRYPTED

from .synapse import PASSWORD, Synapse

WAIT = 20_000
"""Milliseconds of one long poll."""


@dataclass
class Said:
    """A message as it stands in a room: its newest text, and the file that it hands over."""

    event: str
    room: str
    sender: str
    body: str
    html: str = ""
    encrypted: bool = False
    file_name: str = ""
    file: bytes = field(default=b"", repr=False)
    edits: int = 0


class MatrixPerson:
    """``said`` is everything that stands in any room, oldest first; ``seen`` holds what came, by event id."""

    def __init__(self, homeserver: Synapse, user: str, folder: Path) -> None:
        self.homeserver = homeserver
        self.user = user
        self.client: Any = _ordinary_client(homeserver.url, user, folder)
        self.said: list[Said] = []
        self.seen: set[str] = set()
        self.reactions: list[str] = []
        self.relations: dict[str, Any] = {}
        self.unreadable: list[str] = []
        self._folder = folder
        self._task: asyncio.Task[None] | None = None
        self._moved = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        login = await asyncio.to_thread(self.homeserver.log_in, self.user, PASSWORD)
        self.client.restore_login(login.user, login.device, login.token)
        await answered(self.client.keys_upload())
        await self._sync(full=True)
        self._task = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.client.close()
        self.client.store.database.close()

    @property
    def session_key(self) -> str:
        """What an app shows of this device, to be compared or pinned."""
        return str(self.client.olm.account.identity_keys["ed25519"])

    # --- what people do -----------------------------------------------------------------------------------

    async def opens(self, other: str, *, encrypted: bool = True) -> str:
        """A direct room with somebody; its id."""
        return await self.makes_room(other, direct=True, encrypted=encrypted)

    async def makes_room(
        self, *others: str, direct: bool = False, encrypted: bool = False, public: bool = False, **more: Any
    ) -> str:
        """``public``: whoever knows of it may come in."""
        preset = library.RoomPreset.public_chat if public else library.RoomPreset.private_chat
        made = await answered(
            self.client.room_create(
                is_direct=direct,
                invite=others,
                preset=library.RoomPreset.trusted_private_chat if direct else preset,
                initial_state=[ENCRYPTED] if encrypted else [],
                **more,
            )
        )
        await self.until(lambda: made.room_id in self.client.rooms)
        return str(made.room_id)

    async def says(self, room: str, text: str, **more: Any) -> str:
        """The event's id."""
        return await self.sends(room, "m.room.message", {"msgtype": "m.text", "body": text, **more})

    async def sends(self, room: str, kind: str, content: Mapping[str, Any]) -> str:
        sent = await answered(
            self.client.room_send(
                room, kind, dict(content), tx_id=str(uuid4()), ignore_unverified_devices=True
            )
        )
        return str(sent.event_id)

    async def hands_over(self, room: str, name: str, content: bytes, caption: str = "") -> str:
        encrypted = self.client.rooms[room].encrypted
        uploaded, sealed = encrypted_file(content) if encrypted else (content, None)
        answer, _ = await self.client.upload(
            BytesIO(uploaded), content_type="application/octet-stream", filesize=len(uploaded)
        )
        file = {"file": {**sealed, "url": answer.content_uri}} if sealed else {"url": answer.content_uri}
        info = {"size": len(content), "mimetype": "application/octet-stream"}
        return await self.sends(
            room,
            "m.room.message",
            {"msgtype": "m.file", "body": caption or name, "filename": name, "info": info, **file},
        )

    async def until(self, true: Callable[[], bool], seconds: float = 60.0) -> None:
        """Wait until something is seen to be so."""
        async with asyncio.timeout(seconds):
            while not true():
                moved = self._moved
                await moved.wait()

    def texts(self, room: str) -> list[str]:
        """What others said in a room, as it stands."""
        return [one.body for one in self.said if one.room == room and one.sender != self.user]

    # --- what they see ------------------------------------------------------------------------------------

    async def _read(self) -> None:
        while True:
            try:
                await self._sync()
            except Exception:  # noqa: BLE001 - a homeserver that is down comes back
                await asyncio.sleep(0.2)

    async def _sync(self, *, full: bool = False) -> None:
        got = await answered(self.client.sync(timeout=0 if full else WAIT, full_state=full or None))
        for room, info in got.rooms.join.items():
            for event in info.timeline.events:
                await self._take(room, event)
        for room in list(self.client.invited_rooms):
            with suppress(Exception):
                await answered(self.client.join(room))
            self.client.invited_rooms.pop(room, None)
        if self.client.should_upload_keys:
            await answered(self.client.keys_upload())
        if self.client.should_query_keys:
            await answered(self.client.keys_query())
        await self.client.send_to_device_messages()
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def _take(self, room: str, event: Any) -> None:
        """An event counts as seen once all of it is there, a file's content as well."""
        id, kind = str(event.source.get("event_id")), event.source.get("type")
        if id in self.seen:
            return
        match kind:
            case "m.room.redaction":
                self._taken_back(event.source)
                return
            case "m.reaction":
                self.reactions.append(id)
            case "m.room.encrypted":
                self.unreadable.append(id)
            case "m.room.message":
                await self._hears(room, event)
            case _:
                return
        self.seen.add(id)

    async def _hears(self, room: str, event: Any) -> None:
        id, content = str(event.source["event_id"]), event.source["content"]
        if "msgtype" not in content:
            return  # taken back before anybody looked
        relation = content.get("m.relates_to", {})
        if relation.get("rel_type") == "m.replace":
            self._edited(str(relation["event_id"]), content["m.new_content"])
            return
        self.relations[id] = relation
        html = str(content.get("formatted_body", ""))
        decrypted = bool(getattr(event, "decrypted", False))
        said = Said(id, room, str(event.source["sender"]), str(content["body"]), html, decrypted)
        if content["msgtype"] in ("m.file", "m.image"):
            said.file_name, said.file = str(content["filename"]), await self._fetched(content)
        self.said.append(said)

    def _taken_back(self, source: Mapping[str, Any]) -> None:
        event = source["content"].get("redacts", source.get("redacts"))
        self.said = [one for one in self.said if one.event != event]

    def _edited(self, event: str, content: Mapping[str, Any]) -> None:
        for one in self.said:
            if one.event == event:
                one.body, one.html = str(content["body"]), str(content.get("formatted_body", ""))
                one.edits += 1

    async def _fetched(self, content: Mapping[str, Any]) -> bytes:
        file = content.get("file")
        got = await answered(self.client.download(mxc=file["url"] if file else content["url"]))
        if file is None:
            return bytes(got.body)
        return opened_file(bytes(got.body), file["key"]["k"], file["hashes"]["sha256"], file["iv"])


def _ordinary_client(homeserver: str, user: str, folder: Path) -> Any:
    """The library's own, without what the bot adds to it."""
    config = library.AsyncClientConfig(
        max_limit_exceeded=0,
        max_timeouts=0,
        request_timeout=30,
        encryption_enabled=True,
        pickle_key="a test's own key",
    )
    return library.AsyncClient(homeserver, user, store_path=str(folder), config=config)
