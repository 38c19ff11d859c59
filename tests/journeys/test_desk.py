"""Messages for every account of every organizer."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from alertbot.domain.subscriber import Address, Organizer
from tests.support.cast import CARLA, OLGA, OMAR
from tests.support.telegram import TelegramStage


class TwoAccounts(TelegramStage):
    """Omar organizes with two accounts on one platform, his own and Carla's."""

    def organizers(self) -> tuple[Organizer, ...]:
        olga, omar, carla = (Address("telegram", str(id)) for id in (OLGA, OMAR, CARLA))
        return (Organizer("olga", (olga,)), Organizer("omar", (omar, carla)))


@pytest.fixture
async def two(folder: Path, unpaced: None) -> AsyncIterator[TwoAccounts]:
    async with TwoAccounts(folder) as running:
        yield running


async def test_both_accounts_on_one_platform_see_an_alert_go_out_and_end(two: TwoAccounts) -> None:
    await two.subscribe("ann", "carla")
    await two.announce("Free Ainur")

    for actor in (two.olga, two.omar, two.carla):
        actor.sees("broadcast.done")
