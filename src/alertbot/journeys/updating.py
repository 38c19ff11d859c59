"""Updates and outcomes: sequels that go to those who had the appeal or acted on it."""

from dataclasses import replace

from alertbot.dialogue import cards, demand_cards
from alertbot.dialogue.preview import Forecast
from alertbot.domain.delivery import BroadcastKind, Priority
from alertbot.domain.publication import Draft, Published
from alertbot.journeys.desk import Desk
from alertbot.journeys.following import stands
from alertbot.ports import Audience, BroadcastScreens, Tx


class Updates:
    """To whoever got the appeal or acted on it, and once to those who joined since and whose interests match.
    See :class:`alertbot.journeys.following.Sequel`."""

    def __init__(self, desk: Desk, *, rate: float) -> None:
        self._desk = desk
        self._rate = rate

    async def fits(self, tx: Tx, draft: Draft) -> bool:
        """An update says its own words: the appeal may have been corrected since, but not withdrawn."""
        about = await tx.appeals.get(draft.about) if draft.about is not None else None
        return about is not None and not about.withdrawn

    async def forecast(self, tx: Tx, draft: Draft, approvers: int) -> Forecast:
        return await _foreseen(tx, await self._audience(tx, draft), draft, approvers, self._rate)

    async def begin(self, tx: Tx, draft: Draft, published: Published) -> int | None:
        if draft.about is not None:
            await tx.recall.adopt(published.id, draft.about)
        card = cards.alert(replace(published, parent=draft.about))
        return await tx.outbox.broadcast(
            BroadcastKind.ALERT,
            BroadcastScreens(card, card),
            await self._audience(tx, draft),
            Priority.ALERT,
            self._desk.clock.now(),
            key=f"alert:{published.id}:{published.version}",
            appeal=published.id,
        )

    async def _audience(self, tx: Tx, draft: Draft) -> Audience:
        parent = await tx.appeals.get(draft.about or 0)
        if parent is None:
            return Audience("", ("",))
        case = parent.case
        return Audience(case.country, case.topics, acted_in=parent.case_id, got=parent.id)


class DemandOutcomes:
    """To whoever acted in the case and whoever follows it; once the marks are destroyed, to the latter alone.
    See :class:`alertbot.journeys.following.Sequel`."""

    def __init__(self, desk: Desk, *, rate: float) -> None:
        self._desk = desk
        self._rate = rate

    async def fits(self, tx: Tx, draft: Draft) -> bool:
        return await stands(tx, draft)

    async def forecast(self, tx: Tx, draft: Draft, approvers: int) -> Forecast:
        about = await tx.appeals.get(draft.about or 0)
        audience = _who_acted(about) if about else Audience("", ("",))
        return await _foreseen(tx, audience, draft, approvers, self._rate)

    async def begin(self, tx: Tx, draft: Draft, published: Published) -> int | None:
        card = demand_cards.outcome(published)
        await tx.outbox.broadcast(
            BroadcastKind.NOTICE,
            BroadcastScreens(card, card),
            _who_acted(published),
            Priority.REMINDER,
            self._desk.clock.now(),
            key=f"demands:{published.id}:{published.version}",
            appeal=published.id,
        )
        return None


def _who_acted(about: Published) -> Audience:
    case = about.case
    return Audience(case.country, case.topics, about.case_id, acted=True)


async def _foreseen(tx: Tx, audience: Audience, draft: Draft, approvers: int, rate: float) -> Forecast:
    reach = await tx.people.reach(audience)
    persons, rooms = sum(reach.persons.values()), sum(reach.rooms.values())
    return Forecast(persons, rooms, reach.total / rate, approvers, purpose=draft.purpose)
