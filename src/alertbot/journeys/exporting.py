"""Export: what leaves the bot, noted in the audit trail at every step.

A request is an audit entry. It is open for a day, until an entry about it says that it was given or refused.
"""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import timedelta

from alertbot.dialogue.export import (
    ASKED,
    FIGURES,
    GIVEN,
    GOES_AFTER,
    HOURS,
    LEFT,
    NAMES,
    REFUSED,
    REMOVED,
    BeginExport,
    DropExport,
    Exportable,
    ExportableAt,
    ExportFiles,
    GiveExport,
    ReadyExport,
    Request,
    RequestAt,
    asking,
    handed_over,
    left_there,
    turned_down,
)
from alertbot.dialogue.screen import File
from alertbot.domain.authority import Deed, may
from alertbot.domain.figures import Figures, Table
from alertbot.domain.publication import Published
from alertbot.domain.subscriber import Address
from alertbot.domain.trail import Entry
from alertbot.errors import NothingToAmend, RecipientGone, RecipientMoved, Rejected, SendFailure
from alertbot.journeys.desk import Desk, Journey, Who, account_key
from alertbot.journeys.figures import counted
from alertbot.journeys.petitions import petition_of
from alertbot.letters.petition import Sealed, as_file
from alertbot.letters.spreadsheet import as_csv
from alertbot.ports import Platform, Store, Tx

OPEN_FOR = timedelta(hours=HOURS)

TRIED_FOR = timedelta(days=1)
"""How long it is tried to delete a message; after that whoever has it is asked to."""

LOOKED_BACK = timedelta(days=7)
"""Exports of before are not looked after any more."""


class Exporting:
    """``names_key``: the organisation's public key (32 bytes), ``None`` without one: then no name leaves."""

    def __init__(self, desk: Desk, names_key: bytes | None) -> None:
        self._desk = desk
        self._names_key = names_key

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={RequestAt: self._request_at, ExportableAt: self._exportable},
            fetches={ExportFiles: self._files},
            does={BeginExport: self._begin, GiveExport: self._give, DropExport: self._drop},
        )

    async def _exportable(self, tx: Tx, want: ExportableAt, who: Who) -> Exportable | None:
        of = await tx.appeals.get(want.appeal)
        if of is None:
            return None
        others = sum(may(o.role, Deed.WORK) and o.key != who.organizer for o in self._desk.organizers)
        named = await tx.figures.has_names(want.appeal)
        return Exportable(of.appeal.title, named, self._names_key is not None, others)

    async def _request_at(self, tx: Tx, want: RequestAt, who: Who) -> Request | None:
        return await self._request(tx, want.id)

    async def _request(self, tx: Tx, id: int) -> Request | None:
        entry = await tx.audit.entry(id)
        if entry is None or entry.what != ASKED:
            return None
        word, _, rest = entry.about.partition(" ")
        number, _, what = rest.partition(" ")
        of = await tx.appeals.get(int(number)) if word == "appeal" and number.isdecimal() else None
        if of is None or what not in (FIGURES, NAMES):
            return None
        settled = await tx.audit.about(_about(id))
        fresh = self._desk.clock.now() - entry.at < OPEN_FOR
        return Request(id, entry.who, of.id, of.appeal.title, what, fresh and not settled)

    async def _files(self, store: Store, want: ExportFiles, who: Who) -> ReadyExport | None:
        """Made for an open request of somebody else alone; what is sealed is sealed in the store."""
        async with store.snapshot() as tx:
            request = await self._request(tx, want.request)
        if request is None or not request.open or request.by == who.organizer:
            return None
        found = await counted(store, request.appeal, self._desk)
        if found is None:
            return None
        sealed = None
        async with store.snapshot() as tx:
            if request.what == NAMES and self._names_key is not None:
                sealed = await tx.figures.sealed_names(request.appeal, self._names_key)
            locale = await self._language(tx, request.by)
        files = await asyncio.to_thread(self._written, *found, sealed, locale)
        return ReadyExport(files, tuple(mark for mark in sealed or () if mark))

    async def _language(self, tx: Tx, key: str) -> str:
        """The language that whoever asked reads."""
        accounts = [account for o in self._desk.organizers if o.key == key for account in o.accounts]
        return await self._desk.locale_of(tx, accounts[0]) if accounts else "en"

    def _written(self, of: Published, found: Figures, sealed: Sealed | None, locale: str) -> tuple[File, ...]:
        stem = f"{of.case.key}-{of.appeal.key}-{found.on.isoformat()}"
        files = [File(f"figures-{stem}.csv", "text/csv", as_csv(rows(of, found)))]
        if sealed is not None:
            petition = petition_of(of, found, self._desk.wording, locale)
            files.append(File(f"petition-{stem}.json", "application/json", as_file(petition, sealed)))
        return tuple(files)

    async def _begin(self, tx: Tx, order: BeginExport, who: Who) -> None:
        now = self._desk.clock.now()
        about = f"appeal {order.appeal} {order.what}"
        id = await tx.audit.note(who.organizer or "", ASKED, about, now)
        request = await self._request(tx, id)
        if request is not None:
            await self._desk.tell_organizers(tx, asking(request), only=lambda o: o.key != who.organizer)

    async def _give(self, tx: Tx, order: GiveExport, who: Who) -> None:
        """Everything is read again: somebody may have been faster."""
        request = await self._request(tx, order.request)
        if request is None or not request.open or who.organizer in (None, request.by):
            return
        by = who.organizer or ""
        await tx.audit.write(by, GIVEN, _about(request.id), self._desk.clock.now())
        for key, account, platform in self._copies(request.by, request.id, len(order.files)):
            file, goes = order.files[int(key.rpartition(".")[2])], platform.can.delete_within > 0
            screen = handed_over(request, by, file, order.keys, goes=goes)
            await self._desk.show(tx, account, screen, await self._desk.locale_of(tx, account), key=key)

    def _copies(self, by: str, request: int, files: int) -> Iterator[tuple[str, Address, Platform]]:
        """The messages that hand files over: what each is known by (its file's number behind a dot), to whom
        it goes and over which platform."""
        for organizer in (o for o in self._desk.organizers if o.key == by and may(o.role, Deed.EXPORT)):
            for position, account in enumerate(organizer.accounts):
                key = account_key(f"export:{request}", organizer, position)
                if platform := self._desk.platforms.get(account.platform):
                    yield from ((f"{key}.{n}", account, platform) for n in range(files))

    # --- what becomes of the files --------------------------------------------------------------------------

    async def take_away(self, store: Store) -> None:
        """Delete the messages with files that were handed over a while ago; where that cannot be, ask whoever
        has them to."""
        now = self._desk.clock.now()
        async with store.transaction() as tx:
            given = [one for one in await tx.audit.of(GIVEN, now - LOOKED_BACK) if one.at <= now - GOES_AFTER]
            due = [one for one in given if not await _is_over(tx, one.about)]
        for entry in due:
            await self._take_away(store, entry, last=entry.at <= now - TRIED_FOR)

    async def _take_away(self, store: Store, given: Entry, *, last: bool) -> None:
        """``last``: whatever fails now is not tried again."""
        async with store.transaction() as tx:
            request = await self._request(tx, int(given.about.rpartition(" ")[2]))
            if request is None:
                return
            copies = self._copies(request.by, request.id, 2 if request.what == NAMES else 1)
            found = [(await tx.outbox.message_of(key), to, platform) for key, to, platform in copies]
        outcomes = [await _deleted(*copy) for copy in found]
        if None in outcomes and not last:
            return
        async with store.transaction() as tx:
            over = REMOVED if all(outcomes) else LEFT
            await tx.audit.write("", over, given.about, self._desk.clock.now())
            for (_, to, _), gone in zip(found, outcomes, strict=True):
                if not gone:
                    told = left_there(request.title)
                    await self._desk.show(tx, to, told, await self._desk.locale_of(tx, to))

    async def _drop(self, tx: Tx, order: DropExport, who: Who) -> None:
        request = await self._request(tx, order.request)
        if request is None or not request.open:
            return
        by = who.organizer or ""
        await tx.audit.write(by, REFUSED, _about(request.id), self._desk.clock.now())
        screen = turned_down(request, by)
        await self._desk.tell_organizers(tx, screen, only=lambda o: o.key == request.by, deed=Deed.EXPORT)


async def _is_over(tx: Tx, about: str) -> bool:
    return any(entry.what in (REMOVED, LEFT) for entry in await tx.audit.about(about))


async def _deleted(message: str | None, to: Address, platform: Platform) -> bool | None:
    """Whether a message is gone now; ``None`` when another try may help: it is still on its way, or the
    platform did not answer."""
    if message is None:
        return None
    try:
        await platform.delete(to, message)
    except (NothingToAmend, Rejected, RecipientGone, RecipientMoved):
        return False
    except SendFailure:
        return None
    return True


def _about(request: int) -> str:
    return f"request {request}"


COLUMNS = ("case", "appeal", "figure", "day", "kind", "number")


def rows(of: Published, found: Figures) -> Iterable[tuple[str | int | None, ...]]:
    """The figures as a table: one number a row, a hidden one left empty."""
    yield COLUMNS
    about = (of.case.key, of.appeal.key)
    alone = {"rooms": found.rooms, "delivered": found.delivered}
    for name, number in alone.items():
        yield (*about, name, "", "", number)
    tables = {
        "persons": found.persons,
        "signatures": found.signatures,
        "letters_taken": found.taken,
        "letters_sent": found.sent,
    }
    for name, table in tables.items():
        for day, kind, number in _cells(table):
            yield (*about, name, day, kind, number)


def _cells(table: Table) -> Iterable[tuple[str, str, int | None]]:
    yield "", "", table.total
    for day in sorted(table.by_day):
        yield day.isoformat(), "", table.by_day[day]
    for kind in sorted(table.by_kind):
        yield "", kind, table.by_kind[kind]
