"""Signatures and marks: keyed traces under each appeal's own key, which dies with the appeal."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, select, tuple_, update

from alertbot.domain.signature import SignatureMode, Support
from alertbot.domain.subscriber import Address
from alertbot.errors import SealBroken
from alertbot.ports.records import Place
from alertbot.store.schema import appeal, channel_health, mark, signature
from alertbot.store.sealed_names import BOX_BYTES, is_box, locked, marked
from alertbot.store.vault import tag
from alertbot.store.work import Work

KEY_PLACE = "appeal|tags"
_NAME = "signature|name"
SIGNED = "signed"
_SEED = "seed"


class SqlSignatures:
    """See :class:`alertbot.ports.Signatures`.

    Thirty days after an appeal closed its key is destroyed. Then only the number of its signatures is left:
    nothing can be signed, withdrawn or found any more.
    """

    def __init__(self, work: Work) -> None:
        self._work = work

    async def support(self, appeal: int, who: Address) -> Support:
        key = await self._key(appeal)
        mode = None
        if key is not None:
            mine = {"of": appeal, "by": self._tag(key, who, SIGNED)}
            mode = await self._work.value(_MODE, mine)
        return Support(mode, await self._total(appeal))

    async def sign(self, appeal: int, who: Address, mode: SignatureMode, name: str, now: datetime) -> bool:
        key = await self._key(appeal)
        if key is None:
            return False
        mine = self._tag(key, who, SIGNED)
        named = mode is SignatureMode.NAMED
        sealed = self._locked(appeal, mine, name.encode()) if named else None
        values = {"mode": mode, "name": sealed}
        if await self._work.changed(_CHANGE, {"of": appeal, "by": mine, **values}):
            return False
        await self._work.run(_SIGN, {"appeal": appeal, "tag": mine, "day": now.date(), **values})
        return True

    async def withdraw(self, appeal: int, who: Address) -> bool:
        key = await self._key(appeal)
        if key is None:
            return False
        mine = _signature(appeal, self._tag(key, who, SIGNED))
        return await self._work.changed(delete(signature).where(mine)) > 0

    async def mark(self, appeal: int, who: Address, what: str) -> bool:
        key = await self._key(appeal)
        if key is None:
            return False
        left = self._work.insert_new(mark).values(appeal=appeal, what=what, tag=self._tag(key, who, what))
        return await self._work.changed(left) > 0

    async def left(self, appeal: int, who: Address, *kinds: str) -> bool:
        key = await self._key(appeal)
        if key is None:
            return False
        possible = [self._tag(key, who, what) for what in kinds]
        mine = select(func.count()).where(mark.c.appeal == appeal, mark.c.tag.in_(possible))
        return await self._work.value(mine) > 0

    async def seed(self, appeal: int, who: Address) -> bytes:
        """Without the appeal's key all letters are alike: there are none to write any more."""
        key = await self._key(appeal)
        return b"" if key is None else self._tag(key, who, _SEED)

    async def marked(self, appeal: int, what: str) -> int:
        which = mark.c.what == what
        if what.endswith("*"):
            which = func.substr(mark.c.what, 1, len(what) - 1) == what[:-1]
        return await self._work.value(select(func.count()).where(mark.c.appeal == appeal, which))

    async def held_about(self, who: Address) -> list[tuple[int, SignatureMode, str]]:
        held: list[tuple[int, SignatureMode, str]] = []
        for id, key in await self._keys():
            mine = self._tag(key, who, SIGNED)
            row = await self._work.row(select(signature.c.mode, signature.c.name).where(_signature(id, mine)))
            if row is not None:
                held.append((id, row.mode, self._name(id, mine, row.name)))
        return held

    async def marked_by(self, who: Address) -> list[int]:
        return [id for id, key in await self._keys() if await self._marks(id, key, who)]

    async def _marks(self, id: int, key: bytes, who: Address) -> list[bytes]:
        kinds = await self._work.rows(select(mark.c.what).where(mark.c.appeal == id).distinct())
        possible = [self._tag(key, who, row.what) for row in kinds]
        mine = select(mark.c.tag).where(mark.c.appeal == id, mark.c.tag.in_(possible))
        return [row.tag for row in await self._work.rows(mine)]

    async def sealed_names(self, appeal: int, key: bytes) -> dict[str, list[bytes]]:
        """The names of those who chose to add one, each in a box, in an order that tells nothing, by the mark
        of the key that opens it."""
        named = and_(signature.c.appeal == appeal, signature.c.name.is_not(None))
        rows = await self._work.rows(select(signature.c.tag, signature.c.name).where(named))
        kept = [self._opened(appeal, row.tag, row.name) for row in rows]
        by_key: dict[str, list[bytes]] = {}
        for one in kept:
            mark, box = marked(one if is_box(one) else locked(key, one))
            by_key.setdefault(mark, []).append(box)
        # The boxes begin with random bytes: sorted, they stand in random order.
        return {mark: sorted(boxes) for mark, boxes in sorted(by_key.items())}

    async def lock_names(self, after: Place, limit: int) -> Place | None:
        key = self._work.vault.names
        if key is None:
            return None
        next_ones = select(signature).where(_open_name(), tuple_(signature.c.appeal, signature.c.tag) > after)
        ordered = next_ones.order_by(signature.c.appeal, signature.c.tag).limit(limit)
        rows = await self._work.rows(ordered)
        for row in rows:
            with suppress(SealBroken):
                name = self._opened(row.appeal, row.tag, row.name)
                values = {"name": self._locked(row.appeal, row.tag, name)}
                await self._work.run(
                    update(signature).where(_signature(row.appeal, row.tag)).values(**values)
                )
        return (rows[-1].appeal, rows[-1].tag) if rows else None

    async def has_open_names(self) -> bool:
        return await self._work.value(select(signature.c.tag).where(_open_name()).limit(1)) is not None

    async def forget(self, who: Address) -> None:
        """Delete one account's signatures and marks, wherever their key still exists."""
        for id, key in await self._keys():
            await self._work.run(delete(signature).where(_signature(id, self._tag(key, who, SIGNED))))
            tags = await self._marks(id, key, who)
            await self._work.run(delete(mark).where(mark.c.appeal == id, mark.c.tag.in_(tags)))

    async def seal_off(self, appeals: Iterable[int]) -> None:
        """Destroy these appeals' keys, signatures and marks, and what the marks made of channels.

        The number of signatures stays.
        """
        for id in appeals:
            total = await self._total(id)
            await self._work.run(delete(signature).where(signature.c.appeal == id))
            await self._work.run(delete(mark).where(mark.c.appeal == id))
            await self._work.run(delete(channel_health).where(channel_health.c.appeal == id))
            await self._work.run(update(appeal).where(appeal.c.id == id).values(tags=None, kept=total))

    async def _key(self, id: int) -> bytes | None:
        sealed = await self._work.value(_KEY, {"of": id})
        return None if sealed is None else self._work.vault.open(KEY_PLACE, id, sealed)

    async def _keys(self) -> list[tuple[int, bytes]]:
        rows = await self._work.rows(
            select(appeal.c.id, appeal.c.tags).where(appeal.c.tags.is_not(None)).order_by(appeal.c.id)
        )
        return [(row.id, self._work.vault.open(KEY_PLACE, row.id, row.tags)) for row in rows]

    async def _total(self, id: int) -> int:
        return await self._work.value(_TOTAL, {"of": id}) or 0

    def _tag(self, key: bytes, who: Address, what: str) -> bytes:
        return tag(key, self._work.vault.lookup(who), what)

    def _name(self, appeal: int, tag: bytes, sealed: bytes | None) -> str:
        """Empty for one that only the organisation's key opens."""
        kept = b"" if sealed is None else self._opened(appeal, tag, sealed)
        return "" if is_box(kept) else kept.decode()

    def _opened(self, appeal: int, tag: bytes, sealed: bytes) -> bytes:
        return self._work.vault.open(_NAME, _row(appeal, tag), sealed)

    def _locked(self, appeal: int, tag: bytes, name: bytes) -> bytes:
        """As it is kept: in a box under the master key's seal; without a public key under that seal alone."""
        key = self._work.vault.names
        return self._work.vault.seal(_NAME, _row(appeal, tag), locked(key, name) if key else name)


def _signature(appeal: int, tag: bytes) -> ColumnElement[bool]:
    return (signature.c.appeal == appeal) & (signature.c.tag == tag)


# What every tap asks for is put together once: that took longer than asking it.
_MINE = (signature.c.appeal == bindparam("of")) & (signature.c.tag == bindparam("by"))
_MODE = select(signature.c.mode).where(_MINE)
_CHANGE = update(signature).where(_MINE)
_SIGN = insert(signature)
_KEY = select(appeal.c.tags).where(appeal.c.id == bindparam("of"))
_LIVING = select(func.count()).where(signature.c.appeal == bindparam("of")).scalar_subquery()
_TOTAL = select(appeal.c.kept + _LIVING).where(appeal.c.id == bindparam("of"))


def _open_name() -> ColumnElement[bool]:
    """Names that the master key opens are shorter than any box."""
    return and_(signature.c.name.is_not(None), func.length(signature.c.name) < BOX_BYTES)


def _row(appeal: int, tag: bytes) -> bytes:
    return f"{appeal}|".encode() + tag
