"""The exercise's messenger: made-up recipients, and a window for the one or two who practise.

It has no connection and knows no address: whoever is shown anything is a *seat*, a word such as ``writer``,
and the :class:`Pane` it is given decides which chat that is, if any. Everybody else is a name to be counted.
"""

import asyncio
import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import orjson

from alertbot.dialogue.approve import Approve
from alertbot.dialogue.drill_board import DrillTap
from alertbot.dialogue.engine import Command, Document, Event, Lapsed, Line, Reacted, Unreadable
from alertbot.dialogue.retract import ConfirmRetraction
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import RecipientGone, UnreadableEvent
from alertbot.ports import Arrived, Capabilities, FileRef, Incoming, RawEvent
from alertbot.wording.tree import Button, Utterance

PLATFORM = "exercise"
WRITER, COLLEAGUE = "writer", "colleague"
SEATS = (WRITER, COLLEAGUE)

BLOCKED = "reader-0"
"""The made-up reader who blocked the bot, which does not know it yet."""

LONGEST = 3_000
"""UTF-16 units: what every messenger shows in one message, with the mark on top."""

DELETABLE_SECONDS = 48 * 3600.0
_BARE: dict[str, Event] = {"lapsed": Lapsed(), "reacted": Reacted(), "unreadable": Unreadable()}
"""What happens without a word: a choice that stands no more, a reaction, a message of a kind nobody reads."""

AGREES = (Approve.word, ConfirmRetraction.word)
"""Taps that only a second organizer may press: what the made-up colleague is asked for."""


class Pane(Protocol):
    """Where a seat is seen. A ``key`` names a message, so that it can be redrawn."""

    async def show(self, seat: str, utterance: Utterance, key: str) -> None: ...

    async def redraw(self, seat: str, utterance: Utterance | None, key: str) -> None:
        """``None``: the message was deleted."""
        ...

    async def ask_colleague(self, tap: DrillTap) -> None:
        """Somebody who practises alone may say yes for the made-up colleague with this tap."""
        ...


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a number stands for: whose button, on which message, with what in it."""

    seat: str
    message: str
    packed: str = field(repr=False)


class Window:
    """Fulfils :class:`alertbot.ports.Platform`. ``taken`` are the seats that somebody real sits in."""

    def __init__(self, exercise: int, pane: Pane) -> None:
        self._exercise = exercise
        self._pane = pane
        self._events: list[RawEvent] = []
        self._rang = asyncio.Event()
        self._shown = 0
        self._numbers: list[Pressed] = []
        self._waiting: tuple[str, Utterance] | None = None
        self.taken: set[str] = {WRITER}

    name = PLATFORM
    home = ""
    can = Capabilities(
        buttons=True, edit=True, longest=LONGEST, largest_file=1 << 22, delete_within=DELETABLE_SECONDS
    )

    async def open(self) -> None:
        """Nothing to connect to."""

    async def close(self) -> None:
        """Nothing to disconnect from."""

    # --- what those who practise do -----------------------------------------------------------------------

    def says(self, seat: str, event: Event, language: str) -> None:
        self._happened(seat, language, **_written(event))

    def presses(self, seat: str, number: int, language: str) -> None:
        """A button of this exercise; one that is another's is not pressed, unless that one is made up."""
        pressed = self._numbers[number] if number < len(self._numbers) else None
        if pressed is None or (pressed.seat != seat and pressed.seat in self.taken):
            return
        self._happened(pressed.seat, language, tap=pressed.packed, message=pressed.message)

    async def seat_colleague(self) -> None:
        """Somebody real sits down in the colleague's place, and sees what waits for them."""
        self.taken.add(COLLEAGUE)
        if self._waiting is not None:
            message, utterance = self._waiting
            await self._pane.show(COLLEAGUE, self._dressed(COLLEAGUE, message, utterance), self._key(message))

    # --- the platform -------------------------------------------------------------------------------------

    async def poll(self, after: int | None, *, wait: bool = True) -> Sequence[RawEvent]:
        """Waits for an event without end: whoever polls is cancelled at the end."""
        while not (waiting := self._events[after or 0 :]):
            if not wait:
                return ()
            self._rang.clear()
            await self._rang.wait()
        return waiting

    def parse(self, raw: bytes) -> Incoming | None:
        try:
            return _incoming(orjson.loads(raw))
        except (ValueError, TypeError, LookupError):
            pass
        raise UnreadableEvent("an exercise's event is misshapen")

    async def fetch(self, file: FileRef) -> Document:
        """Files come with their content; there is nothing to fetch."""
        return Document(file.name, None)

    def encode(self, utterance: Utterance) -> Utterance:
        return utterance

    async def show(self, to: Address, payload: Utterance) -> str:
        if to.chat == BLOCKED:
            raise RecipientGone("gone")
        self._shown += 1
        message = str(self._shown)
        if to.chat in self.taken:
            await self._pane.show(to.chat, self._dressed(to.chat, message, payload), self._key(message))
        elif to.chat == COLLEAGUE:
            await self._ask(message, payload)
        return message

    async def amend(self, to: Address, message: str, payload: Utterance) -> None:
        if to.chat in self.taken:
            await self._pane.redraw(to.chat, self._dressed(to.chat, message, payload), self._key(message))

    async def delete(self, to: Address, message: str) -> None:
        if to.chat in self.taken:
            await self._pane.redraw(to.chat, None, self._key(message))

    async def acknowledge(self, tap: str, notice: str | None) -> None:
        """The real messenger has answered the tap."""

    async def is_administrator(self, room: Address, person: Address) -> bool:
        return False

    async def introduce(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Nobody's menu changes because of an exercise."""

    # --- buttons ------------------------------------------------------------------------------------------

    async def _ask(self, message: str, utterance: Utterance) -> None:
        for button in (button for row in utterance.rows for button in row):
            if button.tap.partition("-")[0] in AGREES:
                self._waiting = (message, utterance)
                await self._pane.ask_colleague(self._numbered(COLLEAGUE, message, button.tap))

    def _dressed(self, seat: str, message: str, utterance: Utterance) -> Utterance:
        """With the exercise's own buttons. Links out of the chat are left out: an exercise leads nowhere."""
        rows = (
            tuple(self._button(seat, message, one) for one in row if _stays(one)) for row in utterance.rows
        )
        return replace(utterance, rows=tuple(row for row in rows if row))

    def _button(self, seat: str, message: str, button: Button) -> Button:
        if not button.tap:
            return button
        return replace(button, tap=self._numbered(seat, message, button.tap).pack())

    def _numbered(self, seat: str, message: str, packed: str) -> DrillTap:
        self._numbers.append(Pressed(seat, message, packed))
        return DrillTap(self._exercise, len(self._numbers) - 1)

    def _key(self, message: str) -> str:
        return f"drill:{self._exercise}:{message}"

    def _happened(self, seat: str, language: str, **what: str) -> None:
        event = {"seat": seat, "language": language, **what}
        self._events.append(RawEvent(len(self._events) + 1, orjson.dumps(event)))
        self._rang.set()


def _stays(button: Button) -> bool:
    return bool(button.tap or button.copy)


def _written(event: Event) -> dict[str, str]:
    match event:
        case Command(word=word, rest=rest):
            return {"command": word, "rest": rest}
        case Line(text=text):
            return {"line": text}
        case Document(name=name, content=bytes() as content):
            return {"file": name, "content": base64.b64encode(content).decode()}
        case Document(name=name):
            return {"file": name}
        case _:
            return {"bare": next((word for word, bare in _BARE.items() if bare == event), "unreadable")}


def _incoming(event: Mapping[str, Any]) -> Incoming:
    chat = Address(PLATFORM, event["seat"])
    arrived = Arrived(chat, ChatKind.PERSON, chat, language=event["language"])
    if "tap" in event:
        return replace(arrived, packed=event["tap"], message=event["message"])
    return replace(arrived, event=_event(event))


def _event(event: Mapping[str, Any]) -> Event:
    if "command" in event:
        return Command(event["command"], event["rest"])
    if "line" in event:
        return Line(event["line"])
    if "file" in event:
        content = event.get("content")
        return Document(event["file"], None if content is None else base64.b64decode(content))
    return _BARE[event["bare"]]
