"""The six digits that organizers with a second factor are asked for, wherever they are."""

from dataclasses import dataclass, field
from datetime import datetime

from alertbot.dialogue.engine import Order, Want
from alertbot.dialogue.screen import Moment, Screen, Words, note, say, text
from alertbot.domain.second_factor import MOST_WRONG, Judged, Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """How the asker's second factor stands. ``required``: nobody approves without one."""

    confirmed: bool = False
    required: bool = False
    locked_until: datetime | None = None
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class StandingNow(Want[Standing]):
    pass


@dataclass(frozen=True, slots=True)
class CodeJudged(Want[Judged]):
    """What a typed code is against the asker's own secret; nothing is changed by asking."""

    typed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CountMistake(Order):
    """A code was wrong; the last of five locks."""


def ask_for_code(why: Words) -> Screen:
    return Screen((text(why), text(say("factor.type")), note(say("factor.where"))), asks=True)


def locked(until: datetime) -> Screen:
    return Screen((text(say("factor.locked", until=Moment(until, "UTC"))),))


def refusal(verdict: Verdict, standing: Standing) -> Screen:
    """What is said to a code that does not count; a wrong one still has to be counted."""
    match verdict:
        case Verdict.USED:
            return Screen((text(say("factor.used")),), asks=True)
        case Verdict.WRONG if standing.wrong + 1 >= MOST_WRONG:
            return Screen((text(say("factor.locked_now")),))
        case Verdict.WRONG:
            left = MOST_WRONG - standing.wrong - 1
            return Screen((text(say("factor.wrong", count=left, number=left)),), asks=True)
        case _:
            return Screen((text(say("factor.not_digits")),), asks=True)
