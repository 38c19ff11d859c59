"""One script, every platform: a new platform joins by a line in ``STAGES`` and a stage of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.paper import PaperStage
from tests.support.stage import Stage
from tests.support.telegram import TelegramStage

STAGES: dict[str, type[Stage]] = {"telegram": TelegramStage, "transcript": PaperStage}


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest, folder: Path, unpaced: None) -> AsyncIterator[Stage]:
    async with STAGES[str(request.param)](folder) as running:
        yield running
