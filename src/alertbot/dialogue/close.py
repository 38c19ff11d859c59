"""Closing an appeal: nothing more goes out, and thirty days later nobody can tell who took part."""

from dataclasses import dataclass
from typing import ClassVar

from alertbot.dialogue import whereabouts
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Order, State, Step, Tapped
from alertbot.dialogue.screen import Choice, Screen, note, say, text
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.whereabouts import RecentAppeals, Whereabouts, WhereaboutsOf

NAME = "close"


@dataclass(frozen=True, slots=True)
class CloseAppeal(Tap):
    """Look at what closing it means."""

    word: ClassVar[str] = "close"
    appeal: int


@dataclass(frozen=True, slots=True)
class CloseNow(Tap):
    word: ClassVar[str] = "closenow"
    appeal: int


@dataclass(frozen=True, slots=True)
class EndAppeal(Order):
    """Close an appeal and the updates about it."""

    appeal: int


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(tap):
            where = facts[WhereaboutsOf(int(getattr(tap, "appeal", 0)))]
            return _about(tap, where) if where else whereabouts.gone()
        case _:
            standing = tuple(published for published in facts[RecentAppeals()] if not published.closed)
            return whereabouts.choose(say("close.which"), standing, CloseAppeal)


def _about(tap: Tap, where: Whereabouts) -> Step:
    published = where.published
    if published.closed:
        return Step((Screen((text(say("close.already", title=published.appeal.title)),)),), KEEP)
    if isinstance(tap, CloseNow):
        done = Screen((text(say("close.done", title=published.appeal.title)),), replaces=True)
        return Step((done,), KEEP, (EndAppeal(published.id),))
    sure = Choice(say("close.now"), tap=CloseNow(published.id))
    parts = (*whereabouts.lines(where), text(say("close.how")), note(say("close.later")))
    return Step((Screen(parts, ((sure,),)),), KEEP)


CONVERSATION = Conversation(
    NAME,
    step,
    whereabouts.wants,
    commands=frozenset({"close"}),
    taps=(CloseAppeal, CloseNow),
    organizers=True,
)
