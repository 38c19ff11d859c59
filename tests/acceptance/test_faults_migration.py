"""Groups that become supergroups while an alert goes out: each hears it once, whoever tells the bot first."""

from collections.abc import Iterable
from pathlib import Path

from alertbot.domain.subscriber import Address, SubscriberState
from tests.support.judge import Fault, Judge
from tests.support.judge_limits import Limits

from .ledger import ledger
from .stage import OLGA, Stage, staged

PLACES = {-old: -1_002_000_000_000 - old for old in range(101, 107)}
"""Groups and the supergroups that they become."""

TOLD, REFUSED = list(PLACES)[:3], list(PLACES)[3:]
"""Whose updates come before the bot's first message to them, and whose come after it."""

WORDS = "Айнуру Курманову"


def heard(judge: Judge, group: int) -> int:
    """How many copies of the alert the people of a group have before them."""
    return judge.copies(WORDS, [group, PLACES[group]]).total()


async def moved(stage: Stage, told: Iterable[int]) -> None:
    stage.judge.moved |= PLACES
    for group in told:
        stage.judge.tell_of_upgrade(group, OLGA)


async def test_groups_that_become_supergroups_in_mid_broadcast_hear_it_once_and_stay_subscribed(
    tmp_path: Path,
) -> None:
    crowd = range(10_001, 10_061)
    async with staged(tmp_path, limits=Limits(rate=100), RATE="100") as stage:
        await stage.seat([*crowd[:30], *PLACES, *crowd[30:]], "ru")
        await stage.bot.start()
        judge = stage.judge
        judge.weather = lambda method, chat: Fault("later") if chat in PLACES else None
        await stage.publish()
        await judge.until(lambda: judge.copies(WORDS, crowd).total() >= 10)
        judge.weather = None
        await moved(stage, TOLD)
        await judge.until(lambda: all(heard(judge, group) for group in PLACES))
        for group in REFUSED:
            judge.tell_of_upgrade(group, OLGA)
        await judge.until(lambda: len(judge.copies(WORDS, crowd)) == len(crowd))
        last = judge.say(10_001, "/start")
        await judge.until(lambda: judge.confirmed(last))
        assert await stage.bot.stop() == 0
        assert {heard(judge, group) for group in PLACES} == {1}
        assert not judge.copies(WORDS, PLACES)
        assert set(judge.copies(WORDS, crowd).values()) == {1}
        await _only_the_new_ids_are_known(stage)
        stage.clean()


async def _only_the_new_ids_are_known(stage: Stage) -> None:
    async with ledger(stage.bot.data) as tx:
        for old, new in PLACES.items():
            assert await tx.people.find(Address("telegram", str(old))) is None
            known = await tx.people.find(Address("telegram", str(new)))
            assert known is not None
            assert (known.state, known.locale) == (SubscriberState.ACTIVE, "ru")


async def test_an_upgrade_that_happened_while_the_bot_was_down_leads_to_the_supergroup_only(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path) as stage:
        judge = stage.judge
        await stage.seat(PLACES, "ru")
        await moved(stage, TOLD)
        await stage.bot.start()
        await stage.publish()
        await judge.until(lambda: all(heard(judge, group) for group in PLACES))
        assert await stage.bot.stop() == 0
        assert {judge.copies(WORDS, [new])[new] for new in PLACES.values()} == {1}
        await _only_the_new_ids_are_known(stage)
        stage.clean()
