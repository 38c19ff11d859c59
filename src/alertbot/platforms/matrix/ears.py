"""Hearing: one sync after the other, each kept before the next one confirms it.

Where to go on from travels with the last event of a batch and is stored in the same transaction, together
with what could not be decrypted yet and invitations not yet answered. So whatever dies in between, nothing is
heard twice and nothing is lost."""

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from alertbot.domain.subscriber import ChatKind
from alertbot.errors import Rejected, SendFailure
from alertbot.platforms.matrix.arrivals import arrival, is_about, is_farewell, made_by, start_of, unsigned
from alertbot.platforms.matrix.choices import Choices
from alertbot.platforms.matrix.client import answered, library
from alertbot.platforms.matrix.errands import Errand
from alertbot.platforms.matrix.events import Heard, What
from alertbot.platforms.matrix.newest import Newest
from alertbot.platforms.matrix.pins import Pins
from alertbot.platforms.matrix.rooms import Rooms
from alertbot.ports import Drawer, RawEvent

log = logging.getLogger(__name__)

POSITION = "position"
"""The drawer in which the inbox keeps where to go on from."""

POLL_MILLISECONDS = 25_000
SPARE_SECONDS = 30.0
FIRST_SECONDS = 600.0
"""A start fetches the state of every room: some milliseconds each."""

TIMELINE = 100
MOST_MISSED = 5_000
"""Events fetched to close a gap in one room; what is older than those is told of in the log."""

MOST_HELD = 200
MOST_COUNTED = 200
"""Sessions of organizers' devices whose last message is remembered; a device begins one a week and room."""

PATIENCE = 20.0
"""Seconds until somebody whose message cannot be read is told so. It is read all the same if its key
comes."""

FILTER: dict[str, Any] = {
    "presence": {"types": []},
    "room": {
        "timeline": {
            "limit": TIMELINE,
            "types": ["m.room.message", "m.room.encrypted", "m.room.member", "m.room.tombstone", "m.reaction",
                      "m.room.power_levels", "m.room.encryption", "m.room.name", "m.room.canonical_alias",
                      "m.room.redaction"],
        },
        "ephemeral": {"types": []},
    },
}  # fmt: skip


@dataclass(slots=True)
class Waiting:
    """A message whose key has not come: the event as it came, and whether its writer was told."""

    room: str
    event: dict[str, Any] = field(repr=False)
    told: bool = False
    since: float = 0.0


class Ears:
    """Turns what a client hears into raw events. ``drawer`` holds the position of the last start."""

    def __init__(
        self,
        client: Any,
        rooms: Rooms,
        pins: Pins,
        drawer: Drawer,
        *,
        choices: Choices,
        newest: Newest,
        errands: Sequence[Errand] = (),
        wait: int = POLL_MILLISECONDS,
    ) -> None:
        self._client = client
        self._rooms = rooms
        self._pins = pins
        self._drawer = drawer
        self._errands = errands
        self._choices = choices
        self._newest = newest
        self._wait = wait
        self._since: str | None = None
        self._held: list[Waiting] = []
        self._invites: dict[str, tuple[str, bool]] = {}
        self._counted: dict[str, int] = {}
        self._counting: dict[str, int] = {}
        self._batch: list[RawEvent] = []
        self._begun = False
        self._changed = False
        self.caught = asyncio.Event()
        """Set once the rooms are known: before, nothing can be sent."""
        self._more = asyncio.Event()

    async def open(self) -> None:
        raw = await self._drawer.get(POSITION)
        if raw is not None:
            kept = orjson.loads(raw)
            self._since = kept["since"]
            now = asyncio.get_running_loop().time()
            self._held = [Waiting(one["room"], one["event"], one["told"], now) for one in kept["held"]]
            self._invites = {room: (by, direct) for room, by, direct in kept["invites"]}
            self._counted = kept["counted"]
            for errand in self._errands:
                if errand.name in kept:
                    errand.load(kept[errand.name])

    async def hear(self, after: int | None, *, wait: bool) -> Sequence[RawEvent]:
        """What happened behind ``after``; the same again until ``after`` tells that it was kept."""
        if self._batch and (after or 0) < self._batch[-1].id:
            return self._batch
        self._batch = []
        heard = await self._listen(wait=wait)
        position = self._position()
        if not heard and self._changed:
            heard = [Heard(What.NOTED)]
        self._changed = False
        last = len(heard)
        self._batch = [
            RawEvent((after or 0) + n, one.pack(), position if n == last else None)
            for n, one in enumerate(heard, 1)
        ]
        return self._batch

    async def heard_more(self) -> None:
        """Wait for the end of a sync."""
        await self._more.wait()

    def _position(self) -> bytes:
        held = [{"room": one.room, "event": one.event, "told": one.told} for one in self._held]
        invites = [[room, by, direct] for room, (by, direct) in self._invites.items()]
        known = {"since": self._since, "held": held, "invites": invites, "counted": self._counted}
        return orjson.dumps(known | {errand.name: errand.pack() for errand in self._errands})

    # --- one sync -----------------------------------------------------------------------------------------

    async def _listen(self, *, wait: bool) -> list[Heard]:
        first, began = not self._begun, self._since
        self._counting = {}
        self._newest.begin()
        response = await self._sync(first=first, wait=wait and not first)
        heard: list[Heard] = []
        if began is not None:
            for room, info in response.rooms.join.items():
                heard += await self._in_room(room, info, began)
        for room, info in response.rooms.leave.items():
            heard += await self._out_of(room, info)
        heard += await self._late(response.to_device_events or first)
        self._invited(response.rooms.invite)
        self._since, self._begun = response.next_batch, True
        self._newest.keep()
        self._counted = dict(list((self._counted | self._counting).items())[-MOST_COUNTED:])
        heard = await self._settled() + heard
        await self._follow_up()
        self._changed = self._changed or began is None
        self.caught.set()
        self._more.set()
        self._more = asyncio.Event()
        return heard

    async def _sync(self, *, first: bool, wait: bool) -> Any:
        # The library takes a sync that it has seen for done, and goes on by itself from the last one it saw.
        # The first one tells of all rooms, also when nothing has happened since.
        self._client.next_batch = "" if first else self._since or ""
        asked = self._client.sync(
            timeout=self._wait if wait else 0, sync_filter=FILTER, since=self._since, full_state=first or None
        )
        try:
            return await answered(
                _within(FIRST_SECONDS if first else self._wait / 1000 + SPARE_SECONDS, asked)
            )
        except SendFailure as failure:
            refused = str(failure) == "the token was refused"
            failed = Rejected("token") if refused else failure
        raise failed

    async def _settled(self) -> list[Heard]:
        """What came of what was noticed in rooms; whatever it changes is kept with the batch."""
        before = [errand.pack() for errand in self._errands]
        heard = [one for errand in self._errands for one in await errand.settle()]
        self._changed = self._changed or before != [errand.pack() for errand in self._errands]
        return heard

    async def _follow_up(self) -> None:
        """What the library asks for after a sync. What fails now is asked for again after the next one."""
        client = self._client
        with suppress(SendFailure, library.LocalProtocolError):
            if client.should_upload_keys:
                await answered(client.keys_upload())
            if client.should_query_keys:
                await answered(client.keys_query())
            if client.should_claim_keys:
                await answered(client.keys_claim(client.get_users_for_key_claiming()))
            await client.send_to_device_messages()
        for room, (inviter, direct) in list(self._invites.items()):
            try:
                await self._rooms.answer(room, inviter, direct=direct)
            except Rejected:
                log.info("an invitation could not be accepted any more")
            except SendFailure:
                continue
            del self._invites[room]
            self._changed = True

    # --- rooms --------------------------------------------------------------------------------------------

    async def _in_room(self, room: str, info: Any, began: str) -> list[Heard]:
        events = list(info.timeline.events)
        if info.timeline.limited:
            self._newest.miss(room)
        came = arrival(events, self._client.user_id)
        if came is None and info.timeline.limited and info.timeline.prev_batch:
            events = await self._missed(room, info.timeline.prev_batch, began) + events
            came = arrival(events, self._client.user_id)
        if await self._is_silent(room, entered=came is not None):
            return []
        heard: list[Heard] = []
        if came is not None:
            if room not in self._rooms.successors and not made_by(info, self._client.user_id):
                heard += self._entered(room, events[came])
            events = events[start_of(events, came, direct=self._rooms.kind(room) is ChatKind.PERSON) :]
        for event in events:
            for errand in self._errands:
                errand.notice(room, event.source)
            if self._rooms.kind(room) is ChatKind.PERSON:
                self._newest.notice(room, event)
            if (one := await self._happened(room, event)) is not None:
                heard.append(one)
        return heard

    async def _is_silent(self, room: str, *, entered: bool) -> bool:
        """Nothing said there is for the bot. It does not stay where it was brought as into a direct room, nor
        where the one whom it came for is gone."""
        hushed = self._rooms.is_hushed(room)
        if hushed and (entered or self._rooms.whose(room) not in self._rooms.members(room)):
            await self._rooms.leave(room)
        return hushed or self._rooms.is_space(room)

    async def _missed(self, room: str, start: str, end: str) -> list[Any]:
        """What a sync left out between its own beginning and where we stood, oldest first."""
        found: list[Any] = []
        while start and len(found) < MOST_MISSED:
            asked = self._client.room_messages(
                room, start, end, direction=library.MessageDirection.back, limit=TIMELINE
            )
            page = await answered(asked)
            found += page.chunk
            if not page.chunk or not page.end or page.end == start:
                break
            start = page.end
        else:
            log.warning("more was said while nobody listened than is fetched")
        return found[::-1]

    def _entered(self, room: str, event: Any) -> list[Heard]:
        """The bot is in. Who brings it into a direct room has thereby said hello."""
        person = self._rooms.partner(room)
        before = unsigned(event).get("prev_content", {})
        if person is not None:
            return (
                [Heard(What.STARTED, room, ChatKind.PERSON, person)]
                if before.get("membership") == "invite"
                else []
            )
        inviter = unsigned(event).get("prev_sender")
        by = inviter if isinstance(inviter, str) else ""
        return [Heard(What.ENTERED, room, self._rooms.kind(room), by, title=self._rooms.title(room))]

    async def _out_of(self, room: str, info: Any) -> list[Heard]:
        person = self._rooms.whose(room)
        gone = any(is_farewell(event, self._client.user_id) for event in info.timeline.events)
        self._held = [one for one in self._held if one.room != room]
        if person is not None:
            await self._rooms.leave(room)
            return [Heard(What.LEFT, room, ChatKind.PERSON, person)] if self._is_unreachable(person) else []
        self._client.forget(room)
        return [Heard(What.LEFT, room, ChatKind.GROUP)] if gone else []

    async def _happened(self, room: str, event: Any) -> Heard | None:
        source: dict[str, Any] = event.source
        sender = source.get("sender")
        if not isinstance(sender, str) or sender == self._client.user_id:
            return None
        if isinstance(event, library.MegolmEvent):
            await self._hold(room, event)
            return None
        kind = source.get("type")
        if kind == "m.room.message":
            return await self._said(room, event, sender)
        return await self._left_by(room, event) if kind == "m.room.member" else None

    async def _said(self, room: str, event: Any, sender: str, *, late: bool = False) -> Heard:
        trusted = await self._pins.trusts(self._client, room, event, sender) and self._is_new(event)
        kind, content = self._rooms.kind(room), event.source.get("content")
        heard = Heard(What.SAID, room, kind, sender, trusted, content=content, event=event.event_id)
        if kind is not ChatKind.PERSON:
            return heard
        offered = await self._choices.offered(room, content)
        return replace(
            heard, offered=offered, above=await self._newest.above(room, event.event_id, late=late)
        )

    def _is_new(self, event: Any) -> bool:
        """Whether a pinned device says it now: a homeserver could show again what an organizer said long ago.

        The messages of a session are numbered; the library forgets with each start which numbers it has seen.
        """
        seen = self._client.olm.message_index_store
        ours = [key for key in seen if key[1] == event.session_id]
        number = next((key[2] for key in ours if seen[key][0] == event.event_id), None)
        if number is None or number <= self._counted.get(event.session_id, -1):
            return False
        self._counting[event.session_id] = max(number, self._counting.get(event.session_id, -1))
        return True

    async def _left_by(self, room: str, event: Any) -> Heard | None:
        """Somebody who leaves their direct room does not want to be written to in it."""
        person = event.source.get("state_key")
        out = event.source.get("content", {}).get("membership") in ("leave", "ban")
        if not out or not isinstance(person, str) or self._rooms.partner(room) != person:
            return None
        await self._rooms.leave(room)
        self._held = [one for one in self._held if one.room != room]
        return Heard(What.LEFT, room, ChatKind.PERSON, person) if self._is_unreachable(person) else None

    def _is_unreachable(self, person: str) -> bool:
        return self._rooms.direct_room(person) is None

    def _invited(self, invited: Any) -> None:
        for room, info in invited.items():
            for event in info.invite_state:
                if is_about(event, self._client.user_id) and event.membership == "invite":
                    direct = event.content.get("is_direct") is True
                    self._invites[room] = event.sender, direct
                    self._changed = True

    # --- late keys ----------------------------------------------------------------------------------------

    async def _hold(self, room: str, event: Any) -> None:
        self._held.append(Waiting(room, event.source, since=asyncio.get_running_loop().time()))
        self._changed = True
        if len(self._held) > MOST_HELD:
            del self._held[0]
            log.warning("a message that could never be read is given up: too many wait for their keys")
        with suppress(SendFailure, library.LocalProtocolError):
            event.room_id = room
            await answered(self._client.request_room_key(event))

    async def _late(self, keys_came: Any) -> list[Heard]:
        """Messages whose keys have come; and who waited long enough to be told."""
        heard: list[Heard] = []
        now = asyncio.get_running_loop().time()
        for one in list(self._held):
            if keys_came and (event := self._opened(one)) is not None:
                self._held.remove(one)
                if event.source.get("type") == "m.room.message":
                    heard.append(await self._said(one.room, event, str(one.event.get("sender")), late=True))
                self._changed = True
            elif not one.told and now - one.since >= PATIENCE:
                one.told = self._changed = True
                heard.append(
                    Heard(What.UNREAD, one.room, self._rooms.kind(one.room), str(one.event.get("sender")))
                )
        return heard

    def _opened(self, one: Waiting) -> Any:
        event = library.Event.parse_event(one.event)
        if not isinstance(event, library.MegolmEvent):
            return None
        event.room_id = one.room
        try:
            return self._client.decrypt_event(event)
        except (library.EncryptionError, AssertionError):
            return None


async def _within(seconds: float, answer: Awaitable[Any]) -> Any:
    async with asyncio.timeout(seconds):
        return await answer
