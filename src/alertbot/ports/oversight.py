"""What an operator is told, and the few things done at an operator's word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alertbot.domain.delivery import DeliveryState
from alertbot.domain.standing import Matter, Sends, Standing, Stuck, Vitals
from alertbot.domain.subscriber import Address


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody whom a single message perhaps or surely did not reach; ``row`` is the oldest such."""

    row: int
    to: Address
    locale: str


class Oversight(Protocol):
    """Reading is meant for a snapshot: it may take a while over a large ledger."""

    async def standing(self, now: datetime) -> Standing:
        """Everything at once; counts every row of the ledger."""
        ...

    async def stuck(self, state: DeliveryState) -> list[Stuck]:
        """What ended as ``failed`` or ``in_doubt``, by matter; without counting the ledger."""
        ...

    async def repeatable(self, state: DeliveryState, broadcast: int, until: datetime) -> tuple[Matter, int]:
        """How many rows of a broadcast :meth:`repeat` would take, and what it is about."""
        ...

    async def repeat(self, state: DeliveryState, broadcast: int, until: datetime, now: datetime) -> int:
        """Queue a broadcast's rows once more that ended in ``state`` by ``until``, as if they came due now;
        how many. None of a halted broadcast, of a closed appeal's, or of one folded into counts."""
        ...

    async def missed(self, state: DeliveryState, until: datetime) -> list[Missed]:
        """Subscribed persons, each once, to whom a single message ended in ``state`` by ``until``. What it
        said is deleted."""
        ...

    async def touch(self) -> None:
        """Write, and change nothing: :class:`StoreUnavailable` when the database takes no more."""
        ...


class Pulse(Protocol):
    """How the process is."""

    def vitals(self) -> Vitals: ...

    def sends(self) -> Sends: ...
