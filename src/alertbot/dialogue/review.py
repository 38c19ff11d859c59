"""The review of a draft: a checklist in pages, what needs its author first, and what to do next."""

from collections.abc import Sequence

from alertbot.dialogue import preview
from alertbot.dialogue.draft_lines import Line, LineState, lines
from alertbot.dialogue.draft_taps import (
    SHORT_DIGEST,
    Edit,
    Review,
    ReviewPage,
    Submit,
    SubmitOpenEnded,
    stamp,
)
from alertbot.dialogue.engine import Facts
from alertbot.dialogue.screen import Choice, LanguageName, Part, Screen, item, note, say, text, title
from alertbot.domain.publication import Doubt, Draft

__all__ = (
    "SHORT_DIGEST",
    "Doubt",
    "Edit",
    "Review",
    "Submit",
    "SubmitOpenEnded",
    "review",
    "stamp",
)

PAGE = 16
"""Lines of one page: their buttons, two side by side, still fit a phone with the text above them."""

MOST_QUESTIONS = 3
"""Under one line; whoever settles these sees the others."""

ALWAYS_AT_HAND = ("addressees", "dates", "enclosures")
"""Lines whose button, which adds another one, stands on every page."""

STATE = {
    LineState.WRONG: say("state.wrong"),
    LineState.MISSING: say("state.missing"),
    LineState.DOUBTFUL: say("state.doubtful"),
    LineState.DONE: say("state.done"),
}


def review(
    draft: Draft,
    facts: Facts,
    page: int = 1,
    *,
    first: Sequence[Part] = (),
    known: tuple[Line, ...] | None = None,
) -> Screen:
    """One page of the checklist; ``first`` stands above it. ``known`` are its lines, if they are at hand:
    making them takes some forty milliseconds."""
    all_lines = lines(draft, facts.now.date()) if known is None else known
    if not all_lines:
        return Screen((text(say("draft.empty")),))
    pages = [all_lines[at : at + PAGE] for at in range(0, len(all_lines), PAGE)]
    number = min(max(page, 1), len(pages))
    parts: list[Part] = [*first, title(say("review.title")), *_told(pages[number - 1])]
    if len(pages) > 1:
        parts.append(note(say("review.page", page=number, pages=len(pages))))
    asked_until = next((n for n, those in enumerate(pages, 1) if those[-1].state is LineState.DONE), number)
    last = _last_rows(draft, may_submit=number >= min(asked_until, len(pages)))
    rows = (*_buttons(pages[number - 1]), *_pages_row(draft.id, number, len(pages)), *last)
    return Screen(tuple(parts), rows)


def _told(shown: Sequence[Line]) -> list[Part]:
    """The lines under their states, in words."""
    parts: list[Part] = []
    before: LineState | None = None
    for line in shown:
        if line.state is not before:
            parts.append(text(STATE[line.state]))
            before = line.state
        parts.append(item(line.words, line.sign))
        parts += [item(question.words, "   ❓") for question in line.questions[:MOST_QUESTIONS]]
        more = len(line.questions) - MOST_QUESTIONS
        parts += [item(say("remark.more", count=more, number=more), "   …")] if more > 0 else []
    return parts


def _buttons(shown: Sequence[Line]) -> tuple[tuple[Choice, ...], ...]:
    choices = [Choice(line.label, tap=line.tap) for line in shown if line.key not in ALWAYS_AT_HAND]
    return tuple(tuple(choices[at : at + 2]) for at in range(0, len(choices), 2))


def _pages_row(id: int, number: int, pages: int) -> tuple[tuple[Choice, ...], ...]:
    back = (Choice(say("review.page_back"), tap=ReviewPage(id, number - 1)),) if number > 1 else ()
    on = (Choice(say("review.page_on"), tap=ReviewPage(id, number + 1)),) if number < pages else ()
    return ((*back, *on),) if back or on else ()


def _last_rows(draft: Draft, *, may_submit: bool) -> tuple[tuple[Choice, ...], ...]:
    """Submitting says that what was asked is right, so it stands only below the last question."""
    titles = draft.appeal.title if draft.appeal else ()
    look = tuple(
        Choice(say("review.preview", language=LanguageName(code)), tap=preview.ShowPreview(draft.id, code))
        for code in titles
    )
    submit = ((Choice(say("review.submit"), tap=Submit(draft.id, stamp(draft))),),) if may_submit else ()
    add = (
        Choice(say("line.add_addressee"), tap=Edit(draft.id, "addressee", "")),
        Choice(say("line.add_date"), tap=Edit(draft.id, "hearing", "")),
    )
    pictures = (Choice(say("line.enclosures.label"), tap=Edit(draft.id, "enclosures", "")),)
    return (add, pictures, look, *submit, (Choice(say("review.drop"), tap=Edit(draft.id, "drop", "")),))
