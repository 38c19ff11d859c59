"""Broadcasting: rows follow in chunks, organizers watch them go, pause, resume or halt."""

from collections.abc import Awaitable, Callable

from alertbot.dialogue.manage import (
    STEERED,
    WATCHED,
    HaltEverything,
    Running,
    RunningNow,
    SteerBroadcast,
    Watched,
    WatchedNow,
    progress_screen,
)
from alertbot.domain.authority import Deed
from alertbot.domain.delivery import BroadcastKind, BroadcastState, Progress
from alertbot.domain.language import Localised
from alertbot.domain.publication import DraftStage
from alertbot.domain.subscriber import Address
from alertbot.journeys.desk import Desk, Journey, Who, account_key
from alertbot.journeys.following import as_one
from alertbot.journeys.publishing import Publishing
from alertbot.ports import Store, Tx
from alertbot.wording.tree import Utterance

CHUNK = 8_000
"""Rows added in one transaction: the writer is held for 25 to 40 ms, so that people go on being answered."""

Redraw = Callable[[Address, str, Utterance], Awaitable[object]]


class Broadcasting:
    """``rate``: messages per second, for the remaining time."""

    def __init__(self, desk: Desk, publishing: Publishing, *, rate: float) -> None:
        self._desk = desk
        self._publishing = publishing
        self._rate = rate
        self._drawn: dict[tuple[int, str], Utterance] = {}
        self._first: dict[int, int] = {}

    @property
    def journey(self) -> Journey:
        return Journey(
            fetches={WatchedNow: self._watched_now, RunningNow: self._running_now},
            does={SteerBroadcast: self._steer, HaltEverything: self._halt},
        )

    async def _watched_now(self, store: Store, want: WatchedNow, who: Who) -> Watched | None:
        async with store.snapshot() as tx:
            progress = await tx.outbox.progress(want.broadcast)
            return await self._watched(tx, progress) if progress else None

    async def _watched(self, tx: Tx, progress: Progress) -> Watched:
        """What goes after the copies of one appeal is watched together, in the message of the first."""
        is_alert = progress.kind is BroadcastKind.ALERT
        together = [] if is_alert else await tx.recall.together(progress.id)
        parts = [part for id in together if (part := await tx.outbox.progress(id))]
        progress = as_one(parts) if parts else progress
        published = await tx.appeals.get(progress.appeal) if progress.appeal else None
        left = progress.total - progress.finished
        name = published.appeal.title if published else Localised()
        missing = await tx.recall.unreached(together)
        return Watched(progress, name, left / self._rate, missing)

    async def _running_now(self, store: Store, want: RunningNow, who: Who) -> Running:
        async with store.snapshot() as tx:
            alerts = [p for p in await tx.outbox.running() if p.kind in STEERED]
            watched = {one.progress.id: one for one in [await self._watched(tx, alert) for alert in alerts]}
            held = tuple(
                draft.appeal.title
                for draft in await tx.drafts.open_ones()
                if draft.stage is DraftStage.HOLD and draft.appeal
            )
            return Running(tuple(watched.values()), held)

    async def _steer(self, tx: Tx, order: SteerBroadcast, who: Who) -> None:
        together = await tx.recall.together(order.broadcast)
        if any([await tx.outbox.steer(id, order.to) for id in together]):
            about = f"broadcast {order.broadcast}"
            await tx.audit.write(who.organizer or "", order.to.value, about, self._desk.clock.now())

    async def _halt(self, tx: Tx, order: HaltEverything, who: Who) -> None:
        for progress in await tx.outbox.running():
            if progress.kind in STEERED:
                await self._steer(tx, SteerBroadcast(progress.id, BroadcastState.HALTED), who)
        for draft in await tx.drafts.open_ones():
            if draft.stage is DraftStage.HOLD:
                await self._publishing.reopen(tx, draft, who.organizer or "")

    async def announce(self, tx: Tx, broadcast: int) -> None:
        """Give every organizer a progress message for what has begun and is watched."""
        progress = await tx.outbox.progress(broadcast)
        if progress is None or progress.kind not in WATCHED:
            return
        screen = progress_screen(await self._watched(tx, progress))
        await self._desk.tell_organizers(tx, screen, only=lambda o: True, key=_key(broadcast), deed=Deed.VETO)

    async def redraw(self, store: Store, ids: set[int], draw: Redraw) -> None:
        """Edit the progress messages of broadcasts, best effort, skipping what looks the same."""
        for id in sorted(await self._firsts(store, ids)):
            for account, message, utterance in await self._messages(store, id):
                spot = (id, account.chat)
                if self._drawn.get(spot) != utterance:
                    self._drawn[spot] = utterance
                    await draw(account, message, utterance)

    async def _firsts(self, store: Store, ids: set[int]) -> set[int]:
        """The broadcasts in whose messages these are watched."""
        async with store.snapshot() as tx:
            for id in ids - self._first.keys():
                self._first[id] = (await tx.recall.together(id))[0]
        return {self._first[id] for id in ids}

    async def _messages(self, store: Store, id: int) -> list[tuple[Address, str, Utterance]]:
        found: list[tuple[Address, str, Utterance]] = []
        async with store.snapshot() as tx:
            progress = await tx.outbox.progress(id)
            if progress is None or progress.kind not in WATCHED:
                return []
            screen = progress_screen(await self._watched(tx, progress))
            for organizer in self._desk.organizers:
                for position, account in enumerate(organizer.accounts):
                    message = await tx.outbox.message_of(account_key(_key(id), organizer, position))
                    if message:
                        locale = await self._desk.locale_of(tx, account)
                        found.append((account, message, self._desk.wording.say(screen, locale)))
        return found

    def forget(self, id: int) -> None:
        """A broadcast is over and drawn for the last time."""
        first = self._first.pop(id, id)
        if first not in self._first.values():
            for spot in [spot for spot in self._drawn if spot[0] == first]:
                del self._drawn[spot]


def _key(broadcast: int) -> str:
    return f"progress:{broadcast}"
