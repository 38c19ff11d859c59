"""The plan question under a reminder: going, not going, or following from elsewhere.

A choice only changes the advice that is shown. It is stored nowhere and counted nowhere, and the tap does not
even say which hearing it was about: a list of answers would be a list of who sits in court.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, State, Step, Tapped, Want
from alertbot.dialogue.screen import Choice, Part, Screen, item, note, say, text, title
from alertbot.dialogue.tap import Tap


@dataclass(frozen=True, slots=True)
class MyPlan(Tap):
    """``how`` is ``going``, ``not`` or ``remote``."""

    word: ClassVar[str] = "myplan"
    how: str


_LABELS = {"going": say("plan.going"), "not": say("plan.not"), "remote": say("plan.remote")}

_ADVICE: dict[str, tuple[Part, ...]] = {
    "going": (
        title(say("plan.going.title")),
        text(say("plan.going.when")),
        item(say("plan.going.bring")),
        item(say("plan.going.leave")),
        item(say("plan.going.inside")),
        item(say("plan.going.asked")),
        text(say("plan.going.risk")),
    ),
    "not": (
        title(say("plan.not.title")),
        text(say("plan.not.instead")),
    ),
    "remote": (
        title(say("plan.remote.title")),
        item(say("plan.remote.stream")),
        item(say("plan.remote.news")),
        item(say("plan.remote.care")),
    ),
}


def plan_row() -> tuple[Choice, ...]:
    """The three answers. In a room they lead into the private chat; nobody answers by a reaction."""
    return tuple(
        Choice(label, tap=MyPlan(how), private=True, sensitive=True) for how, label in _LABELS.items()
    )


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    return ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    how = event.tap.how if isinstance(event, Tapped) and isinstance(event.tap, MyPlan) else ""
    advice = _ADVICE.get(how, _ADVICE["not"])
    return Step((Screen((*advice, note(say("plan.not_kept"))), (plan_row(),)),), KEEP)


CONVERSATION = Conversation("attend", step, wants, taps=(MyPlan,))
