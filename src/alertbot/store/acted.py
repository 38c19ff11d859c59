"""Who acted in a case: whoever signed one of its appeals, or opened or sent a letter.

Marks name nobody. Whether a known address left one can only be told by making its mark anew under each
appeal's own key, so subscribers are gone through in pages.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from alertbot.domain.subscriber import SubscriberState
from alertbot.store.schema import appeal, mark, signature, subscriber
from alertbot.store.signatures import KEY_PLACE, SIGNED
from alertbot.store.vault import tag
from alertbot.store.work import Work

PAGE = 500
"""Subscribers looked at in one go: some 20 ms where an appeal has two dozen kinds of marks."""

_LETTERS = ("letter.", "sent.")


@dataclass(frozen=True, slots=True)
class Page:
    """Active subscribers with ids above ``after``, up to ``last``; ``acted``: those of them who did."""

    after: int
    last: int
    acted: tuple[int, ...]

    def either(self, wanted: ColumnElement[bool]) -> ColumnElement[bool]:
        """Those of the page who are ``wanted`` or acted."""
        here = and_(subscriber.c.id > self.after, subscriber.c.id <= self.last)
        return and_(here, or_(wanted, subscriber.c.id.in_(self.acted)))


async def page_after(
    work: Work, case_id: int | None, after: int, letters: tuple[int, int] | None = None
) -> Page | None:
    """The next page; ``None`` when there are no more subscribers. With ``letters``, an appeal and a version,
    only whoever took or sent a letter of an earlier version counts."""
    active = subscriber.c.state == SubscriberState.ACTIVE
    rows = await work.rows(
        select(subscriber.c.id, subscriber.c.lookup)
        .where(active, subscriber.c.id > after)
        .order_by(subscriber.c.id)
        .limit(PAGE)
    )
    if not rows:
        return None
    ids = {bytes(row.lookup): int(row.id) for row in rows}
    last = rows[-1].id
    if letters is not None:
        return Page(after, last, await _took(work, *letters, ids))
    return Page(after, last, await _acted(work, case_id, ids))


async def pages(
    work: Work, case_id: int | None, letters: tuple[int, int] | None = None
) -> AsyncIterator[Page]:
    after = 0
    while page := await page_after(work, case_id, after, letters):
        yield page
        after = page.last


async def _took(work: Work, id: int, below: int, ids: Mapping[bytes, int]) -> tuple[int, ...]:
    sealed = await work.value(select(appeal.c.tags).where(appeal.c.id == id))
    if sealed is None:
        return ()
    key, found = work.vault.open(KEY_PLACE, id, sealed), set[int]()
    for what in await _kinds(work, id):
        if what != SIGNED and _version(what) < below:
            tags = {tag(key, lookup, what): subscriber_id for lookup, subscriber_id in ids.items()}
            found |= {tags[left] for left in await _left(work, id, what, list(tags))}
    return tuple(sorted(found))


def _version(what: str) -> int:
    """The version in a mark such as ``letter.president.2``; of the first one where none is told."""
    last = what.rpartition(".")[2]
    return int(last) if last.isdecimal() else 1


async def _acted(work: Work, case_id: int | None, ids: Mapping[bytes, int]) -> tuple[int, ...]:
    found: set[int] = set()
    for row in await work.rows(select(appeal.c.id, appeal.c.tags).where(appeal.c.case_id == case_id)):
        if row.tags is None:
            continue
        key = work.vault.open(KEY_PLACE, row.id, row.tags)
        for what in await _kinds(work, row.id):
            tags = {tag(key, lookup, what): id for lookup, id in ids.items()}
            found |= {tags[left] for left in await _left(work, row.id, what, list(tags))}
    return tuple(sorted(found))


async def _kinds(work: Work, id: int) -> list[str]:
    rows = await work.rows(select(mark.c.what).where(mark.c.appeal == id).distinct())
    return [SIGNED, *(row.what for row in rows if row.what.startswith(_LETTERS))]


async def _left(work: Work, id: int, what: str, tags: Sequence[bytes]) -> list[bytes]:
    if what == SIGNED:
        left = select(signature.c.tag).where(signature.c.appeal == id, signature.c.tag.in_(tags))
    else:
        mine = (mark.c.appeal == id) & (mark.c.what == what)
        left = select(mark.c.tag).where(mine, mark.c.tag.in_(tags))
    return [bytes(row.tag) for row in await work.rows(left)]
