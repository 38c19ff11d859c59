"""Privacy: what is kept about you, in one answer, and everything gone, in one or two taps."""

from dataclasses import dataclass
from typing import Any, ClassVar

from alertbot.dialogue.engine import Command, Conversation, Event, Facts, Order, State, Step, Tapped, Want
from alertbot.dialogue.quieting import quiet_line
from alertbot.dialogue.screen import Choice, LanguageName, Screen, Words, item, note, say, text, title
from alertbot.dialogue.settings import interests_line
from alertbot.dialogue.sign import AddName, Withdraw
from alertbot.dialogue.tap import Tap
from alertbot.domain.language import Localised
from alertbot.domain.quiet import Quiet
from alertbot.domain.signature import SignatureMode

MOST_ROWS = 20
"""Buttons under one answer: ten names that are not shown, with two each."""


@dataclass(frozen=True, slots=True)
class EraseMe(Tap):
    word: ClassVar[str] = "erase"


@dataclass(frozen=True, slots=True)
class KeepMe(Tap):
    word: ClassVar[str] = "noerase"


@dataclass(frozen=True, slots=True)
class Erase(Order):
    """Delete everything kept about this account."""


@dataclass(frozen=True, slots=True)
class Held:
    """A signature. ``name`` is empty where only the organisation's key opens it."""

    appeal: int
    version: int
    title: Localised
    mode: SignatureMode
    name: str

    @property
    def locked(self) -> bool:
        return self.mode is SignatureMode.NAMED and not self.name


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the store holds about an account besides the subscription itself."""

    signatures: tuple["Held", ...]
    letters: tuple[Localised, ...]
    follows: tuple[Localised, ...]
    rooms: tuple[str, ...]
    muted: tuple[Localised, ...] = ()
    quiet: Quiet | None = None


NOTHING = Holdings((), (), (), ())


@dataclass(frozen=True, slots=True)
class HoldingsNow(Want[Holdings]):
    pass


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    return (HoldingsNow(),) if isinstance(event, Command) and event.word == "mydata" else ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Command(word="mydata"):
            return Step((_mine(facts, facts[HoldingsNow()]),))
        case Command(word="panic"):
            by_hand = say("panic.by_hand.matrix") if facts.platform == "matrix" else say("panic.by_hand")
            return Step((Screen((text(say("panic.done")), text(by_hand)), once=True),), orders=(Erase(),))
        case Tapped(EraseMe()):
            return Step((_erased(facts),), orders=(Erase(),))
        case Tapped(KeepMe()):
            return Step((Screen((text(say("erase.kept")),), replaces=True),))
        case _:
            return Step((_ask(),))


def _ask() -> Screen:
    rows = (
        (Choice(say("erase.yes"), tap=EraseMe(), sensitive=True),),
        (Choice(say("erase.no"), tap=KeepMe()),),
    )
    return Screen((title(say("erase.title")), text(say("erase.what"))), rows)


def _erased(facts: Facts) -> Screen:
    """On Matrix a room of two is itself a trace, and only its reader can end it."""
    room = (text(say("erase.room")),) if facts.platform == "matrix" else ()
    return Screen((text(say("erase.done")), *room, note(say("erase.limits"))), replaces=True, once=True)


def _mine(facts: Facts, held: Holdings) -> Screen:
    me = facts.subscriber
    if me is None and held == NOTHING:
        return Screen((text(say("mydata.nothing")),))
    parts = [title(say("mydata.title"))]
    if me is not None:
        zone = say("settings.zone", zone=me.zone) if me.zone else say("settings.no_zone")
        parts += [
            item(say("mydata.address")),
            item(say("mydata.language", name=LanguageName(me.locale))),
            item(zone),
        ]
        parts += [item(quiet_line(held.quiet))] if held.quiet else []
        parts += [item(interests_line(me.interests)), item(say("mydata.consent", version=me.consent))]
    parts += [item(_signature(one)) for one in held.signatures]
    parts += [item(say("mydata.letters", title=t)) for t in held.letters]
    parts += [item(say("mydata.follows", title=t)) for t in held.follows]
    parts += [item(say("mydata.muted", title=t)) for t in held.muted]
    parts += [item(say("mydata.room", title=t)) for t in held.rooms]
    rows = [row for one in held.signatures if one.locked for row in _rows(one)][:MOST_ROWS]
    return Screen((*parts, note(say("mydata.not_kept")), note(say("mydata.erase"))), tuple(rows), once=True)


def _signature(held: Held) -> Words:
    if held.locked:
        return say("mydata.locked", title=held.title)
    if held.mode is SignatureMode.NAMED:
        return say("mydata.named", title=held.title, name=held.name)
    return say("mydata.counted", title=held.title)


def _rows(held: Held) -> tuple[tuple[Choice, ...], ...]:
    """What its signer can still do about a name that is not shown."""
    other = Choice(
        say("mydata.other_name", title=held.title), tap=AddName(held.appeal, held.version), sensitive=True
    )
    withdraw = Choice(say("mydata.withdraw", title=held.title), tap=Withdraw(held.appeal), sensitive=True)
    return (other,), (withdraw,)


CONVERSATION = Conversation(
    "privacy", step, wants, commands=frozenset({"mydata", "erase", "panic"}), taps=(EraseMe, KeepMe)
)
