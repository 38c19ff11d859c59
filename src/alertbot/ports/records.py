"""What the bot keeps, by noun. Each repository belongs to one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from alertbot.dialogue.engine import State
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.delivery import Reach
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.publication import Draft, Published
from alertbot.domain.signature import SignatureMode, Support
from alertbot.domain.subscriber import Address, ChatKind, Interests, Room, Subscriber, SubscriberState
from alertbot.domain.trail import Entry, Trail
from alertbot.ports.events import RawEvent
from alertbot.ports.ledger import Audience
from alertbot.wording.transcript import Offer


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

    async def reach(self, audience: "Audience", /, case_id: int | None = None) -> Reach:
        """``case_id``: the case that rooms may have muted, when it was told before."""
        ...


class Talks(Protocol):
    """Where conversations stand. Sealed; gone 24 h after the last word."""

    async def state(self, chat: Address) -> State | None: ...

    async def keep(self, chat: Address, state: State, now: datetime) -> None: ...

    async def end(self, chat: Address) -> None: ...

    async def standing(self, conversation: str, since: datetime) -> list[State]:
        """Where everybody stands in one conversation who said anything after ``since``."""
        ...

    async def offers(self, chat: Address) -> list[Offer]:
        """The choices last shown there, in their order."""
        ...

    async def offer(self, chat: Address, offers: Sequence[Offer], now: datetime) -> None: ...


class Drafts(Protocol):
    async def next_id(self) -> int:
        """An id that no draft has had; it is sure until the transaction ends."""
        ...

    async def begin(self, author: str, now: datetime, id: int | None = None) -> Draft:
        """An empty draft, under the ``id`` that :meth:`next_id` told if one is given."""
        ...

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

    async def close(self, id: int, now: datetime) -> bool:
        """End an appeal by decision; ``False`` when it is closed already."""
        ...

    async def get(self, id: int) -> Published | None: ...

    async def version(self, id: int, number: int) -> Published | None:
        """The appeal as one of its versions was, under the case and the state of today."""
        ...

    async def newest(self, limit: int, *, with_letters: bool = False) -> list[Published]:
        """Open appeals, newest first."""
        ...

    async def recent(self, limit: int) -> list[Published]:
        """Appeals that can be corrected or taken back, closed ones too, newest first."""
        ...

    async def of_case(self, case_id: int) -> list[Published]:
        """Newest first."""
        ...

    async def latest(self, *, open_only: bool = False) -> list[Published]:
        """The newest appeal of each case, newest first: of those not taken back, or of open ones alone."""
        ...

    async def find_case(self, name: str) -> int | None:
        """A case by its key."""
        ...

    async def cases(self) -> list[tuple[int, Case]]:
        """Cases with a published appeal, newest first."""
        ...


Place = tuple[int, bytes]
"""Where a walk over all signatures has got to: an appeal, and a tag under it."""

FIRST: Place = (0, b"")


class Signatures(Protocol):
    async def support(self, appeal: int, who: Address) -> Support: ...

    async def sign(self, appeal: int, who: Address, mode: SignatureMode, name: str, now: datetime) -> bool:
        """Count once; a later call changes the mode and name. Whether it was new."""
        ...

    async def withdraw(self, appeal: int, who: Address) -> bool: ...

    async def mark(self, appeal: int, who: Address, what: str) -> bool:
        """Leave a keyed trace ("letter.president.1") that names nobody. Whether it was new."""
        ...

    async def left(self, appeal: int, who: Address, *kinds: str) -> bool:
        """Whether one account left any of these traces."""
        ...

    async def seed(self, appeal: int, who: Address) -> bytes:
        """What varies one account's letters: always the same under one appeal, and naming nobody."""
        ...

    async def marked(self, appeal: int, what: str) -> int:
        """How many left that trace; ``what`` may end in ``*``."""
        ...

    async def marked_by(self, who: Address) -> list[int]:
        """The appeals under which one account left any trace, for ``/mydata``."""
        ...

    async def held_about(self, who: Address) -> list[tuple[int, SignatureMode, str]]:
        """(appeal, mode, name) of one account's signatures, for ``/mydata``; the name is empty where only the
        organisation's key opens it."""
        ...

    async def lock_names(self, after: Place, limit: int) -> Place | None:
        """Seal the next names that the master key opens to the organisation's public key. Where that has got
        to; ``None`` after the last one, or without such a key."""
        ...

    async def has_open_names(self) -> bool:
        """Whether the master key opens any name."""
        ...


class Follows(Protocol):
    async def follow(self, subscriber: int, case_id: int) -> bool: ...

    async def unfollow(self, subscriber: int, case_id: int) -> bool: ...

    async def followed(self, subscriber: int) -> list[int]: ...


class Hearings(Protocol):
    async def get(self, id: int) -> StoredHearing | None: ...

    async def of_case(self, case_id: int) -> list[StoredHearing]:
        """The whole chain, by date."""
        ...

    async def add(self, case_id: int, hearing: Hearing) -> StoredHearing:
        """Keep a hearing; if it supersedes another of the case (by key), that one's open reminders are void
        in this transaction and it becomes ``adjourned``. Adding a known key again returns what is kept."""
        ...

    async def amend(self, id: int, hearing: Hearing) -> StoredHearing:
        """Keep other details of a hearing: its key, date and place in the chain must be the same."""
        ...

    async def set_state(self, id: int, state: HearingState) -> None:
        """Anything but ``scheduled`` voids the open reminders."""
        ...

    async def scheduled(self) -> list[StoredHearing]:
        """Hearings in state ``scheduled`` that nothing supersedes, for planning anew at start."""
        ...

    async def resit(self, id: int, starts: datetime) -> None:
        """The same wall time is another instant now: the clocks of its zone were changed."""
        ...


class Audit(Protocol):
    async def write(self, who: str, what: str, about: str, now: datetime) -> None:
        """Append: an organizer's key, a verb and an id. Never text."""
        ...

    async def note(self, who: str, what: str, about: str, now: datetime) -> int:
        """:meth:`write`, and the number of the entry."""
        ...

    async def entry(self, id: int) -> Entry | None: ...

    async def about(self, about: str) -> list[Entry]:
        """Every entry about exactly this, oldest first."""
        ...

    async def of(self, what: str, since: datetime) -> list[Entry]:
        """Every entry with this verb since an instant, oldest first."""
        ...

    async def page(self, limit: int, before: int | None = None) -> list[Entry]:
        """The newest entries, or those just before a number; newest first."""
        ...

    async def trail(self) -> Trail:
        """The whole trail, checked entry by entry."""
        ...
