"""Conversing: the one entry for every incoming event.

An event is handled in one transaction: the inbox row is done, the state moves on, orders are carried out and
answers are queued, or none of it. What is slow or asks a platform is fetched before that transaction opens.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import structlog

from alertbot.dialogue.barred import barred
from alertbot.dialogue.conversations import ROOM, TAPS, conversation_for
from alertbot.dialogue.drill_board import NAME as EXERCISE
from alertbot.dialogue.drill_board import paused
from alertbot.dialogue.engine import (
    Command,
    Conversation,
    Document,
    Event,
    Facts,
    Keep,
    Lapsed,
    Line,
    Order,
    State,
    Step,
    Tapped,
    Unreadable,
    Want,
)
from alertbot.dialogue.permits import carries_out
from alertbot.dialogue.rooms import invitation
from alertbot.dialogue.screen import Screen, say, text
from alertbot.dialogue.wants import ChoicesNow
from alertbot.domain.subscriber import Address, ChatKind, SubscriberState
from alertbot.errors import NotAllowed, StaleTap, StoreUnavailable, UnreadableEvent
from alertbot.faultlines import where
from alertbot.journeys.desk import Desk, Do, Fetch, Find, Journey, Who
from alertbot.journeys.rooms import Rooms
from alertbot.ports import (
    Admitted,
    Arrived,
    Incoming,
    Knocked,
    Migrated,
    Platform,
    RawEvent,
    Stayed,
    Store,
    Tx,
)
from alertbot.wording.transcript import answered

log = structlog.get_logger(__name__)

LARGEST_FILE = 16 << 20
"""Bytes: a telephone's largest photographs."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """One event on its way: who, what, and the conversation that answers.

    ``interrupts`` tells that any conversation stood before, this one or another. ``exercise`` is where
    somebody stands in one while another conversation answers: that one does not end it.
    """

    who: Who
    event: Event
    state: State | None
    conversation: Conversation
    interrupts: bool
    exercise: State | None = None


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who said what, and where their conversation stands; no ``event`` while a file is not fetched."""

    who: Who
    state: State | None
    event: Event | None


class Conversing:
    """``journeys`` must answer every want and order exactly once; ``sent`` is called after each commit."""

    def __init__(
        self, store: Store, desk: Desk, rooms: Rooms, journeys: tuple[Journey, ...], sent: Callable[[], None]
    ) -> None:
        self._store = store
        self._desk = desk
        self._rooms = rooms
        self._sent = sent
        self._finds: Mapping[type[Want[Any]], Find] = _merged(j.finds for j in journeys)
        self._fetches: Mapping[type[Want[Any]], Fetch] = _merged(j.fetches for j in journeys)
        self._does: Mapping[type[Order], Do] = _merged(j.does for j in journeys)

    async def handle(self, platform: Platform, raw: RawEvent, incoming: Incoming | None) -> None:
        """Handle a stored event, parsed to ``incoming``; whatever goes wrong, the next one is handled.

        :class:`StoreUnavailable` when nothing could be stored: the event stays in the inbox.
        """
        try:
            match incoming:
                case Arrived():
                    await self._arrived(platform, raw, incoming)
                case _:
                    await self._happened(platform, raw, incoming)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one event must never stop the others
            log.error("event_failed", **where(error))  # noqa: TRY400 - a traceback's values may hold text
            await self._put_aside(platform, raw, incoming, type(error).__name__)
        self._sent()

    async def unreadable(self, platform: Platform, raw: RawEvent, error: UnreadableEvent) -> None:
        """Put an event aside that its platform cannot parse."""
        log.warning("event_unreadable", error=type(error).__name__)
        async with self._store.transaction() as tx:
            await tx.inbox.quarantine(platform.name, raw.id, type(error).__name__)

    async def _put_aside(
        self, platform: Platform, raw: RawEvent, incoming: Incoming | None, reason: str
    ) -> None:
        async with self._store.transaction() as tx:
            await tx.inbox.quarantine(platform.name, raw.id, reason)
            if isinstance(incoming, Arrived) and incoming.kind is ChatKind.PERSON:
                sorry = Screen((text(say("message.failed")),))
                locale = self._desk.wording.best_locale(incoming.language)
                await self._desk.show(tx, incoming.chat, sorry, locale)

    async def _happened(
        self, platform: Platform, raw: RawEvent, incoming: Admitted | Migrated | Stayed | Knocked | None
    ) -> None:
        async with self._store.transaction() as tx:
            match incoming:
                case Admitted():
                    nobody = Who(incoming.chat, incoming.kind, None, None, None, "en", platform.name)
                    choices = await self._finds[ChoicesNow](tx, ChoicesNow(), nobody)
                    await self._rooms.admit(tx, incoming, choices)
                case Migrated(chat=chat, to=to):
                    await tx.people.move(chat, to)
                case Stayed():
                    await self._rooms.stay(tx, incoming)
                case Knocked(chat=chat):
                    await self._rooms.knocked(tx, chat)
                case None:
                    pass
            await tx.inbox.done(platform.name, raw.id)

    async def _arrived(self, platform: Platform, raw: RawEvent, arrived: Arrived) -> None:
        """Most events need nothing slow and are over in one transaction; the others take a second one."""
        said = None
        async with self._store.transaction() as tx:
            heard = await self._heard(tx, platform, arrived)
            turn = _turn(heard) if heard.event is not None and not arrived.kind.is_room else None
            if turn and not self._slow(turn):
                said = await self._take(tx, turn, {}, platform, raw, arrived)
        if turn is None or self._slow(turn):
            said = await self._take_time(heard, platform, raw, arrived)
        if arrived.tap:
            await platform.acknowledge(arrived.tap, said)
        elif arrived.said:
            await platform.acknowledge(arrived.said, None)

    async def _take_time(
        self, heard: _Heard, platform: Platform, raw: RawEvent, arrived: Arrived
    ) -> str | None:
        """Fetch what must not hold a transaction, then handle the event in one."""
        trusted = heard.who.organizer is not None
        event = heard.event or await self._file(platform, arrived, trusted=trusted)
        heard = replace(heard, event=event)
        turn = await self._room_turn(platform, heard) if arrived.kind.is_room else _turn(heard)
        fetched = (
            {want: await self._fetches[type(want)](self._store, want, turn.who) for want in self._slow(turn)}
            if turn
            else {}
        )
        async with self._store.transaction() as tx:
            if turn is None:
                if arrived.kind.is_room:
                    await self._invite(tx, heard, arrived)
                await tx.inbox.done(platform.name, raw.id)
                return None
            return await self._take(tx, turn, fetched, platform, raw, arrived)

    async def _take(
        self,
        tx: Tx,
        turn: _Turn,
        fetched: Mapping[Want[Any], Any],
        platform: Platform,
        raw: RawEvent,
        arrived: Arrived,
    ) -> str | None:
        """Step, follow and finish, all in one transaction; the notice in words."""
        step = await self._step(tx, turn, fetched, platform)
        await self._follow(tx, turn, step, arrived)
        await tx.inbox.done(platform.name, raw.id)
        return self._desk.wording.phrase(step.notice, turn.who.locale) if step.notice else None

    def _slow(self, turn: _Turn) -> list[Want[Any]]:
        wanted = turn.conversation.wants(turn.state, turn.event)
        return [want for want in wanted if type(want) in self._fetches]

    async def _heard(self, tx: Tx, platform: Platform, arrived: Arrived) -> _Heard:
        who = await self._who(tx, platform, arrived)
        state = await tx.talks.state(who.chat)
        return _Heard(who, state, await self._event(tx, platform, arrived, who))

    async def _who(self, tx: Tx, platform: Platform, arrived: Arrived) -> Who:
        chat, actor = _identity(arrived.chat), arrived.actor and _identity(arrived.actor)
        known = await tx.people.find(chat)
        organizer = self._desk.organizer(actor) if arrived.trusted else None
        locale = known.locale if known else self._desk.wording.best_locale(arrived.language)
        room = arrived.kind.is_room
        active = known if known and (room or known.state is SubscriberState.ACTIVE) else None
        role = self._desk.role_of(organizer)
        topic = arrived.chat.thread
        unvouched = not arrived.trusted and self._desk.organizer(actor) is not None
        place = platform.name, role, topic
        return Who(chat, arrived.kind, actor, active, organizer, locale, *place, unvouched)

    async def _event(self, tx: Tx, platform: Platform, arrived: Arrived, who: Who) -> Event | None:
        """The event with its tap unpacked, or ``None`` when a file must be fetched first."""
        if arrived.packed:
            return _tapped(arrived.packed, arrived.event)
        if isinstance(arrived.event, Line) and not platform.can.buttons:
            kept = tuple(await tx.talks.offers(who.chat))
            offer = answered(kept if arrived.offers is None else arrived.offers, arrived.event.text)
            if offer and who.organizer and offer not in kept:
                # A server that hides a message could make an organizer's number mean an older list.
                return Lapsed()
            if offer:
                return _tapped(offer.packed, None)
        if arrived.event is not None:
            return arrived.event
        return None if arrived.file else Unreadable()

    async def _file(self, platform: Platform, arrived: Arrived, *, trusted: bool) -> Event:
        """Only organizers' files are fetched, and only of a size that somebody may mean to send."""
        if arrived.file is None or not trusted:
            return Unreadable()
        if (arrived.file.size or 0) > LARGEST_FILE:
            return Document(arrived.file.name, None)
        return replace(await platform.fetch(arrived.file), caption=arrived.file.caption)

    async def _room_turn(self, platform: Platform, heard: _Heard) -> _Turn | None:
        """Rooms answer three commands, and only to their administrators."""
        who, event = heard.who, heard.event
        if event is None or not _is_for_room(heard) or who.actor is None:
            return None
        if not await platform.is_administrator(who.chat, who.actor):
            return None
        return _Turn(who, event, None, ROOM, interrupts=False)

    async def _invite(self, tx: Tx, heard: _Heard, arrived: Arrived) -> None:
        """An administrator who speaks without a name is shown the way to the private chat."""
        who = heard.who
        if who.actor is None and who.subscriber is not None and _is_for_room(heard):
            screen = invitation(who.subscriber.id, who.topic)
            await self._desk.show(tx, arrived.chat, screen, who.locale, room=True)

    async def _step(self, tx: Tx, turn: _Turn, fetched: Mapping[Want[Any], Any], platform: Platform) -> Step:
        found = dict(fetched)
        for want in turn.conversation.wants(turn.state, turn.event):
            if want not in found:
                found[want] = await self._finds[type(want)](tx, want, turn.who)
        who = turn.who
        now = self._desk.clock.now()
        home, role = platform.home, who.role
        known = who.subscriber, who.organizer
        about = who.topic, who.platform, who.unvouched
        facts = Facts(now, who.locale, who.kind, *known, home, found, role, *about)
        stopped = None if turn.conversation.organizers else barred(turn.state, turn.event, found)
        return stopped or turn.conversation.step(turn.state, turn.event, facts)

    async def _follow(self, tx: Tx, turn: _Turn, step: Step, arrived: Arrived) -> None:
        who = turn.who
        for order in step.orders:
            if not carries_out(order, turn.conversation, turn.event, who.role):
                raise NotAllowed(type(order).__name__)
            await self._does[type(order)](tx, order, who)
        if isinstance(step.state, State):
            await tx.talks.keep(who.chat, step.state, self._desk.clock.now())
            if turn.exercise is not None:
                await self._desk.show(tx, arrived.chat, paused(turn.exercise), who.locale)
        elif turn.interrupts and turn.exercise is None and not isinstance(step.state, Keep):
            await tx.talks.end(who.chat)
        zone = who.subscriber.zone if who.subscriber else None
        for n, screen in enumerate(_shown(step, arrived)):
            amends = arrived.message if screen.replaces and n == 0 else None
            await self._desk.show(
                tx,
                replace(arrived.chat, thread=arrived.answers) if arrived.answers else arrived.chat,
                screen,
                step.locale or who.locale,
                zone=zone,
                amends=amends,
                room=who.kind.is_room,
            )


def _identity(address: Address) -> Address:
    """A chat is one chat in all its topics; only answers go to the topic they were asked for in."""
    return replace(address, thread=None)


def _is_for_room(heard: _Heard) -> bool:
    """One of the commands a room answers to, in a room that is known."""
    event = heard.event
    return isinstance(event, Command) and event.word in ROOM.commands and heard.who.subscriber is not None


def _turn(heard: _Heard) -> _Turn:
    """The conversation that answers in a private chat, with its state if it is the one that stands."""
    event = heard.event or Unreadable()
    conversation = conversation_for(event, heard.state, heard.who.role)
    state = heard.state if heard.state and heard.state.conversation == conversation.name else None
    practising = heard.state is not None and heard.state.conversation == EXERCISE
    exercise = heard.state if practising and conversation.name != EXERCISE else None
    return _Turn(heard.who, event, state, conversation, interrupts=heard.state is not None, exercise=exercise)


def _shown(step: Step, arrived: Arrived) -> tuple[Screen, ...]:
    """The screens of a step; a lone notice becomes one where there is no button to show it over."""
    if step.notice is None or step.screens or arrived.tap:
        return step.screens
    return (Screen((text(step.notice),)),)


def _tapped(packed: str, event: Event | None) -> Event:
    try:
        return Tapped(TAPS.unpack(packed))
    except StaleTap:
        return event if isinstance(event, Command) else Lapsed()


def _merged(parts: Any) -> dict[Any, Any]:
    merged: dict[Any, Any] = {}
    for part in parts:
        twice = merged.keys() & part.keys()
        if twice:
            raise ValueError(f"two journeys claim {', '.join(sorted(kind.__name__ for kind in twice))}")
        merged.update(part)
    return merged
