"""Every Protocol that more than one package needs, and the values that pass through them.

Repositories belong to one transaction. They take addresses and give domain values; sealing, keyed look-ups
and SQL stay inside the store.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from alertbot.dialogue.engine import Document, Event, State
from alertbot.dialogue.screen import Screen
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Priority, Progress, Reach
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.publication import Draft, Published
from alertbot.domain.reminder import Planned
from alertbot.domain.signature import SignatureMode, Support
from alertbot.domain.subscriber import Address, ChatKind, Interests, Room, Subscriber, SubscriberState
from alertbot.wording.transcript import Offer
from alertbot.wording.tree import Utterance


class Clock(Protocol):
    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...


# --- events ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RawEvent:
    """One event as the platform sent it: its id (ordered within the platform) and its bytes."""

    id: int
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that can be fetched from the platform; ``size`` in bytes, ``None`` when unknown."""

    id: str = field(repr=False)
    name: str = field(repr=False)
    size: int | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event in a conversation with one chat.

    ``actor`` is the person's own address, also inside a room; ``None`` where nobody can be told (a channel
    post, an anonymous administrator). ``message`` is the message a tap belongs to. ``tap`` is the
    platform's handle for answering a tap. ``language`` is the platform's guess (BCP 47) or ``None``.
    ``file`` is set instead of ``event`` while its content is not fetched. ``packed`` holds a tap or a deep
    link as it came: unpacking it is the dialogue's business.
    """

    chat: Address
    kind: ChatKind
    actor: Address | None
    event: Event | None = None
    packed: str | None = None
    file: FileRef | None = None
    message: str | None = None
    tap: str | None = None
    language: str | None = None


class Membership(StrEnum):
    """What the bot became in a chat."""

    MEMBER = "member"
    """It may write there."""
    OUT = "out"
    """It was removed, blocked, or may not write."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """The bot was added to a chat, promoted, removed or blocked there. ``title`` names a room."""

    chat: Address
    kind: ChatKind
    membership: Membership
    by: Address | None
    title: str = field(default="", repr=False)
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Migrated:
    """A chat goes on under a new id."""

    chat: Address
    to: str


Incoming = Arrived | Admitted | Migrated


# --- platforms ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Capabilities:
    """``buttons`` false: choices are numbered and the offered ones are kept with the chat."""

    buttons: bool
    edit: bool
    longest: int
    """UTF-16 units of one message's text."""
    largest_file: int
    """Bytes of a file the bot can fetch."""


Payload = Any
"""An utterance in a platform's own shape: made once, sent to many. Only its platform looks inside."""


class Platform(Protocol):
    """A messenger. Adding one means writing this and passing the contract suite."""

    @property
    def name(self) -> str: ...

    @property
    def can(self) -> Capabilities: ...

    @property
    def home(self) -> str:
        """What a packed tap is appended to for a link into the private chat; empty until open, or where there
        are none."""
        ...

    async def open(self) -> None:
        """Connect and learn the bot's own name; :class:`ConfigurationError` when the platform refuses us."""
        ...

    async def close(self) -> None: ...

    async def poll(self, after: int | None) -> Sequence[RawEvent]:
        """The events behind ``after``, waiting some seconds for one; asking confirms everything up to it."""
        ...

    def parse(self, raw: bytes) -> Incoming | None:
        """What a raw event means, or ``None`` for one we do not follow; :class:`UnreadableEvent`."""
        ...

    async def fetch(self, file: FileRef) -> Document:
        """A file somebody sent; without content when it is larger than the platform hands out."""
        ...

    def encode(self, utterance: Utterance) -> Payload:
        """The utterance as this platform sends it. Pure; called once per language, not per recipient."""
        ...

    async def show(self, to: Address, payload: Payload) -> str:
        """Send, and tell the message's reference; raises a :class:`SendFailure`."""
        ...

    async def amend(self, to: Address, message: str, payload: Payload) -> None:
        """Redraw a sent message; unchanged content is no error; :class:`NothingToAmend` when it is gone."""
        ...

    async def acknowledge(self, tap: str, notice: str | None) -> None:
        """Answer a tap, best effort: never raises a :class:`SendFailure`."""
        ...

    async def is_administrator(self, room: Address, person: Address) -> bool:
        """Asked live, every time; ``False`` when the platform cannot say."""
        ...

    async def introduce(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Publish the command menu: locale to (command, description); best effort."""
        ...


# --- the store ------------------------------------------------------------------------------------------


class Inbox(Protocol):
    async def add(self, platform: str, events: Sequence[RawEvent], now: datetime) -> int:
        """Keep new events (sealed); those already known are ignored. How many were new."""
        ...

    async def newest(self, platform: str) -> int | None:
        """The highest event id ever kept: polling goes on after it."""
        ...

    async def waiting(self, platform: str, limit: int, skip: Collection[int] = ()) -> list[RawEvent]:
        """Unhandled events in order."""
        ...

    async def done(self, platform: str, id: int) -> None:
        """Handled: the raw text is dropped in this transaction."""
        ...

    async def quarantine(self, platform: str, id: int, reason: str) -> None:
        """It could not be handled; kept sealed for seven days. ``reason`` is an error class, never text."""
        ...


class People(Protocol):
    async def find(self, address: Address) -> Subscriber | None: ...

    async def put(
        self, address: Address, kind: ChatKind, locale: str, interests: Interests, consent: str, now: datetime
    ) -> Subscriber:
        """Subscribe, or subscribe again; keeps the id of a known address."""
        ...

    async def change(
        self,
        id: int,
        *,
        locale: str | None = None,
        interests: Interests | None = None,
        zone: str | None = None,
    ) -> None:
        """Change what is given. ``zone`` ``""`` means none."""
        ...

    async def set_state(self, id: int, state: SubscriberState) -> None: ...

    async def leave(self, address: Address) -> None:
        """End a subscription and delete it with its follows and queued messages. Signatures stay counted, and
        rooms stay with whoever brought the bot there."""
        ...

    async def forget(self, address: Address) -> None:
        """Delete everything kept about an address: subscription, follows, state, queued and past deliveries,
        signatures and marks of open appeals."""
        ...

    async def move(self, address: Address, chat: str) -> None:
        """The chat goes on under another id. If that id is known too, the two become one."""
        ...

    async def bring(
        self, room: Address, kind: ChatKind, title: str, by: Address | None, locale: str, now: datetime
    ) -> Subscriber:
        """The bot came to a room: keep it ``waiting`` (an active room stays active), owned by ``by``."""
        ...

    async def room(self, id: int) -> Room | None: ...

    async def rooms_of(self, person: Address) -> list[Room]: ...

    async def address(self, id: int) -> Address | None: ...

    async def reach(self, audience: "Audience") -> Reach: ...


class Talks(Protocol):
    """Where conversations stand. Sealed; gone 24 h after the last word."""

    async def state(self, chat: Address) -> State | None: ...

    async def keep(self, chat: Address, state: State, now: datetime) -> None: ...

    async def end(self, chat: Address) -> None: ...

    async def offers(self, chat: Address) -> list[Offer]:
        """The choices last shown there, in their order."""
        ...

    async def offer(self, chat: Address, offers: Sequence[Offer], now: datetime) -> None: ...


class Drafts(Protocol):
    async def begin(self, author: str, now: datetime) -> Draft: ...

    async def get(self, id: int) -> Draft | None: ...

    async def save(self, draft: Draft, /) -> None: ...

    async def open_ones(self) -> list[Draft]:
        """Drafts that are neither published nor dropped, newest first."""
        ...

    async def held_until(self, now: datetime) -> list[Draft]:
        """Approved drafts whose hold is over."""
        ...


class Appeals(Protocol):
    async def publish(self, case: Case, appeal: Appeal, now: datetime) -> Published:
        """Store a case (or what is new about a known one) and an appeal, or its next version."""
        ...

    async def get(self, id: int) -> Published | None: ...

    async def newest(self, limit: int, *, with_letters: bool = False) -> list[Published]:
        """Open appeals, newest first."""
        ...

    async def of_case(self, case_id: int) -> list[Published]:
        """Newest first."""
        ...

    async def find_case(self, name: str) -> int | None:
        """A case by its key."""
        ...

    async def cases(self) -> list[tuple[int, Case]]:
        """Cases with a published appeal, newest first."""
        ...


class Signatures(Protocol):
    async def support(self, appeal: int, who: Address) -> Support: ...

    async def sign(self, appeal: int, who: Address, mode: SignatureMode, name: str, now: datetime) -> bool:
        """Count once; a later call changes the mode and name. Whether it was new."""
        ...

    async def withdraw(self, appeal: int, who: Address) -> bool: ...

    async def mark(self, appeal: int, who: Address, what: str) -> bool:
        """Leave a keyed trace ("letter.president.1") that names nobody. Whether it was new."""
        ...

    async def marked(self, appeal: int, what: str) -> int:
        """How many left that trace; ``what`` may end in ``*``."""
        ...

    async def marked_by(self, who: Address) -> list[int]:
        """The appeals under which one account left any trace, for ``/mydata``."""
        ...

    async def held_about(self, who: Address) -> list[tuple[int, SignatureMode, str]]:
        """(appeal, mode, name) of one account's signatures, for ``/mydata``."""
        ...


class Follows(Protocol):
    async def follow(self, subscriber: int, case_id: int) -> bool: ...

    async def unfollow(self, subscriber: int, case_id: int) -> bool: ...

    async def followed(self, subscriber: int) -> list[int]: ...


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder whose instant has come."""

    id: int
    offset: str
    due: datetime
    useless_after: datetime
    stored: StoredHearing


class Hearings(Protocol):
    async def get(self, id: int) -> StoredHearing | None: ...

    async def of_case(self, case_id: int) -> list[StoredHearing]:
        """The whole chain, by date."""
        ...

    async def add(self, case_id: int, hearing: Hearing) -> StoredHearing:
        """Keep a hearing; if it supersedes another of the case (by key), that one's open reminders are void
        in this transaction and it becomes ``adjourned``. Adding a known key again returns what is kept."""
        ...

    async def set_state(self, id: int, state: HearingState) -> None:
        """Anything but ``scheduled`` voids the open reminders."""
        ...

    async def plan(self, hearing: int, planned: Sequence[Planned]) -> None:
        """Make these the hearing's open reminders; fired ones stay as they are."""
        ...

    async def open_reminders(self, hearing: int) -> list[Planned]:
        """Its reminders that neither fired nor became void."""
        ...

    async def scheduled(self) -> list[StoredHearing]:
        """Hearings still ahead in state ``scheduled``, for planning anew at start."""
        ...

    async def due(self, now: datetime, limit: int) -> list[DueReminder]: ...

    async def fired(self, reminder: int, broadcast: int) -> None: ...

    async def too_late(self, reminder: int) -> None: ...

    async def next_due(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a broadcast goes to.

    Everyone active whose interests match ``country`` and ``topics``; or with ``case_id`` the followers of a
    case and the active rooms that match; ``told_of`` adds whoever was sent a message about these hearings.
    """

    country: str = ""
    topics: tuple[str, ...] = ()
    case_id: int | None = None
    told_of: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery leased to this process.

    Either ``utterance`` (an answer) or ``broadcast`` (to be worded from its screen) is set. ``amends`` is
    the message to redraw. ``recipient`` is a keyed hash, for order per chat. ``once``: may not be repeated
    when it is uncertain whether it arrived.
    """

    id: int
    to: Address
    kind: ChatKind
    recipient: bytes = field(repr=False)
    tries: int
    priority: Priority
    broadcast: int | None = None
    utterance: Utterance | None = field(default=None, repr=False)
    amends: str | None = field(default=None, repr=False)
    locale: str = "en"
    zone: str | None = None
    once: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a claimed delivery. ``not_before`` goes with ``queued`` and ``parked``."""

    id: int
    state: DeliveryState
    message: str | None = field(default=None, repr=False)
    reason: str = ""
    not_before: datetime | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class BroadcastScreens:
    """What a broadcast shows: one screen for persons, one for rooms."""

    person: Screen
    room: Screen


class Outbox(Protocol):
    """The delivery ledger."""

    async def answer(
        self,
        to: Address,
        utterance: Utterance,
        now: datetime,
        *,
        amends: str | None = None,
        once: bool = False,
        priority: Priority = Priority.ANSWER,
        key: str | None = None,
    ) -> None:
        """Queue one message to one chat (sealed, deleted once final). The same ``key`` is queued once."""
        ...

    async def broadcast(
        self,
        kind: BroadcastKind,
        screens: BroadcastScreens,
        audience: Audience,
        priority: Priority,
        now: datetime,
        *,
        key: str,
        appeal: int | None = None,
        hearing: int | None = None,
        not_before: datetime | None = None,
    ) -> int:
        """Begin a broadcast; its rows follow in chunks. The same ``key`` begins once."""
        ...

    async def enqueue(self, limit: int, now: datetime) -> int:
        """Add up to ``limit`` rows to broadcasts that are not complete; how many were added. A broadcast
        with no more recipients becomes complete."""
        ...

    async def screens(self, broadcast: int) -> BroadcastScreens: ...

    async def claim(self, limit: int, now: datetime, busy: Collection[bytes]) -> list[Claimed]:
        """Lease up to ``limit`` queued rows that are due, best priority first, oldest first within a chat and
        at most one per chat, none for a chat in ``busy``, none of a paused or halted broadcast; they are
        ``sending`` once this transaction commits. A row whose hearing is superseded meanwhile becomes
        ``superseded`` instead; a row for a subscriber who stopped becomes ``gone``."""
        ...

    async def record(self, results: Sequence[Result], now: datetime) -> None:
        """Write results; ``gone`` also marks the subscriber, and deletes nothing a person chose to keep."""
        ...

    async def recover(self, now: datetime, *, everything: bool = False) -> Mapping[DeliveryState, int]:
        """Sort rows left ``sending`` by a crash (lease over, or ``everything`` at start): alerts and other
        repeatable rows are queued once more, the rest becomes ``in_doubt``."""
        ...

    async def next_due(self, now: datetime) -> datetime | None:
        """When the next row held back by ``not_before`` comes due."""
        ...

    async def progress(self, broadcast: int) -> Progress | None: ...

    async def running(self) -> list[Progress]:
        """Broadcasts that are neither done nor halted."""
        ...

    async def settle(self, now: datetime) -> list[Progress]:
        """Mark complete broadcasts without open rows as done; those that became so now."""
        ...

    async def steer(self, broadcast: int, state: BroadcastState) -> bool:
        """Pause, resume or halt; halting makes its open rows ``halted``. ``False`` when it is over."""
        ...

    async def counts(self) -> Mapping[DeliveryState, int]: ...

    async def message_of(self, key: str) -> str | None:
        """The platform's message reference of a sent answer with that key."""
        ...


class Audit(Protocol):
    async def write(self, who: str, what: str, about: str, now: datetime) -> None:
        """Append: an organizer's key, a verb and an id. Never text."""
        ...


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
    def follows(self) -> Follows: ...
    @property
    def hearings(self) -> Hearings: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def audit(self) -> Audit: ...


class Store(Protocol):
    def transaction(self) -> AbstractAsyncContextManager[Tx]:
        """A writing transaction; one at a time. Rolls back on any exception, cancellation included."""
        ...

    async def sweep(self, now: datetime) -> None:
        """Delete what has outlived its purpose (retention)."""
        ...
