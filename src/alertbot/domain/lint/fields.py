"""Fields that are missing, past or too long."""

import re
from collections.abc import Iterator
from datetime import date

from alertbot.domain.appeal import ActionKind, Appeal, AppealKind
from alertbot.domain.case import Case
from alertbot.domain.lint.passage import bodies
from alertbot.domain.lint.remark import Remark, RemarkKind

MOST_WORDS = 350
"""A letter of one page (Amnesty's guide for letter writers asks for "one page at most")."""


MOST_READERS = 20
"""Addressees whose own letter is counted; of more, the letter with all its blocks."""


def case_fields(case: Case) -> tuple[Remark, ...]:
    """At most one remark about years: a timeline copied from one source lacks all or none of them."""
    undated = (i for i, event in enumerate(case.timeline) if event.when.year is None)
    return tuple(Remark(RemarkKind.NO_YEAR, ("timeline", i, "when")) for i in list(undated)[:1])


def appeal_fields(appeal: Appeal, today: date | None) -> tuple[Remark, ...]:
    """``today`` (UTC) tells whether ``sign_by`` has passed."""
    return (*_heading(appeal, today), *_addressees(appeal), *_letter(appeal), *_actions(appeal))


def _heading(appeal: Appeal, today: date | None) -> Iterator[Remark]:
    if appeal.kind in (AppealKind.APPEAL, AppealKind.UPDATE) and not appeal.code:
        yield Remark(RemarkKind.NO_CODE, ("code",))
    if appeal.issued_on.year is None:
        yield Remark(RemarkKind.NO_YEAR, ("issued_on",))
    if today and appeal.sign_by and appeal.sign_by < today:
        yield Remark(RemarkKind.PAST_SIGN_BY, ("sign_by",), {"day": appeal.sign_by.isoformat()})


def _addressees(appeal: Appeal) -> Iterator[Remark]:
    for index, addressee in enumerate(appeal.addressees):
        args = {"addressee": addressee.key, "language": addressee.language}
        if not addressee.channels:
            yield Remark(RemarkKind.NO_CHANNEL, ("addressees", index), {"addressee": addressee.key})
        if appeal.letter and addressee.language not in appeal.letter.body.texts:
            yield Remark(RemarkKind.NO_LETTER_LANGUAGE, ("addressees", index, "language"), args)


def _letter(appeal: Appeal) -> Iterator[Remark]:
    """The longest letter anybody gets, per language; blocks for others do not count."""
    groups = list(dict.fromkeys((a.group, a.key) for a in appeal.addressees))
    readers = groups if len(groups) <= MOST_READERS else []
    for everything in bodies(appeal):
        own = [body for group in readers for body in bodies(appeal, *group)]
        texts = [body.text for body in own if body.place == everything.place] or [everything.text]
        words = max(map(count_words, texts))
        if words > MOST_WORDS:
            yield everything.remark(RemarkKind.LONG_LETTER, words=words)


def _actions(appeal: Appeal) -> Iterator[Remark]:
    for index, action in enumerate(appeal.actions):
        if action.kind is ActionKind.SIGN_ELSEWHERE and not action.url:
            yield Remark(RemarkKind.NO_URL, ("actions", index))


def count_words(body: str) -> int:
    """Words of a letter's template, its placeholders and conditions left out (every branch counts)."""
    return len(re.findall(r"\w[\w'’.-]*", re.sub(r"\{[{%#].*?[}%#]\}", " ", body, flags=re.DOTALL)))
