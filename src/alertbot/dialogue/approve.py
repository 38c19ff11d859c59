"""Approving: a second organizer sees exactly what will go out, then lets it go; anyone may stop it."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from alertbot.dialogue import preview
from alertbot.dialogue.engine import (
    KEEP,
    Command,
    Conversation,
    Event,
    Facts,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.preview import DraftAtHand, ForecastOf, OnlyAPreview, SampleLetter, ShowPreview
from alertbot.dialogue.review import SHORT_DIGEST, Review, Submit, stamp
from alertbot.dialogue.screen import (
    Choice,
    LanguageName,
    Part,
    Screen,
    Span,
    Words,
    item,
    note,
    say,
    text,
    title,
)
from alertbot.dialogue.tap import Tap
from alertbot.domain.publication import Draft, DraftStage


@dataclass(frozen=True, slots=True)
class LookOver(Tap):
    word: ClassVar[str] = "lookover"
    draft: int


@dataclass(frozen=True, slots=True)
class Approve(Tap):
    word: ClassVar[str] = "approve"
    draft: int
    digest: str


@dataclass(frozen=True, slots=True)
class SendBack(Tap):
    word: ClassVar[str] = "sendback"
    draft: int


@dataclass(frozen=True, slots=True)
class CancelHold(Tap):
    word: ClassVar[str] = "cancel"
    draft: int


@dataclass(frozen=True, slots=True)
class ApproveDraft(Order):
    """Approve the content with this hash, and start the hold."""

    draft: int
    digest: str


@dataclass(frozen=True, slots=True)
class ReopenDraft(Order):
    """Back to its author, approved or not; everyone involved is told."""

    draft: int


@dataclass(frozen=True, slots=True)
class OpenDrafts(Want[tuple[Draft, ...]]):
    """Drafts that are neither published nor dropped, newest first."""


@dataclass(frozen=True, slots=True)
class HoldSeconds(Want[float]):
    """How long an approved appeal waits, in seconds."""


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Command():
            return (OpenDrafts(),)
        case Tapped(OnlyAPreview()):
            return ()
        case Tapped(ShowPreview(draft=id, language=language)):
            return (DraftAtHand(id), SampleLetter(id, language), ForecastOf(id))
        case Tapped(tap):
            id = int(getattr(tap, "draft", 0))
            return (DraftAtHand(id), ForecastOf(id), HoldSeconds())
        case _:
            return ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Command(word=word):
            return Step((_list(facts, word),), KEEP)
        case Tapped(OnlyAPreview()):
            return Step((), KEEP, notice=say("preview.only"))
        case Tapped(tap):
            draft = facts[DraftAtHand(int(getattr(tap, "draft", 0)))]
            if draft is None or draft.case is None or draft.appeal is None:
                return Step((Screen((text(say("draft.gone")),)),), KEEP)
            return _about(tap, draft, facts)
        case _:
            return Step((), KEEP)


def _list(facts: Facts, word: str) -> Screen:
    drafts = facts[OpenDrafts()]
    if word == "approve":
        drafts = tuple(d for d in drafts if d.stage is DraftStage.SUBMITTED and d.author != facts.organizer)
    filled = [draft for draft in drafts if draft.appeal is not None]
    if not filled:
        return Screen((text(say("approve.none") if word == "approve" else say("drafts.none")),))
    rows = tuple((_line(draft, facts),) for draft in filled)
    return Screen((title(say("drafts.title")),), rows)


def _line(draft: Draft, facts: Facts) -> Choice:
    label = draft.appeal.title if draft.appeal else ""
    mine = draft.author == facts.organizer and draft.stage is DraftStage.OPEN
    return Choice(label, tap=Review(draft.id) if mine else LookOver(draft.id))


def _about(tap: Tap, draft: Draft, facts: Facts) -> Step:
    match tap:
        case ShowPreview(draft=asked, language=language):
            shown = preview.screens(draft, language, facts[SampleLetter(asked, language)])
            reach = preview.reach_line(facts[ForecastOf(asked)])
            return Step((*shown, _after_preview(draft, facts, reach)), KEEP)
        case LookOver(draft=asked):
            reach = preview.reach_line(facts[ForecastOf(asked)])
            return Step((request(draft, facts.organizer == draft.author, reach),), KEEP)
        case Approve():
            return _approve(draft, tap, facts)
        case SendBack() if draft.stage is DraftStage.SUBMITTED:
            return Step(
                (Screen((text(say("approve.sent_back")),), replaces=True),), KEEP, (ReopenDraft(draft.id),)
            )
        case CancelHold() if draft.stage is DraftStage.HOLD:
            return Step(
                (Screen((text(say("hold.cancelled")),), replaces=True),), KEEP, (ReopenDraft(draft.id),)
            )
        case CancelHold() if draft.stage is DraftStage.PUBLISHED:
            return Step((Screen((text(say("hold.too_late")),)),), KEEP)
        case _:
            return Step((Screen((text(say("approve.changed")),)),), KEEP)


def _after_preview(draft: Draft, facts: Facts, reach: Words) -> Screen:
    if draft.stage is DraftStage.SUBMITTED and facts.organizer != draft.author:
        return request(draft, own=False, reach=reach)
    submit = Choice(say("review.submit"), tap=Submit(draft.id, stamp(draft)))
    back = Choice(say("preview.back"), tap=Review(draft.id))
    return Screen((text(say("preview.end")), note(reach)), ((submit, back),))


def request(draft: Draft, own: bool, reach: Words) -> Screen:
    """What an organizer sees of a submitted draft: look first, then approve or send back."""
    appeal, case = draft.appeal, draft.case
    if appeal is None or case is None:
        return Screen((text(say("draft.gone")),))
    look = tuple(
        Choice(say("review.preview", language=LanguageName(code)), tap=ShowPreview(draft.id, code))
        for code in appeal.title
    )
    parts: list[Part] = [title(say("approve.asked")), *preview.checklist(case, appeal, draft.changed.date())]
    parts.append(note(reach))
    rows: list[tuple[Choice, ...]] = [look]
    if own:
        parts.append(note(say("approve.not_alone")))
        rows.append((Choice(say("approve.take_back"), tap=SendBack(draft.id)),))
    else:
        parts += [
            item(say("approve.hash", hash=draft.digest[:SHORT_DIGEST])),
            note(say("approve.look_first")),
        ]
        yes = Choice(say("approve.yes"), tap=Approve(draft.id, draft.digest[:SHORT_DIGEST]))
        rows.append((yes, Choice(say("approve.no"), tap=SendBack(draft.id))))
    return Screen(tuple(parts), tuple(rows))


def _approve(draft: Draft, tap: Approve, facts: Facts) -> Step:
    if draft.stage is not DraftStage.SUBMITTED:
        return Step((Screen((text(say("approve.not_waiting")),)),), KEEP)
    if facts.organizer == draft.author:
        return Step((Screen((text(say("approve.not_alone")),)),), KEEP)
    reach = preview.reach_line(facts[ForecastOf(tap.draft)])
    if draft.digest[:SHORT_DIGEST] != tap.digest:
        return Step((Screen((text(say("approve.changed")),)), request(draft, own=False, reach=reach)), KEEP)
    screen = replace(held(draft, facts[HoldSeconds()], reach), replaces=True)
    return Step((screen,), KEEP, (ApproveDraft(draft.id, draft.digest),), say("approve.thanks"))


def held(draft: Draft, seconds: float, reach: Words | None = None) -> Screen:
    """Approved and waiting; everyone involved can still stop it."""
    parts = [title(say("hold.title")), text(draft.appeal.title if draft.appeal else "")]
    parts.append(text(say("hold.wait", duration=Span(seconds))))
    if reach is not None:
        parts.append(note(reach))
    return Screen(tuple(parts), ((Choice(say("hold.cancel"), tap=CancelHold(draft.id)),),))


CONVERSATION = Conversation(
    "approve",
    step,
    wants,
    commands=frozenset({"drafts", "approve"}),
    taps=(ShowPreview, OnlyAPreview, LookOver, Approve, SendBack, CancelHold),
    organizers=True,
)
