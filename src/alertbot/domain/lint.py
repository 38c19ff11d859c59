"""What an organizer should look at again before thousands read it. Remarks never stop anything."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from alertbot.domain.appeal import ActionKind, Appeal, AppealKind
from alertbot.domain.case import Case

MOST_WORDS = 350
"""A letter of one page (Amnesty's guide for letter writers asks for "one page at most")."""


class RemarkKind(StrEnum):
    NO_CODE = "no_code"
    NO_YEAR = "no_year"
    NO_CHANNEL = "no_channel"
    NO_LETTER_LANGUAGE = "no_letter_language"
    LONG_LETTER = "long_letter"
    PAST_SIGN_BY = "past_sign_by"
    NO_URL = "no_url"


@dataclass(frozen=True, slots=True)
class Remark:
    """``place`` leads from the case or appeal to what is meant: ``("addressees", 3)``."""

    kind: RemarkKind
    place: tuple[str | int, ...] = ()
    args: Mapping[str, str | int] = field(default_factory=dict[str, str | int])


def lint_case(case: Case) -> tuple[Remark, ...]:
    """At most one remark about years: a timeline copied from one source lacks all or none of them."""
    undated = (i for i, event in enumerate(case.timeline) if event.when.year is None)
    return tuple(Remark(RemarkKind.NO_YEAR, ("timeline", i, "when")) for i in list(undated)[:1])


def lint_appeal(appeal: Appeal, today: date | None = None) -> tuple[Remark, ...]:
    """Everything worth a second look; ``today`` (UTC) tells whether ``sign_by`` has passed."""
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
    for language, body in appeal.letter.body.texts.items() if appeal.letter else ():
        words = count_words(body)
        if words > MOST_WORDS:
            yield Remark(RemarkKind.LONG_LETTER, ("letter", "body", language), {"words": words})


def _actions(appeal: Appeal) -> Iterator[Remark]:
    for index, action in enumerate(appeal.actions):
        if action.kind is ActionKind.SIGN_ELSEWHERE and not action.url:
            yield Remark(RemarkKind.NO_URL, ("actions", index))


def count_words(body: str) -> int:
    """Words of a letter's template, its placeholders and conditions left out (every branch counts)."""
    return len(re.findall(r"\w[\w'’.-]*", re.sub(r"\{[{%#].*?[}%#]\}", " ", body, flags=re.DOTALL)))
