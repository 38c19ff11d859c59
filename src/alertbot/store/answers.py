"""Answers: single messages to single chats, sealed while they wait."""

from datetime import datetime

from sqlalchemy import delete, select, update

from alertbot.domain.delivery import DeliveryState, Priority
from alertbot.domain.subscriber import Address
from alertbot.store.schema import delivery, unfinished
from alertbot.store.work import Work
from alertbot.wording.tree import Utterance

ADDRESS = "delivery|address"
PAYLOAD = "delivery|payload"
AMENDS = "delivery|amends"


class SqlAnswers:
    """The rows of the ledger that belong to no broadcast."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def queue(
        self,
        to: Address,
        utterance: Utterance,
        now: datetime,
        *,
        amends: str | None,
        once: bool,
        priority: Priority,
        key: str | None,
    ) -> None:
        lookup = self._work.vault.lookup(to)
        seal = self._work.vault.seal
        await self._work.run(
            self._work.insert_new(delivery),
            {
                "recipient": lookup,
                "key": key,
                "priority": priority,
                "state": DeliveryState.QUEUED,
                "due": now,
                "once": once,
                "address": self._work.seal_address(ADDRESS, to),
                "payload": seal(PAYLOAD, lookup, self._work.codec.utterance_to_bytes(utterance)),
                "amends": None if amends is None else seal(AMENDS, lookup, amends.encode()),
            },
        )

    async def forget(self, who: Address) -> None:
        lookup = self._work.vault.lookup(who)
        await self._work.run(delete(delivery).where(delivery.c.recipient == lookup))

    async def move(self, chat: Address, to: Address) -> None:
        """What is not yet sent to a chat follows it to its new address, what is on its way just now included:
        it may come back refused. Messages have other numbers there, so nothing is redrawn any more."""
        old, new = self._work.vault.lookup(chat), self._work.vault.lookup(to)
        rows = await self._work.rows(
            select(delivery.c.id, delivery.c.payload).where(delivery.c.recipient == old, unfinished())
        )
        for row in rows:
            await self._work.run(
                update(delivery)
                .where(delivery.c.id == row.id)
                .values(
                    recipient=new,
                    address=self._work.seal_address(ADDRESS, to),
                    payload=self._again(PAYLOAD, old, new, row.payload),
                    amends=None,
                )
            )

    def _again(self, place: str, old: bytes, new: bytes, sealed: bytes | None) -> bytes | None:
        vault = self._work.vault
        return None if sealed is None else vault.seal(place, new, vault.open(place, old, sealed))
