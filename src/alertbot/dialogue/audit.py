"""The audit trail on a phone: who did what when, newest first, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from alertbot.dialogue import export
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, State, Step, Tapped, Want
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.trail import Entry, Trail

MOST = 10
"""Entries on a page."""


@dataclass(frozen=True, slots=True)
class AuditPage(Tap):
    """The entries before number ``before``; 0 means the newest."""

    word: ClassVar[str] = "audit"
    before: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of entries, newest first, whether older ones follow, and how the whole trail stands."""

    entries: tuple[Entry, ...]
    more: bool
    trail: Trail


@dataclass(frozen=True, slots=True)
class SheetBefore(Want[Sheet]):
    before: int
    limit: int = MOST


DONE: Mapping[str, Words] = {
    "submit": say("audit.submit"),
    "approve": say("audit.approve"),
    "reopen": say("audit.reopen"),
    "translate": say("audit.translate"),
    "publish": say("audit.publish"),
    "amend": say("audit.amend"),
    "hearing": say("audit.hearing"),
    "outcome": say("audit.outcome"),
    "halt": say("audit.halt"),
    "halted": say("audit.halted"),
    "paused": say("audit.paused"),
    "running": say("audit.running"),
    "propose": say("audit.propose"),
    "accept": say("audit.accept"),
    "decline": say("audit.decline"),
    "link": say("audit.link"),
    "revoke": say("audit.revoke"),
    "again": say("audit.again"),
    "tell": say("audit.tell"),
    "channel_sound": say("audit.channel_sound"),
    "petition": say("audit.petition"),
    export.ASKED: say("audit.ask_export"),
    export.GIVEN: say("audit.give_export"),
    export.REFUSED: say("audit.refuse_export"),
    export.REMOVED: say("audit.remove_export"),
    export.LEFT: say("audit.leave_export"),
}
"""Verbs in words; a verb that is not here stands as it was written."""


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    return (SheetBefore(_before(event)),)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    before = _before(event)
    sheet = facts[SheetBefore(before)]
    parts = [title(say("audit.title")), *_lines(sheet.entries), _standing(sheet.trail)]
    return Step((Screen(tuple(parts), _turns(before, sheet), replaces=isinstance(event, Tapped)),), KEEP)


def _before(event: Event) -> int:
    match event:
        case Tapped(AuditPage(before=id)):
            return id
        case _:
            return 0


def _lines(entries: tuple[Entry, ...]) -> list[Part]:
    if not entries:
        return [text(say("audit.none"))]
    lines: list[Part] = []
    for day, those in groupby(entries, key=lambda entry: entry.at.date()):
        lines.append(text(say("audit.day", date=day)))
        lines += [item(_entry(entry)) for entry in those]
    return lines


def _entry(entry: Entry) -> Words:
    return say(
        "audit.entry",
        time=f"{entry.at:%H:%M}",
        who=entry.who or say("audit.nobody"),
        what=DONE.get(entry.what, entry.what),
        about=entry.about,
    )


def _standing(trail: Trail) -> Part:
    if not trail.intact:
        return item(say("audit.broken"), "⚠️")
    return note(say("audit.whole", count=trail.entries, number=trail.entries, seal=trail.seal))


def _turns(before: int, sheet: Sheet) -> tuple[tuple[Choice, ...], ...]:
    turns: list[Choice] = []
    if before:
        turns.append(Choice(say("pages.newest"), tap=AuditPage(0)))
    if sheet.more and sheet.entries:
        turns.append(Choice(say("pages.older"), tap=AuditPage(sheet.entries[-1].id)))
    return (tuple(turns),) if turns else ()


CONVERSATION = Conversation(
    "audit", step, wants, commands=frozenset({"audit"}), taps=(AuditPage,), organizers=True
)
