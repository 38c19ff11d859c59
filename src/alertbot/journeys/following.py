"""Following what is published: where its copies are, and the broadcasts that go after them."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from alertbot.dialogue.preview import Forecast
from alertbot.dialogue.screen import Screen
from alertbot.dialogue.whereabouts import AimDraft, RecentAppeals, Whereabouts, WhereaboutsOf
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Priority, Progress
from alertbot.domain.publication import Draft, Published
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.ports import Audience, BroadcastScreens, Store, Tx

LISTED = 20
"""Appeals in one list: a phone's screen or two."""

Announce = Callable[[Tx, int], Awaitable[None]]
"""Shows every organizer how far a broadcast has come."""


class Sequel(Protocol):
    """How a draft goes out that is about a published appeal."""

    async def fits(self, tx: Tx, draft: Draft) -> bool:
        """Whether the appeal still stands as it did when the draft began."""
        ...

    async def begin(self, tx: Tx, draft: Draft, published: Published) -> int | None:
        """What follows once the draft is published; the alert that began, if one did."""
        ...

    async def forecast(self, tx: Tx, draft: Draft, approvers: int) -> Forecast: ...


class Following:
    """Answers what organizers ask before they correct, update, withdraw or close."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={RecentAppeals: self._recent},
            fetches={WhereaboutsOf: self._whereabouts},
            does={AimDraft: self._aim},
        )

    async def _recent(self, tx: Tx, want: RecentAppeals, who: Who) -> tuple[Published, ...]:
        return tuple(await tx.appeals.recent(LISTED))

    async def _whereabouts(self, store: Store, want: WhereaboutsOf, who: Who) -> Whereabouts | None:
        async with store.snapshot() as tx:
            return await whereabouts(tx, want.appeal)

    async def _aim(self, tx: Tx, order: AimDraft, who: Who) -> None:
        draft = await tx.drafts.get(order.draft)
        if draft is not None and draft.author == who.organizer:
            aimed = replace(draft, purpose=order.purpose, about=order.about, since=order.since)
            await tx.drafts.save(aimed)


async def whereabouts(tx: Tx, appeal: int) -> Whereabouts | None:
    """An appeal that is out, and how far it has come."""
    published = await tx.appeals.get(appeal)
    if published is None:
        return None
    copies = await tx.recall.copies(await tx.recall.broadcasts(appeal))
    letters = await tx.signatures.marked(appeal, "letter.*")
    return Whereabouts(published, copies, letters, await tx.recall.asked_by(appeal))


async def stands(tx: Tx, draft: Draft) -> bool:
    """Whether the appeal that a draft is about was neither changed nor withdrawn since the draft began."""
    about = await tx.appeals.get(draft.about) if draft.about is not None else None
    return about is not None and not about.withdrawn and about.version == draft.since


def as_one(parts: Sequence[Progress]) -> Progress:
    """What goes after the copies of one appeal, watched as one: as long as any of it runs, it does."""
    counts = sum((Counter(part.counts) for part in parts), Counter[DeliveryState]())
    states = {part.state for part in parts}
    state = next(state for state in BroadcastState if state in states)
    return replace(parts[0], state=state, counts=counts, complete=all(part.complete for part in parts))


def alike(copies: Collection[int], screen: Screen) -> dict[int, BroadcastScreens]:
    """The same screen for the copies of all these broadcasts."""
    return {of: BroadcastScreens(screen, screen) for of in copies}


async def pursue(
    tx: Tx, kind: BroadcastKind, copies: Mapping[int, BroadcastScreens], published: Published, now: datetime
) -> list[int]:
    """One broadcast after each of those whose messages are copies, with what these are to show; ahead of
    alerts, and once."""
    backs = kind is BroadcastKind.RETRACTION
    return [
        await tx.outbox.broadcast(
            kind,
            screens,
            Audience(redraws=of, takes_back=backs),
            Priority.REMINDER,
            now,
            key=f"{kind}:{published.id}:{published.version}:{of}",
            appeal=published.id,
        )
        for of, screens in copies.items()
    ]
