"""A campaign's own network on Matrix: a space and an announcement room, made by the bot, in four answers."""

from dataclasses import dataclass
from typing import Any, ClassVar

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
from alertbot.dialogue.screen import Choice, Part, Screen, Words, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.network import LONGEST_NAME, Entrance, Network, NetworkPlan

NAME = "network"
_MATRIX = "matrix"
_ENTRANCES = frozenset(Entrance)


@dataclass(frozen=True, slots=True)
class LetIn(Tap):
    """Who comes in: an :class:`Entrance`."""

    word: ClassVar[str] = "letin"
    entrance: str


@dataclass(frozen=True, slots=True)
class MakeNetwork(Tap):
    """Make it, encrypted (``sealed`` 1) or not (0)."""

    word: ClassVar[str] = "makenetwork"
    sealed: int


@dataclass(frozen=True, slots=True)
class OpenedNetwork(Want[Network | None]):
    """The network of a plan, made if it does not stand yet; ``None`` when the homeserver did not do it."""

    plan: NetworkPlan


@dataclass(frozen=True, slots=True)
class BringNetwork(Order):
    """Alerts go to its room from now on, and whoever asked for it looks after it."""

    network: Network
    name: str


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    plan = _plan(state, event)
    return (OpenedNetwork(plan),) if plan else ()


def _plan(state: State | None, event: Event) -> NetworkPlan | None:
    """Everything that was answered, once the last question is."""
    match event:
        case Tapped(MakeNetwork(sealed=sealed)) if state and state.step == "seal":
            data = state.data
            return NetworkPlan(str(data["name"]), Entrance(data["entrance"]), bool(sealed), str(data["key"]))
        case _:
            return None


def step(state: State | None, event: Event, facts: Facts) -> Step:
    if facts.platform != _MATRIX:
        return Step((Screen((text(say("network.elsewhere")),)),))
    match event:
        case Command(rest=typed):
            return _named(typed, facts) if typed else _ask_name(say("network.ask_name"))
        case Line(text=typed) if state and state.step == "name":
            return _named(typed, facts)
        case Tapped(LetIn(entrance=entrance)) if state and state.step == "door" and entrance in _ENTRANCES:
            return Step((_ask_seal(),), state.at("seal", entrance=entrance))
        case Tapped(MakeNetwork()) if state and (plan := _plan(state, event)):
            return _made(plan, facts[OpenedNetwork(plan)], state)
        case Line() if state:
            return Step((_question(state),), KEEP)
        case _:
            return Step((Screen((text(say("tap.lapsed")),)),))


def _named(typed: str, facts: Facts) -> Step:
    name = " ".join(typed.split())
    if not name or len(name) > LONGEST_NAME:
        return _ask_name(say("network.name_length", longest=LONGEST_NAME))
    key = f"{facts.organizer} {facts.now.isoformat()}"
    return Step((_ask_door(name),), State(NAME, "door", {"name": name, "key": key}))


def _ask_name(words: Words) -> Step:
    return Step((Screen((text(words),), asks=True),), State(NAME, "name"))


def _question(state: State) -> Screen:
    return _ask_seal() if state.step == "seal" else _ask_door(str(state.data["name"]))


def _ask_door(name: str) -> Screen:
    rows = (
        (Choice(say("network.public"), tap=LetIn(Entrance.PUBLIC)),),
        (Choice(say("network.knock"), tap=LetIn(Entrance.KNOCK)),),
        (Choice(say("network.asked"), tap=LetIn(Entrance.ASKED)),),
        (Choice(say("network.members"), tap=LetIn(Entrance.MEMBERS)),),
    )
    return Screen((title(name), text(say("network.what")), text(say("network.who"))), rows)


def _ask_seal() -> Screen:
    rows = (
        (Choice(say("network.sealed"), tap=MakeNetwork(1)),),
        (Choice(say("network.open"), tap=MakeNetwork(0)),),
    )
    return Screen((text(say("network.seal")), note(say("network.seal_note"))), rows)


def _made(plan: NetworkPlan, network: Network | None, state: State) -> Step:
    if network is None:
        again = Choice(say("network.again"), tap=MakeNetwork(int(plan.sealed)))
        return Step((Screen((text(say("network.failed")),), ((again,),)),), state)
    parts: list[Part] = [
        text(say("network.made", name=plan.name)),
        Part("copy", network.link),
        text(_next(plan.entrance)),
        note(say("network.made_note")),
    ]
    return Step((Screen(tuple(parts)),), None, (BringNetwork(network, plan.name),))


def _next(entrance: Entrance) -> Words:
    match entrance:
        case Entrance.PUBLIC:
            return say("network.next_public")
        case Entrance.KNOCK:
            return say("network.next_knock")
        case Entrance.ASKED:
            return say("network.next_asked")
        case Entrance.MEMBERS:
            return say("network.next_members")


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"network"}),
    taps=(LetIn, MakeNetwork),
    organizers=True,
)
