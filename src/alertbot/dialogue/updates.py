"""Following up on an appeal: an update in words, or what became of one of its demands.

Both become drafts that another organizer approves.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from alertbot.dialogue import whereabouts
from alertbot.dialogue.demand_cards import WORD, demand_line
from alertbot.dialogue.draft_orders import BeginDraft, DayNamed, FillDraft, NextDraft
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Line, State, Step, Tapped, Want
from alertbot.dialogue.review import review
from alertbot.dialogue.screen import Choice, Screen, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.whereabouts import AimDraft, RecentAppeals, WhereaboutsOf
from alertbot.domain.appeal import Appeal, AppealKind, Demand, DemandOutcome
from alertbot.domain.language import Localised, When
from alertbot.domain.publication import Draft, DraftStage, Published, Purpose

NAME = "update"
LONGEST = 1_200
"""Characters of an update: with the title it makes one message."""

LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class FollowUp(Tap):
    word: ClassVar[str] = "followup"
    appeal: int


@dataclass(frozen=True, slots=True)
class WriteUpdate(Tap):
    word: ClassVar[str] = "writeupdate"
    appeal: int


@dataclass(frozen=True, slots=True)
class OfDemand(Tap):
    """What became of one demand? ``demand`` counts those of this version from 0."""

    word: ClassVar[str] = "demand"
    appeal: int
    version: int
    demand: int


@dataclass(frozen=True, slots=True)
class DemandIs(Tap):
    """``outcome`` is a :class:`DemandOutcome` value."""

    word: ClassVar[str] = "demandis"
    appeal: int
    version: int
    demand: int
    outcome: str


@dataclass(frozen=True, slots=True)
class DemandToday(Tap):
    """As :class:`DemandIs`, and it was today."""

    word: ClassVar[str] = "demandnow"
    appeal: int
    version: int
    demand: int
    outcome: str


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(tap):
            return (WhereaboutsOf(int(getattr(tap, "appeal", 0))), NextDraft())
        case Line(text=typed) if state:
            day = (DayNamed(typed.strip()),) if state.step == "day" else ()
            return (WhereaboutsOf(int(state.data["appeal"])), NextDraft(), *day)
        case _:
            return (RecentAppeals(),)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(tap):
            where = facts[WhereaboutsOf(int(getattr(tap, "appeal", 0)))]
            if where is None or where.published.withdrawn:
                return whereabouts.gone()
            return _about(tap, where.published, facts)
        case Line(text=typed) if state:
            where = facts[WhereaboutsOf(int(state.data["appeal"]))]
            if where is None or where.published.withdrawn:
                return replace(whereabouts.gone(), state=None)
            return _typed(state, where.published, typed.strip(), facts)
        case _:
            parents = tuple(p for p in facts[RecentAppeals()] if p.parent is None)
            return whereabouts.choose(say("update.which"), parents, FollowUp)


def _about(tap: Tap, of: Published, facts: Facts) -> Step:
    match tap:
        case WriteUpdate():
            asked = (title(say("update.ask", title=of.appeal.title)), note(say("update.how", most=LONGEST)))
            return Step((Screen(asked, asks=True),), State(NAME, "text", {"appeal": of.id}))
        case OfDemand(demand=at) if _demand(tap, of, at):
            return Step((_outcomes(of, at),), KEEP)
        case DemandIs(demand=at, outcome=outcome) if _demand(tap, of, at) and outcome in list(DemandOutcome):
            if outcome == DemandOutcome.OPEN:
                return _outcome_draft(of, at, DemandOutcome.OPEN, None, facts)
            return _ask_day(of, at, outcome)
        case DemandToday(demand=at, outcome=outcome) if _demand(tap, of, at) and outcome in list(
            DemandOutcome
        ):
            return _outcome_draft(of, at, DemandOutcome(outcome), facts.now.date(), facts)
        case _:
            return Step((_offer(of),), KEEP)


def _demand(tap: Tap, of: Published, at: int) -> Demand | None:
    """The demand that a button means, if nothing was changed since it was shown."""
    demands = of.appeal.demands
    return demands[at] if getattr(tap, "version", 0) == of.version and at < len(demands) else None


def _offer(of: Published) -> Screen:
    demands = of.appeal.demands
    parts = (title(of.appeal.title), *(demand_line(demand) for demand in demands))
    write = Choice(say("update.write"), tap=WriteUpdate(of.id))
    rows = tuple(
        (Choice(say("update.demand", number=at + 1), tap=OfDemand(of.id, of.version, at)),)
        for at in range(len(demands))
    )
    return Screen(parts, ((write,), *rows))


def _outcomes(of: Published, at: int) -> Screen:
    choices = tuple(
        (Choice(WORD[outcome], tap=DemandIs(of.id, of.version, at, outcome.value)),)
        for outcome in DemandOutcome
    )
    return Screen((title(say("update.became")), demand_line(of.appeal.demands[at])), choices)


def _ask_day(of: Published, at: int, outcome: str) -> Step:
    today = Choice(say("update.today"), tap=DemandToday(of.id, of.version, at, outcome))
    data = {"appeal": of.id, "version": of.version, "demand": at, "outcome": outcome}
    screen = Screen((text(say("update.when")), note(say("update.when_how"))), ((today,),), asks=True)
    return Step((screen,), State(NAME, "day", data))


def _typed(state: State, of: Published, typed: str, facts: Facts) -> Step:
    if state.step == "text":
        return _update_draft(of, typed, facts)
    day, at = facts[DayNamed(typed)], int(state.data["demand"])
    if state.data["version"] != of.version or at >= len(of.appeal.demands):
        return Step((_offer(of),))
    if day is None or day > facts.now.date():
        return Step((Screen((text(say("update.no_day")),), asks=True),), state)
    return _outcome_draft(of, at, DemandOutcome(state.data["outcome"]), day, facts)


def _outcome_draft(of: Published, at: int, outcome: DemandOutcome, on: date | None, facts: Facts) -> Step:
    when = None if on is None else When(on.year, on.month, on.day)
    demands = list(of.appeal.demands)
    demands[at] = replace(demands[at], outcome=outcome, outcome_on=when)
    return _begun(of, replace(of.appeal, demands=tuple(demands)), Purpose.OUTCOME, facts)


def _update_draft(of: Published, typed: str, facts: Facts) -> Step:
    """The first of several lines is the title; a single line stands under the appeal's own."""
    first, _, rest = typed.partition("\n")
    if not typed or len(typed) > LONGEST or (rest and len(first) > LONGEST_TITLE):
        refused = Screen((text(say("update.too_long", most=LONGEST)),), asks=True)
        return Step((refused,), State(NAME, "text", {"appeal": of.id}))
    title_ = Localised({facts.locale: first.strip()}) if rest.strip() else of.appeal.title
    words = Localised({facts.locale: rest.strip() or first})
    parent = of.appeal
    update = Appeal(
        case=parent.case,
        key=f"update_{facts[NextDraft()]}",
        kind=AppealKind.UPDATE,
        title=title_,
        summary=words,
        issuer=parent.issuer,
        code=parent.code,
        demands=parent.demands,
        consent=parent.consent,
    )
    return _begun(of, update, Purpose.UPDATE, facts)


def _begun(of: Published, appeal: Appeal, purpose: Purpose, facts: Facts) -> Step:
    """A draft that the checklist goes on with."""
    id = facts[NextDraft()]
    draft = Draft(
        id,
        facts.organizer or "",
        DraftStage.OPEN,
        facts.now,
        case=of.case,
        appeal=appeal,
        purpose=purpose,
        about=of.id,
        since=of.version,
    )
    orders = (BeginDraft(id), FillDraft(id, of.case, appeal), AimDraft(id, purpose, of.id, of.version))
    return Step((review(draft, facts),), None, orders)


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"update"}),
    taps=(FollowUp, WriteUpdate, OfDemand, DemandIs, DemandToday),
    organizers=True,
)
