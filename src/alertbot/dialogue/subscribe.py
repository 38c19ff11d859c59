"""Subscribing: a welcome, consent in plain words, and two taps until the next alert arrives."""

from dataclasses import dataclass
from typing import Any, ClassVar

from alertbot.dialogue.doors import ShowAppeals, ShowInterests
from alertbot.dialogue.engine import Command, Conversation, Event, Facts, Order, State, Step, Tapped, Want
from alertbot.dialogue.screen import Choice, Screen, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import ChoicesNow

CONSENT = "2"
"""The consent text's version, kept with each subscription; raise it when the text changes."""


@dataclass(frozen=True, slots=True)
class Agree(Tap):
    """Subscribe in the language the consent was read in."""

    word: ClassVar[str] = "agree"
    locale: str


@dataclass(frozen=True, slots=True)
class Greet(Tap):
    """Show the welcome in another language; nothing is stored."""

    word: ClassVar[str] = "greet"
    locale: str


@dataclass(frozen=True, slots=True)
class Decline(Tap):
    word: ClassVar[str] = "decline"


@dataclass(frozen=True, slots=True)
class Subscribe(Order):
    locale: str
    consent: str


@dataclass(frozen=True, slots=True)
class Unsubscribe(Order):
    """Stop at once: no further message, and nothing kept but what a signer chose to leave."""


def welcome(facts: Facts, locale: str, *, replaces: bool = False) -> Screen:
    """What this is, what is kept, and the button that agrees to it."""
    others = tuple(
        Choice(name, tap=Greet(other))
        for other, name in facts[ChoicesNow()].locales.items()
        if other != locale
    )
    return Screen(
        parts=(
            title(say("welcome.title")),
            text(say("welcome.what")),
            text(say("welcome.consent")),
            item(say("welcome.keep.address")),
            item(say("welcome.keep.choices")),
            item(say("welcome.keep.nothing")),
            text(say("welcome.matrix") if facts.platform == "matrix" else say("welcome.platform")),
            note(say("welcome.leave")),
            *([text(say("welcome.organizer"))] if facts.organizer else []),
        ),
        rows=(
            (Choice(say("welcome.agree"), tap=Agree(locale)),),
            (*others, Choice(say("welcome.decline"), tap=Decline())),
        ),
        replaces=replaces,
    )


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    return (ChoicesNow(),)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(Agree(locale=locale)):
            return _agreed(facts, locale)
        case Tapped(Greet(locale=locale)) if locale in facts[ChoicesNow()].locales:
            return Step((welcome(facts, locale, replaces=True),), locale=locale)
        case Tapped(Decline()):
            return Step((Screen((text(say("welcome.declined")),), replaces=True),))
        case Command(word="stop"):
            return _stop(facts)
        case _:
            return _start(facts)


def _start(facts: Facts) -> Step:
    if facts.subscriber is None:
        return Step((welcome(facts, facts.locale),))
    parts = (text(say("welcome.again")), *([text(say("welcome.organizer"))] if facts.organizer else []))
    return Step((Screen(parts, rows=_where_next()),))


def _agreed(facts: Facts, locale: str) -> Step:
    if locale not in facts[ChoicesNow()].locales:
        locale = facts.locale
    done = Screen(
        parts=(
            title(say("subscribed.title")),
            text(say("subscribed.everything")),
            note(say("subscribed.stop")),
        ),
        rows=_where_next(),
        replaces=True,
    )
    return Step((done,), orders=(Subscribe(locale, CONSENT),), locale=locale)


def _stop(facts: Facts) -> Step:
    known = facts.subscriber is not None
    message = say("stop.done") if known else say("stop.nothing")
    return Step((Screen((text(message),), once=True),), orders=(Unsubscribe(),) if known else ())


def _where_next() -> tuple[tuple[Choice, ...], ...]:
    from_here = Choice(say("subscribed.appeals"), tap=ShowAppeals())
    return ((from_here, Choice(say("subscribed.choose"), tap=ShowInterests(0))),)


CONVERSATION = Conversation(
    "subscribe", step, wants, commands=frozenset({"start", "stop"}), taps=(Agree, Greet, Decline)
)
