"""Court dates: read from a typed line, echoed with weekday and zone, saved, moved, adjourned, cancelled."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from alertbot.dialogue import cards, court_cards, hearing_echo, hearing_fields
from alertbot.dialogue.doors import LawyersLinks
from alertbot.dialogue.engine import (
    KEEP,
    Command,
    Conversation,
    Event,
    Facts,
    Line,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.hearing_taps import (
    CancelHearing,
    ChangeField,
    ForCase,
    ForgetIt,
    MoveByDay,
    MoveTo,
    SaveHearing,
    SetField,
    ShowHearing,
    Undate,
)
from alertbot.dialogue.hearing_words import (
    AddHearing,
    AmendHearing,
    CallOff,
    CaseLine,
    CasesNow,
    HearingRead,
    HearingWords,
    fresh_key,
    is_open,
    stands,
)
from alertbot.dialogue.outcomes import answers
from alertbot.dialogue.screen import Choice, Moment, Part, Screen, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.reminder import HOURS_BEFORE, Planned, plan

NAME = "hearings"

_OF_ONE = ShowHearing | MoveByDay | MoveTo | CancelHearing | Undate | ChangeField


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Command(rest=rest) if rest.strip():
            return (CasesNow(), HearingRead(rest.strip()))
        case Line() if not _is_detail(state):
            return (CasesNow(), _reading(state, event))
        case _:
            return (CasesNow(),)


def _is_detail(state: State | None) -> bool:
    """Whether the next line is a detail, to be taken as it is typed."""
    return state is not None and state.step in ("field", "amend") and state.data.get("field") != "city"


def _reading(state: State | None, event: Line) -> HearingRead:
    """A line after a question: a new date for a known hearing, or the city that was missing."""
    data: Mapping[str, Any] = state.data if state else {}
    typed = _typed(event)
    match state.step if state else "":
        case "city":
            return HearingRead(f"{data['typed']} {typed}")
        case "field" | "amend":
            return HearingRead(f"{data['day']} {data['hour']} {typed}")
        case _:
            return HearingRead(typed, str(data.get("city", "")), str(data.get("zone", "")))


def _typed(event: Line) -> str:
    return " ".join(event.text.split())[:300]


def step(state: State | None, event: Event, facts: Facts) -> Step:
    cases = facts[CasesNow()]
    if not cases:
        return Step((Screen((text(say("hearing.no_case")),)),))
    match event:
        case Command(rest=rest) if rest.strip():
            words = facts[HearingRead(rest.strip())]
            return heard(words, rest.strip(), cases, State(NAME, "begin"), facts)
        case Command():
            return Step((_overview(cases, facts),), State(NAME, "begin"))
        case Line() if state and state.step in ("field", "amend"):
            return _detail(state, event, cases, facts)
        case Line():
            reading = _reading(state, event)
            return heard(facts[reading], reading.typed, cases, state or State(NAME, "begin"), facts)
        case Tapped(ForgetIt()):
            return Step((Screen((text(say("hearing.forgotten")),), replaces=True),))
        case Tapped(tap):
            return _tapped(state, tap, cases, facts)
        case _:
            return Step((_overview(cases, facts),), State(NAME, "begin"))


def _find(cases: tuple[CaseLine, ...], tap: Tap) -> tuple[CaseLine | None, StoredHearing | None]:
    case = next((c for c in cases if c.id == getattr(tap, "case", 0)), None)
    key = getattr(tap, "key", None)
    stored = next((s for s in case.chain if s.hearing.key == key), None) if case and key else None
    return case, stored


def _tapped(state: State | None, tap: Tap, cases: tuple[CaseLine, ...], facts: Facts) -> Step:
    case, stored = _find(cases, tap)
    if case is None or (stored is None and isinstance(tap, _OF_ONE)):
        return Step((Screen((text(say("hearing.gone")),)),))
    match tap:
        case ForCase() | SaveHearing() | SetField():
            if state is None or not hearing_echo.is_complete(state):
                return Step((_overview(cases, facts),), State(NAME, "begin"))
            return _asked(state, tap, case, cases, facts)
        case _ if stored is not None and is_open(stored):
            return _of_one(tap, case, stored, facts)
        case _:
            return Step((Screen((text(say("hearing.already_moved")),)),))


def _asked(
    state: State,
    tap: ForCase | SaveHearing | SetField,
    case: CaseLine,
    cases: tuple[CaseLine, ...],
    facts: Facts,
) -> Step:
    match tap:
        case ForCase():
            return hearing_echo.echo(case, state.at("echo", case=case.id), facts)
        case SaveHearing(instead=instead) if tap == hearing_echo.saving(case.id, state, instead):
            return _save(case, state, instead, facts)
        case SetField(field="public"):
            hearing = hearing_echo.hearing_of(state, "new", case, facts.locale)
            return _with_detail(state, case, "public", hearing_fields.next_public(hearing), facts)
        case SetField(field=field) if field in hearing_fields.FIELDS:
            return Step((_ask_for(field),), state.at("field", field=field, case=case.id))
        case _:
            return hearing_echo.outdated(case, state, cases, facts)


def _with_detail(state: State, case: CaseLine, field: str, value: str, facts: Facts) -> Step:
    details = {**hearing_echo.details_of(state), field: value}
    return hearing_echo.echo(case, state.at("echo", details=details, case=case.id), facts)


def _ask_for(field: str) -> Screen:
    question = say("hearing.field_ask", name=hearing_fields.FIELDS[field])
    return Screen((text(question), note(say("hearing.field_clear"))), asks=True)


def _detail(state: State, event: Line, cases: tuple[CaseLine, ...], facts: Facts) -> Step:
    """A detail was typed: of what is being asked about, or of a hearing that is kept."""
    case = next((c for c in cases if c.id == state.data.get("case")), cases[0])
    field, typed = str(state.data.get("field", "")), _typed(event)
    if field == "city":
        words = facts[_reading(state, event)]
        if words is None or not words.zone:
            return Step((Screen((text(say("hearing.which_city")),), asks=True),), state)
        return hearing_echo.echo(case, state.at("echo", city=words.city, zone=words.zone), facts)
    value = "" if typed == hearing_fields.NOTHING else typed
    if value and not hearing_fields.is_allowed(value):
        return Step((Screen((text(say("hearing.field_refused")),), asks=True),), state)
    if state.step == "field":
        return _with_detail(state, case, field, value, facts)
    stored = hearing_echo.moving(case, state)
    if stored is None:
        return Step((Screen((text(say("hearing.already_moved")),)),))
    return _amended(case, stored, field, value, facts)


def _amended(case: CaseLine, stored: StoredHearing, field: str, value: str, facts: Facts) -> Step:
    language = facts.locale.partition("_")[0]
    amended = hearing_fields.filled(stored.hearing, {field: value}, language)
    shown = _one(case, replace(stored, hearing=amended), facts)
    done = replace(shown, parts=(text(say("hearing.amended")), *shown.parts))
    return Step((done,), None, (AmendHearing(stored.id, amended),))


def _of_one(tap: Tap, case: CaseLine, stored: StoredHearing, facts: Facts) -> Step:
    old = stored.hearing
    match tap:
        case ShowHearing():
            return Step((_one(case, stored, facts),), KEEP)
        case MoveByDay():
            later = HearingWords(old.day + timedelta(days=1), old.hour, old.city, old.zone)
            moved = hearing_echo.remember(State(NAME, "begin", {"move": old.key, "case": case.id}), later)
            return hearing_echo.echo(case, moved, facts)
        case MoveTo():
            data = {"move": old.key, "case": case.id, "city": old.city, "zone": old.zone}
            question = Screen((text(say("hearing.move_ask", when=cards.moment(old))),), asks=True)
            return Step((question,), State(NAME, "move", data))
        case ChangeField(field="public"):
            return _amended(case, stored, "public", hearing_fields.next_public(old), facts)
        case ChangeField(field=field) if field in hearing_fields.FIELDS:
            words = HearingWords(old.day, old.hour, old.city, old.zone)
            state = hearing_echo.remember(State(NAME, "begin", {"move": old.key, "case": case.id}), words)
            return Step((_ask_for(field),), state.at("amend", field=field))
        case CancelHearing(sure=sure):
            return _call_off(case, stored, HearingState.CANCELLED, sure)
        case Undate(sure=sure) if old.state is not HearingState.ADJOURNED_WITHOUT_DATE:
            return _call_off(case, stored, HearingState.ADJOURNED_WITHOUT_DATE, sure)
        case _:
            return Step((Screen((text(say("hearing.already_moved")),)),))


def _overview(cases: tuple[CaseLine, ...], facts: Facts) -> Screen:
    parts: list[Part] = [title(say("hearing.title")), text(say("hearing.how"))]
    rows: list[tuple[Choice, ...]] = []
    for case in cases:
        for stored in (s for s in case.chain if is_open(s)):
            parts.append(item(say("hearing.of", title=case.title, when=_when(stored.hearing))))
            label = say("hearing.short", when=_when(stored.hearing), city=stored.hearing.city)
            rows.append((Choice(label, tap=ShowHearing(case.id, stored.hearing.key)),))
    link = Choice(say("lawyer.links"), tap=LawyersLinks(0))
    return Screen(tuple(parts[:40]), (*rows[:20], (link,)), asks=True)


def _when(hearing: Hearing) -> Moment | Words:
    if hearing.state is HearingState.ADJOURNED_WITHOUT_DATE:
        return say("court.then_undated", day=hearing.day)
    return cards.moment(hearing)


def _one(case: CaseLine, stored: StoredHearing, facts: Facts) -> Screen:
    hearing = stored.hearing
    parts = (
        title(case.title),
        text(say("hearing.when", when=_when(hearing))),
        text(say("hearing.where", where=say("hearing.city_zone", city=hearing.city, zone=hearing.zone))),
        *hearing_fields.shown(hearing),
        *court_cards.history_of(stored, case.chain),
    )
    begun = stands(stored) and hearing.starts <= facts.now
    after = answers(stored.id) if begun else ()
    link = (Choice(say("lawyer.links"), tap=LawyersLinks(case.id)),)
    fields = hearing_fields.rows(case.id, hearing.key)
    return Screen(parts, (*after, *_change_rows(case.id, hearing), *fields, link))


def _change_rows(case: int, hearing: Hearing) -> tuple[tuple[Choice, ...], ...]:
    cancel = Choice(say("hearing.cancel"), tap=CancelHearing(case, hearing.key, 0))
    if hearing.state is HearingState.ADJOURNED_WITHOUT_DATE:
        return ((Choice(say("hearing.set_date"), tap=MoveTo(case, hearing.key)), cancel),)
    later = Choice(say("hearing.next_day"), tap=MoveByDay(case, hearing.key))
    move = Choice(say("hearing.move"), tap=MoveTo(case, hearing.key))
    undate = Choice(say("hearing.undate"), tap=Undate(case, hearing.key, 0))
    return ((later, move), (undate, cancel))


def heard(
    words: HearingWords | None, typed: str, cases: tuple[CaseLine, ...], state: State, facts: Facts
) -> Step:
    """A date that was understood, or not; what is missing of it is asked for."""
    if words is None:
        return Step((Screen((text(say("hearing.unread")),), asks=True),), state)
    if not words.zone:
        question = Screen((text(say("hearing.which_city")),), asks=True)
        return Step((question,), State(NAME, "city", {**state.data, "typed": typed}))
    remembered = hearing_echo.remember(state, words)
    known = next((c for c in cases if c.id == remembered.data.get("case")), None)
    if known or len(cases) == 1:
        return hearing_echo.echo(known or cases[0], remembered, facts)
    rows = tuple((Choice(c.title, tap=ForCase(c.id)),) for c in cases[:20])
    moment = hearing_echo.short_moment(remembered, facts.locale)
    return Step((Screen((text(say("hearing.which_case", when=moment)),), rows),), remembered)


def _save(case: CaseLine, state: State, instead: int, facts: Facts) -> Step:
    old = next((s for s in case.chain if s.id == instead), None)
    if instead and not is_open(old):
        return Step((Screen((text(say("hearing.already_moved")),)),))
    base = state.at("echo", move=old.hearing.key) if old else state
    hearing = hearing_echo.hearing_of(base, fresh_key(case), case, facts.locale)
    if hearing.starts <= facts.now:
        return Step((Screen((text(say("hearing.past", when=cards.moment(hearing))),), asks=True),), state)
    return Step((_saved(case, hearing, facts, moved=old is not None),), None, (AddHearing(case.id, hearing),))


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
    parts += [item(_reminder_line(hearing, r)) for r in planned.reminders]
    rows = (*_change_rows(case.id, hearing), *hearing_fields.rows(case.id, hearing.key))
    return Screen(tuple(parts), rows, replaces=True, once=True)


def _reminder_line(hearing: Hearing, planned: Planned) -> Words:
    offset = "today" if hearing.hour is None and planned.offset in HOURS_BEFORE else planned.offset
    when = Moment(planned.due, hearing.zone)
    return say("hearing.reminder_at", what=cards.BEFORE[offset], when=when)


def _call_off(case: CaseLine, stored: StoredHearing, state: HearingState, sure: int) -> Step:
    hearing, undated = stored.hearing, state is HearingState.ADJOURNED_WITHOUT_DATE
    when = cards.moment(hearing)
    if sure:
        done = say("hearing.undate_done", when=when) if undated else say("hearing.cancel_done", when=when)
        return Step((Screen((text(done),), replaces=True, once=True),), None, (CallOff(stored.id, state),))
    if undated:
        yes = Choice(say("hearing.undate_yes"), tap=Undate(case.id, hearing.key, 1))
    else:
        yes = Choice(say("hearing.cancel_yes"), tap=CancelHearing(case.id, hearing.key, 1))
    question = say("hearing.undate_ask", when=when) if undated else say("hearing.cancel_ask", when=when)
    return Step((Screen((text(question),), ((yes, Choice(say("hearing.forget"), tap=ForgetIt())),)),), KEEP)


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"hearing"}),
    taps=(
        ForCase,
        SaveHearing,
        ShowHearing,
        MoveByDay,
        MoveTo,
        CancelHearing,
        Undate,
        SetField,
        ChangeField,
        ForgetIt,
    ),
    organizers=True,
)
