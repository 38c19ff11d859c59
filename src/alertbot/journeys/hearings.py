"""Court dates: kept, moved and cancelled; everyone told who knew the old date."""

import asyncio
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime

from alertbot.dialogue import cards
from alertbot.dialogue.hearing_words import (
    AddHearing,
    AmendHearing,
    CallOff,
    CaseLine,
    CasesNow,
    HearingRead,
    HearingWords,
    is_open,
)
from alertbot.dialogue.screen import Screen, Words, say
from alertbot.domain.case import Case
from alertbot.domain.delivery import BroadcastKind, Priority
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.reminder import plan
from alertbot.journeys.desk import Journey, Who
from alertbot.journeys.reminding import Reminding, concerned
from alertbot.ports import BroadcastScreens, Clock, Store, Tx

ReadLine = Callable[[str, datetime], HearingWords | None]

_FRESH = re.compile(r"(?:sitting|dated)\d+\Z")
"""Keys that the bot gives: to dates typed by organizers, and to changed dates of a document."""


BY_ORGANIZER = say("court.by.organizer")
BY_LAWYER = say("court.by.lawyer")

_ENDS = (HearingState.CANCELLED, HearingState.ADJOURNED, HearingState.ADJOURNED_WITHOUT_DATE)

Card = Callable[[Case, Hearing, int | None, int | None], Screen]
"""A case, its hearing, the newest appeal, and the case whose reminders may be muted there."""


class CourtDates:
    """``read_line`` may be slow; it runs in a thread."""

    def __init__(self, clock: Clock, read_line: ReadLine, reminding: Reminding) -> None:
        self._clock = clock
        self._read_line = read_line
        self._reminding = reminding

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={CasesNow: self._cases},
            fetches={HearingRead: self._read},
            does={AddHearing: self._add, AmendHearing: self._amend, CallOff: self._call_off},
        )

    async def _cases(self, tx: Tx, want: CasesNow, who: Who) -> tuple[CaseLine, ...]:
        return tuple(
            [
                CaseLine(id, case.title, tuple(await tx.hearings.of_case(id)))
                for id, case in await tx.appeals.cases()
            ]
        )

    async def _read(self, store: Store, want: HearingRead, who: Who) -> HearingWords | None:
        typed = f"{want.typed} {want.zone}" if want.zone else want.typed
        read = await asyncio.to_thread(self._read_line, typed, self._clock.now())
        if read and want.zone:
            return HearingWords(read.day, read.hour, want.city, want.zone, read.rest)
        return read

    async def _add(self, tx: Tx, order: AddHearing, who: Who) -> None:
        stored = await self.set_date(tx, order.case_id, order.hearing, BY_ORGANIZER)
        await tx.audit.write(who.organizer or "", "hearing", f"hearing {stored.id}", self._clock.now())

    async def set_date(self, tx: Tx, case_id: int, hearing: Hearing, by: Words) -> StoredHearing:
        """Keep a hearing; whoever knew the date it takes the place of is told, and ``by`` whom."""
        chain = {s.hearing.key: s for s in await tx.hearings.of_case(case_id)}
        stored = await self.keep(tx, case_id, hearing, announced=True)
        old = chain.get(hearing.supersedes or "")
        if old:
            await tx.questions.close(old.id)
            await self._announce_move(tx, stored, old, chain, by)
        elif plan(hearing, self._clock.now()).notice:
            await self._announce(tx, stored, "set", _soon)
        return stored

    async def _amend(self, tx: Tx, order: AmendHearing, who: Who) -> None:
        stored = await tx.hearings.get(order.hearing)
        if stored is not None and is_open(stored):
            await self._change(tx, stored, order.amended, BY_ORGANIZER)
            await tx.audit.write(who.organizer or "", "amend", f"hearing {stored.id}", self._clock.now())

    async def _change(self, tx: Tx, stored: StoredHearing, hearing: Hearing, by: Words = "") -> None:
        """The date stands and its details change; whoever would stand before the wrong house is told."""
        if hearing == stored.hearing:
            return
        old, new = stored.hearing, await tx.hearings.amend(stored.id, hearing)
        if not new.hearing.is_elsewhere(old) or not self._is_ahead(new.hearing):
            return
        chain = {s.hearing.key: s for s in await tx.hearings.of_case(stored.case_id)}

        def elsewhere(case: Case, hearing: Hearing, appeal: int | None, mute: int | None) -> Screen:
            return cards.hearing_elsewhere(case, old, hearing, appeal, by, mute)

        told = (stored.id, *_before(old, chain))
        await self._announce(tx, new, f"elsewhere{new.amended}", elsewhere, told)

    async def keep(self, tx: Tx, case_id: int, hearing: Hearing, *, announced: bool) -> StoredHearing:
        """Keep a hearing with its plan of reminders; what it supersedes is void from now on.

        ``announced``: a notice goes out for it, which may take the place of the first reminders.
        """
        stored = await tx.hearings.add(case_id, hearing)
        if _stands(stored):
            await self._reminding.schedule(tx, stored, announced=announced)
            if self._is_ahead(stored.hearing):
                await tx.questions.expect(stored.id)
        return stored

    async def arrive(
        self, tx: Tx, case_id: int, hearings: tuple[Hearing, ...], before: tuple[Hearing, ...] = ()
    ) -> None:
        """Keep the hearings of a published document, and tell whoever knew a date that it changes.

        The same document again changes nothing. A key that is known with another date or place is kept under
        a fresh key in the old one's place, so that the chain of who knew what stays whole. ``before`` are the
        hearings of the document as it was published the last time: a detail that the document changes is told
        from one that organizers changed since.
        """
        known = {s.hearing.key: s for s in await tx.hearings.of_case(case_id)}
        document = {hearing.key: hearing for hearing in hearings}
        replaced = {hearing.supersedes for hearing in hearings}
        for hearing in sorted(hearings, key=lambda h: len(_steps(h, document))):
            if hearing.key not in replaced:
                await self._arrive_last(tx, case_id, hearing, _origin(hearing, document, known), known)
            elif hearing.key not in known:
                await self.keep(tx, case_id, _in_place_of(hearing, known), announced=False)
        await self._take_over(tx, hearings, {hearing.key: hearing for hearing in before}, known)

    async def _take_over(
        self,
        tx: Tx,
        hearings: tuple[Hearing, ...],
        printed: Mapping[str, Hearing],
        known: Mapping[str, StoredHearing],
    ) -> None:
        """Details that a document changed while the date stands."""
        for hearing in hearings:
            before, version = printed.get(hearing.key), _version(hearing.key, known)
            if before and version and _stands(version) and not _differs(hearing, version.hearing):
                await self._change(tx, version, version.hearing.with_changes(before, hearing))

    async def _arrive_last(
        self,
        tx: Tx,
        case_id: int,
        hearing: Hearing,
        origin: StoredHearing | None,
        known: Mapping[str, StoredHearing],
    ) -> None:
        """The last of a document's chain; ``origin`` is the last of it that was known before."""
        version = _version(hearing.key, known)
        old = _end(origin, known) if origin else None
        if version and (
            not _differs(hearing, version.hearing) or hearing.state is not HearingState.SCHEDULED
        ):
            if hearing.state is not HearingState.SCHEDULED and _stands(version):
                await self._arrive_ended(tx, version, hearing.state, known)
            return
        if version and old:
            hearing = replace(hearing, key=_fresh_key(known), supersedes=old.hearing.key)
        moved = old is not None and self._is_moved(old.hearing, hearing)
        stored = await self.keep(tx, case_id, _in_place_of(hearing, known), announced=moved)
        if old and hearing.state in _ENDS and _stands(old) and self._is_ahead(old.hearing):
            await self._announce_end(tx, stored, old.hearing, (old.id, *_before(old.hearing, known)))
        elif old and moved:
            await self._announce_move(tx, stored, old, known)

    async def _arrive_ended(
        self, tx: Tx, stored: StoredHearing, state: HearingState, known: Mapping[str, StoredHearing]
    ) -> None:
        """A document says of a date that is known that nobody sits then, or that it is over."""
        await tx.hearings.set_state(stored.id, state)
        if state in _ENDS and self._is_ahead(stored.hearing):
            ended = replace(stored, hearing=replace(stored.hearing, state=state))
            await self._announce_end(tx, ended, stored.hearing, (stored.id, *_before(stored.hearing, known)))

    async def _announce_end(
        self, tx: Tx, stored: StoredHearing, shown: Hearing, told: tuple[int, ...], by: Words = ""
    ) -> None:
        """Nobody sits at the time ``shown``: called off, or put off to a date that is not known."""
        cancelled = stored.hearing.state is HearingState.CANCELLED
        made = cards.hearing_cancelled if cancelled else cards.hearing_adjourned

        def ended(case: Case, hearing: Hearing, appeal: int | None, mute: int | None) -> Screen:
            return made(case, shown, appeal, by)

        what = "cancelled" if cancelled else "adjourned"
        await self._announce(tx, stored, what, ended, told, kind=BroadcastKind.ENDING)

    def _is_moved(self, old: Hearing, new: Hearing) -> bool:
        """A sitting that took place is not moved by the next one."""
        stands = new.state is HearingState.SCHEDULED and old.state is not HearingState.HELD
        return stands and self._is_ahead(new) and _differs(new, old)

    def _is_ahead(self, hearing: Hearing) -> bool:
        return hearing.starts > self._clock.now()

    async def _call_off(self, tx: Tx, order: CallOff, who: Who) -> None:
        stored = await tx.hearings.get(order.hearing)
        if stored is not None and is_open(stored):
            await self.end(tx, stored, order.state, BY_ORGANIZER)
            what = "cancel" if order.state is HearingState.CANCELLED else "adjourn"
            await tx.audit.write(who.organizer or "", what, f"hearing {stored.id}", self._clock.now())

    async def end(self, tx: Tx, stored: StoredHearing, state: HearingState, by: Words) -> None:
        """Nobody sits at the known date: called off, or adjourned without another. Its reminders are void."""
        chain = {s.hearing.key: s for s in await tx.hearings.of_case(stored.case_id)}
        await tx.hearings.set_state(stored.id, state)
        await tx.questions.close(stored.id)
        ended = replace(stored, hearing=replace(stored.hearing, state=state))
        await self._announce_end(tx, ended, stored.hearing, (stored.id, *_before(stored.hearing, chain)), by)

    async def _announce_move(
        self,
        tx: Tx,
        new: StoredHearing,
        old: StoredHearing,
        chain: Mapping[str, StoredHearing],
        by: Words = "",
    ) -> None:
        """Who would come too late is told first: an earlier date goes ahead of everything but answers."""
        told = (old.id, *_before(old.hearing, chain))

        def moved(case: Case, hearing: Hearing, appeal: int | None, mute: int | None) -> Screen:
            return cards.hearing_moved(case, old.hearing, hearing, appeal, by, mute)

        urgent = cards.is_earlier(old.hearing, new.hearing)
        priority = Priority.ANSWER if urgent else Priority.REMINDER
        await self._announce(tx, new, "moved", moved, told, priority=priority)

    async def _announce(
        self,
        tx: Tx,
        stored: StoredHearing,
        what: str,
        card: Card,
        told: tuple[int, ...] = (),
        *,
        kind: BroadcastKind = BroadcastKind.NOTICE,
        priority: Priority = Priority.REMINDER,
    ) -> None:
        """What still waits of a notice is not sent once another date takes the place of its hearing."""
        case, audience, appeal = await concerned(tx, stored.case_id, told)
        person, room = (card(case, stored.hearing, appeal, mute) for mute in (stored.case_id, None))
        await tx.outbox.broadcast(
            kind,
            BroadcastScreens(person, room),
            audience,
            priority,
            self._clock.now(),
            key=f"hearing:{stored.id}:{what}",
            appeal=appeal,
            hearing=stored.id,
        )


def _soon(case: Case, hearing: Hearing, appeal: int | None, mute: int | None) -> Screen:
    return cards.hearing_set(case, hearing, appeal, mute)


def _before(hearing: Hearing, chain: Mapping[str, StoredHearing]) -> tuple[int, ...]:
    """The ids of every hearing that led to this one."""
    ids: list[int] = []
    key = hearing.supersedes
    while key and key in chain and chain[key].id not in ids:
        ids.append(chain[key].id)
        key = chain[key].hearing.supersedes
    return tuple(ids)


def _stands(stored: StoredHearing) -> bool:
    return not stored.superseded and stored.hearing.state is HearingState.SCHEDULED


def _differs(one: Hearing, other: Hearing) -> bool:
    """Whether whoever goes by one of them would miss the other."""
    return (one.day, one.hour, one.city, one.zone) != (other.day, other.hour, other.city, other.zone)


def _steps(hearing: Hearing, document: Mapping[str, Hearing]) -> tuple[str, ...]:
    """The keys that a document's hearing supersedes, one after another."""
    keys: list[str] = []
    key = hearing.supersedes
    while key and key not in keys:
        keys.append(key)
        key = document[key].supersedes if key in document else None
    return tuple(keys)


def _origin(
    hearing: Hearing, document: Mapping[str, Hearing], known: Mapping[str, StoredHearing]
) -> StoredHearing | None:
    """The last hearing of a document's chain that was known before the document came."""
    keys = (hearing.key, *_steps(hearing, document))
    return next((known[key] for key in keys if key in known), None)


def _line(first: StoredHearing, known: Mapping[str, StoredHearing]) -> list[StoredHearing]:
    """A hearing and all that took its place, in the order in which they became known."""
    keys, line = {first.hearing.key}, [first]
    for stored in sorted(known.values(), key=lambda s: s.id):
        if stored.hearing.supersedes in keys and stored.hearing.key not in keys:
            keys.add(stored.hearing.key)
            line.append(stored)
    return line


def _end(first: StoredHearing, known: Mapping[str, StoredHearing]) -> StoredHearing:
    """What stands now of a hearing's line, else the last of it."""
    line = _line(first, known)
    return next((stored for stored in reversed(line) if _stands(stored)), line[-1])


def _version(key: str, known: Mapping[str, StoredHearing]) -> StoredHearing | None:
    """The hearing that was last published under a key: itself, or a changed date in its place."""
    if key not in known:
        return None
    fresh = {k: s for k, s in known.items() if _FRESH.match(k)}
    published = [s for s in _line(known[key], fresh) if not s.hearing.key.startswith("sitting")]
    return published[-1] if published else known[key]


def _in_place_of(hearing: Hearing, known: Mapping[str, StoredHearing]) -> Hearing:
    """With what it supersedes named as it stands: organizers may have moved that meanwhile."""
    old = known.get(hearing.supersedes or "")
    return replace(hearing, supersedes=_end(old, known).hearing.key) if old else hearing


def unused_key(taken: Collection[str]) -> str:
    """A key for a date that somebody said; keys of documents are others."""
    return next(key for n in range(1, len(taken) + 2) if (key := f"sitting{n}") not in taken)


def _fresh_key(known: Mapping[str, StoredHearing]) -> str:
    return next(key for n in range(1, len(known) + 2) if (key := f"dated{n}") not in known)
