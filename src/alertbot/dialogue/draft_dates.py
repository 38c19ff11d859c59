"""The court dates of a draft: typed in plain words, echoed with weekday, zone and own time, then kept."""

from dataclasses import replace
from datetime import date, time
from hashlib import sha256

from alertbot.dialogue import hearing_fields
from alertbot.dialogue.draft_taps import KeepDate, Remove, Review, Settle, mark
from alertbot.dialogue.edits import Changed
from alertbot.dialogue.engine import Facts, State
from alertbot.dialogue.hearing_echo import when_and_where
from alertbot.dialogue.hearing_words import HearingRead, HearingWords
from alertbot.dialogue.screen import Choice, Part, Screen, note, say, text, title
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.hearing import Hearing, HearingState
from alertbot.domain.language import Localised

PART = "hearing"
LONGEST = 300
"""Characters of a typed date."""


def ask(id: int) -> Screen:
    back = (Choice(say("preview.back"), tap=Review(id)),)
    return Screen((text(say("date.ask")),), (back,), asks=True)


def screen(id: int, case: Case, at: int, facts: Facts, settle: Settle | None) -> Screen:
    """One court date as it is understood; another one typed here takes its place after an echo."""
    hearing = case.hearings[at]
    seen = mark(hearing)
    right = ((Choice(say("review.right"), tap=settle),),) if settle else ()
    last = (
        Choice(say("list.remove"), tap=Remove(id, PART, at, seen, "")),
        Choice(say("preview.back"), tap=Review(id)),
    )
    parts = (title(say("date.title")), *_shown(hearing, facts), note(say("date.change")))
    return Screen(parts, (*right, last), asks=True)


def _shown(hearing: Hearing, facts: Facts) -> list[Part]:
    return [*when_and_where(hearing, facts), *hearing_fields.shown(hearing)]


# --- asking ---------------------------------------------------------------------------------------------


def reading(state: State, typed: str) -> HearingRead:
    """A typed line as a date; what is known of the place stands in for what the line leaves out."""
    if state.step == "city":
        return HearingRead(f"{state.data['typed']} {typed}"[:LONGEST])
    return HearingRead(typed[:LONGEST], str(state.data.get("city", "")), str(state.data.get("zone", "")))


def remembered(state: State, words: HearingWords) -> State:
    """The state with a date as it was understood, until it is kept."""
    hour = words.hour.strftime("%H:%M") if words.hour else ""
    return state.at(
        "date", day=words.day.isoformat(), hour=hour, city=words.city, zone=words.zone, rest=words.rest
    )


def hearing_of(state: State, case: Case, appeal: Appeal) -> Hearing:
    """The date that is being asked about, on top of what is known of the one it takes the place of."""
    data = state.data
    hour = time.fromisoformat(data["hour"]) if data["hour"] else None
    day, city, zone = date.fromisoformat(data["day"]), str(data["city"]), str(data["zone"])
    rest = " ".join(str(data["rest"]).split())[: hearing_fields.LONGEST]
    court = Localised({next(iter(appeal.title), "en"): rest}) if rest else Localised()
    before = _meant(state, case)
    if before is None:
        return Hearing(_fresh(case, day), city, zone, day, hour, court)
    kept = court or (before.court if before.city == city else Localised())
    return replace(before, day=day, hour=hour, city=city, zone=zone, court=kept, state=HearingState.SCHEDULED)


def _meant(state: State, case: Case) -> Hearing | None:
    return next((h for h in case.hearings if mark(h) == state.data.get("mark")), None)


def _fresh(case: Case, day: date) -> str:
    taken = {hearing.key for hearing in case.hearings}
    keys = (f"h{day:%Y%m%d}{f'_{n}' if n > 1 else ''}" for n in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


def echo(id: int, hearing: Hearing, facts: Facts) -> Screen:
    """The typed date as it was understood, before it is kept."""
    parts = (title(say("hearing.check")), *_shown(hearing, facts), note(say("date.again")))
    keep = Choice(say("hearing.save"), tap=KeepDate(id, echo_mark(hearing)))
    return Screen(parts, ((keep,), (Choice(say("preview.back"), tap=Review(id)),)), asks=True)


def echo_mark(hearing: Hearing) -> str:
    said = f"{hearing.starts.isoformat()}\n{hearing.hour}\n{hearing.city}\n{hearing.zone}\n{mark(hearing)}"
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:6]


def kept(state: State, case: Case, appeal: Appeal, hearing: Hearing) -> Changed:
    """The draft with the date that was echoed, in place of the one it changes or behind the others."""
    before = _meant(state, case)
    if before is None:
        return Changed(replace(case, hearings=(*case.hearings, hearing)), appeal)
    return Changed(
        replace(case, hearings=tuple(hearing if h == before else h for h in case.hearings)), appeal
    )


def removed(case: Case, appeal: Appeal, at: int) -> Changed:
    return Changed(replace(case, hearings=(*case.hearings[:at], *case.hearings[at + 1 :])), appeal)


def is_meant(case: Case, at: int, seen: str) -> bool:
    return at < len(case.hearings) and mark(case.hearings[at]) == seen
