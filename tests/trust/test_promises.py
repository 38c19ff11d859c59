"""The short version of ``make trust``: every promise about crashes, with fewer kills.

``ALERTBOT_TRUST_SHORT_KILLS`` (60) and ``ALERTBOT_TRUST_SEED`` (1) make other runs of the same test.
"""

import asyncio
import logging
import os
from pathlib import Path

import pytest

from . import lives, report
from .program import PLACES, Extent, Program
from .runs import Theatre

log = logging.getLogger(__name__)

KILLS = int(os.environ.get("ALERTBOT_TRUST_SHORT_KILLS", "60"))
SEED = int(os.environ.get("ALERTBOT_TRUST_SEED", "1"))
POINTS = 3
"""Crash points of each play, drawn from the seed."""


@pytest.mark.xdist_group("trust")
def test_kills_lose_nothing_and_repeat_no_more_than_was_on_its_way(tmp_path: Path) -> None:
    program = asyncio.run(_played(tmp_path))
    log.info("\n%s", report.table(program.lines))
    whole = program.whole
    assert whole.wrongs == [], f"seed {SEED}:\n" + "\n".join(whole.wrongs)
    assert whole.lost == 0
    assert whole.kills >= KILLS
    assert whole.places.keys() == PLACES


async def _played(folder: Path) -> Program:
    async with lives.opened() as nursery:
        program = Program(Theatre(nursery, folder, SEED), Extent(KILLS, SEED, POINTS, part=0.2))
        await program.run()
    return program
