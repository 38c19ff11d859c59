"""A new appeal: from pasted text, a campaign file or a prepared case to a draft others can approve."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar

from alertbot.dialogue import draft_edit, draft_typing, enclosure_file
from alertbot.dialogue.draft_hand import AtHand, at_hand
from alertbot.dialogue.draft_orders import (
    NAME,
    AddText,
    BeginDraft,
    Drop,
    FillDraft,
    NextDraft,
    PreparedLine,
    PreparedNow,
    PreparedOne,
    ReadDraft,
    ReadFile,
    ReadWith,
    SubmitDraft,
    Understood,
)
from alertbot.dialogue.draft_submit import submitted
from alertbot.dialogue.draft_taps import (
    DropDraft,
    KeepDate,
    Submit,
    SubmitOn,
    SubmitOpenEnded,
    stamp,
    stamp_of,
)
from alertbot.dialogue.enclosure_file import Enclose, PreparedFiles
from alertbot.dialogue.engine import (
    KEEP,
    Command,
    Conversation,
    Document,
    Event,
    Facts,
    Line,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.preview import DraftAtHand, ForecastOf, TooLong
from alertbot.dialogue.review import review
from alertbot.dialogue.screen import Choice, Part, Screen, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.appeal import Appeal, ConsentBasis
from alertbot.domain.case import Case
from alertbot.domain.enclosure import Enclosure
from alertbot.domain.publication import Draft, DraftStage

__all__ = (
    "CONVERSATION",
    "NextDraft",
    "PreparedLine",
    "PreparedNow",
    "PreparedOne",
    "ReadDraft",
    "ReadFile",
    "SubmitDraft",
    "ThatsAll",
    "Understood",
    "step",
    "wants",
)

FULL_PIECE = 3_500
"""Characters: a message this long is likely one of several that a messenger cut a paste into (at 4,096)."""

SHORTEST_APPEAL = 200
"""Characters: less is hardly an appeal, and more is waited for."""

LARGEST_TEXT = 4 << 20
"""Bytes: a mebibyte of text in any encoding."""

LONGEST_PASTE = 1 << 20
"""Characters of one draft's pasted text: a mebibyte, far above any appeal seen."""

STAYS_OPEN = timedelta(days=90)
"""After this an appeal closes by itself, unless its organizers chose another day."""


@dataclass(frozen=True, slots=True)
class ThatsAll(Tap):
    """The pasted text is complete; what was made of it and changed by hand is never overwritten."""

    word: ClassVar[str] = "thatsall"
    draft: int


@dataclass(frozen=True, slots=True)
class TakePrepared(Tap):
    word: ClassVar[str] = "prepared"
    case: str
    appeal: str


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Command():
            return (PreparedNow(),)
        case Tapped(TakePrepared(case=case, appeal=appeal)):
            return (PreparedOne(case, appeal), PreparedFiles(case, appeal), NextDraft())
        case Tapped(ThatsAll(draft=id)):
            return (DraftAtHand(id), ReadDraft(id))
        case Document() if state and enclosure_file.is_awaited(state):
            return (DraftAtHand(int(state.data["draft"])), *enclosure_file.wanted(event))
        case Document(name=name, content=bytes() as content) if _may_be_text(event):
            return (NextDraft(), ReadFile(name, content))
        case Line(text=typed) if state and state.step in draft_typing.TYPING:
            return (DraftAtHand(int(state.data["draft"])), *draft_typing.to_read(state, typed))
        case Tapped(tap):
            id = int(getattr(tap, "draft", 0))
            return (DraftAtHand(id), ForecastOf(id), TooLong(id), *draft_edit.wanted(tap))
        case Line(text=typed):
            id = _collecting(state)
            read = (ReadWith(id, typed),) if _may_be_whole(state, typed) else ()
            return (DraftAtHand(id), NextDraft(), *read)
        case _:
            return ()


def _may_be_text(document: Document) -> bool:
    content = document.content
    return content is not None and len(content) <= LARGEST_TEXT and not enclosure_file.is_no_text(document)


def _collecting(state: State | None) -> int:
    """The draft that typed text goes to; 0 before the first piece."""
    return int(state.data.get("draft", 0)) if state and state.step == "collect" else 0


def _may_be_whole(state: State | None, typed: str) -> bool:
    """Whether a message may be the last of a paste: one that a messenger cut is full."""
    kept = int(state.data.get("kept", 0)) if state else 0
    return len(typed) < FULL_PIECE and SHORTEST_APPEAL <= kept + len(typed) <= LONGEST_PASTE


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Command():
            return Step((_ask(facts),), State(NAME, "collect"))
        case Tapped(TakePrepared(case=case, appeal=appeal)):
            files = facts[PreparedFiles(case, appeal)]
            return _prepared(state, facts, facts[PreparedOne(case, appeal)], files)
        case Document() if state and enclosure_file.is_awaited(state):
            return _enclosed(state, event, facts)
        case Document():
            return _file(state, facts, event)
        case Line(text=typed) if state and state.step in draft_typing.TYPING:
            return _typed(state, typed, facts)
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


# --- text that arrives ----------------------------------------------------------------------------------


def _collected(state: State | None, typed: str, facts: Facts) -> Step:
    draft = facts[DraftAtHand(_collecting(state))]
    if draft and draft.case and not _is_untouched(state, draft, facts):
        return _read_already(draft, facts)
    if draft and (draft.stage is not DraftStage.OPEN or draft.author != facts.organizer):
        draft = None
    id = draft.id if draft else facts[NextDraft()]
    kept = sum(len(piece) for piece in draft.pasted) if draft else 0
    if kept + len(typed) > LONGEST_PASTE:
        return Step((Screen((text(say("newappeal.too_long", most=LONGEST_PASTE)),)),), KEEP)
    begin = () if draft else (BeginDraft(id),)
    begun = draft or Draft(id, facts.organizer or "", DraftStage.OPEN, facts.now)
    begun = replace(begun, pasted=(*begun.pasted, typed))
    after = State(NAME, "collect", {"draft": id, "kept": kept + len(typed)})
    orders = (*begin, AddText(id, typed))
    read = facts[ReadWith(_collecting(state), typed)] if _may_be_whole(state, typed) else None
    if read is None or read.case is None or read.appeal is None:
        return Step(_got(begun, typed), after, orders)
    filled = _filled(facts, begun, read, first=(_read_from(begun),))
    return replace(filled, orders=(*orders, *filled.orders), state=_seen(after, filled))


def _is_untouched(state: State | None, draft: Draft, facts: Facts) -> bool:
    """Whether nobody has changed what was read of a draft's text, so that it may be read again with more."""
    mine = draft.stage is DraftStage.OPEN and draft.author == facts.organizer
    return mine and state is not None and state.data.get("seen") == stamp(draft)


def _read_already(draft: Draft, facts: Facts) -> Step:
    if draft.author != facts.organizer or draft.stage is not DraftStage.OPEN:
        return Step((Screen((text(say("draft.not_open")),)),))
    return Step((review(draft, facts, first=(text(say("newappeal.read_already")),)),), None)


def _seen(state: State, filled: Step) -> State:
    """The state with a mark of what was read."""
    order = next(order for order in filled.orders if isinstance(order, FillDraft))
    return state.at("collect", seen=stamp_of(order.case, order.appeal))


def _read_from(draft: Draft) -> Part:
    count, characters = len(draft.pasted), sum(len(piece) for piece in draft.pasted)
    return note(say("newappeal.read_from", count=count, number=count, characters=characters))


def _got(draft: Draft, typed: str) -> tuple[Screen, ...]:
    """That a piece came; behind a full one the next is on its way, and one answer is enough."""
    count, characters = len(draft.pasted), sum(len(piece) for piece in draft.pasted)
    if count > 1 and len(typed) >= FULL_PIECE:
        return ()
    parts = (text(say("newappeal.got", count=count, number=count, characters=characters)),)
    return (Screen(parts, ((Choice(say("newappeal.thats_all"), tap=ThatsAll(draft.id)),),), asks=True),)


def _prepared(
    state: State | None,
    facts: Facts,
    found: tuple[Case, Appeal] | None,
    files: tuple[tuple[Enclosure, bytes] | None, ...],
) -> Step:
    """``files``: its pictures and documents, cleaned; one that cannot go out is told of."""
    if found is None:
        return Step((Screen((text(say("newappeal.no_longer_there")),)),), KEEP)
    clean = {one.digest: (one, content) for one, content in (file for file in files if file)}
    enclosed = tuple(one for one, _ in clean.values())
    left = sum(file is None for file in files)
    told = (text(say("newappeal.files_left", count=left, number=left)),) if left else ()
    read = Understood(found[0], replace(found[1], enclosures=enclosed))
    begun = _begun(state, facts, read, first=told)
    kept = (Enclose(facts[NextDraft()], digest, content) for digest, (_, content) in clean.items())
    return replace(begun, orders=(*begun.orders, *kept)) if begun.orders else begun


def _file(state: State | None, facts: Facts, document: Document) -> Step:
    if enclosure_file.is_no_text(document):
        return enclosure_file.unasked()
    if document.content is None or not _may_be_text(document):
        return Step((Screen((text(say("newappeal.file_too_large")),)),), KEEP)
    return _begun(state, facts, facts[ReadFile(document.name, document.content)])


def _begun(state: State | None, facts: Facts, read: Understood, *, first: tuple[Part, ...] = ()) -> Step:
    """A draft of its own for a file or a prepared case; text that is being pasted is waited for still."""
    draft = Draft(facts[NextDraft()], facts.organizer or "", DraftStage.OPEN, facts.now)
    filled = _filled(facts, draft, read, first=first)
    if not filled.orders:
        return filled
    after = KEEP if _collecting(state) else None
    return replace(filled, state=after, orders=(BeginDraft(draft.id), *filled.orders))


def _filled(facts: Facts, draft: Draft, read: Understood, *, first: tuple[Part, ...] = ()) -> Step:
    if read.case is None or read.appeal is None:
        lines = [item(fault) for fault in read.faults[:12]]
        return Step(
            (Screen((text(say("newappeal.faults")), *lines, note(say("newappeal.nothing_changed")))),), KEEP
        )
    appeal = with_terms(read.appeal, facts.now.date())
    shown = replace(draft, case=read.case, appeal=appeal, doubts=read.doubts, settled=())
    order = FillDraft(draft.id, read.case, appeal, read.doubts, ())
    return Step((review(shown, facts, first=first),), None, (order,))


def with_terms(appeal: Appeal, today: date) -> Appeal:
    """The appeal with a day it closes on, and its issuer's word as the ground it is public on, where it has
    none: both are shown to be confirmed."""
    consent = appeal.consent
    if consent is ConsentBasis.UNKNOWN and appeal.issuer:
        consent = ConsentBasis.PUBLISHED
    expires = appeal.expires or max(filter(None, (today + STAYS_OPEN, appeal.sign_by)))
    return replace(appeal, consent=consent, expires=expires)


# --- a draft that there is ------------------------------------------------------------------------------


def _about_draft(state: State | None, tap: Tap, facts: Facts) -> Step:
    """Text that is being pasted into another draft is waited for still."""
    draft = facts[DraftAtHand(int(getattr(tap, "draft", 0)))]
    if draft is None or draft.stage is DraftStage.DROPPED:
        return Step((Screen((text(say("draft.gone")),)),), KEEP)
    answered = _about(state, tap, draft, facts)
    elsewhere = _collecting(state) not in (0, draft.id)
    return replace(answered, state=KEEP) if answered.state is None and elsewhere else answered


def _about(state: State | None, tap: Tap, draft: Draft, facts: Facts) -> Step:
    if draft.stage is not DraftStage.OPEN:
        return Step((Screen((text(say("draft.not_open")),)),), KEEP)
    if facts.organizer != draft.author:
        return Step((Screen((text(say("draft.not_yours")),)),), KEEP)
    mine = at_hand(draft)
    if mine is None:
        return _read(facts, tap, draft)
    match tap:
        case DropDraft():
            return Step((Screen((text(say("draft.dropped")),), replaces=True),), None, (Drop(draft.id),))
        case Submit() | SubmitOpenEnded() | SubmitOn():
            return submitted(tap, mine, facts)
        case KeepDate():
            return draft_typing.keep_date(tap, state, mine, facts)
        case ThatsAll():
            return Step((review(draft, facts),), None)
        case _:
            return draft_edit.tapped(tap, mine, facts)


def _read(facts: Facts, tap: Tap, draft: Draft) -> Step:
    """A draft of pasted text alone: it is read, or more of it is waited for, here as on any other device."""
    kept = sum(len(piece) for piece in draft.pasted)
    state = State(NAME, "collect", {"draft": draft.id, "kept": kept})
    if not isinstance(tap, ThatsAll):
        return Step(_got(draft, ""), state)
    read = facts[ReadDraft(tap.draft)]
    if read is None:
        return Step((Screen((text(say("newappeal.nothing_yet")),), asks=True),), state)
    return _filled(facts, draft, read)


def _typed(state: State, line: str, facts: Facts) -> Step:
    draft = facts[DraftAtHand(int(state.data["draft"]))]
    mine = at_hand(draft) if draft else None
    if mine is None or not _may_change(mine, facts):
        return Step((Screen((text(say("draft.not_open")),)),))
    return draft_typing.typed(state, line, mine, facts)


def _enclosed(state: State, document: Document, facts: Facts) -> Step:
    draft = facts[DraftAtHand(int(state.data["draft"]))]
    mine = at_hand(draft) if draft else None
    if mine is None or not _may_change(mine, facts):
        return Step((Screen((text(say("draft.not_open")),)),))
    return enclosure_file.sent(state, document, mine, facts)


def _may_change(mine: AtHand, facts: Facts) -> bool:
    return mine.draft.stage is DraftStage.OPEN and mine.draft.author == facts.organizer


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"newappeal"}),
    taps=(ThatsAll, TakePrepared, Submit, SubmitOn, SubmitOpenEnded, DropDraft, *draft_edit.TAPS),
    organizers=True,
)
