"""The platform without buttons: numbered choices, in memory."""

import asyncio

import orjson
import pytest

from alertbot.dialogue.engine import Command, Document, Line
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import NothingToAmend, RecipientGone, UnreadableEvent
from alertbot.platforms.transcript import LARGEST_FILE, TranscriptPlatform
from alertbot.ports import Admitted, Arrived, Membership, Platform
from alertbot.wording.tree import Block, Button, Handout, Run, Utterance

ANN, ROOM = Address("transcript", "ann"), Address("transcript", "room")


@pytest.fixture
def paper() -> TranscriptPlatform:
    return TranscriptPlatform()


def utterance(text: str, *labels: str, handout: Handout | None = None) -> Utterance:
    rows = tuple((Button(label, tap=f"tap-{label}"),) for label in labels)
    return Utterance((Block("paragraph", (Run(text),)),), rows, handout)


async def heard(paper: TranscriptPlatform, after: int | None = None) -> Arrived:
    incoming = paper.parse((await paper.poll(after))[-1].raw)
    assert isinstance(incoming, Arrived)
    return incoming


def test_it_is_a_platform_without_buttons(paper: TranscriptPlatform) -> None:
    platform: Platform = paper
    assert not platform.can.buttons


async def test_choices_are_shown_as_numbers(paper: TranscriptPlatform) -> None:
    await paper.show(ANN, paper.encode(utterance("Sign?", "Yes", "No")))
    assert paper.last("ann").text == "Sign?\n\n1. Yes\n2. No"


async def test_a_message_is_redrawn_in_place(paper: TranscriptPlatform) -> None:
    message = await paper.show(ANN, paper.encode(utterance("one")))
    await paper.show(ANN, paper.encode(utterance("two")))
    await paper.amend(ANN, message, paper.encode(utterance("three")))
    assert [shown.text for shown in paper.chats["ann"]] == ["three", "two"]
    with pytest.raises(NothingToAmend):
        await paper.amend(ANN, "99", paper.encode(utterance("x")))


async def test_a_file_is_handed_over(paper: TranscriptPlatform) -> None:
    letter = Handout("a.pdf", "application/pdf", b"%PDF")
    await paper.show(ANN, paper.encode(utterance("Ready", handout=letter)))
    assert paper.last("ann").handout == letter


async def test_what_is_typed_is_a_line_or_a_command(paper: TranscriptPlatform) -> None:
    paper.say("ann", "1", language="ru")
    assert await heard(paper) == Arrived(ANN, ChatKind.PERSON, ANN, Line("1"), language="ru")
    paper.say("ann", "/Stop now", chat="room")
    assert await heard(paper) == Arrived(ROOM, ChatKind.GROUP, ANN, Command("stop", "now"), language="en")


async def test_a_link_comes_as_it_was_packed(paper: TranscriptPlatform) -> None:
    paper.follow("ann", "sign-7-1")
    said = await heard(paper)
    assert (said.event, said.packed) == (Command("start", "sign-7-1"), "sign-7-1")


async def test_a_file_is_fetched_unless_it_is_huge(paper: TranscriptPlatform) -> None:
    paper.send_file("ann", "a.txt", b"appeal")
    paper.send_file("ann", "b.txt", bytes(LARGEST_FILE + 1))
    files = [
        incoming.file
        for event in await paper.poll(None)
        if isinstance(incoming := paper.parse(event.raw), Arrived)
    ]
    assert files[0] is not None
    assert files[1] is not None
    assert await paper.fetch(files[0]) == Document("a.txt", b"appeal")
    assert await paper.fetch(files[1]) == Document("b.txt", None)


async def test_a_room_is_joined_and_left(paper: TranscriptPlatform) -> None:
    paper.bring("ann", "room", "Strike committee")
    paper.remove("ann", "room")
    came, went = [paper.parse(event.raw) for event in await paper.poll(None)]
    assert came == Admitted(ROOM, ChatKind.GROUP, Membership.MEMBER, ANN, "Strike committee")
    assert went == Admitted(ROOM, ChatKind.GROUP, Membership.OUT, ANN)
    assert await paper.is_administrator(ROOM, ANN)
    with pytest.raises(RecipientGone):
        await paper.show(ROOM, paper.encode(utterance("x")))


async def test_whoever_blocks_the_bot_is_gone(paper: TranscriptPlatform) -> None:
    paper.remove("ann")
    with pytest.raises(RecipientGone):
        await paper.show(ANN, paper.encode(utterance("x")))


async def test_polling_waits_for_the_next_event(paper: TranscriptPlatform) -> None:
    paper.say("ann", "one")
    assert [event.id for event in await paper.poll(None)] == [1]
    waiting = asyncio.create_task(paper.poll(1))
    await asyncio.sleep(0)
    assert not waiting.done()
    paper.say("ann", "two")
    assert [event.id for event in await waiting] == [2]


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", orjson.dumps({"what": "said"})])
def test_damage_is_unreadable(paper: TranscriptPlatform, raw: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        paper.parse(raw)


async def test_notices_and_menus_are_kept_for_whoever_looks(paper: TranscriptPlatform) -> None:
    await paper.acknowledge("tap", "Thank you")
    await paper.acknowledge("tap", None)
    await paper.introduce({"en": [("help", "Help")]})
    assert paper.notices == ["Thank you"]
    assert paper.commands == {"en": [("help", "Help")]}
