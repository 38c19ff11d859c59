"""What an organizer should look at again before thousands read it. Errors keep an appeal from going out.

One module holds one kind of rule. A rule prefers silence to a false alarm: whoever is asked ten times in vain
does not read the eleventh question.
"""

from collections.abc import Iterator
from datetime import date

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.lint.addresses import addresses, case_addresses, doubled, written_addresses
from alertbot.domain.lint.blame import blame
from alertbot.domain.lint.characters import hidden, mixed
from alertbot.domain.lint.dates import ambiguous
from alertbot.domain.lint.demands import unsaid
from alertbot.domain.lint.fields import MOST_WORDS, appeal_fields, case_fields, count_words
from alertbot.domain.lint.groups import group_blocks
from alertbot.domain.lint.links import lost_links
from alertbot.domain.lint.names import misspelt
from alertbot.domain.lint.passage import Passage, appeal_passages, case_passages, letter_passages
from alertbot.domain.lint.remark import Remark, RemarkKind, Severity
from alertbot.domain.lint.sums import wrong_sums
from alertbot.domain.lint.triumph import triumph
from alertbot.domain.lint.voice import voices

__all__ = ["MOST_WORDS", "Remark", "RemarkKind", "Severity", "count_words", "lint_appeal", "lint_case"]


def lint_case(case: Case) -> tuple[Remark, ...]:
    """Everything in a case worth a second look."""
    passages = case_passages(case)
    return (
        *case_fields(case),
        *case_addresses(case),
        *misspelt(passages, case, None),
        *(remark for passage in passages for remark in _of_text(passage, case)),
    )


def lint_appeal(appeal: Appeal, today: date | None = None, case: Case | None = None) -> tuple[Remark, ...]:
    """Everything in an appeal worth a second look.

    ``today`` (UTC) tells whether ``sign_by`` has passed. ``case`` lends its spellings and its people; what
    is wrong in its own texts is :func:`lint_case`'s to say.
    """
    lent = case_passages(case, lent=True) if case else ()
    told, letter = appeal_passages(appeal), letter_passages(appeal)
    return (
        *appeal_fields(appeal, today),
        *addresses(appeal),
        *doubled(appeal),
        *misspelt((*lent, *told, *letter), case, appeal),
        *(remark for passage in (*told, *letter) for remark in _of_text(passage, case)),
        *lost_links(appeal, (*told, *letter)),
        *voices(appeal, case, letter),
        *blame(appeal, told),
        *group_blocks(appeal),
        *unsaid(appeal, case),
        *triumph(appeal, told),
    )


def _of_text(passage: Passage, case: Case | None) -> Iterator[Remark]:
    """What can be wrong in any text."""
    yield from hidden(passage)
    yield from mixed(passage)
    yield from written_addresses(passage)
    yield from ambiguous(passage)
    yield from wrong_sums(passage, case)
