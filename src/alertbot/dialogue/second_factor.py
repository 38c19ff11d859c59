"""The second factor: set up in the private chat, taken away with a code, or by an owner when it is lost."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar

from alertbot.dialogue import proof
from alertbot.dialogue.engine import (
    KEEP,
    Command,
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
from alertbot.dialogue.proof import CodeJudged, CountMistake, Standing, StandingNow
from alertbot.dialogue.screen import Choice, File, Part, Screen, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.authority import Deed, may
from alertbot.domain.second_factor import Verdict

NAME = "second_factor"


@dataclass(frozen=True, slots=True)
class SetUpFactor(Tap):
    word: ClassVar[str] = "factorup"


@dataclass(frozen=True, slots=True)
class TakeFactorAway(Tap):
    word: ClassVar[str] = "factordown"


@dataclass(frozen=True, slots=True)
class ResetFactor(Tap):
    """``person`` is the :func:`mark` of the organizer who lost theirs."""

    word: ClassVar[str] = "factorreset"
    person: str


@dataclass(frozen=True, slots=True)
class KeepSecret(Order):
    """Keep a new secret until the first code confirms it."""

    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmFactor(Order):
    """The first code was typed; everybody is told."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RemoveFactor(Order):
    """Take one's own away; everybody is told."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ResetFactorOf(Order):
    """An owner takes somebody else's away; everybody is told."""

    person: str
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A secret as text, as a link that apps open, and as a picture (PNG) that they read."""

    secret: str = field(repr=False)
    link: str = field(repr=False)
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FreshSecret(Want[NewSecret]):
    """A new secret every time."""


@dataclass(frozen=True, slots=True)
class OthersWithFactor(Want[tuple[str, ...]]):
    """The keys of the other organizers who have a second factor."""


def mark(person: str) -> str:
    """An organizer's key as a button can carry it."""
    return sha256(person.encode("utf-8", "replace")).hexdigest()[:16]


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(SetUpFactor()):
            return (StandingNow(), FreshSecret())
        case Line(text=typed):
            return (StandingNow(), OthersWithFactor(), CodeJudged(typed))
        case _:
            return (StandingNow(), OthersWithFactor())


def step(state: State | None, event: Event, facts: Facts) -> Step:
    standing = facts[StandingNow()]
    if standing.locked_until:
        return Step((proof.locked(standing.locked_until),))
    match event:
        case Tapped(SetUpFactor()):
            return _set_up(standing, facts)
        case Tapped(TakeFactorAway()) if standing.confirmed:
            return Step((proof.ask_for_code(say("factor.take_away")),), State(NAME, "remove"))
        case Tapped(ResetFactor(person=person)):
            return _ask_reset(person, standing, facts)
        case Line(text=typed) if state:
            return _typed(state, typed, standing, facts)
        case Command() | _:
            return Step((_overview(standing, facts),), KEEP)


def _overview(standing: Standing, facts: Facts) -> Screen:
    parts: list[Part] = [title(say("factor.title")), text(say("factor.what"))]
    rows: list[tuple[Choice, ...]] = []
    if standing.confirmed:
        parts.append(item(say("factor.on"), "✅"))
        rows.append((Choice(say("factor.remove"), tap=TakeFactorAway()),))
    else:
        parts.append(item(say("factor.off_required") if standing.required else say("factor.off"), "▫️"))
        rows.append((Choice(say("factor.set_up"), tap=SetUpFactor()),))
    if may(facts.role, Deed.RESET):
        others = facts[OthersWithFactor()]
        parts += [note(say("factor.owner"))] if others else []
        rows += [(Choice(say("factor.reset", who=who), tap=ResetFactor(mark(who))),) for who in others]
    return Screen(tuple(parts), tuple(rows))


def _set_up(standing: Standing, facts: Facts) -> Step:
    if standing.confirmed:
        return Step((Screen((text(say("factor.already")),)),), KEEP)
    new = facts[FreshSecret()]
    how = (title(say("factor.scan")), text(say("factor.how")), Part("copy", new.secret))
    picture = Screen(how, file=File("alertbot.png", "image/png", new.picture), once=True)
    link = Screen((text(say("factor.link")), Part("copy", new.link), note(say("factor.once"))), once=True)
    ask = Screen((text(say("factor.first")),), asks=True)
    return Step((picture, link, ask), State(NAME, "confirm"), (KeepSecret(new.secret),))


def _ask_reset(person: str, standing: Standing, facts: Facts) -> Step:
    lost = next((who for who in facts[OthersWithFactor()] if mark(who) == person), None)
    if lost is None or not may(facts.role, Deed.RESET):
        return Step((Screen((text(say("factor.gone")),)),), KEEP)
    if not standing.confirmed:
        return Step((Screen((text(say("factor.own_first")),)),), KEEP)
    asked = proof.ask_for_code(say("factor.reset_sure", who=lost))
    return Step((asked,), State(NAME, "reset", {"person": lost}))


def _typed(state: State, typed: str, standing: Standing, facts: Facts) -> Step:
    verdict = facts[CodeJudged(typed)].verdict
    if verdict is Verdict.LOCKED:
        return Step((_overview(standing, facts),))
    if verdict is not Verdict.RIGHT:
        counts = verdict is Verdict.WRONG and standing.confirmed
        refused = proof.refusal(verdict, standing) if standing.confirmed else _not_the_first(verdict)
        return Step((refused,), state, (CountMistake(),) if counts else ())
    match state.step:
        case "confirm":
            return Step((Screen((text(say("factor.confirmed")),)),), None, (ConfirmFactor(typed),))
        case "remove":
            return Step((Screen((text(say("factor.removed")),)),), None, (RemoveFactor(typed),))
        case _:
            person = str(state.data.get("person", ""))
            done = Screen((text(say("factor.reset_done", who=person)),))
            return Step((done,), None, (ResetFactorOf(person, typed),))


def _not_the_first(verdict: Verdict) -> Screen:
    """While a new secret is not confirmed there is nothing to guess, so nothing is counted."""
    words = say("factor.first_wrong") if verdict is Verdict.WRONG else say("factor.not_digits")
    return Screen((text(words),), asks=True)


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"security"}),
    taps=(SetUpFactor, TakeFactorAway, ResetFactor),
    organizers=True,
)
