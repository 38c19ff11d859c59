"""Broadcasts in words: once for all rows, and anew when a broadcast was reworded meanwhile."""

from dataclasses import replace
from typing import cast

from alertbot.dialogue.screen import Screen, text
from alertbot.domain.delivery import Priority
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.ports import BroadcastScreens, Claimed, Outbox, Payload, Platform
from alertbot.sender.texts import Texts
from alertbot.wording.tree import Utterance

from .ledger import utterance

ROW = Claimed(1, Address("fake", "1"), ChatKind.PERSON, b"1", 0, Priority.REMINDER, 7)


class Book:
    """An outbox as far as its screens go."""

    def __init__(self) -> None:
        self.words = "Ainur"
        self.asked = 0

    async def screens(self, broadcast: int) -> BroadcastScreens:
        self.asked += 1
        shown = Screen((text(self.words),))
        return BroadcastScreens(shown, shown)


class Paper:
    name = "fake"

    def encode(self, said: Utterance) -> Payload:
        return cast("Payload", said.plain())


def worded(screens: BroadcastScreens, room: bool, locale: str, zone: str | None) -> Utterance:
    return utterance(str(screens.person.parts[0].words))


async def said(texts: Texts, book: Book, row: Claimed) -> str:
    await texts.learn(cast("Outbox", book), [row])
    return str(texts.payload(row, cast("Platform", Paper())))


async def test_the_rows_of_a_broadcast_share_one_reading_and_one_wording() -> None:
    texts, book = Texts(worded), Book()
    for number in range(3):
        assert await said(texts, book, replace(ROW, id=number)) == "Ainur"

    assert book.asked == 1


async def test_a_broadcast_that_was_reworded_is_read_anew_and_older_rows_keep_their_words() -> None:
    texts, book = Texts(worded), Book()
    assert await said(texts, book, ROW) == "Ainur"
    book.words = "Aynur"

    assert await said(texts, book, replace(ROW, edition=1)) == "Aynur"
    assert await said(texts, book, ROW) == "Ainur"
