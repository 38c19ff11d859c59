"""Reading: appeals and their cases, and the wish to be reminded of court dates."""

from alertbot.dialogue.read import Follow, Unfollow
from alertbot.dialogue.wants import AppealOf, Follows, HearingsOf, OpenAppeals
from alertbot.domain.hearing import StoredHearing
from alertbot.domain.publication import Published
from alertbot.journeys.desk import Journey, Who
from alertbot.ports import Tx

LISTED = 20
"""Appeals in one list: a phone's screen or two."""


class Reading:
    @property
    def journey(self) -> Journey:
        return Journey(
            finds={
                AppealOf: self._appeal,
                OpenAppeals: self._open,
                HearingsOf: self._hearings,
                Follows: self._follows,
            },
            does={Follow: self._follow, Unfollow: self._unfollow},
        )

    async def _appeal(self, tx: Tx, want: AppealOf, who: Who) -> Published | None:
        return await tx.appeals.get(want.id)

    async def _open(self, tx: Tx, want: OpenAppeals, who: Who) -> tuple[Published, ...]:
        return tuple(await tx.appeals.newest(LISTED, with_letters=want.letters))

    async def _hearings(self, tx: Tx, want: HearingsOf, who: Who) -> tuple[StoredHearing, ...]:
        published = await tx.appeals.get(want.appeal)
        return tuple(await tx.hearings.of_case(published.case_id)) if published else ()

    async def _follows(self, tx: Tx, want: Follows, who: Who) -> bool:
        published = await tx.appeals.get(want.appeal)
        if published is None or who.subscriber is None:
            return False
        return published.case_id in await tx.follows.followed(who.subscriber.id)

    async def _follow(self, tx: Tx, order: Follow, who: Who) -> None:
        if who.subscriber:
            await tx.follows.follow(who.subscriber.id, order.case_id)

    async def _unfollow(self, tx: Tx, order: Unfollow, who: Who) -> None:
        if who.subscriber:
            await tx.follows.unfollow(who.subscriber.id, order.case_id)
