"""Reports about channels: one mark an account and contact, and what they made of the contact."""

from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update

from alertbot.domain.addressee import ChannelKind
from alertbot.domain.channel_health import REPORTS_TO_SUSPECT, Contact, Failure
from alertbot.domain.subscriber import Address
from alertbot.ports.channel_reports import Reported
from alertbot.store.schema import channel_health as table
from alertbot.store.schema import mark
from alertbot.store.signatures import SqlSignatures
from alertbot.store.work import Work


class SqlChannelReports:
    """See :class:`alertbot.ports.ChannelReports`."""

    def __init__(self, work: Work, signatures: SqlSignatures) -> None:
        self._work = work
        self._signatures = signatures

    async def report(self, appeal: int, who: Address, about: Contact, failure: Failure) -> Reported:
        if await self.reported(appeal, who, about):
            return Reported(new=False, made_suspect=False)
        if not await self._signatures.mark(appeal, who, _what(about, failure)):
            return Reported(new=False, made_suspect=False)
        return Reported(new=True, made_suspect=await self._judge(appeal, about))

    async def reported(self, appeal: int, who: Address, about: Contact) -> bool:
        return await self._signatures.left(appeal, who, *(_what(about, failure) for failure in Failure))

    async def suspects(self, appeal: int) -> frozenset[Contact]:
        rows = await self._work.rows(select(table).where(table.c.appeal == appeal, table.c.suspect))
        return frozenset(Contact(row.addressee, ChannelKind(row.kind), row.trace) for row in rows)

    async def failures(self, appeal: int, about: Contact) -> dict[Failure, int]:
        counts = {
            failure: await self._signatures.marked(appeal, _what(about, failure)) for failure in Failure
        }
        return {failure: count for failure, count in counts.items() if count}

    async def clear(self, appeal: int, about: Contact) -> bool:
        changed = update(table).where(_row(appeal, about), table.c.suspect)
        values = {"suspect": False, "cleared": await self._total(appeal, about)}
        return await self._work.changed(changed.values(**values)) > 0

    async def _judge(self, appeal: int, about: Contact) -> bool:
        """Whether the contact has just come into doubt; it stays there until an organizer clears it."""
        known = await self._work.row(select(table.c.suspect, table.c.cleared).where(_row(appeal, about)))
        since = await self._total(appeal, about) - (known.cleared if known else 0)
        if since < REPORTS_TO_SUSPECT or (known and known.suspect):
            return False
        if known:
            await self._work.run(update(table).where(_row(appeal, about)).values(suspect=True))
        else:
            await self._work.run(insert(table).values(**_key(appeal, about), suspect=True))
        return True

    async def _total(self, appeal: int, about: Contact) -> int:
        kinds = [_what(about, failure) for failure in Failure]
        mine = select(func.count()).where(mark.c.appeal == appeal, mark.c.what.in_(kinds))
        return await self._work.value(mine)


def _what(about: Contact, failure: Failure) -> str:
    return f"failed.{failure.value}.{about.addressee}.{about.kind.value}.{about.trace}"


def _key(appeal: int, about: Contact) -> dict[str, Any]:
    return {
        "appeal": appeal,
        "addressee": about.addressee,
        "kind": about.kind.value,
        "trace": about.trace,
    }


def _row(appeal: int, about: Contact) -> ColumnElement[bool]:
    return (
        (table.c.appeal == appeal)
        & (table.c.addressee == about.addressee)
        & (table.c.kind == about.kind.value)
        & (table.c.trace == about.trace)
    )
