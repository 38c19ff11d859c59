"""Court dates that move: each chat is told once, old and new; nobody is reminded of a date that is void."""

import asyncio
import itertools
from datetime import UTC, date, datetime, time

from sqlalchemy import select

from alertbot.domain.delivery import Priority
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.store.schema import broadcast
from tests.support.actor import Actor
from tests.support.stage import ASKED_AGAIN, PATIENCE, Stage

CREATED = datetime(2017, 9, 26, 7, tzinfo=UTC)
"""13:00 in Almaty, the day before the first sitting of Larisa Kharkova's appeal."""


async def chain(stage: Stage) -> list[StoredHearing]:
    appeal = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0]
    return await stage.asked(lambda tx: tx.hearings.of_case(appeal.case_id))


async def follows(stage: Stage, actor: Actor) -> None:
    if not any(m.fits("subscribed.title") for m in actor.messages()):
        await actor.subscribe()
    await actor.says("/appeals")
    title = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0].appeal.title
    await actor.taps(next(label for label in actor.buttons if label[:12] in str(title.texts.values())))
    await actor.taps("card.remind")


async def set_one(stage: Stage, line: str = "20 October 10:00 Shymkent", case: str = "kurmanov") -> None:
    await stage.publish(case)
    await stage.olga.says(f"/hearing {line}")
    await stage.olga.taps("hearing.save")


async def moves(stage: Stage, line: str) -> None:
    await stage.olga.says("/hearing")
    await stage.olga.taps(" 2017, 10:00")
    await stage.olga.taps("hearing.move")
    await stage.olga.says(line)
    await stage.olga.taps("hearing.move_yes")
    await stage.look()


async def until_moved(stage: Stage) -> None:
    """While a message is held back the stage never comes to rest, so it is looked at again and again."""
    async with asyncio.timeout(PATIENCE):
        for _ in itertools.count():
            if len(await chain(stage)) > 1:
                return
            await asyncio.sleep(ASKED_AGAIN)


def count(actor: Actor, what: str) -> int:
    return sum(message.fits(what) for message in actor.messages())


async def test_kharkovas_appeal_moves_from_day_to_day_and_each_chat_hears_each_move_once(
    stage: Stage,
) -> None:
    """27, then 28, then 29 September 2017, each move known on the day itself; the bot dies in between."""
    await stage.until(CREATED)
    await stage.publish("kharkova")
    for actor in (stage.ann, stage.boris):
        await actor.subscribe()
        await actor.says("/appeals")
        await actor.taps("Kazakhstan" if actor is stage.ann else "Казахстан")
        await actor.taps("card.remind")
    await stage.olga.says("/hearing tomorrow 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.look()
    for day in (27, 28, 29):
        await stage.restart()
        await stage.until(datetime(2017, 9, day, 2, tzinfo=UTC))
        if day < 29:
            await stage.until(datetime(2017, 9, day, 5, tzinfo=UTC))
            await moves(stage, f"{day + 1} September 10:00")
            await stage.restart()
            await stage.look()

    for actor in (stage.ann, stage.boris):
        assert count(actor, "hearing.soon") == 1
        assert count(actor, "hearing.moved") == 2
        assert count(actor, "reminder.2h") == 3
        reminded = [m.text.splitlines()[0] for m in actor.messages() if m.fits("reminder.2h")]
        assert [text.split()[1] for text in reminded] == ["27", "28", "29"]
    states = [
        stored.hearing.state for stored in await chain(stage) if stored.hearing.key.startswith("sitting")
    ]
    assert states == [HearingState.ADJOURNED, HearingState.ADJOURNED, HearingState.SCHEDULED]


async def test_everyone_sees_the_dates_a_hearing_had_on_the_cases_card(stage: Stage) -> None:
    await stage.ann.subscribe()
    await set_one(stage)
    await stage.olga.taps("hearing.next_day")
    await stage.olga.taps("hearing.move_yes")
    stage.olga.sees("hearing.moved_done")
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.full")

    stage.ann.sees("Friday, 20 October 2017 → Saturday, 21 October 2017")


async def test_a_move_is_told_with_old_and_new_and_who_said_so_but_no_name(stage: Stage) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    stage.ann.looks_away()
    await moves(stage, "25 October 14:30")

    told = stage.ann.sees_one("hearing.moved")
    stage.ann.sees(
        "Friday, 20 October 2017, 10:00", "Wednesday, 25 October 2017, 14:30", "court.by.organizer"
    )
    assert "olga" not in told.text.lower()


async def test_an_earlier_date_says_so_in_its_first_line_and_goes_ahead_of_other_notices(
    stage: Stage,
) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    stage.ann.looks_away()
    await moves(stage, "18 October 10:00")

    told = stage.ann.sees_one("hearing.moved")
    assert told.text.startswith("⚠️ EARLIER than planned: Wednesday, 18 October 2017, 10:00")
    async with stage.store.transaction() as tx:
        ranks = await tx.work.rows(select(broadcast.c.priority).where(broadcast.c.key.endswith(":moved")))
    assert [row.priority for row in ranks] == [Priority.ANSWER]


async def test_a_hearing_adjourned_without_a_date_offers_to_tell_when_there_is_one(stage: Stage) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    stage.ann.looks_away()
    await stage.olga.says("/hearing")
    await stage.olga.taps("October 2017")
    await stage.olga.taps("hearing.undate")
    stage.olga.sees("hearing.undate_ask")
    await stage.olga.taps("hearing.undate_yes")
    await stage.look()
    stage.ann.sees_one("court.adjourned")
    stage.ann.is_offered("court.tell_me")
    assert (await chain(stage))[0].hearing.state is HearingState.ADJOURNED_WITHOUT_DATE
    await stage.until(datetime(2017, 10, 20, 3, tzinfo=UTC))
    stage.ann.sees_nothing()


async def test_the_new_date_reaches_exactly_those_who_were_told_or_asked(stage: Stage) -> None:
    """Ann was told and follows no more; Boris asks after the adjournment; Carla never did either."""
    await set_one(stage)
    await stage.carla.subscribe()
    await stage.boris.subscribe()
    await follows(stage, stage.ann)
    await stage.olga.says("/hearing")
    await stage.olga.taps("October 2017")
    await stage.olga.taps("hearing.undate")
    await stage.olga.taps("hearing.undate_yes")
    await stage.look()
    await stage.ann.taps("court.tell_me")
    await stage.ann.taps("remind.stop")
    await stage.boris.says("/appeals")
    await stage.boris.taps("Свободу Айнуру")
    await stage.boris.taps("card.remind")
    for actor in (stage.ann, stage.boris, stage.carla):
        actor.looks_away()
    await stage.olga.says("/hearing")
    await stage.olga.taps("October 2017")
    await stage.olga.taps("hearing.set_date")
    await stage.olga.says("1 November 10:00")
    await stage.olga.taps("hearing.move_yes")
    await stage.look()

    stage.ann.sees_one("court.set")
    stage.boris.sees_one("court.set")
    stage.carla.sees_nothing()
    assert [stored.hearing.state for stored in await chain(stage)] == [
        HearingState.ADJOURNED_WITHOUT_DATE,
        HearingState.SCHEDULED,
    ]


async def test_a_reminder_on_its_way_when_the_date_moves_is_followed_by_the_notice(stage: Stage) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    await stage.until(datetime(2017, 10, 19, 11, 59, tzinfo=UTC))
    await stage.olga.says("/hearing")
    await stage.olga.taps("October 2017")
    await stage.olga.taps("hearing.next_day")
    stage.hold_back(stage.ann)
    await stage.until(datetime(2017, 10, 19, 12, tzinfo=UTC))
    stage.olga.taps_unheard("hearing.move_yes")
    await until_moved(stage)
    await stage.let_through()
    await stage.look()

    told = [m for m in stage.ann.messages() if m.fits("reminder.1d") or m.fits("hearing.moved")]
    assert [m.fits("hearing.moved") for m in told] == [False, True]
    await stage.until(datetime(2017, 10, 20, 3, tzinfo=UTC))
    assert count(stage.ann, "reminder.2h") == 0


async def test_two_moves_before_anything_could_be_sent_are_told_as_one(stage: Stage) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    stage.ann.looks_away()
    for _ in range(2):
        await stage.olga.taps("hearing.next_day")
        await stage.olga.taps("hearing.move_yes")
    await stage.look()

    assert 1 <= count(stage.ann, "hearing.moved") <= 2
    assert [stored.hearing.day for stored in await chain(stage)][-1] == date(2017, 10, 22)
    newest = [m for m in stage.ann.messages() if m.fits("hearing.moved")][-1]
    assert newest.fits("Sunday, 22 October 2017")


async def test_what_is_kept_of_a_hearing_goes_along_when_it_moves(stage: Stage) -> None:
    appeal = await stage.publish("kurmanov")
    full = Hearing(
        "first", "Shymkent", "Asia/Almaty", date(2017, 10, 20), time(10), room="5", case_number="A-1"
    )
    async with stage.store.transaction() as tx:
        await tx.hearings.add(appeal.case_id, full)
    await moves(stage, "25 October 10:00")

    new = (await chain(stage))[-1].hearing
    assert (new.room, new.case_number, new.supersedes) == ("5", "A-1", "first")
