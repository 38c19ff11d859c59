"""Organizers on Matrix, over a whole bot: networks they make, and devices that nobody vouches for."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from alertbot.domain.subscriber import Address, ChatKind, SubscriberState
from alertbot.platforms.matrix.client import answered
from tests.support.actor import Actor
from tests.support.matrix import MatrixActor, MatrixStage
from tests.support.synapse import Synapse


@pytest.fixture
async def stage(homeserver: Synapse, tmp_path: Path, unpaced: None) -> AsyncIterator[MatrixStage]:
    made = MatrixStage(tmp_path)
    made.homeserver = homeserver
    async with made as running:
        yield running


def room_of(actor: Actor) -> str:
    """Their direct room with the bot."""
    assert isinstance(actor, MatrixActor)
    return actor.room


async def test_a_network_is_made_in_four_answers_and_an_alert_reaches_whoever_followed_its_link(
    stage: MatrixStage,
) -> None:
    await stage.olga.subscribe()
    await stage.olga.says("/network")
    stage.olga.sees("network.ask_name")
    await stage.olga.says("Free Ainur")
    await stage.olga.taps("network.knock")
    await stage.olga.taps("network.sealed")
    stage.olga.sees("network.made", "network.next_knock")
    link = next(
        line for line in stage.olga.messages()[-1].text.split() if line.startswith("https://matrix.to")
    )
    ann = stage.person("ann")
    await answered(ann.client.room_knock(unquote(link.rpartition("/")[2])))
    await stage.calm()
    await ann.until(lambda: any("Free Ainur" in (r.name or "") for r in ann.client.rooms.values()))
    room = next(id for id, r in ann.client.rooms.items() if "Free Ainur" in (r.name or ""))
    known = await stage.asked(lambda tx: tx.people.find(Address("matrix", room)))
    assert known is not None
    assert (known.kind, known.state) == (ChatKind.CHANNEL, SubscriberState.ACTIVE)
    await stage.omar.start()
    await stage.announce("Free Ainur")
    await ann.until(lambda: any("Ainur" in text for text in ann.texts(room)))


async def test_an_organizers_command_from_a_device_nobody_knows_is_answered_in_one_sentence(
    stage: MatrixStage,
) -> None:
    olga = stage.person("olga")
    room = await olga.opens(stage.account, encrypted=False)
    await stage.olga.subscribe()
    await olga.says(room, "!newappeal")
    await olga.until(
        lambda: any("ALERTBOT_MATRIX_DEVICES" in text for text in olga.texts(room_of(stage.olga)))
    )

    assert await stage.asked(lambda tx: tx.drafts.open_ones()) == []
