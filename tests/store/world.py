"""Short ways to say what the store's tests need."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from alertbot.dialogue.screen import Screen, text
from alertbot.dialogue.tap import TapBook
from alertbot.domain.appeal import Appeal, AppealKind
from alertbot.domain.case import Case
from alertbot.domain.delivery import BroadcastKind, DeliveryState, Priority
from alertbot.domain.hearing import Hearing
from alertbot.domain.language import Localised
from alertbot.domain.letter import LetterPlan
from alertbot.domain.subscriber import Address, ChatKind, Interests, Subscriber
from alertbot.ports import Audience, BroadcastScreens, Claimed, Result
from alertbot.store.codec import Codec
from alertbot.store.store import SqlStore, SqlTx
from alertbot.wording.codec import (
    screen_from_json,
    screen_to_json,
    utterance_from_json,
    utterance_to_json,
)
from alertbot.wording.tree import Block, Run, Utterance

MASTER = bytes(range(32))
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
_NO_TAPS = TapBook(())
CODEC = Codec(
    screen_to_json,
    lambda raw: screen_from_json(raw, _NO_TAPS),
    utterance_to_json,
    utterance_from_json,
)


def person(number: int) -> Address:
    return Address("telegram", str(1000 + number))


def group(number: int) -> Address:
    return Address("telegram", str(-1000 - number))


def utter(words: str = "hello") -> Utterance:
    return Utterance((Block("paragraph", (Run(words),)),))


def screens(words: str = "alert") -> BroadcastScreens:
    return BroadcastScreens(Screen((text(words),)), Screen((text(f"{words} for a room"),)))


def a_case(key: str = "kurmanov", **changes: object) -> Case:
    values: dict[str, object] = {
        "title": Localised({"en": "Free Ainur Kurmanov"}),
        "summary": Localised({"en": "A unionist is held in Almaty."}),
        "country": "KZ",
        "topics": ("unions",),
    }
    return Case(key, **{**values, **changes})  # type: ignore[arg-type]


def an_appeal(
    case: str = "kurmanov", key: str = "first", *, letters: bool = False, **changes: object
) -> Appeal:
    plan = (
        LetterPlan(Localised({"en": "Release"}), Localised({"en": "Dear {{ person }}"})) if letters else None
    )
    values: dict[str, object] = {
        "kind": AppealKind.APPEAL,
        "title": Localised({"en": "Act now"}),
        "summary": Localised({"en": "Write to Almaty."}),
        "letter": plan,
    }
    return Appeal(case, key, **{**values, **changes})  # type: ignore[arg-type]


def a_hearing(key: str = "trial", day: date = date(2026, 12, 1), **changes: object) -> Hearing:
    values: dict[str, object] = {"city": "Almaty", "zone": "Asia/Almaty", "day": day, "hour": time(10)}
    return Hearing(key, **{**values, **changes})  # type: ignore[arg-type]


async def subscribe(
    tx: SqlTx,
    address: Address,
    kind: ChatKind = ChatKind.PERSON,
    locale: str = "en",
    **interests: tuple[str, ...],
) -> Subscriber:
    return await tx.people.put(address, kind, locale, Interests(**interests), "1", NOW)


async def crowd(store: SqlStore, many: int) -> list[Subscriber]:
    async with store.transaction() as tx:
        return [await subscribe(tx, person(number)) for number in range(many)]


@dataclass(frozen=True)
class Ledger:
    """The outbox, one call a transaction."""

    store: SqlStore

    async def begin(
        self,
        key: str = "alert",
        audience: Audience = Audience(),  # noqa: B008 - a frozen value
        kind: BroadcastKind = BroadcastKind.ALERT,
        priority: Priority = Priority.ALERT,
        hearing: int | None = None,
        not_before: datetime | None = None,
    ) -> int:
        async with self.store.transaction() as tx:
            return await tx.outbox.broadcast(
                kind, screens(), audience, priority, NOW, key=key, hearing=hearing, not_before=not_before
            )

    async def enqueue(self, limit: int = 1000, now: datetime = NOW) -> int:
        async with self.store.transaction() as tx:
            return await tx.outbox.enqueue(limit, now)

    async def begun(self, key: str = "alert", **options: object) -> int:
        id = await self.begin(key, **options)  # type: ignore[arg-type]
        await self.enqueue()
        return id

    async def answer(self, to: Address, words: str = "hello", now: datetime = NOW, **options: object) -> None:
        async with self.store.transaction() as tx:
            await tx.outbox.answer(to, utter(words), now, **options)  # type: ignore[arg-type]

    async def claim(
        self, limit: int = 100, now: datetime = NOW, busy: tuple[bytes, ...] = ()
    ) -> list[Claimed]:
        async with self.store.transaction() as tx:
            return await tx.outbox.claim(limit, now, busy)

    async def record(self, *results: Result, now: datetime = NOW) -> None:
        async with self.store.transaction() as tx:
            await tx.outbox.record(results, now)

    async def sent(self, claimed: list[Claimed]) -> None:
        await self.record(*(Result(one.id, DeliveryState.SENT, f"m{one.id}") for one in claimed))

    async def counts(self, broadcast: int) -> dict[DeliveryState, int]:
        async with self.store.transaction() as tx:
            progress = await tx.outbox.progress(broadcast)
        assert progress is not None
        return dict(progress.counts)
