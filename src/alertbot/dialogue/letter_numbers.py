"""For organizers: how many letters were opened and how many people say they sent one, and which addresses
are in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from alertbot.dialogue.engine import (
    KEEP,
    Conversation,
    Event,
    Facts,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.letter_reports import FAILED
from alertbot.dialogue.letter_ways import WAY, office_label
from alertbot.dialogue.read import gone
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import AppealOf
from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Appeal
from alertbot.domain.channel_health import Contact, Failure, named
from alertbot.domain.disclosure import disclosed, shown
from alertbot.domain.publication import Published


@dataclass(frozen=True, slots=True)
class ShowNumbers(Tap):
    word: ClassVar[str] = "numbers"
    appeal: int


@dataclass(frozen=True, slots=True)
class ClearDoubt(Tap):
    """An organizer found an address sound; ``trace`` names it wherever it stands in the appeal."""

    word: ClassVar[str] = "sound"
    appeal: int
    trace: str


@dataclass(frozen=True, slots=True)
class LetterNumbers:
    """``opened`` and ``sent`` count letters, each by how many accounts; they are never one number.

    ``sent`` is by channel. ``doubts`` are the contacts in doubt with what was reported about each.
    """

    opened: int
    sent: Mapping[ChannelKind, int]
    doubts: Mapping[Contact, Mapping[Failure, int]]


@dataclass(frozen=True, slots=True)
class NumbersOf(Want[LetterNumbers]):
    appeal: int


@dataclass(frozen=True, slots=True)
class ClearContacts(Order):
    """The contacts with this trace count as sound again."""

    appeal: int
    trace: str


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(ShowNumbers(appeal=id) | ClearDoubt(appeal=id)):
            return (AppealOf(id), NumbersOf(id))
        case _:
            return ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(ShowNumbers(appeal=id)):
            published = facts[AppealOf(id)]
            return Step((_card(published, facts[NumbersOf(id)]),), KEEP) if published else gone()
        case Tapped(ClearDoubt(appeal=id) as tap):
            published = facts[AppealOf(id)]
            return _clear(tap, facts[NumbersOf(id)]) if published else gone()
        case _:
            return gone()


def _card(published: Published, numbers: LetterNumbers) -> Screen:
    sent, (by_channel,) = disclosed(sum(numbers.sent.values()), [dict(numbers.sent)])
    parts: list[Part] = [
        title(published.appeal.title),
        text(_opened(shown(numbers.opened))),
        text(_sent(sent)),
        *(
            item(say("numbers.by", kind=WAY[kind], number=many))
            for kind, many in by_channel.items()
            if many is not None
        ),
        note(say("numbers.differ")),
    ]
    rows: list[tuple[Choice, ...]] = []
    if numbers.doubts:
        parts.append(title(say("doubt.list")))
    for about, failures in numbers.doubts.items():
        parts.append(item(_doubt(published.appeal, about, failures), "⚠️"))
        rows.append((_clearing(published.id, published.appeal, about),))
    return Screen(tuple(parts), tuple(rows))


def _opened(many: int | None) -> Words:
    return say("numbers.opened_few") if many is None else say("numbers.opened", count=many, number=many)


def _sent(many: int | None) -> Words:
    return say("numbers.sent_few") if many is None else say("numbers.sent", count=many, number=many)


def _doubt(appeal: Appeal, about: Contact, failures: Mapping[Failure, int]) -> Words:
    line = _where(appeal, about)
    for failure, many in failures.items():
        line = say("doubt.with", line=line, what=FAILED[failure], number=many)
    return line


def _found(appeal: Appeal, about: Contact) -> tuple[Addressee, Channel, str] | None:
    office = appeal.addressee(about.addressee)
    found = named(office, about.kind, about.trace) if office else None
    return (office, *found) if office and found else None


def _where(appeal: Appeal, about: Contact) -> Words:
    """Office and channel; of a contact that a newer version has dropped only its kind is known."""
    found = _found(appeal, about)
    if found is None:
        return say("doubt.dropped", kind=WAY[about.kind])
    office, channel, value = found
    return say("doubt.where", office=office_label(office), kind=WAY[channel.kind], value=value)


def _clearing(id: int, appeal: Appeal, about: Contact) -> Choice:
    found = _found(appeal, about)
    label = say("doubt.clear_one", value=found[2]) if found else say("doubt.clear")
    return Choice(label, tap=ClearDoubt(id, about.trace))


def in_doubt(published: Published, about: Contact) -> Screen:
    """What every organizer is told once: office and channel, nothing about who said so."""
    parts = (
        title(say("doubt.title")),
        text(published.appeal.title),
        item(_where(published.appeal, about), "⚠️"),
        text(say("doubt.means")),
    )
    rows = (
        (Choice(say("doubt.clear"), tap=ClearDoubt(published.id, about.trace)),),
        (Choice(say("numbers.show"), tap=ShowNumbers(published.id)),),
    )
    return Screen(parts, rows)


def _clear(tap: ClearDoubt, numbers: LetterNumbers) -> Step:
    row = ((Choice(say("numbers.show"), tap=ShowNumbers(tap.appeal)),),)
    if not any(about.trace == tap.trace for about in numbers.doubts):
        return Step((Screen((text(say("doubt.not_any_more")),), row),), KEEP)
    return Step((Screen((text(say("doubt.cleared")),), row),), KEEP, (ClearContacts(tap.appeal, tap.trace),))


CONVERSATION = Conversation(
    "letter_numbers",
    step,
    wants,
    taps=(ShowNumbers, ClearDoubt),
    organizers=True,
)
