"""What a platform has to remember between two starts, sealed like everything else."""

from contextvars import ContextVar
from typing import Protocol


class Drawer(Protocol):
    """One platform's own things, by name. Each call is a transaction of its own."""

    async def get(self, name: str) -> bytes | None: ...

    async def put(self, name: str, value: bytes) -> None: ...


class Drawers(Protocol):
    """Every platform's things, within one transaction."""

    async def get(self, platform: str, name: str) -> bytes | None: ...

    async def put(self, platform: str, name: str, value: bytes) -> None: ...


POSITION = "position"
"""The thing that the inbox keeps with a batch of events: where its platform goes on."""

current_delivery: ContextVar[int | None] = ContextVar("current_delivery", default=None)
"""The id of the delivery that this task sends: what a platform that recognises repeats knows them by.
``None`` for what is no row."""

current_again: ContextVar[bool] = ContextVar("current_again", default=False)
"""Whether the delivery that this task sends was tried before: then it may have arrived."""
