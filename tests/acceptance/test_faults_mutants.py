"""A thousand damaged updates through the whole pipeline: none of them stops anybody or is quoted anywhere."""

import copy
import json
import random
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import func, select

from alertbot.ports import Tx
from alertbot.store.schema import inbox
from alertbot.store.store import SqlTx
from alertbot.store.words import EventState
from tests.support.cast import ANN, BORIS, CARLA, GROUP
from tests.support.telegram import TelegramStage

MUTANTS = 1000
BATCH = 250
CANARY = "CANARY-words-of-somebody"
JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 1 << 63, 1 << 70, 1e308, "", "x", CANARY, "\ud800",
    [], {}, [{}], {"id": {}}, {"id": 1 << 65},
)  # fmt: skip


def mutant(update: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """An update with one to three of its parts taken out or replaced by something else."""
    damaged = copy.deepcopy(update)
    for _ in range(chance.randint(1, 3)):
        places = list(_places(damaged))
        if not places:
            break
        holder, key = chance.choice(places)
        if chance.random() < 0.4:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(chance.choice(JUNK))
    return damaged


def _places(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        held = cast("dict[str, Any]", value)
        return [(held, key) for key in held] + [place for inner in held.values() for place in _places(inner)]
    if isinstance(value, list):
        row = cast("list[Any]", value)
        return [(row, at) for at in range(len(row))] + [place for inner in row for place in _places(inner)]
    return []


async def real_updates(stage: TelegramStage) -> list[dict[str, Any]]:
    """What people do, as the bot would hear it; it is not listening."""
    play = stage.playground
    await stage.ann.subscribe()
    await stage.end()
    updates = play.world.updates
    play.say(ANN, ANN, f"/start {'x' * 10}")
    play.say(ANN, ANN, CANARY)
    play.press(ANN, next(m for m in reversed(play.history(ANN)) if m.buttons), 0)
    play.send_file(BORIS, BORIS, f"{CANARY}.txt", b"x", CANARY)
    play.add_bot(GROUP, CARLA)
    play.say(CARLA, GROUP, "/subscribe")
    play.say(CARLA, GROUP, "in a topic /settings", thread=5)
    play.block(BORIS)
    heard = [{k: v for k, v in update.items() if k != "update_id"} for update in updates.pending]
    updates.drop()
    return heard


async def states(tx: Tx) -> dict[EventState, int]:
    counted = select(inbox.c.state, func.count().label("many")).group_by(inbox.c.state)
    return {row.state: row.many for row in await cast("SqlTx", tx).work.rows(counted)}


@pytest.mark.usefixtures("unpaced")
async def test_a_thousand_damaged_updates_stop_nobody_and_tell_nothing(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(20)  # noqa: S311 - damage, not secrets
    async with TelegramStage(folder) as stage:
        corpus = await real_updates(stage)
        for number in range(MUTANTS):
            if number % BATCH == 0:
                stage.playground.say(CARLA, CARLA, "/help")
            stage.playground.malformed(mutant(chance.choice(corpus), chance))
        await stage.begin()
        stage.playground.say(CARLA, CARLA, "/help")
        await stage.calm()
        assert not stage.playground.world.updates.pending
        found = await stage.asked(states)
        assert found.get(EventState.WAITING, 0) == 0
        assert found[EventState.QUARANTINED] > MUTANTS // 5
        assert len(stage.carla.messages()) == MUTANTS // BATCH + 1
    assert CANARY not in caplog.text
    assert json.dumps(CANARY)[1:-1] not in caplog.text
