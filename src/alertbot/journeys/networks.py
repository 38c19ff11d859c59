"""A campaign's network: asked of the platform, then a room like any other."""

from typing import cast

from alertbot.dialogue.network import BringNetwork, OpenedNetwork
from alertbot.domain.network import Network
from alertbot.domain.subscriber import Address, ChatKind, SubscriberState
from alertbot.errors import SendFailure
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.ports import Networks, Store, Tx


class CampaignNetworks:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def journey(self) -> Journey:
        return Journey(fetches={OpenedNetwork: self._open}, does={BringNetwork: self._bring})

    async def _open(self, store: Store, want: OpenedNetwork, who: Who) -> Network | None:
        platform = self._desk.platforms[who.platform]
        if not platform.can.networks or who.organizer is None:
            return None
        try:
            return await cast("Networks", platform).open_network(want.plan, who.actor or who.chat)
        except SendFailure:
            return None

    async def _bring(self, tx: Tx, order: BringNetwork, who: Who) -> None:
        now, room = self._desk.clock.now(), Address(who.platform, order.network.room)
        person = who.actor or who.chat
        brought = await tx.people.bring(room, ChatKind.CHANNEL, order.name, person, who.locale, now)
        await tx.people.set_state(brought.id, SubscriberState.ACTIVE)
        await tx.rooms.keep(brought.id, person)
        await tx.audit.write(who.organizer or "", "network", f"room {brought.id}", now)
