"""A handler that is cancelled, wherever it waits: all of its event happened or none, and nothing is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import select

from alertbot.ports import RawEvent, Tx
from alertbot.store.schema import metadata
from alertbot.store.store import SqlTx
from tests.support.actor import Actor
from tests.support.paper import PaperStage
from tests.support.paste import APPEAL as PASTE

MOST_AWAITS = 200
"""More than any handler has: a bound for failures."""


class CutShort:
    """Runs a coroutine and cancels the task it runs in when it waits for the ``nth`` time."""

    def __init__(self, work: Coroutine[Any, Any, Any], nth: int) -> None:
        self._work, self._left = work, nth

    @property
    def happened(self) -> bool:
        return self._left <= 0

    def __await__(self) -> Generator[Any, Any, Any]:
        resume: Callable[[], Any] = lambda: self._work.send(None)  # noqa: E731 - replaced below
        while True:
            try:
                waited_for = resume()
            except StopIteration as ended:
                return ended.value
            self._left -= 1
            task = asyncio.current_task()
            if self._left == 0 and task is not None:
                task.cancel()
            try:
                yield waited_for
            except BaseException as error:  # noqa: BLE001 - handed on as it came
                resume = lambda error=error: self._work.throw(error)  # noqa: E731
            else:
                resume = lambda: self._work.send(None)  # noqa: E731


async def cut(work: Coroutine[Any, Any, Any], nth: int) -> bool:
    """Whether it was cancelled before its end."""

    async def run() -> bool:
        short = CutShort(work, nth)
        await short
        return short.happened

    (outcome,) = await asyncio.gather(asyncio.create_task(run()), return_exceptions=True)
    if isinstance(outcome, BaseException) and not isinstance(outcome, asyncio.CancelledError):
        raise outcome
    return outcome is not False


@pytest.fixture
async def stage(folder: Path, unpaced: None) -> AsyncIterator[PaperStage]:
    async with PaperStage(folder) as running:
        yield running


async def contents(stage: PaperStage) -> list[Any]:
    """Everything the database holds."""

    async def read(tx: Tx) -> list[Any]:
        work = cast("SqlTx", tx).work
        return [tuple((await work.rows(select(table))) or ()) for table in metadata.sorted_tables]

    return await stage.asked(read)


async def waits(stage: PaperStage) -> list[RawEvent]:
    return await stage.asked(lambda tx: tx.inbox.waiting(stage.platform.name, 10))


async def nothing(stage: PaperStage) -> None:
    """Nobody has done anything yet."""


async def consent(stage: PaperStage) -> None:
    await stage.ann.start()


async def signing(stage: PaperStage) -> None:
    await stage.publish("kurmanov")
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.sign")


async def letters(stage: PaperStage) -> None:
    await stage.publish("kurmanov")
    await stage.ann.says("/letter")
    await stage.ann.taps("Kurmanov")
    await stage.ann.taps("letter.continue")


async def pasting(stage: PaperStage) -> None:
    await stage.olga.says("/newappeal")


async def submitting(stage: PaperStage) -> None:
    await pasting(stage)
    await stage.olga.taps("Free Ainur")


async def approval(stage: PaperStage) -> None:
    await stage.submit_prepared("Free Ainur")


SCENES: dict[str, tuple[Callable[[PaperStage], Awaitable[None]], str, str, str]] = {
    "start": (nothing, "ann", "/start", "welcome.title"),
    "consent": (consent, "ann", "tap welcome.agree", "subscribed.title"),
    "sign": (signing, "ann", "tap sign.count_me", "sign.thanks"),
    "letters": (letters, "ann", "tap letter.take", "letter.done"),
    "paste": (pasting, "olga", PASTE, "808 characters"),
    "submit": (submitting, "olga", "tap review.submit", "submit.done"),
    "approve": (approval, "omar", "tap approve.yes", "hold.title"),
}
"""What stood before, who does what, and what they are told in the end."""


@pytest.mark.parametrize("scene", SCENES)
async def test_wherever_a_handler_is_cancelled_all_of_its_event_happens_once_or_not_yet(
    stage: PaperStage, scene: str
) -> None:
    prepare, name, does, told = SCENES[scene]
    await prepare(stage)
    await stage.end()
    actor: Actor = getattr(stage, name)
    actor.looks_away()
    tap = does.removeprefix("tap ")
    (actor.says_unheard if tap == does else actor.taps_unheard)(tap)
    await keep(stage)
    (event,) = await waits(stage)
    before = await contents(stage)
    incoming = stage.platform.parse(event.raw)
    for nth in range(1, MOST_AWAITS):
        conversing = stage.bot._conversing  # pyright: ignore[reportPrivateUsage]
        was_cut = await cut(conversing.handle(stage.platform, event, incoming), nth)
        assert was_cut or nth > 1, "it never waits, and this test proves nothing"
        if not await waits(stage):
            break
        assert was_cut
        assert await contents(stage) == before
    await stage.begin()
    assert sum(message.fits(told) for message in actor.news()) == 1, str(actor)


async def keep(stage: PaperStage) -> None:
    """Put what happened into the inbox, cancelled wherever that waits."""
    newest = await stage.asked(lambda tx: tx.inbox.newest(stage.platform.name))
    (ear,) = stage.bot._ears  # pyright: ignore[reportPrivateUsage]
    for nth in range(1, MOST_AWAITS):
        events = await stage.platform.poll(newest, wait=False)
        await cut(ear._keep(events, newest), nth)  # pyright: ignore[reportPrivateUsage]
        if await waits(stage):
            return
    raise AssertionError("it was never kept")
