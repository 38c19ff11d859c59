"""From a paste to a submitted draft, before the strict Bot API server: the steps, and what kills lose."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from alertbot.domain.publication import Draft, DraftStage
from tests.support.judge_limits import Limits

from .ledger import ledger
from .stage import OLGA, OMAR, Stage, staged

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "002_8605270895003b98.txt"
OLGAS_OTHER = 203
"""Another account of the same person, on another device."""

LONGEST_MESSAGE = 4096
CODE = "KAZ 002 / 1017 / OBS 107"
KHARKOVA = 6
"""Steps, messages and taps, that the Kharkova text may take from the paste to "Sent for approval"."""


def pieces(text: str) -> list[str]:
    """The text as Telegram's clients cut a paste: at 4,096 characters, at the last line break."""
    cut: list[str] = []
    while text:
        end = len(text)
        if end > LONGEST_MESSAGE:
            end = text.rfind("\n", 0, LONGEST_MESSAGE) + 1 or LONGEST_MESSAGE
        cut.append(text[:end])
        text = text[end:]
    return cut


@pytest.fixture(scope="module")
def kharkova() -> list[str]:
    if not SEED.exists():
        pytest.skip("the text of the Kharkova appeal is not at hand")
    return pieces(SEED.read_text("utf-8"))


class Organizer:
    """Counts what Olga does; each step waits for an answer with a certain button."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._judge = stage.judge
        self.steps = 0
        self.account = OLGA
        self.killed = False
        """Whether the bot is killed behind every step."""

    async def says(self, text: str, then: str = "") -> None:
        before = self._sent()
        update = self._judge.say(self.account, text)
        await self._done(before, then, lambda: self._judge.confirmed(update))

    async def taps(self, begins: str, then: str = "") -> None:
        before = self._sent()
        tap = self._judge.tap(self.account, begins)
        await self._done(before, then, lambda: self._judge.taps[tap].answered)

    async def _done(self, before: int, then: str, heard: Callable[[], object]) -> None:
        """``then`` empty: nothing is answered."""
        self.steps += 1
        await self._judge.until(heard)
        if then:
            await self._judge.until(lambda: self._sent() > before and self._offered(then))
        if self.killed:
            await self._stage.bot.kill()
            await self._stage.bot.start()

    def _sent(self) -> int:
        return self._judge.sent[self.account]

    def _offered(self, begins: str) -> bool:
        newest = self._judge.messages(self.account)[-1]
        return any(data.startswith(begins) for data in newest.buttons)


@asynccontextmanager
async def drafting(folder: Path) -> AsyncGenerator[tuple[Stage, Organizer]]:
    accounts = f"olga=telegram:{OLGA}+telegram:{OLGAS_OTHER}, omar=telegram:{OMAR}"
    async with staged(folder, limits=Limits(chat=20), ORGANIZERS=accounts) as stage:
        await stage.bot.start()
        for person in (OLGA, OLGAS_OTHER, OMAR):
            await stage.subscribe(person)
        stage.judge.say(OLGA, "/newappeal")
        await stage.judge.offered(OLGA, "prepared-")
        yield stage, Organizer(stage)


async def stored(stage: Stage) -> Draft:
    """The only draft, once the bot has ended."""
    assert await stage.bot.stop() == 0
    async with ledger(stage.bot.data) as tx:
        (draft,) = await tx.drafts.open_ones()
    return draft


async def pasted(olga: Organizer, text: list[str]) -> None:
    first, *between = text[:-1]
    await olga.says(first, "thatsall-")
    for piece in between:
        await olga.says(piece)
    await olga.says(text[-1], "submit-")


async def test_the_kharkova_text_is_submitted_in_six_steps(tmp_path: Path, kharkova: list[str]) -> None:
    """Three messages of paste, two steps for the code that the text lacks, and one tap for the rest."""
    async with drafting(tmp_path) as (stage, olga):
        await pasted(olga, kharkova)
        await olga.taps("edit-1-code-", "review-1")
        await olga.says(CODE, "submit-1-")
        await olga.taps("submit-1-")
        await stage.judge.offered(OMAR, "approve-")
        draft = await stored(stage)
        assert draft.appeal
        assert (draft.stage, draft.appeal.code) == (DraftStage.SUBMITTED, CODE)
        assert len(draft.appeal.addressees) >= 7
        assert olga.steps <= KHARKOVA
        stage.clean()


async def test_a_kill_behind_every_step_loses_nothing(tmp_path: Path, kharkova: list[str]) -> None:
    async with drafting(tmp_path) as (stage, olga):
        olga.killed = True
        await pasted(olga, kharkova)
        await olga.taps("edit-1-title-", "review-1")
        await olga.says("Free Larisa Kharkova", "submit-1-")
        await olga.taps("edit-1-demands-", "open-1-demand-")
        await olga.says("Let her appeal be heard in public", "submit-1-")
        await olga.taps("open-1-addressee-", "change-1-addressee-")
        await olga.says("president@example.org", "change-1-addressee-")
        await olga.taps("review-1", "submit-1-")
        await olga.taps("edit-1-hearing-", "review-1")
        await olga.says("12 October 2017 10:00 Shymkent", "keepdate-")
        await olga.taps("keepdate-", "submit-1-")
        await olga.taps("submit-1-")
        await stage.judge.offered(OMAR, "approve-")
        draft = await stored(stage)
        assert draft.appeal
        assert draft.case
        assert draft.stage is DraftStage.SUBMITTED
        assert draft.appeal.title.texts["en"] == "Free Larisa Kharkova"
        assert draft.appeal.demands[-1].text.texts["en"] == "Let her appeal be heard in public"
        assert any("president@example.org" in addressee.emails for addressee in draft.appeal.addressees)
        assert [hearing.day.day for hearing in draft.case.hearings] == [12]
        stage.clean()


async def test_another_account_of_the_same_person_goes_on_where_the_draft_stood(
    tmp_path: Path, kharkova: list[str]
) -> None:
    async with drafting(tmp_path) as (stage, olga):
        await olga.says(kharkova[0], "thatsall-")
        olga.account = OLGAS_OTHER
        await olga.says("/drafts", "review-1")
        await olga.taps("review-1", "thatsall-")
        for piece in kharkova[1:-1]:
            await olga.says(piece)
        await olga.says(kharkova[-1], "submit-")
        await olga.taps("edit-1-code-", "review-1")
        olga.account = OLGA
        await olga.says("/drafts", "review-1")
        await olga.taps("review-1", "edit-1-code-")
        await olga.taps("edit-1-code-", "review-1")
        await olga.says(CODE, "submit-1-")
        await olga.taps("submit-1-")
        await stage.judge.offered(OMAR, "approve-")
        draft = await stored(stage)
        assert draft.appeal
        assert (draft.appeal.code, len(draft.pasted)) == (CODE, len(kharkova))
        stage.clean()
