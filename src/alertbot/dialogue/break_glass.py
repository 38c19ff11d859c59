"""Breaking the glass: where it is allowed, an author alone lets an urgent appeal go, slowly and loudly."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from alertbot.dialogue import proof
from alertbot.dialogue.engine import (
    Conversation,
    Event,
    Facts,
    Line,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.preview import DraftAtHand
from alertbot.dialogue.proof import CodeJudged, CountMistake, StandingNow
from alertbot.dialogue.review import SHORT_DIGEST
from alertbot.dialogue.screen import Choice, Part, Screen, Span, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.break_glass import ALONE
from alertbot.domain.publication import Draft, DraftStage
from alertbot.domain.second_factor import Verdict

NAME = "break_glass"
TYPED = 6
"""Hexadecimal digits of the content's hash that have to be typed: nobody does that by a slip of the thumb."""


@dataclass(frozen=True, slots=True)
class GoAlone(Tap):
    """``digest`` is the short hash of the content that was submitted."""

    word: ClassVar[str] = "goalone"
    draft: int
    digest: str


@dataclass(frozen=True, slots=True)
class PublishAlone(Order):
    """Start the long hold without an approval; everybody else is told and may stop it."""

    draft: int
    digest: str
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MayGoAlone(Want[bool]):
    """Whether the operator allows it."""


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    if isinstance(event, Tapped):
        return (DraftAtHand(int(getattr(event.tap, "draft", 0))), MayGoAlone(), StandingNow())
    id = int(state.data["draft"]) if state else 0
    judged = (CodeJudged(event.text),) if isinstance(event, Line) else ()
    return (DraftAtHand(id), MayGoAlone(), StandingNow(), *judged)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    digest = event.tap.digest if isinstance(event, Tapped) and isinstance(event.tap, GoAlone) else ""
    id = int(getattr(event.tap, "draft", 0)) if isinstance(event, Tapped) else 0
    if state and not digest:
        id, digest = int(state.data["draft"]), str(state.data["digest"])
    draft = facts[DraftAtHand(id)]
    if draft is None or not _fits(draft, digest, facts):
        return Step((Screen((text(say("alone.not_now")),)),))
    standing = facts[StandingNow()]
    if standing.locked_until:
        return Step((proof.locked(standing.locked_until),))
    match event:
        case Line(text=typed) if state and state.step == "digits":
            return _digits(draft, state, typed, facts)
        case Line(text=typed) if state:
            return _typed(draft, state, typed, facts)
        case _:
            return _warning(draft, digest)


def _fits(draft: Draft, digest: str, facts: Facts) -> bool:
    mine = draft.author == facts.organizer and draft.stage is DraftStage.SUBMITTED
    return facts[MayGoAlone()] and mine and bool(digest) and draft.digest[:SHORT_DIGEST] == digest


def _warning(draft: Draft, digest: str) -> Step:
    parts: list[Part] = [
        title(say("alone.title")),
        text(say("alone.what", duration=Span(ALONE.total_seconds()))),
        text(say("alone.type", code=draft.digest[:TYPED])),
        note(say("alone.rather")),
    ]
    return Step(
        (Screen(tuple(parts), asks=True),), State(NAME, "typed", {"draft": draft.id, "digest": digest})
    )


def _typed(draft: Draft, state: State, typed: str, facts: Facts) -> Step:
    if "".join(typed.split()).lower() != draft.digest[:TYPED]:
        return Step((Screen((text(say("alone.other_code", code=draft.digest[:TYPED])),), asks=True),), state)
    standing = facts[StandingNow()]
    if standing.confirmed:
        return Step((proof.ask_for_code(say("alone.code")),), state.at("digits"))
    if standing.required:
        return Step((Screen((text(say("approve.no_factor")),)),))
    return _going(draft, "")


def _digits(draft: Draft, state: State, typed: str, facts: Facts) -> Step:
    verdict = facts[CodeJudged(typed)].verdict
    if verdict is Verdict.RIGHT:
        return _going(draft, typed)
    counts = verdict is Verdict.WRONG
    refused = proof.refusal(verdict, facts[StandingNow()])
    return Step((refused,), state, (CountMistake(),) if counts else ())


def _going(draft: Draft, code: str) -> Step:
    going = Screen((text(say("alone.going", duration=Span(ALONE.total_seconds()))),))
    return Step((going,), None, (PublishAlone(draft.id, draft.digest, code),))


def offer(draft: Draft) -> tuple[Choice, ...]:
    """The button under one's own submitted draft."""
    return (Choice(say("alone.offer"), tap=GoAlone(draft.id, draft.digest[:SHORT_DIGEST])),)


CONVERSATION = Conversation(NAME, step, wants, taps=(GoAlone,), organizers=True)
