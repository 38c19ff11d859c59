"""A room that says it moves: whoever looks after it is told when the bot stays."""

import pytest

from alertbot.domain.subscriber import Address, SubscriberState
from alertbot.ports import Stayed
from tests.support.cast import CARLA, GROUP
from tests.support.telegram import TelegramStage

ROOM = Address("telegram", str(GROUP))


async def stays(stage: TelegramStage, *, closed: bool) -> None:
    stage.carla.looks_away()
    stayed = Stayed(ROOM, closed)
    await stage.asked(lambda tx: stage.bot._rooms.stay(tx, stayed))  # pyright: ignore[reportPrivateUsage]
    await stage.calm()


@pytest.mark.parametrize(("closed", "said"), [(True, "room.closed_move"), (False, "room.false_move")])
async def test_who_brought_the_bot_is_told_that_it_stays(
    stage: TelegramStage, closed: bool, said: str
) -> None:
    await stage.carla.subscribe()
    stage.playground.add_bot(GROUP, CARLA)
    await stage.calm()
    await stage.carla.taps("room.subscribe")
    await stays(stage, closed=closed)

    stage.carla.sees(said, "Canary Group")
    group = await stage.asked(lambda tx: tx.people.find(ROOM))
    assert group is not None
    assert group.state is SubscriberState.ACTIVE


async def test_who_looks_after_a_room_hears_that_somebody_knocks(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    stage.playground.add_bot(GROUP, CARLA)
    await stage.calm()
    stage.carla.looks_away()
    await stage.asked(lambda tx: stage.bot._rooms.knocked(tx, ROOM))  # pyright: ignore[reportPrivateUsage]
    await stage.calm()

    stage.carla.sees("room.knocked", "Canary Group")


async def test_a_room_nobody_knows_tells_nobody(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await stays(stage, closed=False)

    assert stage.carla.messages()[-1].fits("room.false_move") is False
