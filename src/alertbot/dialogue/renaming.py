"""Renaming: a message that stands in chats, with names and titles as they are known now.

Nothing else of it changes: dates, hours, places, words such as "tomorrow" and what organizers wrote by hand
stay as they were sent.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from alertbot.dialogue.court_cards import concerned
from alertbot.dialogue.screen import Arg, Part, Say, Screen, Words
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.domain.occasion import Occasion, milestone_text

HEADLINE = "court.headline"
"""The one phrase that says whose hearing it is; others contain it."""


def of_hearing(screen: Screen, case: Case) -> Screen:
    """A reminder of a court date, or a notice about one: whose hearing it is, and what the case is called."""
    who = concerned(case)

    def named(arg: Arg) -> Arg:
        if isinstance(arg, Say) and arg.id == HEADLINE:
            return replace(arg, args={**arg.args, "who": who})
        return arg

    return _titled(_changed(screen, named), case.title)


def of_milestone(screen: Screen, case: Case, occasion: Occasion) -> Screen:
    """A reminder of a milestone: what it is about, and what the case is called."""
    return _titled(screen, milestone_text(case, occasion), case.title)


def of_appeal(screen: Screen, before: Appeal, now: Appeal) -> Screen:
    """A notice about an appeal itself: its title, and its demands as they were worded ``before``."""
    then = {demand.key: demand.text for demand in before.demands}
    demands = [(then[demand.key], demand.text) for demand in now.demands if demand.key in then]
    pairs = [(before.title, now.title), *demands]

    def reworded(arg: Arg) -> Arg:
        return next((new for old, new in pairs if old and old == arg), arg)

    return _changed(screen, reworded)


def _titled(screen: Screen, *titles: Localised) -> Screen:
    """The campaign's own paragraphs, in their order: all else in these messages is a phrase of ours."""
    left = iter(titles)
    return replace(screen, parts=tuple(_retold(part, left) for part in screen.parts))


def _retold(part: Part, left: Iterator[Localised]) -> Part:
    if part.kind != "text" or not isinstance(part.words, Localised):
        return part
    return replace(part, words=next(left, part.words))


def _changed(screen: Screen, change: Callable[[Arg], Arg]) -> Screen:
    parts = (replace(part, words=cast("Words", _deep(part.words, change))) for part in screen.parts)
    return replace(screen, parts=tuple(parts))


def _deep(arg: Arg, change: Callable[[Arg], Arg]) -> Arg:
    """With everything that it contains."""
    if isinstance(arg, Say):
        arg = replace(arg, args={name: _deep(inner, change) for name, inner in arg.args.items()})
    return change(arg)
