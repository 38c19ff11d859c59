"""Court dates that a published document moves, calls off or leaves alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.language import Localised
from alertbot.domain.publication import DraftStage
from tests.support.telegram import TelegramStage

from .test_hearings import OFFSETS, reminded

SET = Hearing("first", "Shymkent", "Asia/Almaty", date(2017, 10, 20), time(10))


async def arrives(stage: TelegramStage, *hearings: Hearing) -> None:
    """An approved document with these hearings, after its hold."""
    published = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0]
    case = replace(published.case, hearings=hearings)
    now = stage.clock.now()
    async with stage.store.transaction() as tx:
        draft = await tx.drafts.begin("olga", now)
        held = replace(draft, case=case, appeal=published.appeal, stage=DraftStage.HOLD, approved_by="omar")
        await tx.drafts.save(replace(held, digest="0" * 64, hold_until=now))
    for actor in (stage.ann, stage.boris, stage.carla):
        actor.looks_away()
    await stage.pass_time(seconds=2)


async def chain(stage: TelegramStage) -> list[StoredHearing]:
    published = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0]
    return await stage.asked(lambda tx: tx.hearings.of_case(published.case_id))


async def standing(stage: TelegramStage) -> list[Hearing]:
    return [
        s.hearing
        for s in await chain(stage)
        if not s.superseded and s.hearing.state is HearingState.SCHEDULED
    ]


async def told_of_the_first(stage: TelegramStage) -> None:
    """Ann follows; Boris did until he was reminded; Carla never knew."""
    for actor in (stage.carla, stage.ann, stage.boris):
        await actor.subscribe()
    await stage.publish("kurmanov")
    await arrives(stage, SET)
    for actor, named in ((stage.ann, "Free Ainur"), (stage.boris, "Свободу Айнуру")):
        await actor.says("/appeals")
        await actor.taps(named)
        await actor.taps("card.remind")
    await stage.until(datetime(2017, 10, 13, 12, tzinfo=UTC))
    await stage.boris.taps("remind.stop")


def told(stage: TelegramStage, what: str) -> list[int]:
    return [sum(m.fits(what) for m in actor.news()) for actor in (stage.ann, stage.boris, stage.carla)]


NEXT = SET.moved_to("second", date(2017, 10, 24), time(14))


@pytest.mark.parametrize(
    "document",
    [
        (NEXT,),
        (replace(SET, state=HearingState.ADJOURNED), NEXT),
        (NEXT, SET),
        (replace(SET, day=date(2017, 10, 24), hour=time(14)),),
        (replace(SET, city="Aktau", zone="Asia/Aqtau", day=date(2017, 10, 24), hour=time(14)),),
        (SET, replace(NEXT, day=date(2017, 10, 22)), NEXT.moved_to("third", date(2017, 10, 24), time(14))),
    ],
    ids=["next", "old and next", "any order", "same key", "elsewhere", "twice"],
)
async def test_a_published_document_that_moves_a_hearing_is_told_once_to_whoever_knew(
    stage: TelegramStage, document: tuple[Hearing, ...]
) -> None:
    await told_of_the_first(stage)
    await arrives(stage, *document)
    assert told(stage, "hearing.moved") == [1, 1, 0]
    stage.ann.sees("Friday, 20 October 2017", "Tuesday, 24 October 2017")
    [now] = await standing(stage)
    before = await chain(stage)
    await arrives(stage, *document)

    assert told(stage, "hearing.moved") == [0, 0, 0]
    assert await chain(stage) == before
    for day in (17, 19, 21, 23):
        await stage.until(datetime(2017, 10, day, 14, tzinfo=UTC))
    assert (now.day, [reminded(stage.ann, f"reminder.{o}") for o in OFFSETS]) == (
        date(2017, 10, 24),
        [2, 1, 1, 0],
    )


COURT = Localised({"en": "Abay District Court"})
OTHER_COURT = Localised({"en": "City Court"})


STREET = Localised({"en": "5 Court Street"})


@pytest.mark.parametrize("change", [{"court": OTHER_COURT}, {"address": STREET}], ids=["court", "street"])
async def test_whoever_knew_the_date_is_told_once_when_the_court_is_another_house(
    stage: TelegramStage, change: dict[str, Localised]
) -> None:
    await told_of_the_first(stage)
    housed = replace(SET, court=COURT, address=Localised({"en": "1 Abay Street"}))
    for document, times in ((housed, 0), (replace(housed, **change), 1), (replace(housed, **change), 0)):
        await arrives(stage, document)
        assert told(stage, "court.elsewhere") == [times, times, 0]
    [now] = await chain(stage)
    assert (now.amended, now.hearing) == (2, replace(housed, **change))


async def test_a_room_and_a_number_are_taken_over_quietly(stage: TelegramStage) -> None:
    await told_of_the_first(stage)
    await arrives(stage, replace(SET, room="12", case_number="5-17"))
    assert told(stage, "court.elsewhere") == told(stage, "hearing.moved") == [0, 0, 0]
    assert await standing(stage) == [replace(SET, room="12", case_number="5-17")]


async def test_a_detail_that_an_organizer_changed_outlives_the_same_document(stage: TelegramStage) -> None:
    await told_of_the_first(stage)
    [stored] = await chain(stage)
    async with stage.store.transaction() as tx:
        await tx.hearings.amend(stored.id, replace(SET, court=OTHER_COURT))
    await arrives(stage, SET)
    assert [hearing.court for hearing in await standing(stage)] == [OTHER_COURT]
    await arrives(stage, replace(SET, room="3"))
    assert await standing(stage) == [replace(SET, court=OTHER_COURT, room="3")]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (HearingState.CANCELLED, "hearing.cancelled"),
        (HearingState.ADJOURNED, "court.adjourned"),
        (HearingState.ADJOURNED_WITHOUT_DATE, "court.adjourned"),
    ],
)
async def test_a_published_document_that_calls_a_hearing_off_is_told_once(
    stage: TelegramStage, state: HearingState, said: str
) -> None:
    await told_of_the_first(stage)
    for times in (1, 0):
        await arrives(stage, replace(SET, state=state))
        assert told(stage, said) == [times, times, 0]

    assert await standing(stage) == []


async def test_a_document_published_again_leaves_alone_what_organizers_moved(stage: TelegramStage) -> None:
    await told_of_the_first(stage)
    await stage.olga.says("/hearing")
    await stage.olga.taps("20 October 2017")
    await stage.olga.taps("hearing.next_day")
    await stage.olga.taps("hearing.move_yes")
    await stage.look()
    await arrives(stage, SET)
    assert told(stage, "hearing.moved") == [0, 0, 0]
    await arrives(stage, replace(SET, day=date(2017, 10, 21)))
    assert told(stage, "hearing.moved") == [0, 0, 0], "the document says what was told already"
    await arrives(stage, replace(SET, day=date(2017, 10, 24)))

    assert told(stage, "hearing.moved") == [1, 1, 0]
    stage.ann.sees("Saturday, 21 October 2017", "Tuesday, 24 October 2017")
    assert [hearing.day.day for hearing in await standing(stage)] == [24]


async def test_a_chain_that_lies_in_the_past_is_told_to_nobody(stage: TelegramStage) -> None:
    await told_of_the_first(stage)
    await stage.until(datetime(2017, 11, 4, tzinfo=UTC))
    await arrives(stage, NEXT, NEXT.moved_to("third", date(2017, 10, 30), None))

    assert [len(actor.news()) for actor in (stage.ann, stage.boris, stage.carla)] == [1, 1, 1], "the appeal"
    assert [len(await chain(stage)), told(stage, "hearing.moved")] == [3, [0, 0, 0]]
