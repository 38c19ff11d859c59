"""The drill, done by somebody in front of its page."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

import aiohttp
import pytest

from alertbot.app.drill import OLGA, OMAR, Exercise, practise
from alertbot.app.drill_text import example, summary
from alertbot.domain.drill import Checklist, DrillStep
from tests.support.phrases import means

AT = datetime(2017, 10, 4, 8, tzinfo=UTC)
EXAMPLE = example(AT.date())
T = TypeVar("T")
PATIENCE = 30.0
ASKED_AGAIN = 0.05


class Page:
    """What somebody can do and see on the drill's page."""

    def __init__(self, session: aiohttp.ClientSession, url: str, told: list[str]) -> None:
        self._session = session
        self._url = url
        self.told = told
        self._before: dict[int, list[Any]] = {}

    async def _do(self, action: str, **asked: Any) -> None:
        headers = {"Origin": self._url}
        async with self._session.post(f"{self._url}/do/{action}", json=asked, headers=headers) as answer:
            assert answer.status == 200, await answer.text()

    async def says(self, person: int, text: str) -> None:
        await self._do("say", person=person, chat=person, text=text)

    async def waits(self, hours: float) -> None:
        await self._do("advance", hours=hours)

    async def state(self) -> dict[str, Any]:
        async with self._session.get(f"{self._url}/state") as answer:
            return cast("dict[str, Any]", await answer.json())

    async def taps(self, person: int, label: str) -> None:
        """The newest button with that label, as soon as there is one among what is new since the last tap."""
        found = await _seen(lambda: self._offered(person, label))
        self._before[person] = await self._newest(person)
        await self._do("press", person=person, chat=person, message=found[0], button=found[1])

    async def _newest(self, person: int) -> list[Any]:
        return (await self.state())["messages"].get(str(person), [])

    async def _offered(self, person: int, label: str) -> tuple[int, int] | None:
        new = [m for m in await self._newest(person) if m not in self._before.get(person, [])]
        return _button(new, label)

    async def ticked(self, *steps: DrillStep) -> None:
        """Until these steps are ticked on the page."""
        wanted = [list(DrillStep).index(step) for step in steps]

        async def all_are() -> bool:
            hints = (await self.state())["hints"]
            return all(hints[at].startswith("✅") for at in wanted)

        await _seen(all_are)


async def _seen(look: Callable[[], Awaitable[T | None]]) -> T:
    """What is there, as soon as it is."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if found := await look():
                return found
            await asyncio.sleep(ASKED_AGAIN)


def _button(messages: list[Any], label: str) -> tuple[int, int] | None:
    """The newest button with that label: its message, and its place in it."""
    for message in reversed(messages):
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        for position, button in enumerate(button for row in rows for button in row):
            if means(button["text"], label):
                return message["message_id"], position
    return None


@asynccontextmanager
async def drilling(people: int = 60) -> AsyncGenerator[tuple[Page, Callable[..., Awaitable[Checklist]]]]:
    told: list[str] = []
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    stop = asyncio.Event()
    running = asyncio.create_task(practise(Exercise(AT, people, told.append, ready.set_result), stop))
    async with aiohttp.ClientSession() as session:

        async def ended(*, by_itself: bool = False) -> Checklist:
            if not by_itself:
                stop.set()
            async with asyncio.timeout(PATIENCE):
                return await running

        try:
            await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            yield Page(session, await ready, told), ended
        finally:
            stop.set()
            await running


async def pastes(page: Page) -> None:
    await page.says(OLGA, "/newappeal")
    await page.says(OLGA, EXAMPLE)
    await page.ticked(DrillStep.PASTE)


async def asks(page: Page) -> None:
    await page.taps(OLGA, "review.submit")
    await page.taps(OLGA, "consent.family")
    await page.ticked(DrillStep.SUBMIT)


async def test_nothing_is_ticked_before_it_is_done() -> None:
    async with drilling() as (page, ended):
        hints = (await page.state())["hints"]
        assert len(hints) == len(DrillStep)
        assert not any(hint.startswith("✅") for hint in hints)
        await page.says(OLGA, "I have pasted it, believe me")
        await pastes(page)
        checklist = await ended()

    assert DrillStep.PASTE in checklist.done
    assert DrillStep.APPROVE not in checklist.done
    assert any("approve as the second person" in line for line in page.told)


async def test_a_whole_campaign_is_practised_and_ends_by_itself() -> None:
    async with drilling() as (page, ended):
        await pastes(page)
        await page.taps(OLGA, "review.sign_by")
        await page.says(OLGA, "15 November 2017")
        await page.ticked(DrillStep.FIX)
        await asks(page)
        await page.taps(OMAR, "approve.yes")
        await page.ticked(DrillStep.APPROVE)
        await page.waits(hours=0.01)
        await page.ticked(DrillStep.HOLD, DrillStep.WATCH)
        await page.says(OLGA, "/halt")
        await page.ticked(DrillStep.HALT)
        await page.says(OLGA, "/correct")
        await page.taps(OLGA, "EXERCISE")
        await page.taps(OLGA, "review.edit_summary")
        await page.says(OLGA, "EXERCISE: she was taken to Astana.")
        await page.taps(OLGA, "review.submit")
        await page.taps(OMAR, "approve.yes")
        await page.waits(hours=0.01)
        await page.ticked(DrillStep.CORRECT)
        await page.says(OLGA, "/hearing 20 October 10:00 Aktau")
        await page.taps(OLGA, "hearing.save")
        await page.taps(OLGA, "hearing.next_day")
        await page.taps(OLGA, "hearing.move_yes")
        await page.ticked(DrillStep.HEARING, DrillStep.MOVE)
        await page.says(OLGA, "/close")
        await page.taps(OLGA, "EXERCISE")
        await page.taps(OLGA, "close.now")
        await page.ticked(DrillStep.CLOSE)
        await page.says(OLGA, "/retract")
        await page.taps(OLGA, "EXERCISE")
        await page.taps(OLGA, "retract.ask")
        await page.taps(OMAR, "retract.confirm")
        checklist = await ended(by_itself=True)

    assert checklist.complete
    assert any("Nothing was forgotten" in line for line in page.told)


async def test_everybody_in_a_drill_is_made_up() -> None:
    async with drilling(people=200) as (page, _):
        state = await page.state()
        assert all("EXERCISE" in room["title"] for room in state["rooms"])
        assert all("xercise" in person["name"] or "Пример" in person["name"] for person in state["people"])
        assert "EXERCISE" in state["bot"]["name"]
    assert "EXERCISE" in EXAMPLE
    assert "example.org" in EXAMPLE


async def test_a_drill_never_opens_the_database_of_a_real_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, key = tmp_path / "real.sqlite", tmp_path / "key"
    monkeypatch.setenv("ALERTBOT_DATABASE_URL", f"sqlite:///{real}")
    monkeypatch.setenv("ALERTBOT_MASTER_KEY_FILE", str(key))
    monkeypatch.setenv("ALERTBOT_DATA_DIR", str(tmp_path / "data"))
    async with drilling() as (page, _):
        await pastes(page)

    assert not any(file.exists() for file in (real, key, tmp_path / "data"))


@pytest.mark.parametrize("done", [0, 3, len(DrillStep)])
def test_the_summary_tells_what_was_forgotten(done: int) -> None:
    steps = list(DrillStep)[:done]
    said = " ".join(summary(Checklist().with_steps(steps, timedelta(seconds=90))))
    assert f"{done} of {len(DrillStep)}" in said
    assert ("Nothing was forgotten" in said) == (done == len(DrillStep))


def test_the_time_to_published_is_counted_from_the_paste() -> None:
    checklist = Checklist().with_steps([DrillStep.PASTE], timedelta(minutes=2))
    checklist = checklist.with_steps([DrillStep.PASTE, DrillStep.HOLD], timedelta(minutes=9))
    assert checklist.to_published == timedelta(minutes=7)
    assert "7 min 0 s" in " ".join(summary(checklist))
