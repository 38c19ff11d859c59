"""The pictures and documents of a draft: a numbered list, each with its words, gone in one tap."""

from dataclasses import replace

from alertbot.dialogue import enclosures
from alertbot.dialogue.draft_taps import Change, Remove, Review, mark
from alertbot.dialogue.screen import Choice, Part, Screen, Words, note, say, text, title
from alertbot.domain.appeal import Appeal
from alertbot.domain.enclosure import MOST, Enclosure
from alertbot.domain.language import Localised

PART = "enclosure"
LINE = "enclosures"

LONGEST = 300
"""Characters of the words that say what one shows."""


def line(appeal: Appeal) -> Words:
    """The checklist's line."""
    count = len(appeal.enclosures)
    return say("line.enclosures", count=count, number=count) if count else say("line.no_enclosures")


def screen(id: int, appeal: Appeal) -> Screen:
    """All of them by number; a file sent here is added. What is removed of it is told before the first."""
    told = () if appeal.enclosures else (note(say("enclosures.cleaned")),)
    rows = tuple(_row(id, at, one) for at, one in enumerate(appeal.enclosures))
    parts = (
        title(say("line.enclosures.label")),
        *enclosures.lines(appeal),
        note(say("enclosures.how", most=MOST)),
        *told,
    )
    return Screen(parts, (*rows, (_back(id),)), asks=True)


def _row(id: int, at: int, one: Enclosure) -> tuple[Choice, ...]:
    seen, number = mark(one), at + 1
    return (
        Choice(say("enclosures.reword", number=number), tap=Change(id, PART, at, seen, "words")),
        Choice(say("enclosures.remove", number=number), tap=Remove(id, PART, at, seen, "")),
    )


def ask_words(id: int, appeal: Appeal, at: int) -> Screen:
    """Who or what one of them shows, in one message."""
    one = appeal.enclosures[at]
    asked = text(say("enclosures.ask_words", number=at + 1, most=LONGEST))
    now: tuple[Part, ...] = (Part("copy", one.caption),) if one.caption else ()
    return Screen((asked, *now), (_row(id, at, one)[1:], (_back(id),)), asks=True)


def _back(id: int) -> Choice:
    return Choice(say("preview.back"), tap=Review(id))


def is_meant(appeal: Appeal, at: int, seen: str) -> bool:
    return at < len(appeal.enclosures) and mark(appeal.enclosures[at]) == seen


def wordless(appeal: Appeal) -> list[int]:
    """Those that nobody has said anything about."""
    return [at for at, one in enumerate(appeal.enclosures) if not one.caption]


def words_in(appeal: Appeal, typed: str) -> Localised | None:
    """What was typed about one, in the appeal's own language; ``None`` for nothing and for too much."""
    line = " ".join(typed.split())
    return Localised({next(iter(appeal.title), "en"): line}) if 0 < len(line) <= LONGEST else None


def with_(appeal: Appeal, one: Enclosure) -> Appeal:
    return replace(appeal, enclosures=(*appeal.enclosures, one))


def reworded(appeal: Appeal, at: int, words: Localised) -> Appeal:
    now = list(appeal.enclosures)
    now[at] = replace(now[at], caption=words)
    return replace(appeal, enclosures=tuple(now))


def without(appeal: Appeal, at: int) -> Appeal:
    return replace(appeal, enclosures=(*appeal.enclosures[:at], *appeal.enclosures[at + 1 :]))
