"""What hearing leads to: something noticed in a room that takes requests to settle."""

from collections.abc import Sequence
from typing import Any, Protocol

from alertbot.platforms.matrix.events import Heard


class Errand(Protocol):
    """Kept under ``name`` beside where listening goes on, so that no crash forgets it."""

    @property
    def name(self) -> str: ...

    def pack(self) -> Any:
        """What is still to be done, as JSON."""
        ...

    def load(self, kept: Any) -> None: ...

    def notice(self, room: str, source: dict[str, Any]) -> None:
        """An event as it came in a room the bot is in."""
        ...

    async def settle(self) -> Sequence[Heard]:
        """Do what can be done now, and tell what came of it; what fails is done after the next sync."""
        ...
