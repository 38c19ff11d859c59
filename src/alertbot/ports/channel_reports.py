"""What those who write say about the channels of offices; which are in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from alertbot.domain.channel_health import Contact, Failure
from alertbot.domain.subscriber import Address


@dataclass(frozen=True, slots=True)
class Reported:
    """``new``: this account's first report about the contact. ``made_suspect``: it was the decisive one."""

    new: bool
    made_suspect: bool


class ChannelReports(Protocol):
    """Reports are marks under the appeal's key: they name nobody and end with it."""

    async def report(self, appeal: int, who: Address, about: Contact, failure: Failure) -> Reported:
        """Count one account once for each contact, whatever it says failed there."""
        ...

    async def reported(self, appeal: int, who: Address, about: Contact) -> bool:
        """Whether this account reported the contact before."""
        ...

    async def suspects(self, appeal: int) -> frozenset[Contact]:
        """The contacts in doubt."""
        ...

    async def failures(self, appeal: int, about: Contact) -> Mapping[Failure, int]:
        """How often each failure was reported; nothing for those that never were."""
        ...

    async def clear(self, appeal: int, about: Contact) -> bool:
        """An organizer found the contact sound: it takes three further accounts to doubt it again. Whether it
        was in doubt."""
        ...
