"""Organizers on Matrix, over a whole bot: networks they make, and devices that nobody vouches for."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from alertbot.domain.subscriber import Address, ChatKind, SubscriberState
from alertbot.platforms.matrix.client import answered
from tests.support.actor import Actor
from tests.support.matrix import MatrixActor, MatrixStage
from tests.support.synapse import Synapse


@pytest.fixture
async def stage(
    homeserver: Synapse, tmp_path: Path, unpaced: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[MatrixStage]:
    """With more patience than elsewhere: a network is a dozen requests, one after the other."""
    monkeypatch.setattr("tests.support.stage.PATIENCE", 60.0)
    made = MatrixStage(tmp_path)
    made.homeserver = homeserver
    async with made as running:
        yield running


def actor_of(actor: Actor) -> MatrixActor:
    assert isinstance(actor, MatrixActor)
    return actor


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


async def test_a_room_that_is_upgraded_gets_the_next_alert_where_it_went(stage: MatrixStage) -> None:
    await stage.olga.subscribe()
    await stage.omar.start()
    olga = stage.person("olga")
    old = await olga.makes_room(stage.account, public=True, name="Strike committee")
    await olga.until(lambda: stage.account in olga.client.rooms[old].users)
    await stage.calm()
    await olga.says(old, "!subscribe")
    actor_of(stage.olga).done += 1
    await olga.until(lambda: bool(olga.texts(old)))
    before = await stage.asked(lambda tx: tx.people.find(Address("matrix", old)))
    path = f"/_matrix/client/v3/rooms/{quote(old)}/upgrade"
    token = olga.client.access_token
    new = str(stage.homeserver.ask("POST", path, {"new_version": "11"}, token)["replacement_room"])
    await olga.until(lambda: new in olga.client.rooms and stage.account in olga.client.rooms[new].users)
    async with asyncio.timeout(60):
        while await stage.asked(lambda tx: tx.people.find(Address("matrix", new))) is None:
            await stage.calm()
    await stage.announce("Free Ainur")
    await olga.until(lambda: any("Ainur" in text for text in olga.texts(new)))

    assert before is not None
    assert await stage.asked(lambda tx: tx.people.find(Address("matrix", new))) == before
    assert await stage.asked(lambda tx: tx.people.find(Address("matrix", old))) is None
    assert not any("Ainur" in text for text in olga.texts(old))


async def test_an_organizers_command_from_a_device_nobody_knows_is_answered_in_one_sentence(
    stage: MatrixStage,
) -> None:
    olga = stage.person("olga")
    room = await olga.opens(stage.account, encrypted=False)
    await stage.olga.subscribe()
    await olga.says(room, "!newappeal")
    await olga.until(
        lambda: any("ALERTBOT_MATRIX_DEVICES" in text for text in olga.texts(actor_of(stage.olga).room))
    )

    assert await stage.asked(lambda tx: tx.drafts.open_ones()) == []
