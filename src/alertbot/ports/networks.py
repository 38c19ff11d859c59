"""Where a platform has spaces, the bot makes one for a campaign itself."""

from typing import Protocol

from alertbot.domain.network import Network, NetworkPlan
from alertbot.domain.subscriber import Address


class Networks(Protocol):
    """What a platform fulfils whose ``can.networks`` says so."""

    async def open_network(self, plan: NetworkPlan, person: Address) -> Network:
        """The network of this plan, made if it does not stand yet, with ``person`` asked in as an
        administrator who cannot write there; a :class:`SendFailure` leaves what is there already, and the
        same call goes on from it."""
        ...
