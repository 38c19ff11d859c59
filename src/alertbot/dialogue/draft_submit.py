"""Submitting a draft: what its author says with the button, and what keeps it from being submitted."""

from dataclasses import replace

from alertbot.dialogue import draft_words as words
from alertbot.dialogue.draft_hand import AtHand, changed_meanwhile
from alertbot.dialogue.draft_lines import LineState, lines
from alertbot.dialogue.draft_orders import FillDraft, SubmitDraft
from alertbot.dialogue.draft_taps import Edit, Review, Submit, SubmitOn, SubmitOpenEnded, stamp
from alertbot.dialogue.edits import Changed
from alertbot.dialogue.engine import KEEP, Facts, Step
from alertbot.dialogue.preview import ForecastOf, TooLong
from alertbot.dialogue.review import review
from alertbot.dialogue.screen import Choice, LanguageName, Screen, say, text, title
from alertbot.domain.appeal import ConsentBasis


def submitted(tap: Submit | SubmitOpenEnded | SubmitOn, mine: AtHand, facts: Facts) -> Step:
    """Whoever submits says that everything shown is right: what was asked is settled with it."""
    if tap.digest != stamp(mine.draft):
        return changed_meanwhile(mine, facts)
    after = _as_asked(tap, mine)
    shown = lines(after.draft, facts.now.date())
    if any(line.state is LineState.WRONG for line in shown):
        return Step((review(mine.draft, facts, first=(text(say("submit.faults")),)),), KEEP)
    if after.appeal.consent is ConsentBasis.UNKNOWN:
        return Step((_ask_consent(after),), KEEP)
    settled = tuple(dict.fromkeys((*after.draft.settled, *(q.id for line in shown for q in line.questions))))
    fill = FillDraft(mine.id, after.case, after.appeal, after.draft.doubts, settled)
    changes = () if after == mine and settled == mine.draft.settled else (fill,)
    asks = after.draft.purpose.asks
    if asks and after.appeal.sign_by and after.appeal.sign_by < facts.now.date():
        return Step((_day_has_passed(after),), KEEP, changes)
    if refused := _refused(mine.id, facts):
        return Step((refused,), KEEP, changes)
    others = facts[ForecastOf(mine.id)].approvers
    parts = (title(say("submit.done")), text(say("submit.wait", count=others, number=others)))
    return Step((Screen(parts, replaces=True),), None, (*changes, SubmitDraft(mine.id)))


def _as_asked(tap: Submit | SubmitOpenEnded | SubmitOn, mine: AtHand) -> AtHand:
    match tap:
        case SubmitOpenEnded():
            return mine.with_(Changed(mine.case, replace(mine.appeal, sign_by=None)))
        case SubmitOn(consent=consent) if consent in set(ConsentBasis):
            return mine.with_(Changed(mine.case, replace(mine.appeal, consent=ConsentBasis(consent))))
        case _:
            return mine


def _ask_consent(mine: AtHand) -> Screen:
    rows = tuple(
        (Choice(label, tap=SubmitOn(mine.id, stamp(mine.draft), basis.value)),)
        for basis, label in words.CONSENT.items()
    )
    back = (Choice(say("preview.back"), tap=Review(mine.id)),)
    return Screen((text(say("consent.ask")), text(say("consent.submits"))), (*rows, back))


def _day_has_passed(mine: AtHand) -> Screen:
    change = Choice(say("review.sign_by"), tap=Edit(mine.id, "sign_by", ""))
    without = Choice(say("submit.without_day"), tap=SubmitOpenEnded(mine.id, stamp(mine.draft)))
    return Screen((text(say("submit.day_passed")),), ((change,), (without,)))


def _refused(id: int, facts: Facts) -> Screen | None:
    if too_long := facts[TooLong(id)]:
        language, by = too_long
        return Screen((text(say("submit.too_long", language=LanguageName(language), by=by)),))
    if facts[ForecastOf(id)].approvers == 0:
        return Screen((text(say("submit.nobody")),))
    return None
