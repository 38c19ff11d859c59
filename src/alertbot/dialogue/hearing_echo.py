"""What is being asked about a court date: kept as a state, echoed with weekday and zone, saved as shown."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, time
from hashlib import sha256
from typing import Any

from alertbot.dialogue import cards, court_cards, hearing_fields
from alertbot.dialogue.engine import Facts, State, Step
from alertbot.dialogue.hearing_taps import ForgetIt, SaveHearing
from alertbot.dialogue.hearing_words import CaseLine, HearingWords, is_open
from alertbot.dialogue.screen import Choice, Moment, Part, Screen, note, say, text, title
from alertbot.domain.hearing import Hearing, StoredHearing
from alertbot.domain.language import Localised

Rows = tuple[tuple[Choice, ...], ...]


def remember(state: State, words: HearingWords) -> State:
    """The state with a date as it was understood; details typed before stay."""
    hour = words.hour.strftime("%H:%M") if words.hour else ""
    return state.at(
        "echo", day=words.day.isoformat(), hour=hour, city=words.city, zone=words.zone, rest=words.rest
    )


def is_complete(state: State | None) -> bool:
    return state is not None and bool(state.data.get("day")) and bool(state.data.get("zone"))


def details_of(state: State) -> Mapping[str, Any]:
    return state.data.get("details", {})


def hearing_of(state: State, key: str, case: CaseLine | None, locale: str) -> Hearing:
    """What was understood, on top of what is known of the hearing that it moves.

    A court is one that the case's hearings already name, or one typed as such; never what else was typed.
    """
    data = state.data
    hour = time.fromisoformat(data["hour"]) if data["hour"] else None
    day, city, zone = date.fromisoformat(data["day"]), str(data["city"]), str(data["zone"])
    old = moving(case, state) if case else None
    court = _court(case, str(data.get("rest", ""))) if case else Localised()
    if old:
        before = old.hearing
        known = court or (before.court if before.city == city else Localised())
        hearing = replace(before, city=city, zone=zone, court=known).moved_to(key, day, hour)
    else:
        hearing = Hearing(key, city, zone, day, hour, court)
    return hearing_fields.filled(hearing, details_of(state), locale.partition("_")[0])


def _court(case: CaseLine, rest: str) -> Localised:
    rest = _name(rest)
    courts = (stored.hearing.court for stored in case.chain)
    return next((court for court in courts if rest in map(_name, court.texts.values())), Localised())


def _name(court: str) -> str:
    return " ".join(court.split()).casefold()


def moving(case: CaseLine, state: State) -> StoredHearing | None:
    """The hearing that the conversation is moving, if another date may still take its place."""
    return next((s for s in case.chain if is_open(s) and s.hearing.key == state.data.get("move")), None)


def echo(case: CaseLine, state: State | None, facts: Facts) -> Step:
    """The date as it was understood, for the organizer to save, change or forget."""
    if state is None or not is_complete(state):
        return Step((Screen((text(say("hearing.gone")),)),))
    hearing = hearing_of(state, "new", case, facts.locale)
    old = moving(case, state)
    parts: list[Part] = [
        title(say("hearing.check_move") if old else say("hearing.check")),
        *([text(say("hearing.was", when=cards.moment(old.hearing)))] if old else []),
        *when_and_where(hearing, facts),
        text(case.title),
        *hearing_fields.shown(hearing),
    ]
    rest = str(state.data.get("rest", ""))
    if rest and _name(rest) not in map(_name, hearing.court.texts.values()):
        parts.append(note(say("hearing.rest_dropped", rest=rest)))
    parts.append(note(say("hearing.alone")))
    rows = (*_save_rows(case, state), *hearing_fields.rows(case.id, ""))
    return Step((Screen(tuple(parts), rows),), state.at("echo"))


def when_and_where(hearing: Hearing, facts: Facts) -> list[Part]:
    """Weekday, day, hour and zone, the place, the reader's way to their own hour, and an hour that is odd."""
    parts: list[Part] = [
        text(say("hearing.when", when=cards.moment(hearing))),
        text(say("hearing.where", where=say("hearing.city_zone", city=hearing.city, zone=hearing.zone))),
    ]
    if hearing.hour is None:
        parts.append(note(say("hearing.hour_unknown")))
    elif facts.subscriber is None or not facts.subscriber.zone:
        at = hearing.starts.astimezone(UTC)
        parts.append(note(say("hearing.in_utc", day=at.date(), time=at.strftime("%H:%M"))))
    if hearing.hour and hearing.odd_hour:
        parts.append(note(say("hearing.odd_hour")))
    return parts


def saving(case: int, state: State, instead: int = 0) -> SaveHearing:
    """The tap that saves the echo of ``state``; the mark tells apart two echoes of one hour."""
    data = state.data
    place = "\n".join(str(data.get(name, "")) for name in ("city", "zone", "rest"))
    if details_of(state):
        place += "\n" + json.dumps(dict(details_of(state)), sort_keys=True)
    mark = sha256(place.encode("utf-8", "replace")).hexdigest()[:6]
    day, hour = str(data["day"]).replace("-", ""), str(data["hour"]).replace(":", "")
    return SaveHearing(case, int(day), f"{hour}_{mark}", instead)


def outdated(case: CaseLine, state: State, cases: tuple[CaseLine, ...], facts: Facts) -> Step:
    """A button of another echo saves nothing: what is being asked now is shown again."""
    asked = next((c for c in cases if c.id == state.data.get("case")), case)
    again = echo(asked, state, facts)
    screen = again.screens[0]
    shown = replace(screen, parts=(text(say("hearing.other_echo")), *screen.parts))
    return Step((shown,), again.state)


def _save_rows(case: CaseLine, state: State) -> Rows:
    forget = (Choice(say("hearing.forget"), tap=ForgetIt()),)
    standing = [s for s in case.chain if is_open(s)]
    if old := moving(case, state):
        return ((Choice(say("hearing.move_yes"), tap=saving(case.id, state, old.id)),), forget)
    replace_rows = tuple(
        (Choice(say("hearing.save_instead", day=s.hearing.day), tap=saving(case.id, state, s.id)),)
        for s in standing
    )
    save = say("hearing.save_another") if standing else say("hearing.save")
    return (*replace_rows, (Choice(save, tap=saving(case.id, state)),), forget)


def short_moment(state: State, locale: str) -> Moment:
    return court_cards.moment(hearing_of(state, "new", None, locale))
