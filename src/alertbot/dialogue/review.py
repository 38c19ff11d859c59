"""The review of a draft: what stands, what is missing, what is doubtful, and what to do next."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import ClassVar

from alertbot.dialogue import preview
from alertbot.dialogue.engine import Facts
from alertbot.dialogue.remarks import CHECKLIST_TELLS, Findings
from alertbot.dialogue.screen import Choice, LanguageName, Part, Screen, Words, item, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.lint import RemarkKind
from alertbot.domain.publication import Draft

SHORT_DIGEST = 16
"""Hexadecimal digits of a content's hash that a button carries: 64 bits against a mix-up."""


def stamp(draft: Draft) -> str:
    """A short hash of a draft's content: the same after storing, another after any change."""
    parts = [asdict(part) for part in (draft.case, draft.appeal) if part]
    return sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:SHORT_DIGEST]


@dataclass(frozen=True, slots=True)
class Review(Tap):
    word: ClassVar[str] = "review"
    draft: int


@dataclass(frozen=True, slots=True)
class Edit(Tap):
    """Change one field; ``language`` matters for title and summary."""

    word: ClassVar[str] = "edit"
    draft: int
    part: str
    language: str


@dataclass(frozen=True, slots=True)
class Submit(Tap):
    """``digest`` is the :func:`stamp` of what was shown with the button."""

    word: ClassVar[str] = "submit"
    draft: int
    digest: str


@dataclass(frozen=True, slots=True)
class SubmitOpenEnded(Tap):
    """As :class:`Submit`, without the last day to act, which has passed."""

    word: ClassVar[str] = "submitopen"
    draft: int
    digest: str


@dataclass(frozen=True, slots=True)
class DropDraft(Tap):
    word: ClassVar[str] = "drop"
    draft: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a text leaves open; ``line`` counts from 1, 0 is the whole text."""

    code: str
    detail: str = ""
    line: int = 0


DOUBT = {
    "no_request": say("doubt.no_request"),
    "code_missing": say("doubt.code_missing"),
    "title_missing": say("doubt.title_missing"),
    "country_missing": say("doubt.country_missing"),
    "link_without_address": say("doubt.link_without_address"),
    "no_address": say("doubt.no_address"),
    "date_missing": say("doubt.date_missing"),
    "hearing_without_city": say("doubt.hearing_without_city"),
    "ambiguous_date": say("doubt.ambiguous_date"),
    "year_missing": say("doubt.year_missing"),
    "several_items": say("doubt.several_items"),
    "text_too_long": say("doubt.text_too_long"),
}


SAME_AS_DOUBT = {
    "link_without_address": RemarkKind.LOST_LINK,
    "no_address": RemarkKind.NO_CHANNEL,
    "date_missing": RemarkKind.NO_YEAR,
    "year_missing": RemarkKind.NO_YEAR,
    "ambiguous_date": RemarkKind.AMBIGUOUS_DATE,
}
"""What the reading of a pasted text has told need not be told again by the lint."""


def doubt_line(doubt: Doubt) -> Words:
    """A doubt as a sentence, with the place and the words it is about."""
    what = DOUBT.get(doubt.code, say("doubt.other"))
    if doubt.detail and doubt.line:
        return say("doubt.detail_line", what=what, detail=doubt.detail, line=doubt.line)
    if doubt.detail:
        return say("doubt.detail", what=what, detail=doubt.detail)
    return say("doubt.line", what=what, line=doubt.line) if doubt.line else what


def review(draft: Draft, facts: Facts, doubts: tuple[Doubt, ...] = ()) -> Screen:
    """The draft as a checklist: what stands, what is missing, what is doubtful, and what to do next."""
    appeal = draft.appeal
    if appeal is None or draft.case is None:
        return Screen((text(say("draft.empty")),))
    id = draft.id
    today = facts.now.date()
    parts: list[Part] = [title(say("review.title")), *preview.checklist(draft.case, appeal, today)]
    if doubts:
        parts += [title(say("review.doubts")), *(item(doubt_line(doubt), "⚠️") for doubt in doubts[:15])]
    told = {SAME_AS_DOUBT[doubt.code] for doubt in doubts if doubt.code in SAME_AS_DOUBT}
    parts += Findings.of(draft.case, appeal, today).lines(CHECKLIST_TELLS | told)
    languages = tuple(appeal.title)
    look = tuple(
        Choice(say("review.preview", language=LanguageName(code)), tap=preview.ShowPreview(id, code))
        for code in languages
    )
    fix = (
        Choice(say("review.code"), tap=Edit(id, "code", "")),
        Choice(say("review.sign_by"), tap=Edit(id, "sign_by", "")),
        Choice(say("review.issuer"), tap=Edit(id, "issuer", "")),
        Choice(say("review.country"), tap=Edit(id, "country", "")),
    )
    words = tuple(
        (
            Choice(say("review.edit_title", language=LanguageName(code)), tap=Edit(id, "title", code)),
            Choice(say("review.edit_summary", language=LanguageName(code)), tap=Edit(id, "summary", code)),
        )
        for code in languages
    )
    last = (
        Choice(say("review.submit"), tap=Submit(id, stamp(draft))),
        Choice(say("review.drop"), tap=DropDraft(id)),
    )
    return Screen(tuple(parts), (look, *words, fix[:2], fix[2:], last))
