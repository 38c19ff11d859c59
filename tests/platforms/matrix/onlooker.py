"""A reader whose client is the library's alone: no code of the bot encrypts, signs or opens anything here."""

import asyncio
import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, cast

import nio  # pyright: ignore[reportMissingTypeStubs]
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from nio.crypto.attachments import decrypt_attachment  # pyright: ignore[reportMissingTypeStubs]

from tests.support.synapse import PASSWORD, Synapse

library = cast("Any", nio)
_opened = cast("Callable[[bytes, str, str, str], bytes]", decrypt_attachment)

ENCRYPTED = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}


@dataclass
class Read:
    """A message as it stands; ``sealed`` as long as it and all its edits came encrypted."""

    event: str
    content: Mapping[str, Any] = field(repr=False)
    sealed: bool
    edits: int = 0
    gone: bool = False

    @property
    def text(self) -> str:
        return "" if self.gone else str(self.content["body"])

    @property
    def is_file(self) -> bool:
        return self.content["msgtype"] in ("m.file", "m.image")


class Onlooker:
    """Trusts no device that its owner has not signed, and writes to nobody whom it does not trust."""

    def __init__(self, homeserver: Synapse, user: str, folder: Path) -> None:
        folder.mkdir(parents=True)
        config = library.AsyncClientConfig(encryption_enabled=True, store_sync_tokens=False)
        self.client: Any = library.AsyncClient(homeserver.url, user, store_path=str(folder), config=config)
        self.user = user
        self.room = ""
        self.unreadable = 0
        self.seen = set[str]()
        self._homeserver = homeserver
        self._read: dict[str, Read] = {}
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.client.login(PASSWORD)
        await self.client.keys_upload()
        await self._sync(0)
        self._task = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.client.close()
        self.client.store.database.close()

    @property
    def messages(self) -> list[Read]:
        return [one for one in self._read.values() if not one.gone]

    # --- acts ---------------------------------------------------------------------------------------------

    async def meets(self, bot: str) -> None:
        """Open an encrypted direct room, and trust the bot's device as its owner does."""
        preset = library.RoomPreset.trusted_private_chat
        made = await self.client.room_create(
            is_direct=True, invite=[bot], preset=preset, initial_state=[ENCRYPTED]
        )
        self.room = made.room_id
        await self.sees("Nothing is stored yet")
        token = self.client.access_token
        asked: dict[str, dict[str, list[str]]] = {"device_keys": {bot: []}}
        told = self._homeserver.ask("POST", "/_matrix/client/v3/keys/query", asked, token)
        signed = told["device_keys"][bot]
        owner, own = (_key(told[kind][bot]) for kind in ("master_keys", "self_signing_keys"))
        _check(told["self_signing_keys"][bot], bot, owner)
        for device in self.client.device_store.active_user_devices(bot):
            _check(signed[device.id], bot, own)
            assert signed[device.id]["keys"][f"ed25519:{device.id}"] == device.ed25519
            self.client.verify_device(device)

    async def says(self, text: str, to: Read | None = None) -> None:
        """``to``: the message that this answers."""
        relation = {"m.relates_to": {"m.in_reply_to": {"event_id": to.event}}} if to else {}
        content = {"msgtype": "m.text", "body": text, **relation}
        sent = await self.client.room_send(self.room, "m.room.message", content)
        assert isinstance(sent, library.RoomSendResponse)

    async def opens(self, message: Read) -> bytes:
        """What a file holds. It lies encrypted, and only its message tells the key."""
        file = message.content["file"]
        server, id = file["url"].removeprefix("mxc://").split("/")
        got = await self.client.download(mxc=f"mxc://{server}/{id}")
        content = _opened(got.body, file["key"]["k"], file["hashes"]["sha256"], file["iv"])
        assert content not in got.body
        return content

    # --- sees ---------------------------------------------------------------------------------------------

    async def sees(self, part: str) -> Read:
        """The newest message with these words, once it is there."""
        return await self._found(lambda one: part in one.text)

    async def gets(self, ending: str) -> Read:
        """The newest file whose name ends so, once it is there."""
        return await self._found(lambda one: one.is_file and one.text.endswith(ending))

    def number(self, label: str) -> str:
        """Under which number the newest message offers a choice."""
        found = re.search(rf"^(\d+)\. .*{re.escape(label)}", self.messages[-1].text, re.MULTILINE)
        assert found is not None, self.messages[-1].text
        return found[1]

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not true():  # noqa: ASYNC110 - the reading goes on beside it
                await asyncio.sleep(0.02)

    async def _found(self, wanted: Callable[[Read], bool]) -> Read:
        await self.until(lambda: any(wanted(one) for one in self.messages))
        return next(one for one in reversed(self.messages) if wanted(one))

    async def _listen(self) -> None:
        while True:
            await self._sync(2_000)

    async def _sync(self, wait: int) -> None:
        got = await self.client.sync(timeout=wait, full_state=not wait)
        if self.client.should_upload_keys:
            await self.client.keys_upload()
        if self.client.should_query_keys:
            await self.client.keys_query()
        for room, info in got.rooms.join.items():
            for event in info.timeline.events if room == self.room else ():
                self._take(event)

    def _take(self, event: Any) -> None:
        kind, content = event.source["type"], event.source["content"]
        sealed = bool(getattr(event, "decrypted", False))
        self.seen.add(event.event_id)
        self.unreadable += kind == "m.room.encrypted"
        if kind == "m.room.redaction" and (taken := self._read.get(event.redacts)) is not None:
            taken.gone = True
        if kind != "m.room.message" or event.sender == self.user or not content:
            return
        relation = content.get("m.relates_to", {})
        if relation.get("rel_type") != "m.replace":
            self._read[event.event_id] = Read(event.event_id, content, sealed)
        elif (edited := self._read.get(relation["event_id"])) is not None:
            edited.content, edited.edits = content["m.new_content"], edited.edits + 1
            edited.sealed = edited.sealed and sealed


def _key(described: Mapping[str, Any]) -> str:
    return str(next(iter(described["keys"].values())))


def _check(signed: Mapping[str, Any], user: str, by: str) -> None:
    """``InvalidSignature`` unless the public key ``by`` has signed it."""
    bare = {name: value for name, value in signed.items() if name not in ("signatures", "unsigned")}
    words = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    signature = base64.b64decode(signed["signatures"][user][f"ed25519:{by}"] + "==")
    Ed25519PublicKey.from_public_bytes(base64.b64decode(by + "==")).verify(signature, words)
