"""In a room: three commands for its administrators, and silence about everybody else."""

from typing import Any

from alertbot.dialogue.doors import SetUpRoom
from alertbot.dialogue.engine import Command, Conversation, Event, Facts, State, Step, Want
from alertbot.dialogue.screen import Choice, Screen, note, say, text
from alertbot.dialogue.settings import Change
from alertbot.domain.subscriber import SubscriberState


def invitation(room: int) -> Screen:
    """For a group whose bringer the bot cannot write to: how an administrator sets it up."""
    choice = Choice(say("room.set_up"), tap=SetUpRoom(room), private=True)
    return Screen((text(say("room.hello")), note(say("room.hello_note"))), ((choice,),))


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    return ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    """Called for an administrator of the room only; ``facts.subscriber`` is the room."""
    room = facts.subscriber
    if room is None:
        return Step()
    match event:
        case Command(word="subscribe"):
            on = Change(room.id, state=SubscriberState.ACTIVE)
            return Step((Screen((text(say("room.subscribed")),), _settings(room.id)),), orders=(on,))
        case Command(word="stop"):
            off = Change(room.id, state=SubscriberState.STOPPED)
            return Step((Screen((text(say("room.stopped")),)),), orders=(off,))
        case _:
            return Step((Screen((text(say("room.settings")),), _settings(room.id)),))


def _settings(room: int) -> tuple[tuple[Choice, ...], ...]:
    return ((Choice(say("room.set_up"), tap=SetUpRoom(room), private=True),),)


CONVERSATION = Conversation(
    "rooms", step, wants, commands=frozenset({"subscribe", "settings", "stop"}), rooms=True
)
