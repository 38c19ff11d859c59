"""How fast messages leave: nearly all of a strict limit, and never more than it.

Telegram asks for at most about 30 messages a second from a bot, one a second to a chat and twenty a minute
to a group (Bots FAQ). What counts is when *it* counts them, which is some time between our sending and its
answer. So a place is free again a window after the server can last have counted the message in it: the
answer's arrival less the shortest round trip. Nothing is lost to guesses when the network is calm, and a
burst that was late on its way cannot share a window with newer messages (performance research, section 3).
"""

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from alertbot.ports import Trip

SECOND = 1.0
MINUTE = 60.0
MOST_A_MINUTE = 20
"""Messages to one group or channel."""

BACKLOG_SECONDS = 0.25
BACKLOG_MESSAGES = 30
"""How much of a pause may be caught up at once. A burst comes back every second, when its places fall free
together: larger ones would keep the event loop from everybody for as long as they take to write."""

HASTE = 1.25
NEARLY_ALL = 0.8
"""Once so large a share of the places is taken, messages follow one another so much faster than the rate:
places that stood empty for a moment are soon in use again. Sooner it would only make a pause at the end of
the second."""

EARLY = 0.004
"""Seconds before a place is free that a message may have it whose platform holds it back until then. At
1,000/s so long passes between leave to send and the first byte, and every place stood empty for it."""

FLOOD_CHATS = 3
FLOOD_SECONDS = 10.0
"""So many chats refused within so long: it is we who are too fast, not one chat that is busy."""

EASING = 0.8
EASED_SECONDS = 30.0
"""After a flood we go at this share of the pace, and every so long a twentieth of the full one comes back:
the real limit may be lower than we were told, for an hour or for good."""

_MARGIN = 0.0002
"""Seconds, a fifth of a thousandth of the pace: more than two clocks differ by. Sixty seconds at 1,000/s
against a strict server saw no refusal without it either."""

_FLOOR_SAMPLES = 32
_FLOOR_SETTLED = 128
_FLOOR_WINDOW = 256
_MINUTES_KEPT = 10
_SOON = 0.001
_NEVER = float("inf")
_NEXT_LOOK = 0.02
"""Seconds until somebody is looked at again whom only an answer can help."""
_PRUNE_FROM = 1024

Chat = Hashable


class Floor:
    """The shortest round trip to one server that can be relied on, in seconds; 0 while little is known."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=_FLOOR_WINDOW)
        self._least: deque[tuple[int, float]] = deque(maxlen=_MINUTES_KEPT)
        self._seen = 0
        self._trusted_from = _NEVER
        self.seconds = 0.0

    def note(self, trip: float, now: float, *, timed: bool = False) -> None:
        """``timed`` by the platform: without that, the first trips include the connection being made."""
        self._recent.append(trip)
        self._keep_least(trip, int(now // MINUTE))
        self._seen += 1
        if self._seen == 1:
            self._trusted_from = now if timed else now + SECOND
        self.seconds = min(self.seconds, trip)
        if self._seen % 16 == 0 and self._seen >= _FLOOR_SAMPLES and now >= self._trusted_from:
            ordered = sorted(self._recent)
            # The way in and the way back are rarely at their best together: how far good trips are from the
            # best one is taken off. A calm network loses nothing by it, an uneven one some hundredths.
            # While few are known, the best of them may be far from the best there is.
            part = 4 if self._seen >= _FLOOR_SETTLED else 2
            usual = 2 * ordered[0] - ordered[len(ordered) // part]
            # When everything was slow for a while, the next message may be the first fast one again.
            self.seconds = max(0.0, min(usual, *(trip for _, trip in self._least)))

    def _keep_least(self, trip: float, minute: int) -> None:
        """The shortest trip of each of the last minutes that saw any."""
        if not self._least or self._least[-1][0] != minute:
            self._least.append((minute, trip))
        elif trip < self._least[-1][1]:
            self._least[-1] = (minute, trip)


@dataclass(slots=True)
class Place:
    """Leave to send one message; :meth:`Pacer.done` gives it back once the server answered or nobody did."""

    chat: Chat
    room: bool
    server: str
    trip: Trip


class Dismissed(Exception):
    """Nobody is given a place any more."""


@dataclass(order=True, slots=True)
class _Waiter:
    """Somebody in line: lower lanes first, in a lane whoever came first."""

    lane: int
    ticket: int
    chat: Chat = field(compare=False)
    room: bool = field(compare=False)
    server: str = field(compare=False)
    early: bool = field(compare=False)
    place: "asyncio.Future[Place | None]" = field(compare=False)


@dataclass(slots=True)
class _Pace:
    """One chat's: messages on their way, from when it may be sent to, and in rooms when the places of the
    last minute are free again."""

    on_the_way: int = 0
    free_from: float = 0.0
    minute: list[float] = field(default_factory=list[float])


class Pacer:
    """All messages of a process, edits included. ``now`` is a monotonic clock in seconds."""

    def __init__(
        self, rate: int, now: Callable[[], float], may_leave: Callable[[], bool] = lambda: True
    ) -> None:
        """``rate``: messages in any one second. ``may_leave`` is asked before each; who says no calls
        :meth:`serve` once it would say yes."""
        self._full = self._rate = rate
        self._eased_at = 0.0
        self._may_leave = may_leave
        self._now = now
        self._open = 0
        self._ends: list[float] = []
        self._due = now()
        self._frozen_until = 0.0
        self._floors: dict[str, Floor] = {}
        self._chats: dict[Chat, _Pace] = {}
        self._refused: deque[tuple[float, Chat, bool]] = deque()
        self._prune_at = _PRUNE_FROM
        self._tickets = itertools.count()
        self._line: list[_Waiter] = []
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False
        self.on_the_way = 0

    # --- the whole ----------------------------------------------------------------------------------------

    def room(self, ahead: int = 0) -> int:
        """How many more messages may get in line for it to be no longer than ``ahead`` once everybody has
        left who may leave now: places free in the window, spread evenly.

        The even spread is what keeps a place near for an answer while an alert fills every second.
        """
        return max(0, self._free() + ahead - len(self._line))

    @property
    def rate(self) -> int:
        """Messages a second at present."""
        return self._rate

    @property
    def _step(self) -> float:
        haste = HASTE if self._open >= NEARLY_ALL * self._rate else 1.0
        return SECOND / (self._rate * haste)

    def _due_by(self, now: float) -> float:
        """When the next message would have been due in an even spread, as far as it may be caught up."""
        return max(self._due, now - min(BACKLOG_SECONDS, BACKLOG_MESSAGES * self._step))

    def _free(self) -> int:
        now = self._now()
        self._expire(now)
        self._regain(now)
        if now < self._frozen_until:
            return 0
        due = int((now - self._due_by(now)) / self._step + 1e-9) + 1
        return max(0, min(self._rate - self._open, due if now >= self._due else 0))

    def room_in(self, messages: int, ahead: int) -> float:
        """Seconds until :meth:`room` may be as many."""
        return self._opens_in(messages + len(self._line) - ahead)

    def _opens_in(self, messages: int, *, early: bool = False) -> float:
        """Seconds until so many may leave; where only an answer can make room, a short while."""
        if messages < 1:
            return 0.0
        now = self._now()
        self._expire(now)
        full = self._open + messages > self._rate
        window = (self._ends[0] if self._ends else now + self._step) if full else now
        due = self._due_by(now) + (messages - 1) * self._step
        begins = max(window, due) - (EARLY if early else 0.0)
        return max(0.0, max(begins, self._frozen_until) - now)

    # --- one chat -----------------------------------------------------------------------------------------

    def ready_in(self, chat: Chat) -> float:
        """Seconds until a chat may be sent to; infinite while a message to it is on its way."""
        pace = self._chats.get(chat)
        if pace is None:
            return 0.0
        if pace.on_the_way:
            return _NEVER
        now = self._now()
        while pace.minute and pace.minute[0] <= now:
            heapq.heappop(pace.minute)
        full = len(pace.minute) >= MOST_A_MINUTE
        return max(0.0, pace.free_from - now, pace.minute[0] - now if full else 0.0)

    def park(self, chat: Chat, seconds: float) -> None:
        """Leave this chat alone for so long."""
        pace = self._chats.setdefault(chat, _Pace())
        pace.free_from = max(pace.free_from, self._now() + seconds)

    def refused(self, chat: Chat, seconds: float, *, room: bool = False) -> None:
        """The server asked to leave this chat alone. Everything waits only when several chats are refused,
        and not rooms alone: those have limits of their own, and a few could hold up everybody."""
        self.park(chat, seconds)
        now = self._now()
        self._refused.append((now, chat, room))
        while self._refused[0][0] < now - FLOOD_SECONDS:
            self._refused.popleft()
        if self._is_flood():
            if now >= self._frozen_until:
                self._rate = max(1, int(self._rate * EASING))
            self._frozen_until = max(self._frozen_until, now + seconds)
            self._eased_at = self._frozen_until

    def _is_flood(self) -> bool:
        chats = {chat for _, chat, _ in self._refused}
        return len(chats) >= FLOOD_CHATS and not all(room for _, _, room in self._refused)

    # --- places -------------------------------------------------------------------------------------------

    async def wait(self, chat: Chat, *, room: bool, server: str, lane: int = 0, early: bool = False) -> Place:
        """A place as soon as there is one: lower lanes first, in a lane whoever came first. A chat that is
        not ready holds up nobody else. ``early``: the message is held back until the place's trip opens.
        :class:`Dismissed` once the pacer is closed."""
        while not self._closed:
            if ready := self.ready_in(chat):
                await asyncio.sleep(_NEXT_LOOK if ready == _NEVER else min(SECOND, max(_SOON, ready)))
            elif place := await self._stand_in_line(lane, chat, room, server, early):
                return place
        raise Dismissed

    async def _stand_in_line(
        self, lane: int, chat: Chat, room: bool, server: str, early: bool
    ) -> Place | None:
        """``None`` when the chat got another message meanwhile."""
        place: asyncio.Future[Place | None] = asyncio.get_running_loop().create_future()
        waiter = _Waiter(lane, next(self._tickets), chat, room, server, early, place)
        heapq.heappush(self._line, waiter)
        self.serve()
        try:
            return await place
        except asyncio.CancelledError:
            if waiter in self._line:
                self._line.remove(waiter)
                heapq.heapify(self._line)
            elif not place.cancelled() and (given := place.result()):
                self.give_back(given)
            raise

    def close(self) -> None:
        """Send everybody in line away, and whoever comes later."""
        self._closed = True
        for waiter in self._line:
            waiter.place.set_result(None)
        self._line.clear()

    def serve(self) -> None:
        """Give places to those in line, as many as may leave now."""
        while self._line and self._may_leave() and self._has_place(early=self._line[0].early):
            one = heapq.heappop(self._line)
            one.place.set_result(self.take(one.chat, room=one.room, server=one.server, early=one.early))
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._line:
            wait = self._opens_in(1, early=self._line[0].early) if self._may_leave() else _NEXT_LOOK
            self._timer = asyncio.get_running_loop().call_later(max(_SOON, wait), self.serve)

    def _has_place(self, *, early: bool) -> bool:
        """Whether there is a place, or for somebody ``early`` one that will be free in a moment."""
        if self._free():
            return True
        now = self._now()
        if not early or now < self._frozen_until or now + EARLY < self._due:
            return False
        return self._open < self._rate or self._is_freed_by(now + EARLY)

    def _is_freed_by(self, moment: float) -> bool:
        """Whether the next place to fall free is one that may be taken again then."""
        return self._open == self._rate and bool(self._ends) and self._ends[0] <= moment

    def take(self, chat: Chat, *, room: bool, server: str, early: bool = False) -> Place | None:
        """A place for a message that leaves now, ahead of everybody in line, or ``None``. ``early``: see
        :meth:`wait`."""
        if not self._has_place(early=early) or self.ready_in(chat) > 0:
            return None
        opens = 0.0
        if self._open < self._rate:
            self._open += 1
        else:
            opens = heapq.heappop(self._ends)
        self.on_the_way += 1
        self._due = self._due_by(self._now()) + self._step
        self._chats.setdefault(chat, _Pace()).on_the_way += 1
        return Place(chat, room, server, Trip(self._now, opens))

    def give_back(self, place: Place) -> None:
        """Nothing left under this place."""
        if place.trip.wait:
            heapq.heappush(self._ends, place.trip.opens)
        else:
            self._open -= 1
        self.on_the_way -= 1
        self._chats[place.chat].on_the_way -= 1

    def done(self, place: Place, *, answered: bool = True, counted: bool = True) -> None:
        """The message's request is over. ``answered``: the server said something, and how long that took
        tells how far away it is. ``counted`` false: it surely did not count for its chat, so that the next
        may follow at once."""
        now = self._now()
        free = (self._counted_by(place) if answered else now) + SECOND + _MARGIN
        heapq.heappush(self._ends, free)
        pace = self._chats.setdefault(place.chat, _Pace())
        pace.on_the_way -= 1
        self.on_the_way -= 1
        if counted:
            # One chat's second costs nobody else anything, so nothing is taken off it.
            pace.free_from = max(pace.free_from, now + SECOND + _MARGIN)
        if counted and place.room:
            heapq.heappush(pace.minute, now + MINUTE + _MARGIN)
        self._prune(now)

    def _counted_by(self, place: Place) -> float:
        """When the server must have counted an answered message."""
        arrived = place.trip.arrived
        floor = self._floors.setdefault(place.server, Floor())
        floor.note(arrived - place.trip.left, arrived, timed=place.trip.timed)
        return arrived - floor.seconds

    def __len__(self) -> int:
        """Chats it has to remember."""
        return len(self._chats)

    def _regain(self, now: float) -> None:
        if self._rate < self._full and now >= self._eased_at + EASED_SECONDS:
            self._rate = min(self._full, self._rate + max(1, self._full // 20))
            self._eased_at = now

    def _expire(self, now: float) -> None:
        while self._ends and self._ends[0] <= now:
            heapq.heappop(self._ends)
            self._open -= 1

    def _prune(self, now: float) -> None:
        """Forget chats that are free, now and then, so that a million of them do not pile up."""
        if len(self._chats) < self._prune_at:
            return
        self._chats = {chat: pace for chat, pace in self._chats.items() if _matters(pace, now)}
        self._prune_at = max(_PRUNE_FROM, 2 * len(self._chats))


def _matters(pace: _Pace, now: float) -> bool:
    return bool(pace.on_the_way) or pace.free_from > now or any(end > now for end in pace.minute)
