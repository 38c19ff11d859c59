"""Where a published appeal has got to: what organizers see before they do anything about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from alertbot.dialogue.engine import KEEP, Event, Order, State, Step, Tapped, Want
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.copies import Copies
from alertbot.domain.publication import Published, Purpose


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``letters``: letters opened; ``asked_by``: who wants it withdrawn, if anybody."""

    published: Published
    copies: Copies
    letters: int = 0
    asked_by: str | None = None


@dataclass(frozen=True, slots=True)
class WhereaboutsOf(Want[Whereabouts | None]):
    appeal: int


@dataclass(frozen=True, slots=True)
class RecentAppeals(Want[tuple[Published, ...]]):
    """Published appeals that are not withdrawn and whose copies are still known, newest first."""


@dataclass(frozen=True, slots=True)
class AimDraft(Order):
    """A draft is about a published appeal, as one of its versions was."""

    draft: int
    purpose: Purpose
    about: int
    since: int


def choose(question: Words, appeals: tuple[Published, ...], tap: Callable[[int], Tap]) -> Step:
    """One of the appeals that are out."""
    if not appeals:
        return Step((Screen((text(say("whereabouts.none")),)),), KEEP)
    rows = tuple((Choice(_label(published), tap=tap(published.id)),) for published in appeals)
    return Step((Screen((title(question),), rows),), KEEP)


def _label(published: Published) -> Words:
    title_ = published.appeal.title
    return say("whereabouts.closed", title=title_) if published.closed else title_


def lines(where: Whereabouts) -> list[Part]:
    """Which appeal, and what has become of it."""
    copies = where.copies
    parts: list[Part] = [
        title(where.published.appeal.title),
        item(say("whereabouts.there", number=copies.there)),
    ]
    if copies.waiting:
        parts.append(item(say("whereabouts.waiting", number=copies.waiting)))
    if copies.lost:
        parts.append(item(say("whereabouts.lost", number=copies.lost)))
    if where.letters:
        parts.append(item(say("whereabouts.letters", number=where.letters)))
    return parts


def gone() -> Step:
    return Step((Screen((note(say("whereabouts.gone")),)),), KEEP)


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    """What a conversation about one of the recent appeals must know."""
    match event:
        case Tapped(tap):
            return (WhereaboutsOf(int(getattr(tap, "appeal", 0))),)
        case _:
            return (RecentAppeals(),)
