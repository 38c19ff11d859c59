"""Settings: language, interests and time zone, one's own or those of a room one looks after."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from alertbot.dialogue.doors import SetUpRoom, ShowInterests, ShowRoomWishes, ShowSettings
from alertbot.dialogue.engine import (
    KEEP,
    Command,
    Conversation,
    Event,
    Facts,
    Line,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.quieting import AskQuiet, ShowMuted
from alertbot.dialogue.room_wishes import AskPerson, LeaveRoom
from alertbot.dialogue.screen import Choice, Country, Screen, Words, item, note, say, text, title
from alertbot.dialogue.subscribe import welcome
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import Choices, ChoicesNow, RoomToSetUp
from alertbot.domain.subscriber import Interests, Room, SubscriberState

NAME = "settings"


@dataclass(frozen=True, slots=True)
class Speak(Tap):
    """Use a language; ``room`` 0 means one's own."""

    word: ClassVar[str] = "speak"
    room: int
    locale: str


@dataclass(frozen=True, slots=True)
class ToggleCountry(Tap):
    word: ClassVar[str] = "country"
    room: int
    code: str


@dataclass(frozen=True, slots=True)
class ToggleTopic(Tap):
    word: ClassVar[str] = "topic"
    room: int
    topic: str


@dataclass(frozen=True, slots=True)
class InterestsDone(Tap):
    word: ClassVar[str] = "chosen"
    room: int


@dataclass(frozen=True, slots=True)
class AskZone(Tap):
    word: ClassVar[str] = "zone"


@dataclass(frozen=True, slots=True)
class NoZone(Tap):
    word: ClassVar[str] = "nozone"


@dataclass(frozen=True, slots=True)
class RoomOn(Tap):
    """Subscribe a room, or stop its alerts (``on`` 0)."""

    word: ClassVar[str] = "roomon"
    room: int
    on: int


@dataclass(frozen=True, slots=True)
class Change(Order):
    """Change what is not ``None``; ``room`` 0 means one's own. ``zone`` ``""`` clears it."""

    room: int
    locale: str | None = None
    interests: Interests | None = None
    zone: str | None = None
    state: SubscriberState | None = None


@dataclass(frozen=True, slots=True)
class MyRooms(Want[tuple[Room, ...]]):
    """The rooms this account brought the bot to."""


@dataclass(frozen=True, slots=True)
class ZoneNamed(Want[str | None]):
    """The IANA zone of a city or zone name somebody typed."""

    typed: str


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    found: list[Want[Any]] = [ChoicesNow()]
    room = _room(event)
    if room:
        found.append(RoomToSetUp(room))
    elif isinstance(event, Line):
        found.append(ZoneNamed(event.text))
    else:
        found.append(MyRooms())
    return tuple(found)


def _room(event: Event) -> int:
    return int(getattr(event.tap, "room", 0)) if isinstance(event, Tapped) else 0


def step(state: State | None, event: Event, facts: Facts) -> Step:
    room = _room(event)
    if room:
        return _room_step(event, facts, facts[RoomToSetUp(room)])
    if facts.subscriber is None:
        return Step((welcome(facts, facts.locale),))
    match event:
        case Tapped(ShowInterests()):
            return Step((interests_screen(facts.subscriber.interests, facts[ChoicesNow()], 0),), KEEP)
        case Tapped(Speak(locale=locale)) if locale in facts[ChoicesNow()].locales:
            order = Change(0, locale=locale)
            return Step((_own(facts, locale=locale, replaces=True),), KEEP, (order,), locale=locale)
        case Tapped(AskZone()):
            return Step((_ask_zone(),), State(NAME, "zone"))
        case Tapped(NoZone()):
            return Step((_own(facts, zone="", replaces=True),), None, (Change(0, zone=""),))
        case Tapped(ToggleCountry() | ToggleTopic()):
            return _toggle(event.tap, facts.subscriber.interests, facts[ChoicesNow()], 0)
        case Line(text=typed):
            return _zone(facts, facts[ZoneNamed(typed)])
        case Tapped(InterestsDone()):
            return Step((Screen((text(say("interests.done")),), replaces=True),), KEEP)
        case Command() | _:
            return Step((_own(facts),), KEEP)


def _own(facts: Facts, *, locale: str = "", zone: str | None = None, replaces: bool = False) -> Screen:
    me, choices = facts.subscriber, facts[ChoicesNow()]
    if me is None:
        return welcome(facts, facts.locale)
    shown_zone = me.zone if zone is None else zone
    parts = [
        title(say("settings.title")),
        item(say("settings.language", name=choices.locales.get(locale or me.locale, me.locale))),
        item(interests_line(me.interests)),
        item(say("settings.zone", zone=shown_zone) if shown_zone else say("settings.no_zone")),
    ]
    others = [code for code in choices.locales if code != (locale or me.locale)]
    rows = [tuple(Choice(choices.locales[code], tap=Speak(0, code)) for code in others)]
    rows.append((Choice(say("settings.interests"), tap=ShowInterests(0)),))
    rows.append(
        (Choice(say("settings.change_zone"), tap=AskZone()), Choice(say("quiet.title"), tap=AskQuiet(0)))
    )
    rows.append((Choice(say("mute.all"), tap=ShowMuted(0)),))
    rooms: tuple[Room, ...] = facts.found.get(MyRooms(), ())
    rows.extend((Choice(say("settings.room", title=r.title), tap=SetUpRoom(r.subscriber.id)),) for r in rooms)
    return Screen((*parts, note(say("settings.stop"))), tuple(row for row in rows if row), replaces=replaces)


def interests_line(interests: Interests) -> Words:
    """Interests in one line; everything when nothing is left out."""
    if interests == Interests():
        return say("settings.everything")
    return say("settings.some", number=len(interests.countries) + len(interests.topics))


def _ask_zone() -> Screen:
    return Screen((text(say("zone.ask")),), ((Choice(say("zone.none"), tap=NoZone()),),), asks=True)


def _zone(facts: Facts, zone: str | None) -> Step:
    if zone is None:
        return Step((Screen((text(say("zone.unknown")),), asks=True),), State(NAME, "zone"))
    done = Screen((text(say("zone.done", zone=zone)),))
    return Step((done,), None, (Change(0, zone=zone),))


TOPIC = {
    "unions": say("topic.unions"),
    "prisoners": say("topic.prisoners"),
    "fair_trial": say("topic.fair_trial"),
    "assembly": say("topic.assembly"),
    "oil": say("topic.oil"),
    "workplace_safety": say("topic.workplace_safety"),
}


def topic_name(topic: str) -> Words:
    return TOPIC.get(topic, topic)


def interests_screen(interests: Interests, choices: Choices, room: int, *, replaces: bool = False) -> Screen:
    """Toggles for countries and topics; nothing left out means everything, also what is new later."""
    countries = [
        Choice(
            say("country.name", name=Country(code)),
            tap=ToggleCountry(room, code),
            on=_on(interests.countries, code),
        )
        for code in choices.countries
    ]
    topics = [
        Choice(topic_name(topic), tap=ToggleTopic(room, topic), on=_on(interests.topics, topic))
        for topic in choices.topics
    ]
    rows = [*_pairs(countries), *_pairs(topics), (Choice(say("interests.ready"), tap=InterestsDone(room)),)]
    parts = (title(say("interests.title")), text(say("interests.how")), note(interests_line(interests)))
    return Screen(parts, tuple(rows), replaces=replaces)


def _on(chosen: tuple[str, ...], key: str) -> bool:
    return not chosen or key in chosen


def _pairs(choices: list[Choice]) -> list[tuple[Choice, ...]]:
    return [tuple(choices[n : n + 2]) for n in range(0, len(choices), 2)]


def _toggle(tap: Tap, interests: Interests, choices: Choices, room: int) -> Step:
    match tap:
        case ToggleCountry(code=code):
            changed = _flip(interests.countries, code, choices.countries)
            after = Interests(changed or (), interests.topics)
        case ToggleTopic(topic=topic):
            changed = _flip(interests.topics, topic, choices.topics)
            after = Interests(interests.countries, changed or ())
        case _:
            return Step((), KEEP)
    if changed is None:
        return Step((), KEEP, notice=say("interests.last"))
    screen = interests_screen(after, choices, room, replaces=True)
    return Step((screen,), KEEP, (Change(room, interests=after),))


def _flip(chosen: tuple[str, ...], key: str, offered: tuple[str, ...]) -> tuple[str, ...] | None:
    """The choice with ``key`` the other way round: empty when all are on, ``None`` when none would be."""
    if key not in offered:
        return chosen
    now = set(chosen or offered) ^ {key}
    if not now:
        return None
    return () if now >= set(offered) else tuple(sorted(now))


def _room_step(event: Event, facts: Facts, room: Room | None) -> Step:
    if room is None:
        return Step((Screen((text(say("room.not_yours")),)),), KEEP)
    id, tap = room.subscriber.id, event.tap if isinstance(event, Tapped) else None
    match tap:
        case RoomOn(on=on):
            done = say("room.on", title=room.title) if on else say("room.off", title=room.title)
            screen = Screen((text(done),), _room_rows(room, facts, active=bool(on)), replaces=True)
            begin = (Change(id, state=SubscriberState.ACTIVE), AskPerson(id))
            return Step((screen,), KEEP, begin if on else (LeaveRoom(id),))
        case Speak(locale=locale) if locale in facts[ChoicesNow()].locales:
            done = say("room.speaks", title=room.title, name=facts[ChoicesNow()].locales[locale])
            spoken = replace(room, subscriber=replace(room.subscriber, locale=locale))
            rows = _room_rows(spoken, facts, active=room.subscriber.state is SubscriberState.ACTIVE)
            return Step((Screen((text(done),), rows, replaces=True),), KEEP, (Change(id, locale=locale),))
        case ShowInterests():
            return Step((interests_screen(room.subscriber.interests, facts[ChoicesNow()], id),), KEEP)
        case ToggleCountry() | ToggleTopic():
            return _toggle(tap, room.subscriber.interests, facts[ChoicesNow()], id)
        case InterestsDone():
            return Step((Screen((text(say("interests.done")),), replaces=True),), KEEP)
        case _:
            return Step((room_screen(room, facts[ChoicesNow()]),), KEEP)


def room_screen(room: Room, choices: Choices) -> Screen:
    """What a room receives, for whoever looks after it."""
    active = room.subscriber.state is SubscriberState.ACTIVE
    state = say("room.is_on", title=room.title) if active else say("room.ask", title=room.title)
    parts = (
        title(say("room.title", title=room.title)),
        text(state),
        item(interests_line(room.subscriber.interests)),
    )
    return Screen(parts, _rows_for(room, choices, active=active))


def _room_rows(room: Room, facts: Facts, *, active: bool) -> tuple[tuple[Choice, ...], ...]:
    return _rows_for(room, facts[ChoicesNow()], active=active)


def _rows_for(room: Room, choices: Choices, *, active: bool) -> tuple[tuple[Choice, ...], ...]:
    id = room.subscriber.id
    switch = Choice(say("room.subscribe"), tap=RoomOn(id, 1))
    if active:
        switch = Choice(say("room.stop"), tap=RoomOn(id, 0))
    languages = tuple(
        Choice(name, tap=Speak(id, code), on=code == room.subscriber.locale)
        for code, name in choices.locales.items()
    )
    peace = (Choice(say("quiet.title"), tap=AskQuiet(id)), Choice(say("mute.all"), tap=ShowMuted(id)))
    wishes = (Choice(say("wishes.title"), tap=ShowRoomWishes(id)),)
    return ((switch,), (Choice(say("settings.interests"), tap=ShowInterests(id)),), peace, wishes, languages)


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"settings"}),
    taps=(
        ShowSettings,
        ShowInterests,
        Speak,
        ToggleCountry,
        ToggleTopic,
        InterestsDone,
        AskZone,
        NoZone,
        SetUpRoom,
        RoomOn,
    ),
)
