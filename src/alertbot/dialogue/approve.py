"""Approving: a second organizer sees exactly what will go out, then lets it go; anyone may stop it."""

from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from alertbot.dialogue import break_glass, enclosures, preview, proof
from alertbot.dialogue.approval_sheet import sheet
from alertbot.dialogue.draft_taps import Translate
from alertbot.dialogue.enclosures import EnclosedIn
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
from alertbot.dialogue.manage import Steer
from alertbot.dialogue.preview import DraftAtHand, ForecastOf, OnlyAPreview, SampleLetter, ShowPreview
from alertbot.dialogue.proof import CodeJudged, CountMistake, StandingNow
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
from alertbot.domain.authority import Deed, may
from alertbot.domain.publication import Draft, DraftStage, Published
from alertbot.domain.second_factor import Verdict

NAME = "approve"


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
    """Approve the content with this hash, and start the hold. ``code``: the six digits, where they are asked
    for."""

    draft: int
    digest: str
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReopenDraft(Order):
    """Back to its author, approved or not; everyone involved is told."""

    draft: int


@dataclass(frozen=True, slots=True)
class OpenDrafts(Want[tuple[Draft, ...]]):
    """Drafts that are neither published nor dropped, newest first."""


@dataclass(frozen=True, slots=True)
class VersionOut(Want[Published | None]):
    """The version of a draft's appeal that is out."""

    draft: int


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
            known = (DraftAtHand(id), SampleLetter(id, language), ForecastOf(id), VersionOut(id))
            return (*known, EnclosedIn(id))
        case Tapped(LookOver(draft=id)):
            return (*_about_it(id), EnclosedIn(id))
        case Tapped(tap):
            return _about_it(int(getattr(tap, "draft", 0)))
        case Line(text=typed) if state:
            return (*_about_it(int(state.data["draft"])), CodeJudged(typed))
        case _:
            return ()


def _about_it(id: int) -> tuple[Want[Any], ...]:
    return (
        DraftAtHand(id),
        ForecastOf(id),
        VersionOut(id),
        HoldSeconds(),
        StandingNow(),
        break_glass.MayGoAlone(),
    )


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
        case Line(text=typed) if state:
            return _typed(state, typed, facts)
        case _:
            return Step((), KEEP)


def _list(facts: Facts, word: str) -> Screen:
    drafts = facts[OpenDrafts()]
    if word == "approve":
        drafts = tuple(d for d in drafts if d.stage is DraftStage.SUBMITTED and d.author != facts.organizer)
    filled = [draft for draft in drafts if draft.appeal is not None or _waits(draft, facts)]
    if not filled:
        return Screen((text(say("approve.none") if word == "approve" else say("drafts.none")),))
    rows = tuple((_line(draft, facts),) for draft in filled)
    return Screen((title(say("drafts.title")),), rows)


def _waits(draft: Draft, facts: Facts) -> bool:
    """Whether more of its author's text is awaited, here as on any other device."""
    return bool(draft.pasted) and draft.author == facts.organizer


def _line(draft: Draft, facts: Facts) -> Choice:
    pieces = len(draft.pasted)
    unread = say("drafts.unread", count=pieces, number=pieces)
    label = draft.appeal.title if draft.appeal else unread
    mine = draft.author == facts.organizer and draft.stage is DraftStage.OPEN
    return Choice(label, tap=Review(draft.id) if mine else LookOver(draft.id))


def _about(tap: Tap, draft: Draft, facts: Facts) -> Step:
    match tap:
        case ShowPreview(draft=asked, language=language):
            shown = preview.screens(draft, language, facts[SampleLetter(asked, language)])
            reach = preview.reach_line(facts[ForecastOf(asked)])
            files = enclosures.of_draft(draft, facts[EnclosedIn(asked)])
            return Step((*shown, *files, _after_preview(draft, facts, reach)), KEEP)
        case LookOver(draft=asked):
            files = enclosures.of_draft(draft, facts[EnclosedIn(asked)])
            return Step((*files, _asked(draft, facts, asked)), KEEP)
        case Approve(digest=digest):
            return _refused(draft, digest, facts) or _approve(draft, facts)
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


def _asked(draft: Draft, facts: Facts, id: int) -> Screen:
    """What whoever is asking sees of the draft, by what they may do with it."""
    if _is_to_translate(draft, facts):
        return _to_translate(draft)
    own, reach = facts.organizer == draft.author, preview.reach_line(facts[ForecastOf(id)])
    shown = request(draft, own, reach, facts[VersionOut(id)])
    alone = own and draft.stage is DraftStage.SUBMITTED and facts.found.get(break_glass.MayGoAlone())
    if alone and may(facts.role, Deed.APPROVE):
        return replace(shown, rows=(*shown.rows, break_glass.offer(draft)))
    if own or draft.stage is DraftStage.OPEN or may(facts.role, Deed.APPROVE):
        return shown
    return replace(shown, rows=shown.rows[:1])


def _is_to_translate(draft: Draft, facts: Facts) -> bool:
    return facts.organizer != draft.author and may(facts.role, Deed.TRANSLATE)


def _to_translate(draft: Draft) -> Screen:
    """What whoever translates sees of somebody else's draft: what it says, and the way to more languages."""
    appeal, case = draft.appeal, draft.case
    if appeal is None or case is None:
        return Screen((text(say("draft.gone")),))
    parts = (title(appeal.title), *preview.checklist(case, appeal, draft.changed.date()))
    return Screen(parts, (_looks(draft), (Choice(say("translate.open"), tap=Translate(draft.id)),)))


def _looks(draft: Draft) -> tuple[Choice, ...]:
    return tuple(
        Choice(say("review.preview", language=LanguageName(code)), tap=ShowPreview(draft.id, code))
        for code in (draft.appeal.title if draft.appeal else ())
    )


def _after_preview(draft: Draft, facts: Facts, reach: Words) -> Screen:
    if _is_to_translate(draft, facts):
        translate = Choice(say("translate.open"), tap=Translate(draft.id))
        return Screen((text(say("preview.end")),), ((translate,),))
    if draft.stage is DraftStage.SUBMITTED and facts.organizer != draft.author:
        return _asked(draft, facts, draft.id)
    submit = Choice(say("review.submit"), tap=Submit(draft.id, stamp(draft)))
    back = Choice(say("preview.back"), tap=Review(draft.id))
    return Screen((text(say("preview.end")), note(reach)), ((submit, back),))


def request(draft: Draft, own: bool, reach: Words, before: Published | None = None) -> Screen:
    """What an organizer sees of a submitted draft: look first, then approve or send back. ``before`` is the
    version of the appeal that is out."""
    appeal, case = draft.appeal, draft.case
    if appeal is None or case is None:
        return Screen((text(say("draft.gone")),))
    look = _looks(draft)
    parts: list[Part] = [title(say("approve.asked")), *preview.checklist(case, appeal, draft.changed.date())]
    parts += [*sheet(draft, before), note(reach)]
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


def _refused(draft: Draft, digest: str, facts: Facts) -> Step | None:
    """Why an approval of this content cannot count, ``None`` when it may."""
    if draft.stage is not DraftStage.SUBMITTED:
        return Step((Screen((text(say("approve.not_waiting")),)),), KEEP)
    if facts.organizer == draft.author:
        return Step((Screen((text(say("approve.not_alone")),)),), KEEP)
    if draft.digest[:SHORT_DIGEST] != digest:
        return Step((Screen((text(say("approve.changed")),)), _asked(draft, facts, draft.id)), KEEP)
    return None


def _approve(draft: Draft, facts: Facts) -> Step:
    standing = facts[StandingNow()]
    if standing.locked_until:
        return Step((proof.locked(standing.locked_until),), KEEP)
    if standing.confirmed:
        state = State(NAME, "code", {"draft": draft.id, "digest": draft.digest[:SHORT_DIGEST]})
        return Step((proof.ask_for_code(say("approve.code")),), state)
    if standing.required:
        return Step((Screen((text(say("approve.no_factor")),)),), KEEP)
    return _approved(draft, facts, "", redraws=True)


def _typed(state: State, typed: str, facts: Facts) -> Step:
    """The six digits; everything else that makes an approval valid is looked at again."""
    draft = facts[DraftAtHand(int(state.data["draft"]))]
    if draft is None or draft.case is None or draft.appeal is None:
        return Step((Screen((text(say("draft.gone")),)),))
    if refused := _refused(draft, str(state.data["digest"]), facts):
        return replace(refused, state=None)
    standing = facts[StandingNow()]
    if standing.locked_until:
        return Step((proof.locked(standing.locked_until),))
    verdict = facts[CodeJudged(typed)].verdict
    if verdict is Verdict.RIGHT:
        return _approved(draft, facts, typed, redraws=False)
    counts = verdict is Verdict.WRONG
    return Step((proof.refusal(verdict, standing),), state, (CountMistake(),) if counts else ())


def _approved(draft: Draft, facts: Facts, code: str, *, redraws: bool) -> Step:
    reach = preview.reach_line(facts[ForecastOf(draft.id)])
    screen = replace(held(draft, facts[HoldSeconds()], reach), replaces=redraws)
    order = ApproveDraft(draft.id, draft.digest, code)
    return Step((screen,), KEEP if redraws else None, (order,), say("approve.thanks"))


def held(draft: Draft, seconds: float, reach: Words | None = None) -> Screen:
    """Approved and waiting; everyone involved can still stop it."""
    parts = [title(say("hold.title")), text(draft.appeal.title if draft.appeal else "")]
    parts.append(text(say("hold.wait", duration=Span(seconds))))
    if reach is not None:
        parts.append(note(reach))
    return Screen(tuple(parts), ((Choice(say("hold.cancel"), tap=CancelHold(draft.id)),),))


def alone(draft: Draft, who: str, seconds: float) -> Screen:
    """What everybody else is told at once when somebody lets an appeal go alone; one tap stops it."""
    parts = (
        title(say("alone.told", who=who)),
        text(draft.appeal.title if draft.appeal else ""),
        text(say("alone.told_what", duration=Span(seconds))),
    )
    look = _looks(draft)
    stop = (Choice(say("hold.cancel"), tap=CancelHold(draft.id)),)
    return Screen(parts, (stop, look) if look else (stop,))


def canary(alert: Screen, broadcast: int, seconds: float) -> Screen:
    """The alert as organizers get it before everybody else, with one button more that stops it for good."""
    head = note(say("canary.head", duration=Span(seconds)))
    stop = Choice(say("progress.halt"), tap=Steer(broadcast, "halted"))
    return replace(alert, parts=(head, *alert.parts), rows=(*alert.rows, (stop,)))


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"drafts", "approve"}),
    taps=(ShowPreview, OnlyAPreview, LookOver, Approve, SendBack, CancelHold),
    organizers=True,
)
