"""The process told what it is like."""

import gc
import sys
from collections.abc import Generator

import pytest

from alertbot.app.interpreter import settle


@pytest.fixture(autouse=True)
def _as_before() -> Generator[None]:
    thresholds, interval = gc.get_threshold(), sys.getswitchinterval()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.enable()
    sys.setswitchinterval(interval)


def test_a_bot_that_has_settled_clears_away_what_goes_round_in_circles() -> None:
    gc.disable()
    settle()
    assert gc.isenabled()
    assert gc.get_threshold()[0] > 0
