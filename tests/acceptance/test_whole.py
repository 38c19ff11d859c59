"""The whole bot from outside: what subscribers and organizers do, from the first start to the last signal."""

from pathlib import Path

from .stage import ANN, OLGA, OMAR, Stage, staged


async def test_an_appeal_goes_from_two_organizers_to_signatures_letters_and_court_dates(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path) as stage:
        await stage.bot.start()
        for person in (ANN, OLGA, OMAR):
            await stage.subscribe(person)
        await stage.publish()
        await stage.judge.offered(ANN, "sign-")
        await _sign(stage)
        await _write(stage)
        await _set_a_hearing(stage)
        await _be_reminded(stage)
        assert await stage.bot.stop() == 0
        stage.clean()


async def _sign(stage: Stage) -> None:
    stage.judge.tap(ANN, "sign-")
    await stage.judge.offered(ANN, "count-")
    tap = stage.judge.tap(ANN, "count-")
    await stage.judge.offered(ANN, "unsign-")
    await stage.judge.until(lambda: stage.judge.taps[tap].answered)


async def _write(stage: Stage) -> None:
    stage.judge.tap(ANN, "write-")
    await stage.judge.offered(ANN, "prepare-")
    stage.judge.tap(ANN, "prepare-")
    await stage.judge.offered(ANN, "take-")
    before = stage.judge.sent[ANN]
    stage.judge.tap(ANN, "take-")
    await stage.judge.until(lambda: stage.judge.sent[ANN] > before)


async def _set_a_hearing(stage: Stage) -> None:
    stage.judge.say(OLGA, "/hearing 20 October 2017 10:00 Almaty")
    await stage.judge.offered(OLGA, "savehearing-1-")
    stage.judge.tap(OLGA, "savehearing-1-")
    await stage.judge.offered(OLGA, "nextday-")


async def _be_reminded(stage: Stage) -> None:
    """At six in the evening, a week before, whoever follows the case."""
    stage.judge.tap(ANN, "remind-")
    before = stage.judge.sent[ANN]
    await stage.judge.until(lambda: stage.judge.sent[ANN] > before)
    heard = stage.judge.sent[ANN]
    stage.set_clock("2017-10-13T12:00:05Z")
    await stage.judge.until(lambda: stage.judge.sent[ANN] > heard)
