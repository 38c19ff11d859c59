"""One person with an account on each messenger: one author, one voice, one draft that goes on in both."""

from pathlib import Path
from typing import Any

from alertbot.dialogue.approve import Approve
from alertbot.dialogue.draft_taps import SHORT_DIGEST, Edit, Review, SubmitOn, stamp
from alertbot.domain.publication import Draft, DraftStage
from alertbot.platforms.transcript import TranscriptPlatform
from alertbot.ports import Platform
from tests.authority.principals import by_hand, on_matrix
from tests.authority.world import OLGA, OLGA_ON_MATRIX, OMAR, Wire, World, opened

CODE = "KAZ 2"


class Play:
    """Olga and Omar on Telegram, and Olga on Matrix."""

    def __init__(self, world: World, telegram: Platform, matrix: Platform) -> None:
        self.world = world
        self._telegram, self._matrix = telegram, matrix

    async def here(self, said: str, person: int = OLGA) -> set[str]:
        """On Telegram: a command or a tap; the sentences shown."""
        return await self._heard(self._telegram, by_hand(person)("private", said))

    async def there(self, said: str) -> set[str]:
        """On Matrix: a command or a tap."""
        return await self._heard(self._matrix, on_matrix(OLGA_ON_MATRIX)("private", said))

    async def types_there(self, text: str) -> set[str]:
        raw = on_matrix(OLGA_ON_MATRIX)("private", "/")
        return await self._heard(self._matrix, {**raw, "text": text})

    async def _heard(self, platform: Platform, raw: dict[str, Any]) -> set[str]:
        return set((await self.world.hear(platform, raw)).sentences)

    async def draft(self) -> Draft:
        async with self.world.store.transaction() as tx:
            found = await tx.drafts.get(self.world.drafts[0].id)
        assert found
        return found


async def test_a_draft_begun_in_one_messenger_is_mended_and_submitted_in_the_other(tmp_path: Path) -> None:
    telegram, matrix = Wire("telegram"), TranscriptPlatform("matrix")
    async with opened(tmp_path, (telegram, matrix)) as world:
        play, id = Play(world, telegram, matrix), world.drafts[0].id
        assert "review.title" in await play.here(Review(id).pack())
        assert "drafts.title" in await play.there("/drafts")
        assert "review.title" in await play.there(Review(id).pack())
        await play.there(Edit(id, "code", "").pack())
        assert "review.kept" in await play.types_there(CODE)
        await play.there(SubmitOn(id, stamp(await play.draft()), "family").pack())
        mended = await play.draft()
        assert mended.appeal
        assert (mended.stage, mended.appeal.code) == (DraftStage.SUBMITTED, CODE)

        yes = Approve(id, mended.digest[:SHORT_DIGEST]).pack()
        for said in (await play.here(yes), await play.there(yes)):
            assert "approve.not_alone" in said
        assert (await play.draft()).stage is DraftStage.SUBMITTED
        await play.here(yes, OMAR)
        assert (await play.draft()).stage is DraftStage.HOLD
