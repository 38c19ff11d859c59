"""The short version of ``make trust-matrix``: on Matrix a kill loses nothing and repeats nothing.

``ALERTBOT_TRUST_MATRIX_KILLS`` (6) and ``ALERTBOT_TRUST_SEED`` (1) make other runs of the same test.
"""

import asyncio
import os
from pathlib import Path

import pytest

from tests.support.synapse import missing

from .matrix import played

KILLS = int(os.environ.get("ALERTBOT_TRUST_MATRIX_KILLS", "6"))
SEED = int(os.environ.get("ALERTBOT_TRUST_SEED", "1"))


@pytest.mark.xdist_group("matrix")
@pytest.mark.skipif(bool(missing()), reason=missing())
def test_kills_on_matrix_lose_nothing_and_repeat_nothing_and_all_of_it_can_be_read(tmp_path: Path) -> None:
    outcome = asyncio.run(played(tmp_path, seed=SEED, kills=KILLS, readers=2, outages=False))

    assert outcome.wrongs == [], f"seed {SEED}:\n" + "\n".join(outcome.wrongs)
    assert outcome.kills >= KILLS
    assert (outcome.lost, outcome.repeated, outcome.unread) == (0, 0, 0)
