"""What those who write say afterwards: "I sent it", "it did not get through"; each account counts once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Order, State, Step, Tapped, Want
from alertbot.dialogue.letter_taps import THEIRS, ReportFailure, SaidSent, ShowWays, Trouble
from alertbot.dialogue.letter_versions import InHand, in_hand, versions_wanted
from alertbot.dialogue.letter_ways import WAY, office_label
from alertbot.dialogue.read import changed, gone
from alertbot.dialogue.screen import Choice, Screen, Words, note, say, text, title
from alertbot.dialogue.wants import AppealOf, appeal_meant
from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.channel_health import FAILURES, Contact, Failure, contact, named

FAILED: Mapping[Failure, Words] = {
    Failure.BOUNCED: say("failed.bounced"),
    Failure.NO_TONE: say("failed.tone"),
    Failure.WRONG: say("failed.wrong"),
    Failure.SILENT: say("failed.silent"),
    Failure.RETURNED: say("failed.returned"),
    Failure.BROKEN: say("failed.broken"),
}


@dataclass(frozen=True, slots=True)
class SentBefore(Want[bool]):
    """Whether this account said before that it sent this letter this way."""

    said: SaidSent


@dataclass(frozen=True, slots=True)
class ReportedBefore(Want[bool]):
    """Whether this account reported this contact before, whatever failed."""

    report: ReportFailure


@dataclass(frozen=True, slots=True)
class CountSent(Order):
    appeal: int
    version: int
    addressee: str
    kind: ChannelKind


@dataclass(frozen=True, slots=True)
class ReportContact(Order):
    """A contact failed; when it comes into doubt by this, the organizers are told."""

    appeal: int
    about: Contact
    failure: Failure


def sent_mark(kind: ChannelKind, addressee: str, version: int) -> str:
    """The trace of "I sent it". Another version is another letter, and may be sent again."""
    return f"sent.{kind.value}.{addressee}.{version}"


def reported(addressee: Addressee, what: str) -> tuple[Channel, str, Failure] | None:
    """What a report is about; ``None`` for a contact or a failure that the office cannot have."""
    word, _, trace = what.partition("_")
    for kind, failures in FAILURES.items():
        found = named(addressee, kind, trace)
        if found and word in failures:
            return (*found, Failure(word))
    return None


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    wanted = versions_wanted(None, event)
    match event:
        case Tapped(SaidSent() as tap):
            return (*wanted, SentBefore(tap))
        case Tapped(ReportFailure() as tap):
            return (*wanted, ReportedBefore(tap))
        case _:
            return wanted


def step(state: State | None, event: Event, facts: Facts) -> Step:
    published = facts[AppealOf(appeal_meant(None, event))]
    if published is None:
        return gone()
    held = in_hand(published, None, event, facts)
    if held is None:
        return changed(published)
    number = int(getattr(event.tap, "office", -1)) if isinstance(event, Tapped) else -1
    if not 0 <= number < len(held.appeal.addressees):
        return Step((Screen((text(say("letter.office_gone")),)),), KEEP)
    return _about(event, held, held.appeal.addressees[number], facts)


def _about(event: Event, held: InHand, office: Addressee, facts: Facts) -> Step:
    match event:
        case Tapped(SaidSent() as tap):
            return _sent(tap, held, office, facts)
        case Tapped(Trouble() as tap):
            return Step((_what_failed(tap, office),), KEEP)
        case Tapped(ReportFailure() as tap):
            return _report(tap, held, office, facts)
        case _:
            return Step((Screen((text(say("letter.office_gone")),)),), KEEP)


def _sent(tap: SaidSent, held: InHand, office: Addressee, facts: Facts) -> Step:
    kind = next((kind for kind in ChannelKind if kind.value == tap.kind), None)
    if kind is None:
        return Step((Screen((text(say("letter.office_gone")),)),), KEEP)
    already = facts[SentBefore(tap)]
    head = say("sent.already") if already else say("sent.thanks")
    parts = (
        text(head),
        text(say("sent.what", office=office_label(office), kind=WAY[kind])),
        note(say("sent.counted")),
    )
    order = CountSent(held.of.id, held.of.version, office.key, kind)
    return Step((Screen(parts, _back(tap), once=True),), KEEP, () if already else (order,), head)


def _back(tap: SaidSent | ReportFailure | Trouble) -> tuple[tuple[Choice, ...], ...]:
    ways = ShowWays(tap.appeal, tap.version, tap.office, THEIRS)
    return ((Choice(say("letter.ways_back"), tap=ways, sensitive=True),),)


def _what_failed(tap: Trouble, office: Addressee) -> Screen:
    """Every failure that each of the office's contacts can have, one line each."""
    rows = tuple(
        (
            Choice(
                say("trouble.line", what=FAILED[failure], value=value),
                tap=ReportFailure(
                    tap.appeal,
                    tap.version,
                    tap.office,
                    f"{failure.value}_{contact(office.key, channel, value).trace}",
                ),
                sensitive=True,
            ),
        )
        for channel in office.channels
        for value in channel.values
        for failure in FAILURES.get(channel.kind, ())
    )
    parts = (title(office_label(office)), text(say("trouble.which")), note(say("trouble.counted")))
    return Screen(parts, (*rows, *_back(tap)))


def _report(tap: ReportFailure, held: InHand, office: Addressee, facts: Facts) -> Step:
    about = reported(office, tap.what)
    if about is None:
        return Step((Screen((text(say("letter.office_gone")),), _back(tap)),), KEEP)
    channel, value, failure = about
    already = facts[ReportedBefore(tap)]
    head = say("trouble.already") if already else say("trouble.thanks")
    others = len([one for channel in office.channels for one in channel.values]) > 1
    parts = [text(head), text(say("trouble.line", what=FAILED[failure], value=value))]
    if others:
        parts.append(note(say("trouble.try_other")))
    order = ReportContact(held.of.id, contact(office.key, channel, value), failure)
    return Step((Screen(tuple(parts), _back(tap), once=True),), KEEP, () if already else (order,), head)


CONVERSATION = Conversation("letter_reports", step, wants, taps=(SaidSent, Trouble, ReportFailure))
