"""The lawyer's side of the link: from any account, without joining, a date is proposed for one case.

The link is all the authority there is, and it is read from the store again each time. A code that is wrong,
over or revoked is answered like any link that means nothing.
"""

from dataclasses import dataclass, field, replace
from datetime import date, time
from hashlib import sha256
from typing import Any, ClassVar

from alertbot.dialogue import cards, court_cards, hearing_fields, subscribe
from alertbot.dialogue.engine import (
    Command,
    Conversation,
    Event,
    Facts,
    Line,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.hearing_words import HearingRead, HearingWords, is_open, may_be_answered
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import ChoicesNow
from alertbot.domain.hearing import Hearing, StoredHearing
from alertbot.domain.language import Localised
from alertbot.domain.outcome import Answer
from alertbot.domain.proposal import LawyersLink, Proposal, ProposalKind, is_small_move

NAME = "lawyer"
Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class OpenLink(Tap):
    word: ClassVar[str] = "lawyer"
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AnotherDate(Tap):
    """``hearing`` 0: a first date."""

    word: ClassVar[str] = "lawdate"
    hearing: int


@dataclass(frozen=True, slots=True)
class NoDate(Tap):
    word: ClassVar[str] = "lawundate"
    hearing: int


@dataclass(frozen=True, slots=True)
class ItWent(Tap):
    """``answer`` is a value of :class:`Answer`."""

    word: ClassVar[str] = "lawwent"
    hearing: int
    answer: str


@dataclass(frozen=True, slots=True)
class ProposeThis(Tap):
    """Propose exactly what its own message showed; ``mark`` tells it apart."""

    word: ClassVar[str] = "lawpropose"
    mark: str


@dataclass(frozen=True, slots=True)
class Leave(Tap):
    word: ClassVar[str] = "lawleave"


@dataclass(frozen=True, slots=True)
class Propose(Order):
    link: int
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Seat:
    """What a link opens: one case with its hearings, and how many proposals are left today.

    ``reply`` is where the conversation goes on and in which language: for its own sealed state alone.
    """

    link: LawyersLink
    title: Localised
    chain: tuple[StoredHearing, ...]
    left: int
    reply: tuple[str, str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SeatBehind(Want[Seat | None]):
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SeatOf(Want[Seat | None]):
    link: int


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(OpenLink(code=code)) | Command(rest=code):
            return (SeatBehind(code.strip()), ChoicesNow())
        case Line() if state and state.step != "begin":
            return (SeatOf(int(state.data["link"])), ChoicesNow(), _reading(state, event))
        case _:
            return (*((SeatOf(int(state.data["link"])),) if state else ()), ChoicesNow())


def _reading(state: State, event: Line) -> HearingRead:
    typed = " ".join(event.text.split())[:300]
    data = state.data
    if state.step == "city":
        return HearingRead(f"{data['typed']} {typed}")
    return HearingRead(typed, str(data.get("city", "")), str(data.get("zone", "")))


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(OpenLink(code=code)) | Command(rest=code):
            seat = facts[SeatBehind(code.strip())]
            return _seated(seat, facts) if seat else subscribe.step(None, Command("start"), facts)
        case Tapped(Leave()):
            return Step((Screen((text(say("lawyer.left")),), replaces=True),))
        case _ if state is None:
            return Step((Screen((text(say("lawyer.again")),)),))
        case _:
            seat = facts[SeatOf(int(state.data["link"]))]
            if seat is None:
                return subscribe.step(None, Command("start"), facts)
            return _said(state, event, seat, facts)


def _said(state: State, event: Event, seat: Seat, facts: Facts) -> Step:
    match event:
        case Tapped() if not seat.left:
            return Step((Screen((text(say("lawyer.enough")),)),), state)
        case Tapped(AnotherDate(hearing=id)):
            return _ask_for_date(seat, _open(seat, id))
        case Tapped(NoDate(hearing=id)):
            return _about(seat, id, ProposalKind.ADJOURN)
        case Tapped(ItWent(hearing=id, answer=answer)) if answer in list(Answer):
            return _went(seat, id, Answer(answer), facts)
        case Tapped(ProposeThis(mark=mark)):
            return _propose(state, seat, mark, facts)
        case Line() if state.step in ("date", "city", "echo"):
            return _heard(state, facts[_reading(state, event)], event, seat, facts)
        case _:
            return _seated(seat, facts)


def _open(seat: Seat, id: int) -> StoredHearing | None:
    return next((s for s in seat.chain if s.id == id and is_open(s)), None)


def _begin(seat: Seat, step: str, **data: Any) -> State:
    return State(NAME, step, {"link": seat.link.id, "reply": list(seat.reply), **data})


# --- what the link opens ----------------------------------------------------------------------------------


def _seated(seat: Seat, facts: Facts) -> Step:
    open_ones = [stored for stored in seat.chain if is_open(stored)]
    parts: list[Part] = [
        title(say("lawyer.title")),
        text(seat.title),
        *(item(court_cards.hearing_line(stored.hearing)) for stored in open_ones),
        text(say("lawyer.what")),
        note(say("lawyer.not_kept")),
    ]
    rows = tuple(row for stored in open_ones[:8] for row in _rows_of(stored, facts))
    rows = (*rows, (_sensitive(say("lawyer.first_date"), AnotherDate(0)),))
    if len(open_ones) > 1:
        return Step((Screen(tuple(parts), rows),), _begin(seat, "begin"))
    asked = _ask_for_date(seat, open_ones[0] if open_ones else None)
    return Step((Screen(tuple(parts), rows, asks=True),), asked.state)


def _rows_of(stored: StoredHearing, facts: Facts) -> Rows:
    hearing, id = stored.hearing, stored.id
    rows: list[tuple[Choice, ...]] = []
    if may_be_answered(stored) and hearing.starts <= facts.now:
        rows.append(went_row(id))
    label = say("lawyer.move", day=hearing.day)
    rows.append((_sensitive(label, AnotherDate(id)), _sensitive(say("hearing.undate"), NoDate(id))))
    return tuple(rows)


def went_row(hearing: int) -> tuple[Choice, ...]:
    """The answers to the question how a hearing went."""
    labels = (
        (Answer.HELD, say("outcome.answer.held")),
        (Answer.ADJOURNED, say("outcome.answer.adjourned")),
        (Answer.DECIDED, say("outcome.answer.decided")),
    )
    return tuple(_sensitive(label, ItWent(hearing, answer.value)) for answer, label in labels)


def question(case: Words, line: Words, hearing: int) -> Screen:
    """What the lawyer is asked after a hearing, if they wrote within the last day."""
    parts = (title(say("outcome.ask")), text(line), text(case), note(say("lawyer.ask_note")))
    return Screen(parts, (went_row(hearing),))


def _sensitive(label: Words, tap: Tap) -> Choice:
    return Choice(label, tap=tap, sensitive=True)


def _ask_for_date(seat: Seat, stored: StoredHearing | None) -> Step:
    """The next line is a date: another one for a hearing, in its city unless one is named, or a first one."""
    if stored is None:
        return Step((Screen((text(say("lawyer.type_first")),), asks=True),), _begin(seat, "date", about=0))
    old = stored.hearing
    state = _begin(seat, "date", about=stored.id, city=old.city, zone=old.zone)
    question = say("lawyer.type", when=cards.moment(old))
    return Step((Screen((text(question),), asks=True),), state)


# --- what is proposed -------------------------------------------------------------------------------------


def _heard(state: State, words: HearingWords | None, event: Line, seat: Seat, facts: Facts) -> Step:
    if words is None:
        return Step((Screen((text(say("hearing.unread")),), asks=True),), state)
    if not words.zone:
        typed = " ".join(event.text.split())[:200]
        return Step((Screen((text(say("hearing.which_city")),), asks=True),), state.at("city", typed=typed))
    hour = words.hour.strftime("%H:%M") if words.hour else ""
    court = words.rest if words.rest and hearing_fields.is_allowed(words.rest) else ""
    echoed = state.at(
        "echo", day=words.day.isoformat(), hour=hour, city=words.city, zone=words.zone, court=court
    )
    old, new = _old_and_new(echoed, seat, facts)
    if new.starts <= facts.now:
        return Step((Screen((text(say("hearing.past", when=cards.moment(new))),), asks=True),), state)
    return Step((_echo(old, new, echoed),), echoed)


def _old_and_new(state: State, seat: Seat, facts: Facts) -> tuple[StoredHearing | None, Hearing]:
    """The hearing that is known, if there is one, and what is proposed in its place."""
    data, old = state.data, _open(seat, int(state.data.get("about", 0)))
    hour = time.fromisoformat(data["hour"]) if data["hour"] else None
    day, city, zone = date.fromisoformat(data["day"]), str(data["city"]), str(data["zone"])
    court = Localised({facts.locale.partition("_")[0]: data["court"]}) if data["court"] else Localised()
    if old is None:
        return None, Hearing("proposed", city, zone, day, hour, court)
    before = old.hearing
    known = court or (before.court if city == before.city else Localised())
    return old, replace(before, city=city, zone=zone, court=known).moved_to("proposed", day, hour)


def _echo(old: StoredHearing | None, new: Hearing, state: State) -> Screen:
    parts: list[Part] = [
        title(say("lawyer.check")),
        *([text(say("hearing.was", when=cards.moment(old.hearing)))] if old else []),
        text(say("hearing.when", when=cards.moment(new))),
        text(say("hearing.where", where=court_cards.where(new))),
    ]
    if new.hour is None:
        parts.append(note(say("hearing.hour_unknown")))
    send = _sensitive(say("lawyer.send"), ProposeThis(_mark(state)))
    return Screen(tuple(parts), ((send, _sensitive(say("hearing.forget"), Leave())),))


def _mark(state: State) -> str:
    shown = "\n".join(str(state.data.get(n, "")) for n in ("about", "day", "hour", "city", "zone", "court"))
    return sha256(shown.encode("utf-8", "replace")).hexdigest()[:12]


def _propose(state: State, seat: Seat, mark: str, facts: Facts) -> Step:
    if state.step != "echo" or mark != _mark(state):
        return Step((Screen((text(say("lawyer.other")),)),), state)
    old, new = _old_and_new(state, seat, facts)
    if state.data.get("about") and old is None:
        return Step((Screen((text(say("hearing.already_moved")),)),), _begin(seat, "begin"))
    order = Propose(seat.link.id, Proposal(ProposalKind.DATE, old.id if old else None, new))
    at_once = old is not None and seat.link.at_once and is_small_move(old.hearing, new)
    told = say("lawyer.accepted_at_once") if at_once else say("lawyer.sent")
    after = _begin(seat, "begin") if at_once else state.at("date")
    return Step((Screen((text(told),), replaces=True, once=True),), after, (order,))


def _about(seat: Seat, id: int, kind: ProposalKind) -> Step:
    stored = _open(seat, id)
    if stored is None:
        return Step((Screen((text(say("hearing.already_moved")),)),), _begin(seat, "begin"))
    sent = Screen((text(say("lawyer.sent")),), once=True)
    return Step((sent,), _begin(seat, "begin"), (Propose(seat.link.id, Proposal(kind, id)),))


def _went(seat: Seat, id: int, answer: Answer, facts: Facts) -> Step:
    stored = _open(seat, id)
    if stored is None or not may_be_answered(stored) or stored.hearing.starts > facts.now:
        return Step((Screen((text(say("hearing.already_moved")),)),), _begin(seat, "begin"))
    if answer is Answer.ADJOURNED:
        known = _sensitive(say("outcome.date_known"), AnotherDate(id))
        unknown = _sensitive(say("outcome.date_unknown"), NoDate(id))
        screen = Screen((text(say("outcome.new_date")),), ((known, unknown),))
        return Step((screen,), _begin(seat, "begin"))
    return _about(seat, id, ProposalKind(answer.value))


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"lawyer"}),
    taps=(OpenLink, AnotherDate, NoDate, ItWent, ProposeThis, Leave),
)
