"""What somebody does in an exercise reaches it as what it was."""

import pytest

from alertbot.app.drill_window import WRITER, Window
from alertbot.dialogue.engine import Command, Document, Event, Lapsed, Line, Reacted, Unreadable
from alertbot.ports import Arrived
from alertbot.wording.tree import Utterance


class Nobody:
    """A pane that nobody looks at."""

    async def show(self, seat: str, utterance: Utterance, key: str) -> None: ...

    async def redraw(self, seat: str, utterance: Utterance | None, key: str) -> None: ...

    async def ask_colleague(self, tap: object) -> None: ...


@pytest.mark.parametrize(
    "event",
    [
        Command("hearing", "in 5 days"),
        Line("EXERCISE 2"),
        Document("appeal.txt", b"\x00\xff"),
        Document("film.mkv", None),
        Unreadable(),
        Lapsed(),
        Reacted(),
    ],
    ids=repr,
)
async def test_whatever_somebody_does_arrives_as_it_was(event: Event) -> None:
    window = Window(1, Nobody())
    window.says(WRITER, event, "en")
    (raw,) = await window.poll(None, wait=False)
    arrived = window.parse(raw.raw)
    assert isinstance(arrived, Arrived)
    assert arrived.event == event
