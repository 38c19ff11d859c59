"""What the store keeps of the pictures and documents that go with an appeal."""

from collections.abc import Collection, Mapping
from typing import Protocol


class Enclosures(Protocol):
    """Cleaned files by the SHA-256 (hex) of their bytes, sealed. They go with their draft or their appeal."""

    async def keep(self, draft: int, digest: str, content: bytes) -> None:
        """Keep a file with a draft; one that the draft has already is kept once."""
        ...

    async def contents(self, digests: Collection[str]) -> Mapping[str, bytes]:
        """The files that are there, whatever they go with."""
        ...

    async def publish(self, draft: int, appeal: int, digests: Collection[str]) -> None:
        """From here on these files go with the appeal; others of the draft's and the appeal's are gone."""
        ...

    async def drop(self, draft: int, digest: str | None = None) -> None:
        """One file of a draft's is gone, or all of them. What is out with an appeal stays."""
        ...

    async def end(self, appeals: Collection[int]) -> None:
        """The files of these appeals are gone."""
        ...
