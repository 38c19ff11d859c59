"""One script, every platform: a new platform joins by a line in ``STAGES`` and a stage of its own.

A real homeserver takes seconds for what the others do in a moment, so Matrix plays the five journeys of
``ON_MATRIX`` each time; ``MATRIX=all`` lets it play every script. Whatever it plays, nothing may have been
said in clear."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.matrix import MatrixStage
from tests.support.paper import PaperStage
from tests.support.stage import Stage
from tests.support.synapse import Synapse, missing
from tests.support.telegram import TelegramStage

STAGES: dict[str, type[Stage]] = {"telegram": TelegramStage, "transcript": PaperStage, "matrix": MatrixStage}
ON_MATRIX = {
    "subscribe and leave": ("test_privacy",),
    "publish and approve": ("test_unrecorded",),
    "sign and write": ("test_read_and_sign",),
    "a court date and its reminder": ("test_attend",),
    "correct": ("test_corrections",),
}
EACH_TIME = frozenset(module for journey in ON_MATRIX.values() for module in journey)
READERS = ("ann", "boris", "carla")
UNTOLD = "test_the_platforms_language_is_spoken_first"
"""Matrix tells nobody's language: it is chosen below the welcome."""


@pytest.fixture(scope="session")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    if why := missing():
        pytest.skip(why)
    with Synapse(tmp_path_factory.mktemp("synapse")) as running:
        yield running


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest, folder: Path, unpaced: None) -> AsyncIterator[Stage]:
    made = STAGES[str(request.param)](folder)
    if isinstance(made, MatrixStage):
        module = request.path.stem
        if request.function.__name__ == UNTOLD:
            pytest.skip("Matrix tells nobody's language")
        if module not in EACH_TIME and os.environ.get("MATRIX") != "all":
            pytest.skip("played on Matrix with MATRIX=all")
        made.late = READERS
        made.homeserver = request.getfixturevalue("homeserver")
    async with made as running:
        yield running
        if isinstance(made, MatrixStage):
            assert not made.overheard(), "something was said that a server on the way can read"
            assert not made.unreadable(), "something was said that its reader cannot open"
