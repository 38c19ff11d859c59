"""The version of an appeal that somebody holds a button of: its letter is theirs to take, and what changed
since is said beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alertbot.dialogue.doors import WriteLetters
from alertbot.dialogue.engine import Event, Facts, State, Tapped, Want
from alertbot.dialogue.letter_taps import VersionOf
from alertbot.dialogue.screen import Choice, Part, Words, item, note, say
from alertbot.dialogue.wants import AppealOf, appeal_meant
from alertbot.domain.appeal import Appeal
from alertbot.domain.publication import Published
from alertbot.domain.revision import Change, changes


@dataclass(frozen=True, slots=True)
class InHand:
    """``of`` is the version that a tap was made for, ``newest`` the one that is published now."""

    of: Published
    newest: Published

    @property
    def appeal(self) -> Appeal:
        return self.of.appeal

    @property
    def outdated(self) -> bool:
        return self.of.version != self.newest.version

    def remarks(self) -> list[Part]:
        """What changed since, one line each; nothing for the newest version."""
        if not self.outdated:
            return []
        head = note(say("letter.outdated", version=self.of.version, newest=self.newest.version))
        found = changes(self.appeal, self.newest.appeal)
        lines = [item(_line(change, self.newest.appeal)) for change in found]
        return [head, *(lines or [item(say("letter.changed.nothing"))])]

    def way_on(self) -> tuple[tuple[Choice, ...], ...]:
        """The newest version, for whoever holds an older one."""
        if not self.outdated:
            return ()
        tap = WriteLetters(self.newest.id, self.newest.version)
        return ((Choice(say("letter.newest", version=self.newest.version), tap=tap, sensitive=True),),)


_LINES: Mapping[Change, Words] = {
    Change.FACTS: say("letter.changed.facts"),
    Change.DEMANDS: say("letter.changed.demands"),
    Change.ADDRESSEES: say("letter.changed.addressees"),
    Change.CHANNELS: say("letter.changed.channels"),
    Change.LETTER: say("letter.changed.letter"),
}


def _line(change: Change, newest: Appeal) -> Words:
    if change is Change.TITLE:
        return say("letter.changed.title", title=newest.title)
    if change is Change.LAST_DAY:
        return (
            say("letter.changed.last_day", day=newest.sign_by)
            if newest.sign_by
            else say("letter.changed.no_last_day")
        )
    return _LINES[change]


def version_meant(state: State | None, event: Event) -> int:
    """The version a tap names, or else the one the conversation is about; 0 for none."""
    if isinstance(event, Tapped):
        return int(getattr(event.tap, "version", 0))
    return int(state.data.get("version", 0)) if state else 0


def versions_wanted(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    id, version = appeal_meant(state, event), version_meant(state, event)
    return (AppealOf(id), VersionOf(id, version)) if version else (AppealOf(id),)


def in_hand(newest: Published, state: State | None, event: Event, facts: Facts) -> InHand | None:
    """``None`` for a version there never was, or one without letters."""
    version = version_meant(state, event)
    if not version and isinstance(event, Tapped):
        return None
    version = version or newest.version
    of = newest if version == newest.version else facts[VersionOf(newest.id, version)]
    if of is None or of.appeal.letter is None or not of.appeal.addressees:
        return None
    return InHand(of, newest)
