"""A campaign from the first greeting to the last goodbye, as somebody sees it whose client shares nothing
with the bot: an appeal signed, a letter opened, a date moved, a mistake set right, an alert taken back."""

import re
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot.domain.subscriber import Address
from tests.contract.test_corrections import RIGHT, corrected
from tests.contract.test_court_moves import moves
from tests.contract.test_withdrawals import withdrawn
from tests.support.matrix import MatrixStage
from tests.support.synapse import Synapse

from .onlooker import Onlooker
from .test_organizers import actor_of

TITLE = "Free Ainur Kurmanov!"
SAID = """
SELECT events.type FROM events LEFT JOIN state_events USING (event_id)
 WHERE events.room_id = ? AND state_events.event_id IS NULL
"""


class WatchedStage(MatrixStage):
    """Waits for what the onlooker reads as for everybody else's."""

    onlooker: Onlooker | None = None

    def unheard(self) -> bool:
        if self.onlooker is not None:
            spoken, seen = self.platform.spoken, self.onlooker.seen
            spoken[:] = [(room, event) for room, event in spoken if event not in seen]
        return super().unheard()

    async def hears(self, text: str) -> None:
        """The onlooker says something, and the bot has answered."""
        assert self.onlooker is not None
        await self.onlooker.says(text)
        actor_of(self.olga).done += 1
        await self.calm()

    async def chosen(self, *labels: str) -> None:
        for label in labels:
            assert self.onlooker is not None
            await self.hears(self.onlooker.number(label))


@pytest.fixture
async def stage(
    homeserver: Synapse, tmp_path: Path, unpaced: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[WatchedStage]:
    monkeypatch.setattr("tests.support.stage.PATIENCE", 60.0)
    made = WatchedStage(tmp_path)
    made.homeserver, made.late = homeserver, ("ann", "boris", "carla")
    async with made as running:
        yield running


async def test_a_campaign_seen_by_a_client_that_shares_nothing_with_the_bot(
    stage: WatchedStage, tmp_path: Path
) -> None:
    user = stage.homeserver.newcomer("ian")
    async with Onlooker(stage.homeserver, user, tmp_path / "ian") as ian:
        await ian.meets(stage.account)
        stage.onlooker = ian
        actor_of(stage.olga).done += 1
        await stage.chosen("I agree")
        await stage.subscribe("olga", "omar")
        await stage.announce("Free Ainur")
        await signs_and_follows(stage, ian)
        await takes_a_letter(stage, ian)
        await is_reminded(stage, ian)
        await reads_the_correction(stage, ian)
        await withdrawn(stage)
        await ian.until(lambda: not any(RIGHT in one.text and one.edits for one in ian.messages))
        await says_goodbye(stage, ian)
        assert all(one.sealed for one in ian.messages)
        assert not ian.unreadable
        assert said_in(stage.homeserver, ian.room).keys() <= {"m.room.encrypted", "m.room.redaction"}


async def signs_and_follows(stage: WatchedStage, ian: Onlooker) -> None:
    alert = await ian.sees(TITLE)
    remind = ian.number("Remind me")
    await stage.chosen("Sign", "Sign without name")
    await ian.sees("Signed. Thank you.")
    await ian.says(remind, to=alert)
    actor_of(stage.olga).done += 1
    await ian.sees("Reminders are on")


async def takes_a_letter(stage: WatchedStage, ian: Onlooker) -> None:
    await stage.hears("!letter")
    await stage.chosen("Ainur", "Next", "Get the letters")
    ways = await ian.sees("How to send it")
    draft = re.search(r"^(\d+)\. .*Mail draft", ways.text, re.MULTILINE)
    assert draft is not None
    await ian.says(draft[1], to=ways)
    actor_of(stage.olga).done += 1
    mail = (await ian.opens(await ian.gets(".eml"))).decode()
    address = re.search(r"[\w.-]+@[\w.-]+", ways.text)
    assert address is not None
    assert f"To: {address[0]}" in mail
    assert "Kurmanov" in mail


async def is_reminded(stage: WatchedStage, ian: Onlooker) -> None:
    await stage.olga.says("/hearing 20 October 10:00 Almaty")
    await stage.olga.taps("hearing.save")
    await stage.until(datetime(2017, 10, 19, 12, tzinfo=UTC))
    await ian.sees("One day to the hearing")
    await moves(stage, "21 October 10:00")
    moved = await ian.sees("A court date has moved")
    assert "20 October 2017" in moved.text
    assert "21 October 2017" in moved.text


async def reads_the_correction(stage: WatchedStage, ian: Onlooker) -> None:
    await corrected(stage)
    await ian.until(lambda: any(RIGHT in one.text and one.edits == 1 for one in ian.messages))
    await ian.sees("A letter you opened had a mistake")


async def says_goodbye(stage: WatchedStage, ian: Onlooker) -> None:
    await stage.hears("!erase")
    await stage.chosen("Delete everything")
    goodbye = await ian.sees("Everything we kept about you is deleted")
    assert "Leave it in your app" in goodbye.text
    assert await stage.asked(lambda tx: tx.people.find(Address("matrix", ian.user))) is None


def said_in(homeserver: Synapse, room: str) -> Counter[str]:
    """What the homeserver has seen there, by kind of event."""
    with closing(sqlite3.connect(f"{homeserver.database.as_uri()}?mode=ro", uri=True)) as tables:
        return Counter(kind for (kind,) in tables.execute(SAID, (room,)))
