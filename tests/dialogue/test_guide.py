"""What is said to a message that means nothing here."""

from dataclasses import replace
from datetime import UTC, datetime

from alertbot.dialogue import guide
from alertbot.dialogue.engine import KEEP, Event, Facts, Reacted, Step, Tapped, Unreadable
from alertbot.dialogue.privacy import EraseMe
from alertbot.dialogue.screen import say, text
from alertbot.domain.subscriber import ChatKind

FACTS = Facts(datetime(2017, 10, 4, tzinfo=UTC), "en", ChatKind.PERSON, None, None)


def answer(event: Event) -> Step:
    return guide.step(None, event, FACTS)


def test_whoever_reacts_is_asked_for_words_and_loses_no_place_in_a_conversation() -> None:
    step = answer(Reacted())
    assert [screen.parts for screen in step.screens] == [(text(say("message.reacted")),)]
    assert (step.state, step.orders) == (KEEP, ())


def test_what_cannot_be_read_leaves_a_conversation_where_it_stands() -> None:
    assert answer(Unreadable()).state is KEEP


def test_a_choice_from_a_device_nobody_vouches_for_is_answered_as_a_command_would_be() -> None:
    step = guide.step(None, Tapped(EraseMe()), replace(FACTS, unvouched=True))
    assert [screen.parts for screen in step.screens] == [(text(say("command.unknown_device")),)]
    assert answer(Tapped(EraseMe())).screens[0].parts == (text(say("message.unexpected")),)
