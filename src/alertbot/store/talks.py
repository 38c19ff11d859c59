"""Where conversations stand: a sealed state and the choices last offered, per chat."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from alertbot.dialogue.engine import State
from alertbot.domain.subscriber import Address
from alertbot.ports import Offer
from alertbot.store.documents import dumps, loads
from alertbot.store.schema import talk
from alertbot.store.work import Work

_STATE = "talk|state"
_OFFERS = "talk|offers"
_OF_CHAT = talk.c.lookup == bindparam("lookup")
_END = update(talk).where(talk.c.lookup == bindparam("of")).values(state=None, stated=None)
_SEALED = {_STATE: select(talk.c.state).where(_OF_CHAT), _OFFERS: select(talk.c.offers).where(_OF_CHAT)}


class SqlTalks:
    """See :class:`alertbot.ports.Talks`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def state(self, chat: Address) -> State | None:
        found = await self._read(chat, _STATE)
        return None if found is None else State(*found)

    async def keep(self, chat: Address, state: State, now: datetime) -> None:
        content = [state.conversation, state.step, dict(state.data)]
        await self._write(chat, state=self._seal(chat, _STATE, content), stated=now)

    async def end(self, chat: Address) -> None:
        lookup = self._work.vault.lookup(chat)
        await self._work.run(_END, {"of": lookup})

    async def standing(self, conversation: str, since: datetime) -> list[State]:
        lately = (talk.c.state.is_not(None)) & (talk.c.stated > since)
        rows = await self._work.rows(select(talk.c.lookup, talk.c.state).where(lately))
        opened = (loads(self._work.vault.open(_STATE, row.lookup, row.state)) for row in rows)
        return [State(*content) for content in opened if content[0] == conversation]

    async def offers(self, chat: Address) -> list[Offer]:
        found: list[tuple[str, str]] = await self._read(chat, _OFFERS) or []
        return [Offer(label, packed) for label, packed in found]

    async def offer(self, chat: Address, offers: Sequence[Offer], now: datetime) -> None:
        content = [[offer.label, offer.packed] for offer in offers]
        await self._write(chat, offers=self._seal(chat, _OFFERS, content), offered=now)

    async def move(self, chat: Address, to: Address) -> None:
        """Carry a conversation over to the address its chat goes on under; one already there stays."""
        lookup = self._work.vault.lookup(chat)
        row = await self._work.row(select(talk).where(talk.c.lookup == lookup))
        if row is None:
            return
        state, offers = await self.state(chat), await self.offers(chat)
        await self._work.run(delete(talk).where(talk.c.lookup == lookup))
        if state is not None and await self.state(to) is None:
            await self.keep(to, state, row.stated)
        if offers and not await self.offers(to):
            await self.offer(to, offers, row.offered)

    def _seal(self, chat: Address, place: str, content: Any) -> bytes:
        vault = self._work.vault
        return vault.seal(place, vault.lookup(chat), dumps(content))

    async def _read(self, chat: Address, place: str) -> Any:
        vault = self._work.vault
        lookup = vault.lookup(chat)
        sealed = await self._work.value(_SEALED[place], {"lookup": lookup})
        return None if sealed is None else loads(vault.open(place, lookup, sealed))

    async def _write(self, chat: Address, **values: Any) -> None:
        lookup = self._work.vault.lookup(chat)
        await self._work.run(self._work.insert_new(talk).values(lookup=lookup))
        await self._work.run(update(talk).where(talk.c.lookup == lookup).values(**values))

    async def forget(self, chat: Address) -> None:
        lookup = self._work.vault.lookup(chat)
        await self._work.run(delete(talk).where(talk.c.lookup == lookup))
