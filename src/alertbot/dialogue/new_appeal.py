"""A new appeal: from pasted text, a campaign file or a prepared case to a draft others can approve."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from alertbot.dialogue.edits import FIELD, LONGEST_FIELD, DayNamed, changed, no_day, to_read
from alertbot.dialogue.engine import (
    KEEP,
    Command,
    Conversation,
    Document,
    Event,
    Facts,
    Line,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.preview import DraftAtHand, ForecastOf, TooLong
from alertbot.dialogue.remarks import Findings
from alertbot.dialogue.review import Doubt, DropDraft, Edit, Review, Submit, SubmitOpenEnded, review, stamp
from alertbot.dialogue.screen import Choice, LanguageName, Screen, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.domain.publication import Draft, DraftStage

NAME = "new_appeal"
FULL_PIECE = 3_500
"""Characters: a message this long is likely one of several that a messenger cut a paste into (at 4,096)."""

LONGEST_PASTE = 1 << 20
"""Characters of one draft's pasted text: a mebibyte, far above any appeal seen."""


@dataclass(frozen=True, slots=True)
class ThatsAll(Tap):
    """The pasted text is complete; it is read once, and what was made of it is never overwritten."""

    word: ClassVar[str] = "thatsall"
    draft: int


@dataclass(frozen=True, slots=True)
class TakePrepared(Tap):
    word: ClassVar[str] = "prepared"
    case: str
    appeal: str


@dataclass(frozen=True, slots=True)
class BeginDraft(Order):
    """Begin a draft under the id that :class:`NextDraft` told."""

    draft: int


@dataclass(frozen=True, slots=True)
class AddText(Order):
    draft: int
    text: str


@dataclass(frozen=True, slots=True)
class FillDraft(Order):
    draft: int
    case: Case
    appeal: Appeal


@dataclass(frozen=True, slots=True)
class SubmitDraft(Order):
    """Freeze the content by its hash and ask every other organizer."""

    draft: int


@dataclass(frozen=True, slots=True)
class Drop(Order):
    draft: int


@dataclass(frozen=True, slots=True)
class NextDraft(Want[int]):
    """The id that a draft begun in answer to this event gets."""


@dataclass(frozen=True, slots=True)
class PreparedLine:
    case: str
    appeal: str
    title: Localised


@dataclass(frozen=True, slots=True)
class PreparedNow(Want[tuple[PreparedLine, ...]]):
    """The campaign files at hand."""


@dataclass(frozen=True, slots=True)
class PreparedOne(Want[tuple[Case, Appeal] | None]):
    case: str
    appeal: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text or file was read as; ``doubts`` are for the organizer to settle, ``faults`` refuse it."""

    case: Case | None
    appeal: Appeal | None
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDraft(Want[Understood | None]):
    """The pasted text of the asker's own draft, read; ``None`` without text, or once it has content."""

    draft: int


@dataclass(frozen=True, slots=True)
class ReadFile(Want[Understood]):
    name: str
    content: bytes


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Command():
            return (PreparedNow(),)
        case Tapped(TakePrepared(case=case, appeal=appeal)):
            return (PreparedOne(case, appeal), NextDraft())
        case Tapped(ThatsAll(draft=id)):
            return (DraftAtHand(id), ReadDraft(id))
        case Document(name=name, content=bytes() as content):
            return (NextDraft(), ReadFile(name, content))
        case Line(text=typed) if state and state.step == "edit":
            return (DraftAtHand(int(state.data["draft"])), *to_read(str(state.data["part"]), typed))
        case Tapped(tap):
            id = int(getattr(tap, "draft", 0))
            return (DraftAtHand(id), ForecastOf(id), TooLong(id))
        case Line():
            return (DraftAtHand(_collecting(state)), NextDraft())
        case _:
            return ()


def _collecting(state: State | None) -> int:
    """The draft that typed text goes to; 0 before the first piece."""
    return int(state.data.get("draft", 0)) if state and state.step == "collect" else 0


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Command():
            return Step((_ask(facts),), State(NAME, "collect"))
        case Tapped(TakePrepared(case=case, appeal=appeal)):
            return _prepared(state, facts, facts[PreparedOne(case, appeal)])
        case Document(name=name, content=content):
            return _file(state, facts, name, content)
        case Line(text=typed) if state and state.step == "edit":
            return _edited(state, typed, facts)
        case Line(text=typed):
            return _collected(state, typed, facts)
        case Tapped(tap):
            return _about_draft(state, tap, facts)
        case _:
            return Step((Screen((text(say("message.unreadable")),)),), KEEP)


def _ask(facts: Facts) -> Screen:
    lines = facts[PreparedNow()]
    rows = tuple((Choice(p.title, tap=TakePrepared(p.case, p.appeal)),) for p in lines)
    parts = (title(say("newappeal.title")), text(say("newappeal.how")), note(say("newappeal.long")))
    return Screen(parts, rows, asks=True)


def _collected(state: State | None, typed: str, facts: Facts) -> Step:
    draft = facts[DraftAtHand(_collecting(state))]
    if draft and not _collects(draft, facts):
        draft = None
    id = draft.id if draft else facts[NextDraft()]
    kept = sum(len(piece) for piece in draft.pasted) if draft else 0
    if kept + len(typed) > LONGEST_PASTE:
        return Step((Screen((text(say("newappeal.too_long", most=LONGEST_PASTE)),)),), KEEP)
    pieces = len(draft.pasted) + 1 if draft else 1
    parts = (text(say("newappeal.got", count=pieces, number=pieces, characters=kept + len(typed))),)
    screen = Screen(parts, ((Choice(say("newappeal.thats_all"), tap=ThatsAll(id)),),), asks=True)
    shown = () if pieces > 1 and len(typed) >= FULL_PIECE else (screen,)
    begin = () if draft else (BeginDraft(id),)
    return Step(shown, State(NAME, "collect", {"draft": id}), (*begin, AddText(id, typed)))


def _collects(draft: Draft, facts: Facts) -> bool:
    """Whether pasted text is still awaited, and from whoever is speaking."""
    return draft.stage is DraftStage.OPEN and draft.case is None and draft.author == facts.organizer


def _prepared(state: State | None, facts: Facts, found: tuple[Case, Appeal] | None) -> Step:
    if found is None:
        return Step((Screen((text(say("newappeal.no_longer_there")),)),), KEEP)
    return _begun(state, facts, Understood(*found))


def _file(state: State | None, facts: Facts, name: str, content: bytes | None) -> Step:
    if content is None:
        return Step((Screen((text(say("newappeal.file_too_large")),)),), KEEP)
    return _begun(state, facts, facts[ReadFile(name, content)])


def _begun(state: State | None, facts: Facts, read: Understood) -> Step:
    """A draft of its own for a file or a prepared case; text that is being pasted is waited for still."""
    draft = Draft(facts[NextDraft()], facts.organizer or "", DraftStage.OPEN, facts.now)
    filled = _filled(facts, draft, read)
    if not filled.orders:
        return filled
    after = KEEP if _collecting(state) else None
    return replace(filled, state=after, orders=(BeginDraft(draft.id), *filled.orders))


def _filled(facts: Facts, draft: Draft, read: Understood) -> Step:
    if read.case is None or read.appeal is None:
        lines = [item(fault) for fault in read.faults[:12]]
        return Step(
            (Screen((text(say("newappeal.faults")), *lines, note(say("newappeal.nothing_changed")))),), KEEP
        )
    shown = replace(draft, case=read.case, appeal=read.appeal)
    return Step((review(shown, facts, read.doubts),), None, (FillDraft(draft.id, read.case, read.appeal),))


def _about_draft(state: State | None, tap: Tap, facts: Facts) -> Step:
    """Text that is being pasted into another draft is waited for still."""
    draft = facts[DraftAtHand(int(getattr(tap, "draft", 0)))]
    if draft is None or draft.stage is DraftStage.DROPPED:
        return Step((Screen((text(say("draft.gone")),)),), KEEP)
    answered = _about(tap, draft, facts)
    elsewhere = _collecting(state) not in (0, draft.id)
    return replace(answered, state=KEEP) if answered.state is None and elsewhere else answered


def _about(tap: Tap, draft: Draft, facts: Facts) -> Step:
    if draft.stage is not DraftStage.OPEN:
        return Step((Screen((text(say("draft.not_open")),)),), KEEP)
    if facts.organizer != draft.author:
        return Step((Screen((text(say("draft.not_yours")),)),), KEEP)
    if draft.case is None or draft.appeal is None:
        return _read(facts, tap, draft)
    match tap:
        case Edit(part=part, language=language):
            return _ask_edit(draft, part, language)
        case DropDraft():
            return Step((Screen((text(say("draft.dropped")),), replaces=True),), None, (Drop(draft.id),))
        case Submit(digest=seen) | SubmitOpenEnded(digest=seen) if seen != stamp(draft):
            return Step((Screen((text(say("submit.changed")),)), review(draft, facts)), None)
        case Submit() if draft.appeal.sign_by and draft.appeal.sign_by < facts.now.date():
            return Step((_day_has_passed(draft),), KEEP)
        case Submit():
            return _submit(draft, facts)
        case SubmitOpenEnded():
            submitted = _submit(draft, facts)
            content = FillDraft(draft.id, draft.case, replace(draft.appeal, sign_by=None))
            return replace(submitted, orders=(content, *submitted.orders)) if submitted.orders else submitted
        case _:
            return Step((review(draft, facts),), None)


def _read(facts: Facts, tap: Tap, draft: Draft) -> Step:
    if not isinstance(tap, ThatsAll):
        return Step((Screen((text(say("draft.empty")),)),), KEEP)
    read = facts[ReadDraft(tap.draft)]
    if read is None:
        state = State(NAME, "collect", {"draft": draft.id})
        return Step((Screen((text(say("newappeal.nothing_yet")),), asks=True),), state)
    return _filled(facts, draft, read)


def _day_has_passed(draft: Draft) -> Screen:
    change = Choice(say("review.sign_by"), tap=Edit(draft.id, "sign_by", ""))
    without = Choice(say("submit.without_day"), tap=SubmitOpenEnded(draft.id, stamp(draft)))
    return Screen((text(say("submit.day_passed")),), ((change,), (without,)))


def _submit(draft: Draft, facts: Facts) -> Step:
    if draft.case and draft.appeal and Findings.of(draft.case, draft.appeal, facts.now.date()).blocks:
        return Step((Screen((text(say("submit.faults")),)), review(draft, facts)), KEEP)
    if too_long := facts[TooLong(draft.id)]:
        language, by = too_long
        refused = say("submit.too_long", language=LanguageName(language), by=by)
        return Step((Screen((text(refused),)),), KEEP)
    others = facts[ForecastOf(draft.id)].approvers
    if others == 0:
        return Step((Screen((text(say("submit.nobody")),)),), KEEP)
    screen = Screen(
        (title(say("submit.done")), text(say("submit.wait", count=others, number=others))), replaces=True
    )
    return Step((screen,), None, (SubmitDraft(draft.id),))


def _ask_edit(draft: Draft, part: str, language: str) -> Step:
    if part not in FIELD:
        return Step((Screen((text(say("message.unreadable")),)),), KEEP)
    question = say("edit.ask", what=FIELD[part], most=LONGEST_FIELD[part])
    if part in ("title", "summary"):
        question = say(
            "edit.ask_in", what=FIELD[part], language=LanguageName(language), most=LONGEST_FIELD[part]
        )
    state = State(NAME, "edit", {"draft": draft.id, "part": part, "language": language})
    return Step((Screen((text(question),), asks=True),), state)


def _edited(state: State, typed: str, facts: Facts) -> Step:
    draft = facts[DraftAtHand(int(state.data["draft"]))]
    if draft is None or draft.appeal is None or draft.case is None or draft.stage is not DraftStage.OPEN:
        return Step((Screen((text(say("draft.not_open")),)),))
    part, language = str(state.data["part"]), str(state.data["language"])
    if len(typed) > LONGEST_FIELD[part]:
        return Step((Screen((text(say("edit.too_long", most=LONGEST_FIELD[part])),), asks=True),), state)
    after = changed(draft.case, draft.appeal, part, language, typed.strip(), facts)
    if after is None:
        unread = say("edit.no_country") if part == "country" else no_day(facts[DayNamed(typed.strip())])
        return Step((Screen((text(unread),), asks=True),), state)
    case, appeal = after
    screen = review(replace(draft, case=case, appeal=appeal), facts)
    return Step((screen,), None, (FillDraft(draft.id, case, appeal),))


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"newappeal"}),
    taps=(ThatsAll, TakePrepared, Review, Edit, Submit, SubmitOpenEnded, DropDraft),
    organizers=True,
)
