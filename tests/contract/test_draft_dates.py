"""Court dates of a draft: echoed with weekday, zone and one's own time, and kept only then."""

from datetime import date, time

from alertbot.domain.hearing import Hearing
from alertbot.domain.subscriber import Address
from tests.support.stage import Stage


async def hearings(stage: Stage) -> tuple[Hearing, ...]:
    draft = (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]
    assert draft.case
    return draft.case.hearings


async def begun(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")


async def test_a_date_is_echoed_with_weekday_and_zone_before_it_is_kept(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("line.add_date")
    await stage.olga.says("12 October 10:00 Shymkent")
    stage.olga.sees("hearing.check", "Thursday, 12 October 2017", "10:00", "Asia/Almaty", "hearing.in_utc")
    assert await hearings(stage) == ()
    await stage.olga.taps("hearing.save")

    stage.olga.sees("review.title", "Thursday, 12 October 2017")
    stage.olga.sees_not("line.hearing_sure")
    (kept,) = await hearings(stage)
    assert (kept.day, kept.hour, kept.city, kept.zone) == (
        date(2017, 10, 12),
        time(10),
        "Shymkent",
        "Asia/Almaty",
    )


async def test_who_told_their_zone_sees_their_own_time(stage: Stage) -> None:
    await stage.olga.subscribe()
    subscriber = await stage.asked(lambda tx: tx.people.find(_address(stage)))
    assert subscriber
    await stage.asked(lambda tx: tx.people.change(subscriber.id, zone="Europe/Berlin"))
    await begun(stage)
    await stage.olga.taps("line.add_date")
    await stage.olga.says("12 October 10:00 Shymkent")

    stage.olga.sees("10:00", "6:00")
    stage.olga.sees_not("hearing.in_utc")


def _address(stage: Stage) -> Address:
    return next(o for o in stage.organizers() if o.key == "olga").accounts[0]


async def test_a_date_without_a_city_asks_for_it(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("line.add_date")
    await stage.olga.says("12 October 10:00")
    stage.olga.sees_one("hearing.which_city")
    await stage.olga.says("Shymkent")
    await stage.olga.taps("hearing.save")

    assert [hearing.city for hearing in await hearings(stage)] == ["Shymkent"]


async def test_a_date_typed_again_is_echoed_again_and_the_old_button_keeps_nothing(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("line.add_date")
    await stage.olga.says("12 October 10:00 Shymkent")
    await stage.olga.says("13 October 10:00 Shymkent")
    stage.olga.sees("13 October")
    draft = (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]
    await stage.olga.follows(f"keepdate-{draft.id}-abcdef")
    stage.olga.sees("hearing.other_echo", "13 October")
    assert await hearings(stage) == ()
    await stage.olga.taps("hearing.save")

    assert [hearing.day for hearing in await hearings(stage)] == [date(2017, 10, 13)]


async def test_a_date_that_has_passed_is_not_kept(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("line.add_date")
    await stage.olga.says("2 October 2017 10:00 Shymkent")
    await stage.olga.taps("hearing.save")

    stage.olga.sees_one("date.past")
    assert await hearings(stage) == ()


async def test_a_date_is_changed_in_its_place_and_taken_out(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("line.add_date")
    await stage.olga.says("12 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.olga.taps("12 October")
    await stage.olga.says("16 October 11:30")
    stage.olga.sees("hearing.check", "16 October", "Shymkent")
    await stage.olga.taps("hearing.save")
    assert [(h.day.day, h.hour) for h in await hearings(stage)] == [(16, time(11, 30))]
    await stage.olga.taps("16 October")
    await stage.olga.taps("list.remove")

    assert await hearings(stage) == ()


async def test_nothing_typed_is_lost_when_the_bot_restarts_at_the_echo(stage: Stage) -> None:
    await begun(stage)
    await stage.olga.taps("line.add_date")
    await stage.restart()
    await stage.olga.says("12 October 10:00 Shymkent")
    await stage.restart()
    await stage.olga.taps("hearing.save")

    assert [hearing.day.day for hearing in await hearings(stage)] == [12]
