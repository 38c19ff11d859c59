"""What an organizer should look at again before thousands read it. Errors keep an appeal from going out."""

from datetime import date

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.lint.fields import MOST_WORDS, appeal_fields, case_fields, count_words
from alertbot.domain.lint.names import misspelt
from alertbot.domain.lint.passage import appeal_passages, case_passages, letter_passages
from alertbot.domain.lint.remark import Remark, RemarkKind, Severity

__all__ = ["MOST_WORDS", "Remark", "RemarkKind", "Severity", "count_words", "lint_appeal", "lint_case"]


def lint_case(case: Case) -> tuple[Remark, ...]:
    """Everything in a case worth a second look."""
    passages = case_passages(case)
    return (*case_fields(case), *misspelt(passages, case, None))


def lint_appeal(appeal: Appeal, today: date | None = None, case: Case | None = None) -> tuple[Remark, ...]:
    """Everything in an appeal worth a second look.

    ``today`` (UTC) tells whether ``sign_by`` has passed. ``case`` lends its spellings and its people.
    """
    told = case_passages(case, lent=True) if case else ()
    return (
        *appeal_fields(appeal, today),
        *misspelt((*told, *appeal_passages(appeal), *letter_passages(appeal)), case, appeal),
    )
