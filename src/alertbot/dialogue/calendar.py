"""A court date for one's own calendar: a file, and an address to subscribe to where there is one."""

from dataclasses import dataclass, field
from typing import Any

from alertbot.dialogue.doors import ToCalendar
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, State, Step, Tapped, Want
from alertbot.dialogue.screen import File, Part, Screen, note, say, text


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """``content`` is the whole file. ``feed`` is an address to subscribe to, empty where none is served."""

    content: bytes = field(repr=False)
    feed: str = ""


@dataclass(frozen=True, slots=True)
class CalendarOf(Want[CalendarFile | None]):
    """The line of dates that a hearing belongs to, for a calendar; ``key`` empty means all of the appeal's
    case. ``None`` when no such date is published."""

    appeal: int
    key: str


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(ToCalendar(appeal=id, key=key)):
            return (CalendarOf(id, key),)
        case _:
            return ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(ToCalendar(appeal=id, key=key)) if found := facts[CalendarOf(id, key)]:
            return Step((_handed_over(found),), KEEP)
        case _:
            return Step((Screen((text(say("calendar.none")),)),), KEEP)


def _handed_over(found: CalendarFile) -> Screen:
    parts: list[Part] = [text(say("calendar.file")), note(say("calendar.once"))]
    if found.feed:
        parts += [text(say("calendar.subscribe")), Part("copy", found.feed), note(say("calendar.seen"))]
    return Screen(tuple(parts), file=File("hearing.ics", "text/calendar", found.content))


CONVERSATION = Conversation("calendar", step, wants, taps=(ToCalendar,))
