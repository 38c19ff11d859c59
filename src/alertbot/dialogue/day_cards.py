"""Cards of days that are no hearings: last days to act, release dates, ends of sentences, anniversaries."""

from dataclasses import replace
from datetime import date

from alertbot.dialogue import cards
from alertbot.dialogue.doors import FullCase, MuteCase
from alertbot.dialogue.screen import Choice, Part, Screen, Words, note, say, text, title
from alertbot.domain.case import Case
from alertbot.domain.milestone import Milestone
from alertbot.domain.occasion import Occasion, OccasionKind
from alertbot.domain.publication import Published

LEFT = {"3d": say("day.last.3d"), "1d": say("day.last.1d"), "6h": say("day.last.6h")}


def last_day(published: Published, offset: str) -> Screen:
    """An appeal once more, while there is time: with its buttons, and thanks to whoever used them."""
    card = cards.alert(published)
    thanks = note(say("day.last.thanks"))
    return replace(card, parts=(title(LEFT[offset]), *card.parts, thanks))


def milestone(case: Case, occasion: Occasion, appeal: int | None) -> Screen:
    """A day that was known long before."""
    parts: list[Part] = [title(_what(occasion.kind, occasion.day)), text(occasion.text), text(case.title)]
    if occasion.kind is OccasionKind.RELEASE:
        parts.append(note(say("day.verify")))
    full = (Choice(say("card.full"), tap=FullCase(appeal), private=True),) if appeal else ()
    return Screen(tuple(parts), rows=(full,) if full else ())


def day_line(milestone: Milestone) -> Words:
    """A milestone in one line of a list."""
    what = _what(OccasionKind(milestone.kind), milestone.day)
    return say("day.line", what=what, about=milestone.text)


def _what(kind: OccasionKind, day: date) -> Words:
    match kind:
        case OccasionKind.RELEASE:
            return say("day.release", day=day)
        case OccasionKind.SENTENCE_END:
            return say("day.sentence_end", day=day)
        case OccasionKind.ANNIVERSARY | OccasionKind.SIGN_BY:
            return say("day.anniversary", day=day)


def with_mute(screen: Screen, case_id: int) -> Screen:
    """With a button that ends the reminders of the case."""
    mute = Choice(say("court.mute"), tap=MuteCase(0, case_id, 1), private=True)
    return replace(screen, rows=(*screen.rows, (mute,)))
