"""In a room: three commands for its administrators, and silence about everybody else."""

from typing import Any

from alertbot.dialogue.doors import SetUpHere, SetUpRoom
from alertbot.dialogue.engine import Command, Conversation, Event, Facts, State, Step, Want
from alertbot.dialogue.room_wishes import AskPerson, LeaveRoom, UseTopic
from alertbot.dialogue.screen import Choice, Screen, note, say, text
from alertbot.dialogue.settings import Change
from alertbot.domain.subscriber import SubscriberState


def invitation(room: int, topic: str | None = None) -> Screen:
    """For a group whose bringer the bot cannot write to, or an administrator who speaks without a name: how
    they set it up, for the forum ``topic`` in which they speak."""
    return Screen((text(say("room.hello")), note(say("room.hello_note"))), _set_up(room, topic))


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
            orders = (on, UseTopic(room.id, facts.topic), AskPerson(room.id))
            done = say("room.subscribed_topic") if facts.topic else say("room.subscribed")
            return Step((Screen((text(done),), _set_up(room.id, None)),), orders=orders)
        case Command(word="stop"):
            return Step((Screen((text(say("room.stopped")),)),), orders=(LeaveRoom(room.id),))
        case _:
            return Step((Screen((text(say("room.settings")),), _set_up(room.id, facts.topic)),))


def _set_up(room: int, topic: str | None) -> tuple[tuple[Choice, ...], ...]:
    number = int(topic) if topic and topic.isdigit() else 0
    tap = SetUpHere(room, number) if number else SetUpRoom(room)
    return ((Choice(say("room.set_up"), tap=tap, private=True),),)


CONVERSATION = Conversation(
    "rooms", step, wants, commands=frozenset({"subscribe", "settings", "stop"}), rooms=True
)
