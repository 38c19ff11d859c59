"""Victories told of too early: while a demand is open, an update may speak of a partial one at most."""

import re
from collections.abc import Iterable, Iterator

from alertbot.domain.appeal import Appeal, AppealKind, DemandOutcome
from alertbot.domain.lint.passage import Passage
from alertbot.domain.lint.remark import Remark, RemarkKind

_TOLD_IN = (AppealKind.UPDATE, AppealKind.OUTCOME)
_VICTORY = re.compile(
    r"\b(?:victor(?:y|ies|ious)|we (?:have )?won|побед\w*|мы выиграли|victori\w+|am câștigat|victoires?"
    r"|victorias?|vittori[ae]|gesiegt|zafer\w*)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"part(?:ial|iel|ly)\w*|parțial\w*|parzial\w*|teil\w*|частичн\w*|част[ьи]|parcial|kısm", re.IGNORECASE
)
_NEAR = 24
"""Characters on either side in which "partial" counts."""


def triumph(appeal: Appeal, told: Iterable[Passage]) -> Iterator[Remark]:
    """Words of victory in an update or outcome of which a demand is still open."""
    still_open = any(demand.outcome is DemandOutcome.OPEN for demand in appeal.demands)
    if appeal.kind not in _TOLD_IN or not still_open:
        return
    for passage in told:
        if passage.place[0] not in ("title", "summary", "text"):
            continue
        for found in _VICTORY.finditer(passage.text):
            around = passage.text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
            if not _PART.search(around):
                yield passage.remark(RemarkKind.EARLY_VICTORY, found.start(), word=found[0])
