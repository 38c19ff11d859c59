"""Transactions: everything in one happens, or nothing."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from alertbot.ports.channel_reports import ChannelReports
from alertbot.ports.lawyers_links import LawyersLinks
from alertbot.ports.ledger import Outbox
from alertbot.ports.oversight import Oversight
from alertbot.ports.questions import Questions
from alertbot.ports.recall import Recall
from alertbot.ports.records import Appeals, Audit, Drafts, Follows, Hearings, Inbox, People, Signatures, Talks
from alertbot.ports.reminders import Occasions, Quieting, Reminders


class Tx(Protocol):
    """One transaction: everything in it happens, or nothing."""

    @property
    def inbox(self) -> Inbox: ...
    @property
    def people(self) -> People: ...
    @property
    def talks(self) -> Talks: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def appeals(self) -> Appeals: ...
    @property
    def signatures(self) -> Signatures: ...
    @property
    def channel_reports(self) -> ChannelReports: ...
    @property
    def follows(self) -> Follows: ...
    @property
    def hearings(self) -> Hearings: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def occasions(self) -> Occasions: ...
    @property
    def quieting(self) -> Quieting: ...
    @property
    def questions(self) -> Questions: ...
    @property
    def lawyers_links(self) -> LawyersLinks: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def recall(self) -> Recall: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def oversight(self) -> Oversight: ...


class Store(Protocol):
    def transaction(self, *, first: bool = False) -> AbstractAsyncContextManager[Tx]:
        """A writing transaction; one at a time, in the order they were asked for. ``first``: next but one at
        the latest, however many are in line. Rolls back on any exception, cancellation included."""
        ...

    def snapshot(self) -> AbstractAsyncContextManager[Tx]:
        """What was committed last, for reading only and for as long as it takes: nobody waits for it."""
        ...

    async def sweep(self, now: datetime) -> None:
        """Delete what has outlived its purpose (retention)."""
        ...
