"""Drafting: text arrives in pieces, is read, and becomes a draft; nothing typed is ever lost."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from alertbot.dialogue.draft_orders import (
    AddText,
    BeginDraft,
    Contacts,
    ContactsTyped,
    CountryNamed,
    DayNamed,
    Drop,
    FillDraft,
    NextDraft,
    PreparedLine,
    PreparedNow,
    PreparedOne,
    ReadDraft,
    ReadFile,
    ReadWith,
    Understood,
)
from alertbot.dialogue.preview import DraftAtHand
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.publication import Draft, DraftStage
from alertbot.journeys.cases import with_known_people
from alertbot.journeys.contacts import contacts_in
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.ports import Store, Tx

Prepared = tuple[tuple[Case, tuple[Appeal, ...]], ...]
ReadText = Callable[[str, date], Understood]
ReadSent = Callable[[str, bytes, date], Understood]
ReadDay = Callable[[str, date], date | None]
ReadCountry = Callable[[str], str | None]


class Drafting:
    """What reads may be slow; it runs in a thread."""

    def __init__(
        self,
        desk: Desk,
        prepared: Callable[[], Prepared],
        read_text: ReadText,
        read_sent: ReadSent,
        read_day: ReadDay,
        read_country: ReadCountry,
    ) -> None:
        self._desk = desk
        self._prepared = prepared
        self._read_text = read_text
        self._read_sent = read_sent
        self._read_day = read_day
        self._read_country = read_country

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={
                PreparedNow: self._lines,
                PreparedOne: self._one,
                DraftAtHand: self._at_hand,
                NextDraft: self._next,
            },
            fetches={
                ReadDraft: self._read_draft,
                ReadWith: self._read_with,
                ReadFile: self._read_file,
                ContactsTyped: self._contacts,
                DayNamed: self._day,
                CountryNamed: self._country,
            },
            does={BeginDraft: self._begin, AddText: self._add, FillDraft: self._fill, Drop: self._drop},
        )

    async def _lines(self, tx: Tx, want: PreparedNow, who: Who) -> tuple[PreparedLine, ...]:
        return tuple(
            PreparedLine(case.key, appeal.key, appeal.title)
            for case, appeals in self._prepared()
            for appeal in appeals
        )

    async def _one(self, tx: Tx, want: PreparedOne, who: Who) -> tuple[Case, Appeal] | None:
        found = (
            (case, appeal)
            for case, appeals in self._prepared()
            for appeal in appeals
            if (case.key, appeal.key) == (want.case, want.appeal)
        )
        return next(found, None)

    async def _at_hand(self, tx: Tx, want: DraftAtHand, who: Who) -> Draft | None:
        return await at_hand(tx, want.id, who.organizer)

    async def _read_draft(self, store: Store, want: ReadDraft, who: Who) -> Understood | None:
        async with store.transaction() as tx:
            draft = await at_hand(tx, want.draft, who.organizer)
        if draft is None or draft.case is not None or draft.author != who.organizer:
            return None
        return await self._understood(store, draft.pasted)

    async def _read_with(self, store: Store, want: ReadWith, who: Who) -> Understood | None:
        async with store.transaction() as tx:
            draft = await at_hand(tx, want.draft, who.organizer)
        if draft is not None and draft.author != who.organizer:
            return None
        return await self._understood(store, (*(draft.pasted if draft else ()), want.more))

    async def _understood(self, store: Store, pasted: tuple[str, ...]) -> Understood | None:
        if not "".join(pasted).strip():
            return None
        now = self._desk.clock.now()
        read = await asyncio.to_thread(self._read_text, "\n".join(pasted), now.date())
        return await with_known_people(store, read, now)

    async def _contacts(self, store: Store, want: ContactsTyped, who: Who) -> Contacts:
        async with store.transaction() as tx:
            draft = await at_hand(tx, want.draft, who.organizer)
        country = draft.case.country if draft and draft.case else ""
        today = self._desk.clock.now().date()
        return await asyncio.to_thread(contacts_in, want.typed, country, today)

    async def _read_file(self, store: Store, want: ReadFile, who: Who) -> Understood:
        now = self._desk.clock.now()
        read = await asyncio.to_thread(self._read_sent, want.name, want.content, now.date())
        return await with_known_people(store, read, now)

    async def _day(self, store: Store, want: DayNamed, who: Who) -> date | None:
        return await asyncio.to_thread(self._read_day, want.typed, self._desk.clock.now().date())

    async def _country(self, store: Store, want: CountryNamed, who: Who) -> str | None:
        return await asyncio.to_thread(self._read_country, want.typed)

    async def _next(self, tx: Tx, want: NextDraft, who: Who) -> int:
        return await tx.drafts.next_id()

    async def _begin(self, tx: Tx, order: BeginDraft, who: Who) -> None:
        await tx.drafts.begin(who.organizer or "", self._desk.clock.now(), order.draft)

    async def _add(self, tx: Tx, order: AddText, who: Who) -> None:
        draft = await at_hand(tx, order.draft, who.organizer)
        if draft and draft.stage is DraftStage.OPEN:
            await self._save(tx, replace(draft, pasted=(*draft.pasted, order.text)))

    async def _fill(self, tx: Tx, order: FillDraft, who: Who) -> None:
        draft = await at_hand(tx, order.draft, who.organizer)
        if draft and draft.stage is DraftStage.OPEN:
            filled = replace(
                draft,
                case=order.case,
                appeal=order.appeal,
                digest="",
                doubts=draft.doubts if order.doubts is None else order.doubts,
                settled=draft.settled if order.settled is None else order.settled,
            )
            await self._save(tx, filled)

    async def _drop(self, tx: Tx, order: Drop, who: Who) -> None:
        draft = await tx.drafts.get(order.draft)
        if draft and draft.stage is DraftStage.OPEN:
            await self._save(tx, replace(draft, stage=DraftStage.DROPPED))
            await tx.enclosures.drop(draft.id)

    async def _save(self, tx: Tx, draft: Draft) -> None:
        await tx.drafts.save(replace(draft, changed=self._desk.clock.now()))


async def at_hand(tx: Tx, id: int, organizer: str | None) -> Draft | None:
    """A draft by id, for organizers only."""
    return await tx.drafts.get(id) if organizer else None
