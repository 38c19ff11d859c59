"""Court dates: read from a typed line, echoed with weekday and zone, saved, moved, cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from hashlib import sha256
from typing import Any

from alertbot.dialogue import cards
from alertbot.dialogue.engine import (
    KEEP,
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
from alertbot.dialogue.hearing_taps import (
    CancelHearing,
    ForCase,
    ForgetIt,
    MoveByDay,
    MoveTo,
    SaveHearing,
    ShowHearing,
)
from alertbot.dialogue.screen import Choice, Moment, Part, Screen, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.language import Localised
from alertbot.domain.reminder import plan

NAME = "hearings"


@dataclass(frozen=True, slots=True)
class AddHearing(Order):
    """Keep a hearing; if it supersedes one, everyone who knew the old date is told."""

    case_id: int
    hearing: Hearing


@dataclass(frozen=True, slots=True)
class CallOff(Order):
    hearing: int


@dataclass(frozen=True, slots=True)
class HearingWords:
    """What a typed line was understood as; ``zone`` empty when no known city was in it."""

    day: date
    hour: time | None
    city: str
    zone: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class HearingRead(Want[HearingWords | None]):
    """A typed line, read; ``city`` stands in when the line names none."""

    typed: str
    city: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case with its hearings, by date."""

    id: int
    title: Localised
    chain: tuple[StoredHearing, ...]


@dataclass(frozen=True, slots=True)
class CasesNow(Want[tuple[CaseLine, ...]]):
    """Published cases, newest first."""


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Command(rest=rest) if rest.strip():
            return (CasesNow(), HearingRead(rest.strip()))
        case Line():
            return (CasesNow(), _reading(state, event))
        case _:
            return (CasesNow(),)


def _reading(state: State | None, event: Line) -> HearingRead:
    """A line after a question: a new date for a known hearing, or the city that was missing."""
    data: Mapping[str, Any] = state.data if state else {}
    typed = " ".join(event.text.split())[:300]
    if state and state.step == "city":
        return HearingRead(f"{data['typed']} {typed}")
    return HearingRead(typed, str(data.get("city", "")), str(data.get("zone", "")))


def step(state: State | None, event: Event, facts: Facts) -> Step:
    cases = facts[CasesNow()]
    if not cases:
        return Step((Screen((text(say("hearing.no_case")),)),))
    match event:
        case Command(rest=rest) if rest.strip():
            return _heard(facts[HearingRead(rest.strip())], rest.strip(), cases, State(NAME, "begin"))
        case Command():
            return Step((_overview(cases),), State(NAME, "begin"))
        case Line():
            reading = _reading(state, event)
            return _heard(facts[reading], reading.typed, cases, state or State(NAME, "begin"))
        case Tapped(ForgetIt()):
            return Step((Screen((text(say("hearing.forgotten")),), replaces=True),))
        case Tapped(tap):
            return _tapped(state, tap, cases, facts)
        case _:
            return Step((_overview(cases),), State(NAME, "begin"))


def _find(cases: tuple[CaseLine, ...], tap: Tap) -> tuple[CaseLine | None, StoredHearing | None]:
    case = next((c for c in cases if c.id == getattr(tap, "case", 0)), None)
    key = getattr(tap, "key", None)
    stored = next((s for s in case.chain if s.hearing.key == key), None) if case and key else None
    return case, stored


def _tapped(state: State | None, tap: Tap, cases: tuple[CaseLine, ...], facts: Facts) -> Step:
    case, stored = _find(cases, tap)
    if case is None or (stored is None and isinstance(tap, ShowHearing | MoveByDay | MoveTo | CancelHearing)):
        return Step((Screen((text(say("hearing.gone")),)),))
    match tap, stored:
        case ForCase(), _:
            return _echo(case, state) if _complete(state) else Step((_overview(cases),), State(NAME, "begin"))
        case SaveHearing(instead=instead), _:
            if state is None or not _complete(state):
                return Step((_overview(cases),))
            if tap != _saving(case.id, state, instead):
                return _outdated(case, state, cases)
            return _save(case, state, instead, facts)
        case ShowHearing(), StoredHearing(hearing=standing) if _stands(stored):
            return Step((_one(case, standing),), KEEP)
        case MoveByDay(), StoredHearing(hearing=old) if _stands(stored):
            later = HearingWords(old.day + timedelta(days=1), old.hour, old.city, old.zone)
            return _echo(case, _remember(State(NAME, "begin", {"move": old.key, "case": case.id}), later))
        case MoveTo(), StoredHearing(hearing=old) if _stands(stored):
            data = {"move": old.key, "case": case.id, "city": old.city, "zone": old.zone}
            question = Screen((text(say("hearing.move_ask", when=cards.moment(old))),), asks=True)
            return Step((question,), State(NAME, "move", data))
        case CancelHearing(sure=sure), StoredHearing(id=id, hearing=old) if _stands(stored):
            return _call_off(case, id, old, sure)
        case _:
            return Step((Screen((text(say("hearing.already_moved")),)),))


def _stands(stored: StoredHearing | None) -> bool:
    return stored is not None and not stored.superseded and stored.hearing.state is HearingState.SCHEDULED


def _overview(cases: tuple[CaseLine, ...]) -> Screen:
    parts: list[Part] = [title(say("hearing.title")), text(say("hearing.how"))]
    rows: list[tuple[Choice, ...]] = []
    for case in cases:
        for stored in (s for s in case.chain if _stands(s)):
            parts.append(item(say("hearing.of", title=case.title, when=cards.moment(stored.hearing))))
            label = say("hearing.short", when=cards.moment(stored.hearing), city=stored.hearing.city)
            rows.append((Choice(label, tap=ShowHearing(case.id, stored.hearing.key)),))
    return Screen(tuple(parts[:40]), tuple(rows[:20]), asks=True)


def _one(case: CaseLine, hearing: Hearing) -> Screen:
    parts = (
        title(case.title),
        text(say("hearing.when", when=cards.moment(hearing))),
        text(say("hearing.where", where=say("hearing.city_zone", city=hearing.city, zone=hearing.zone))),
    )
    return Screen(parts, (_change_row(case.id, hearing),))


def _change_row(case: int, hearing: Hearing) -> tuple[Choice, ...]:
    return (
        Choice(say("hearing.next_day"), tap=MoveByDay(case, hearing.key)),
        Choice(say("hearing.move"), tap=MoveTo(case, hearing.key)),
        Choice(say("hearing.cancel"), tap=CancelHearing(case, hearing.key, 0)),
    )


def _heard(words: HearingWords | None, typed: str, cases: tuple[CaseLine, ...], state: State) -> Step:
    if words is None:
        return Step((Screen((text(say("hearing.unread")),), asks=True),), state)
    if not words.zone:
        question = Screen((text(say("hearing.which_city")),), asks=True)
        return Step((question,), State(NAME, "city", {**state.data, "typed": typed}))
    remembered = _remember(state, words)
    known = next((c for c in cases if c.id == remembered.data.get("case")), None)
    if known or len(cases) == 1:
        return _echo(known or cases[0], remembered)
    rows = tuple((Choice(c.title, tap=ForCase(c.id)),) for c in cases[:20])
    moment = _moment(remembered)
    return Step((Screen((text(say("hearing.which_case", when=moment)),), rows),), remembered)


def _remember(state: State, words: HearingWords) -> State:
    hour = words.hour.strftime("%H:%M") if words.hour else ""
    return state.at(
        "echo", day=words.day.isoformat(), hour=hour, city=words.city, zone=words.zone, rest=words.rest
    )


def _complete(state: State | None) -> bool:
    return state is not None and bool(state.data.get("day")) and bool(state.data.get("zone"))


def _saving(case: int, state: State, instead: int = 0) -> SaveHearing:
    """The tap that saves the echo of ``state``; the mark tells apart two echoes of one hour."""
    data = state.data
    place = "\n".join(str(data.get(name, "")) for name in ("city", "zone", "rest"))
    mark = sha256(place.encode("utf-8", "replace")).hexdigest()[:6]
    day, hour = str(data["day"]).replace("-", ""), str(data["hour"]).replace(":", "")
    return SaveHearing(case, int(day), f"{hour}_{mark}", instead)


def _outdated(case: CaseLine, state: State, cases: tuple[CaseLine, ...]) -> Step:
    """A button of another echo saves nothing: what is being asked now is shown again."""
    asked = next((c for c in cases if c.id == state.data.get("case")), case)
    again = _echo(asked, state)
    screen = again.screens[0]
    shown = replace(screen, parts=(text(say("hearing.other_echo")), *screen.parts))
    return Step((shown,), again.state)


def _hearing(state: State, key: str, case: CaseLine | None = None) -> Hearing:
    """What was understood; the court is one the case's hearings already name, never typed words."""
    data = state.data
    hour = time.fromisoformat(data["hour"]) if data["hour"] else None
    return Hearing(
        key=key,
        city=str(data["city"]),
        zone=str(data["zone"]),
        day=date.fromisoformat(data["day"]),
        hour=hour,
        court=_court(case, str(data.get("rest", ""))) if case else Localised(),
    )


def _court(case: CaseLine, rest: str) -> Localised:
    rest = _name(rest)
    courts = (stored.hearing.court for stored in case.chain)
    return next((court for court in courts if rest in map(_name, court.texts.values())), Localised())


def _name(court: str) -> str:
    return " ".join(court.split()).casefold()


def _moment(state: State) -> Moment:
    return cards.moment(_hearing(state, "new"))


def _echo(case: CaseLine, state: State | None) -> Step:
    if state is None:
        return Step((Screen((text(say("hearing.gone")),)),))
    hearing = _hearing(state, "new", case)
    moving = _moving(case, state)
    parts: list[Part] = [
        title(say("hearing.check_move") if moving else say("hearing.check")),
        *([text(say("hearing.was", when=cards.moment(moving.hearing)))] if moving else []),
        text(say("hearing.when", when=cards.moment(hearing))),
        text(say("hearing.where", where=say("hearing.city_zone", city=hearing.city, zone=hearing.zone))),
        text(case.title),
    ]
    if hearing.hour is None:
        parts.append(note(say("hearing.hour_unknown")))
    if hearing.court:
        parts.append(item(hearing.court))
    elif rest := str(state.data.get("rest", "")):
        parts.append(note(say("hearing.rest_dropped", rest=rest)))
    return Step((Screen(tuple(parts), _save_rows(case, state)),), state)


def _moving(case: CaseLine, state: State) -> StoredHearing | None:
    """The hearing that the conversation is moving, if it still stands."""
    return next((s for s in case.chain if _stands(s) and s.hearing.key == state.data.get("move")), None)


def _save_rows(case: CaseLine, state: State) -> tuple[tuple[Choice, ...], ...]:
    forget = (Choice(say("hearing.forget"), tap=ForgetIt()),)
    standing = [s for s in case.chain if _stands(s)]
    if moving := _moving(case, state):
        move = Choice(say("hearing.move_yes"), tap=_saving(case.id, state, moving.id))
        return ((move,), forget)
    replace_rows = tuple(
        (Choice(say("hearing.save_instead", day=s.hearing.day), tap=_saving(case.id, state, s.id)),)
        for s in standing
    )
    save = say("hearing.save_another") if standing else say("hearing.save")
    return (*replace_rows, (Choice(save, tap=_saving(case.id, state)),), forget)


def _save(case: CaseLine, state: State, instead: int, facts: Facts) -> Step:
    old = next((s for s in case.chain if s.id == instead), None)
    if instead and not _stands(old):
        return Step((Screen((text(say("hearing.already_moved")),)),))
    hearing = _hearing(state, _fresh_key(case), case)
    if old:
        moved = old.hearing.moved_to(hearing.key, hearing.day, hearing.hour)
        hearing = replace(moved, city=hearing.city, zone=hearing.zone, court=hearing.court or moved.court)
    if hearing.starts <= facts.now:
        return Step((Screen((text(say("hearing.past", when=cards.moment(hearing))),), asks=True),), state)
    return Step((_saved(case, hearing, facts, moved=old is not None),), None, (AddHearing(case.id, hearing),))


def _fresh_key(case: CaseLine) -> str:
    taken = {stored.hearing.key for stored in case.chain}
    return next(key for n in range(1, len(taken) + 2) if (key := f"sitting{n}") not in taken)


def _saved(case: CaseLine, hearing: Hearing, facts: Facts, *, moved: bool) -> Screen:
    planned = plan(hearing, facts.now)
    parts: list[Part] = [
        title(say("hearing.moved_done") if moved else say("hearing.saved")),
        text(say("hearing.when", when=cards.moment(hearing))),
        text(case.title),
    ]
    if moved:
        parts.append(text(say("hearing.told_old")))
    elif planned.notice:
        parts.append(text(say("hearing.told_now")))
    parts += [item(_reminder_line(r.offset, Moment(r.due, hearing.zone))) for r in planned.reminders]
    return Screen(tuple(parts), (_change_row(case.id, hearing),), replaces=True, once=True)


def _reminder_line(offset: str, due: Moment) -> Words:
    return say("hearing.reminder_at", what=cards.BEFORE[offset], when=due)


def _call_off(case: CaseLine, id: int, hearing: Hearing, sure: int) -> Step:
    if not sure:
        yes = Choice(say("hearing.cancel_yes"), tap=CancelHearing(case.id, hearing.key, 1))
        question = text(say("hearing.cancel_ask", when=cards.moment(hearing)))
        return Step((Screen((question,), ((yes, Choice(say("hearing.forget"), tap=ForgetIt())),)),), KEEP)
    done = Screen((text(say("hearing.cancel_done", when=cards.moment(hearing))),), replaces=True, once=True)
    return Step((done,), None, (CallOff(id),))


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"hearing"}),
    taps=(ForCase, SaveHearing, ShowHearing, MoveByDay, MoveTo, CancelHearing, ForgetIt),
    organizers=True,
)
