"""Matrix behind :class:`alertbot.ports.Platform`."""

import asyncio
import logging
from collections.abc import Awaitable, Collection, Mapping, Sequence
from io import BytesIO
from math import inf
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson

from alertbot.dialogue.engine import Document
from alertbot.domain.network import Network, NetworkPlan
from alertbot.domain.subscriber import Address
from alertbot.errors import NothingToAmend, NotSent, RecipientGone, Rejected, SendFailure
from alertbot.platforms.matrix import view
from alertbot.platforms.matrix.account import Account
from alertbot.platforms.matrix.choices import Choices
from alertbot.platforms.matrix.client import answered, encrypted_file, library, opened_file
from alertbot.platforms.matrix.courtesies import Courtesies
from alertbot.platforms.matrix.ears import POLL_MILLISECONDS, Ears
from alertbot.platforms.matrix.edits import edits_of, said_under, stands
from alertbot.platforms.matrix.events import Reader
from alertbot.platforms.matrix.knocks import Knocks
from alertbot.platforms.matrix.newest import Newest
from alertbot.platforms.matrix.pins import Pins
from alertbot.platforms.matrix.reactions import Reactions
from alertbot.platforms.matrix.rooms import Rooms
from alertbot.platforms.matrix.session import Session
from alertbot.platforms.matrix.spaces import Spaces
from alertbot.platforms.matrix.upgrades import Upgrades
from alertbot.platforms.matrix.view import Payload
from alertbot.ports import Capabilities, Drawer, FileRef, Incoming, RawEvent, current_again, current_delivery
from alertbot.wording.tree import Handout, Utterance

log = logging.getLogger(__name__)

NAME = "matrix"
ABSORBED = 23 * 3600.0
"""Homeservers forget after 24 hours which transaction ids they have seen (Synapse); an hour is left for
clocks."""

LARGEST_FILE = 20_000_000
READY_SECONDS = 20.0
PICTURES = frozenset({"image/png", "image/jpeg"})


class MatrixPlatform:
    """One account on one homeserver. ``organizers``: the user ids that may bring the bot into rooms;
    ``pins``: the devices from which organizers' commands count."""

    def __init__(
        self,
        account: Account,
        drawer: Drawer,
        folder: Path,
        *,
        organizers: Collection[str] = (),
        pins: Mapping[str, Collection[str]] | None = None,
        name: str = NAME,
        poll_milliseconds: int = POLL_MILLISECONDS,
    ) -> None:
        self._name = name
        self._session = Session(account, drawer, folder)
        self._user = account.user
        self._drawer = drawer
        self._organizers = frozenset(organizers)
        self._pins = Pins(pins or {})
        self._wait = poll_milliseconds
        self._reader = Reader(name)
        self._rooms: Rooms | None = None
        self._ears: Ears | None = None
        self._upgrades: Upgrades | None = None
        self._courtesies: Courtesies | None = None
        self._turns: dict[str, asyncio.Lock] = {}

    def __repr__(self) -> str:
        return f"MatrixPlatform({self._name})"

    @property
    def name(self) -> str:
        return self._name

    @property
    def can(self) -> Capabilities:
        return Capabilities(
            buttons=False,
            edit=True,
            longest=view.LONGEST,
            largest_file=LARGEST_FILE,
            delete_within=inf,
            absorbs=ABSORBED,
            threads=True,
            networks=True,
        )

    @property
    def home(self) -> str:
        return ""

    async def open(self) -> None:
        """Log in, or be again who we were; see :meth:`Session.open` for what may go wrong."""
        await self._session.open()
        self._rooms = Rooms(self._session.wire, self._session.client, self._organizers)
        await self._rooms.open()
        self._upgrades = Upgrades(self._session.wire, self._session.client, self._rooms)
        self._courtesies = Courtesies(self._session.client, self._rooms)
        choices = Choices(self._session.wire, self._session.client)
        self._ears = Ears(
            self._session.client,
            self._rooms,
            self._pins,
            self._drawer,
            choices=choices,
            newest=Newest(self._session.wire, self._user, choices),
            errands=(
                self._upgrades,
                Knocks(self._session.wire, self._rooms),
                Reactions(self._rooms),
                self._courtesies,
            ),
            wait=self._wait,
        )
        await self._ears.open()

    async def close(self) -> None:
        if self._courtesies is not None:
            await self._courtesies.close()
        await self._session.close()

    # --- events -------------------------------------------------------------------------------------------

    async def poll(self, after: int | None, *, wait: bool = True) -> Sequence[RawEvent]:
        """:class:`Rejected` ``token`` while the homeserver does not take ours."""
        if self._ears is None:
            await self.open()  # it could not be reached at the start
        await self._session.keep_up()
        return await self._listening().hear(after, wait=wait)

    def parse(self, raw: bytes) -> Incoming | None:
        return self._reader.read(raw)

    async def fetch(self, file: FileRef) -> Document:
        if file.size is not None and file.size > LARGEST_FILE:
            return Document(file.name, None)
        where = orjson.loads(file.id)
        try:
            got = await answered(self._session.client.download(mxc=where["url"]))
        except (Rejected, RecipientGone):  # too large after all, or no longer there
            return Document(file.name, None)
        content = bytes(got.body)
        if "key" not in where:
            return Document(file.name, content)
        try:
            return Document(file.name, opened_file(content, where["key"], where["hash"], where["iv"]))
        except ValueError:
            return Document(file.name, None)

    # --- messages -----------------------------------------------------------------------------------------

    def encode(self, utterance: Utterance) -> Payload:
        return view.encode(utterance, self._user)

    async def show(self, to: Address, payload: Payload) -> str:
        """A file goes as a message of its own after the text: not every app shows words beside one."""
        room = await self._room(to)
        if current_again.get():
            room = await self._room_of_first_try(to, room)
        if self._courtesies is not None:
            self._courtesies.spoke(room)
        said = await self._send(room, await self._placed(room, to, payload), "") if payload.speaks else ""
        if payload.handout is None:
            return f"{room} {said}"
        given = await self._send(room, await self._uploaded(room, payload.handout), "f")
        return " ".join(part for part in (room, said, given) if part)

    async def _placed(self, room: str, to: Address, payload: Payload) -> Mapping[str, Any]:
        """A message where it belongs: an answer below what it answers, and what is said about a case in the
        thread of its first alert, while that stands in this room."""
        if not to.thread:
            return payload.content
        if not to.thread.startswith("!"):
            return view.answer_to(to.thread, payload.content)
        where, root, *_ = to.thread.split(" ")
        if where != room or not await stands(self._session.wire, room, root):
            return payload.content
        return view.in_thread(root, payload.content)

    async def amend(self, to: Address, message: str, payload: Payload) -> None:
        """A message cannot become a file: :class:`NothingToAmend` for a payload with one."""
        room, events = await self._standing(message)
        if payload.handout is not None or not payload.speaks:
            raise NothingToAmend("not editable")
        await self._send(room, view.edit_of(events[0], payload.content), "e")

    async def delete(self, to: Address, message: str) -> None:
        """Redacted, its edits first: homeservers drop the content, and apps show that something was taken
        back. Whoever has read or copied it keeps it, and a file stays where it lies."""
        room, events = await self._standing(message)
        edits = [edit for event in events for edit in await edits_of(self._session.wire, room, event)]
        for event in (*edits, *events):
            await answered(
                self._session.client.room_redact(room, event, tx_id=f"{self._transaction('d')}.{event}")
            )

    async def _standing(self, message: str) -> tuple[str, list[str]]:
        """Where a message stands: an edit has to go there, whichever room its reader is written to in by
        now."""
        await self._ready()
        room, *events = message.split(" ")
        if not events or room not in self._session.client.rooms:
            raise NothingToAmend("not there")
        return room, events

    def _transaction(self, part: str) -> str:
        """What the homeserver knows a repeat by."""
        row = current_delivery.get()
        return f"alertbot.{row}{part}" if row is not None else str(uuid4())

    async def acknowledge(self, tap: str, notice: str | None) -> None:
        """There are no buttons to answer: what was said is read."""
        room, _, event = tap.partition(" ")
        if self._courtesies is not None and event:
            self._courtesies.read(room, event)

    async def _room(self, to: Address) -> str:
        await self._ready()
        rooms = self._known()
        if not to.chat.startswith("@"):
            if self._upgrades is not None:
                self._upgrades.redirect(to.chat)
            if to.chat not in self._session.client.rooms:
                raise RecipientGone("not in the room")
            return to.chat
        room = await rooms.reach(to.chat)
        await self._until_known(room)
        return room

    async def _room_of_first_try(self, to: Address, room: str) -> str:
        """Homeservers know a repeat in its own room only. Whoever changed rooms meanwhile gets it where it
        may stand already, not in both."""
        tries = [self._transaction(part) for part in ("", "f")]
        for other in self._known().others_of(to.chat, room):
            alone = self._known().partner(other) == to.chat
            if alone and await said_under(self._session.wire, other, tries):
                return other
        return room

    async def _send(self, room: str, content: Mapping[str, Any], part: str) -> str:
        """The event's id. One message at a time to a room: the library shares a room's key only once at a
        time."""
        tx = self._transaction(part)
        async with self._turns.setdefault(room, asyncio.Lock()):
            try:
                sent = await answered(
                    self._session.client.room_send(
                        room, "m.room.message", dict(content), tx_id=tx, ignore_unverified_devices=True
                    )
                )
            except library.LocalProtocolError:
                failed = RecipientGone("not in the room")
            except Rejected as refused:
                failed = await self._upgrades.meaning(room, refused) if self._upgrades else refused
            else:
                return str(sent.event_id)
        raise failed

    async def _uploaded(self, room: str, handout: Handout) -> dict[str, Any]:
        """The content of the message that hands a file over; in an encrypted room nobody on the way can open
        it."""
        content, sealed = handout.content, None
        if self._known().is_encrypted(room):
            content, sealed = await asyncio.to_thread(encrypted_file, handout.content)
        asked = self._session.client.upload(
            BytesIO(content),
            content_type="application/octet-stream" if sealed else handout.media_type,
            filename=None if sealed else handout.name,
            filesize=len(content),
        )
        where = (await answered(_only_answer(asked))).content_uri
        return {
            "msgtype": "m.image" if handout.media_type in PICTURES else "m.file",
            "body": handout.name,
            "filename": handout.name,
            "info": {"size": len(handout.content), "mimetype": handout.media_type},
            **({"file": {**sealed, "url": where}} if sealed else {"url": where}),
        }

    # --- rooms and menus ----------------------------------------------------------------------------------

    async def is_administrator(self, room: Address, person: Address) -> bool:
        return await self._known().is_administrator(room.chat, person.chat)

    async def open_network(self, plan: NetworkPlan, person: Address) -> Network:
        await self._ready()
        return await Spaces(self._session.wire, self._session.user).open(plan, person.chat)

    async def introduce(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Matrix has no menus of commands."""

    # --- parts --------------------------------------------------------------------------------------------

    async def _ready(self) -> None:
        """Nothing can be sent before the rooms are known."""
        try:
            async with asyncio.timeout(READY_SECONDS):
                await self._listening().caught.wait()
        except TimeoutError:
            failed: SendFailure = NotSent("the rooms are not known yet")
        else:
            return
        raise failed

    async def _until_known(self, room: str) -> None:
        """A room made just now can be written to as soon as the bot has seen itself in it."""
        try:
            async with asyncio.timeout(READY_SECONDS):
                while room not in self._session.client.rooms:
                    await self._listening().heard_more()
        except TimeoutError:
            failed: SendFailure = NotSent("the room is being opened")
        else:
            return
        raise failed

    def _known(self) -> Rooms:
        if self._rooms is None:
            raise NotSent("not open")
        return self._rooms

    def _listening(self) -> Ears:
        if self._ears is None:
            raise NotSent("not open")
        return self._ears


async def _only_answer(upload: Awaitable[Any]) -> Any:
    return (await upload)[0]
