"""Court dates out of calendar files that organizers send: completed by a city, and echoed like typed ones."""

from dataclasses import dataclass, field, replace
from typing import Any

from alertbot.dialogue import hearings
from alertbot.dialogue.engine import KEEP, Conversation, Document, Event, Facts, Line, State, Step, Want
from alertbot.dialogue.hearing_words import CasesNow, HearingWords
from alertbot.dialogue.screen import Part, Screen, Words, note, say, text

NAME = "hearing_file"
ENDING = ".ics"


@dataclass(frozen=True, slots=True)
class SentHearing:
    """What a file was understood as: ``words``, or a ``fault`` by its name.

    ``event`` goes with ``words`` whose zone is empty, to be asked about again with a city. ``left`` names
    what was left aside.
    """

    words: HearingWords | None = None
    event: str = field(default="", repr=False)
    zone: str = ""
    fault: str = ""
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRead(Want[SentHearing]):
    """A calendar file, read."""

    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileInCity(Want[HearingWords | None]):
    """The ``event`` of a file at the court of a typed city; ``None`` when nobody knows the city."""

    event: str = field(repr=False)
    typed: str = field(repr=False)


_FAULTS = {
    "large": say("hearing.file.large"),
    "broken": say("hearing.file.broken"),
    "nothing_ahead": say("hearing.file.nothing_ahead"),
    "called_off": say("hearing.file.called_off"),
}

_LEFT: dict[str, Words] = {
    "recurrence": say("hearing.file.recurrence"),
    "other_events": say("hearing.file.other_events"),
    "unknown_zone": say("hearing.file.unknown_zone"),
}


def is_calendar(event: Event) -> bool:
    return isinstance(event, Document) and event.name.lower().endswith(ENDING)


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Document(content=bytes() as content):
            return (CasesNow(), FileRead(content))
        case Line() if state:
            return (CasesNow(), _in_city(state, event))
        case _:
            return ()


def _in_city(state: State, event: Line) -> FileInCity:
    return FileInCity(str(state.data["event"]), " ".join(event.text.split())[:100])


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Document(content=bytes() as content):
            return _sent(facts[FileRead(content)], facts)
        case Line() if state:
            words = facts[_in_city(state, event)]
            if words is None:
                return Step((Screen((text(say("hearing.which_city")),), asks=True),), state)
            return _heard(words, tuple(state.data.get("left", ())), str(state.data.get("zone", "")), facts)
        case _:
            return _refused("large")


def _refused(fault: str) -> Step:
    return Step((Screen((text(_FAULTS[fault]),)),), KEEP)


def _sent(sent: SentHearing, facts: Facts) -> Step:
    if sent.words is None:
        return _refused(sent.fault)
    if sent.words.zone:
        return _heard(sent.words, sent.left, sent.zone, facts)
    if not facts[CasesNow()]:
        return Step((Screen((text(say("hearing.no_case")),)),))
    parts = (*_notes(sent.left, ""), text(say("hearing.which_city")))
    state = State(NAME, "city", {"event": sent.event, "zone": sent.zone, "left": list(sent.left)})
    return Step((Screen(parts, asks=True),), state)


def _heard(words: HearingWords, left: tuple[str, ...], zone: str, facts: Facts) -> Step:
    """From here on the conversation about court dates goes on, as if the line had been typed."""
    cases = facts[CasesNow()]
    if not cases:
        return Step((Screen((text(say("hearing.no_case")),)),))
    heard = hearings.heard(words, "", cases, State(hearings.NAME, "begin"), facts)
    first, *others = heard.screens
    shown = replace(first, parts=(*_notes(left, "" if zone == words.zone else zone), *first.parts))
    return replace(heard, screens=(shown, *others))


def _notes(left: tuple[str, ...], zone: str) -> tuple[Part, ...]:
    """What was left aside of the file, and in which zone it told the time if that is not the court's."""
    converted = (note(say("hearing.file.converted", zone=zone)),) if zone else ()
    return (*(note(_LEFT[name]) for name in left), *converted)


CONVERSATION = Conversation(NAME, step, wants, organizers=True)
