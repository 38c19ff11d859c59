"""Court dates: set, echoed before they are saved, moved, cancelled."""

from datetime import date, time
from hashlib import sha256

from alertbot.dialogue.hearing_taps import SaveHearing
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.language import Localised
from tests.support.stage import Stage

IN_SHYMKENT = "1000_" + sha256(b"Shymkent\nAsia/Almaty\n").hexdigest()[:6]


async def chain(stage: Stage) -> list[StoredHearing]:
    appeal = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0]
    return await stage.asked(lambda tx: tx.hearings.of_case(appeal.case_id))


async def set_one(stage: Stage, line: str = "20 October 10:00 Shymkent") -> None:
    await stage.publish("kurmanov")
    await stage.olga.says(f"/hearing {line}")
    await stage.olga.taps("hearing.save")


async def test_without_a_case_there_is_nothing_to_set_a_date_for(stage: Stage) -> None:
    await stage.olga.says("/hearing tomorrow 10:00 Shymkent")

    stage.olga.sees_one("hearing.no_case")


async def test_a_line_is_echoed_with_weekday_and_zone_before_it_is_saved(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    stage.olga.sees("hearing.check", "Friday, 20 October 2017", "10:00", "Asia/Almaty")
    assert await chain(stage) == []
    await stage.olga.taps("hearing.save")

    stage.olga.sees("hearing.saved", "reminder.7d", "reminder.3d", "reminder.1d", "reminder.2h")
    saved = (await chain(stage))[0].hearing
    assert (saved.day, saved.hour, saved.zone) == (date(2017, 10, 20), time(10), "Asia/Almaty")


async def test_tomorrow_is_the_courts_tomorrow(stage: Stage) -> None:
    """At 20:00 UTC it is already the next day in Almaty."""
    await stage.publish("kurmanov")
    await stage.until(stage.clock.now().replace(hour=20))
    await stage.olga.says("/hearing tomorrow 10:00 Shymkent")

    stage.olga.sees("Friday, 6 October 2017")


async def test_a_line_without_a_known_city_asks_for_it(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 20 October 10:00")
    stage.olga.sees("hearing.which_city")
    await stage.olga.says("Aktau")
    stage.olga.sees("hearing.check", "Asia/Aqtau")
    await stage.olga.taps("hearing.save")

    assert (await chain(stage))[0].hearing.zone == "Asia/Aqtau"


async def test_what_is_no_date_is_asked_for_again(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing")
    for line in ("nonsense", "/hearing gibberish Shymkent", "/hearing 99 99 99"):
        await stage.olga.says(line)
        stage.olga.sees_one("hearing.unread")


async def test_a_date_that_has_passed_is_not_saved(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 20 September 2017 10:00 Shymkent")
    await stage.olga.taps("hearing.save")

    stage.olga.sees("hearing.past")
    assert await chain(stage) == []


async def test_with_several_cases_the_case_is_asked_for(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.publish("glodeni")
    await stage.olga.says("/hearing 20 October 10:00 Chisinau")
    stage.olga.sees("hearing.which_case")
    await stage.olga.taps("Glodeni")
    stage.olga.sees("hearing.check", "Glodeni")
    await stage.olga.taps("hearing.save")

    stage.olga.sees("hearing.saved")
    glodeni = await stage.asked(lambda tx: tx.appeals.find_case("glodeni"))
    assert glodeni is not None
    assert len(await stage.asked(lambda tx: tx.hearings.of_case(glodeni))) == 1


async def test_a_hearing_is_moved_by_a_day(stage: Stage) -> None:
    await set_one(stage)
    await stage.olga.taps("hearing.next_day")
    stage.olga.sees("hearing.check_move", "Saturday, 21 October 2017", "10:00")
    await stage.olga.taps("hearing.move_yes")

    stage.olga.sees("hearing.moved_done")
    old, new = await chain(stage)
    assert (old.superseded, old.hearing.state) == (True, HearingState.ADJOURNED)
    assert (new.hearing.day, new.hearing.hour) == (date(2017, 10, 21), time(10))


async def test_a_hearing_is_moved_to_a_typed_date_in_its_own_city(stage: Stage) -> None:
    await set_one(stage)
    await stage.olga.taps("hearing.move")
    stage.olga.sees("hearing.move_ask")
    await stage.olga.says("25 October 14:30")
    stage.olga.sees("Wednesday, 25 October 2017", "14:30", "Asia/Almaty")
    await stage.olga.taps("hearing.move_yes")

    new = (await chain(stage))[-1]
    assert (new.hearing.city, new.hearing.hour) == ("Shymkent", time(14, 30))


async def test_a_hearing_is_called_off_after_a_question(stage: Stage) -> None:
    await set_one(stage)
    await stage.olga.taps("hearing.cancel")
    stage.olga.sees("hearing.cancel_ask")
    assert (await chain(stage))[0].hearing.state is HearingState.SCHEDULED
    await stage.olga.taps("hearing.cancel_yes")

    stage.olga.sees("hearing.cancel_done")
    assert (await chain(stage))[0].hearing.state is HearingState.CANCELLED


async def test_a_question_can_be_left_without_changing_anything(stage: Stage) -> None:
    await set_one(stage)
    await stage.olga.taps("hearing.cancel")
    await stage.olga.taps("hearing.forget")

    stage.olga.sees("hearing.forgotten")
    assert (await chain(stage))[0].hearing.state is HearingState.SCHEDULED


async def test_a_hearing_is_found_again_in_the_overview(stage: Stage) -> None:
    await set_one(stage)
    await stage.olga.says("/hearing")
    stage.olga.sees("hearing.title", "20 October 2017")
    await stage.olga.taps("20 October 2017")
    await stage.olga.taps("hearing.next_day")

    stage.olga.sees("hearing.check_move", "21 October 2017")


async def test_a_hearing_moves_once_whoever_else_taps(stage: Stage) -> None:
    await set_one(stage)
    case, key = (await chain(stage))[0].case_id, (await chain(stage))[0].hearing.key
    await stage.olga.taps("hearing.next_day")
    await stage.olga.taps("hearing.move_yes")
    await stage.omar.follows(f"nextday-{case}-{key}")

    stage.omar.sees("hearing.already_moved")


async def test_a_date_without_an_hour_is_saved_as_such(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 20 October Shymkent")
    stage.olga.sees("hearing.hour_unknown")
    await stage.olga.taps("hearing.save")

    assert (await chain(stage))[0].hearing.hour is None
    stage.olga.sees_not("reminder.2h")


async def test_a_second_date_takes_the_place_of_the_first_only_if_that_is_chosen(stage: Stage) -> None:
    await set_one(stage)
    await stage.olga.says("/hearing 27 October 10:00 Shymkent")
    stage.olga.is_offered("hearing.save_instead", "hearing.save_another")
    await stage.olga.taps("hearing.save_another")

    assert [stored.superseded for stored in await chain(stage)] == [False, False]


async def test_a_button_saves_exactly_what_its_own_message_showed(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    case = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0].case_id
    first = SaveHearing(case, 20171020, IN_SHYMKENT, 0).pack()
    for line in ("21 October 14:00 Shymkent", "20 October 10:00 Aktau", "20 October Shymkent"):
        await stage.olga.says(f"/hearing {line}")
        await stage.olga.follows(first)
        stage.olga.sees("hearing.other_echo", "hearing.check")
        assert await chain(stage) == []
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.follows(first)

    assert [stored.hearing.hour for stored in await chain(stage)] == [time(10)]


async def test_a_button_of_another_message_shows_again_what_is_asked_now(stage: Stage) -> None:
    await set_one(stage)
    case = (await chain(stage))[0].case_id
    await stage.olga.taps("hearing.next_day")
    await stage.olga.follows(SaveHearing(case, 20171025, IN_SHYMKENT, 0).pack())
    stage.olga.sees("hearing.other_echo", "hearing.check_move", "Saturday, 21 October 2017")
    await stage.olga.taps("hearing.move_yes")

    assert [stored.hearing.day.day for stored in await chain(stage)] == [20, 21]


async def test_a_date_in_another_city_replaces_the_first_there(stage: Stage) -> None:
    await set_one(stage)
    await stage.olga.says("/hearing 27 October 10:00 Aktau")
    stage.olga.sees("Asia/Aqtau")
    await stage.olga.taps("hearing.save_instead")

    old, new = await chain(stage)
    assert (old.superseded, new.hearing.zone) == (True, "Asia/Aqtau")


async def test_what_is_typed_beside_date_and_place_is_sent_to_nobody(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent the judge was bribed")
    stage.olga.sees("hearing.check", "hearing.rest_dropped", "the judge was bribed")
    await stage.olga.taps("hearing.save")

    assert (await chain(stage))[0].hearing.court == Localised()


async def test_a_court_that_the_case_already_names_is_kept(stage: Stage) -> None:
    appeal = await stage.publish("kurmanov")
    court = Localised({"en": "Shymkent Regional Court"})
    known = Hearing("first", "Shymkent", "Asia/Almaty", date(2017, 10, 10), time(10), court)
    async with stage.store.transaction() as tx:
        await tx.hearings.add(appeal.case_id, known)
    await stage.olga.says("/hearing 20 October 10:00 Shymkent shymkent regional court")
    stage.olga.sees_not("hearing.rest_dropped")
    await stage.olga.taps("hearing.save_another")

    assert [stored.hearing.court for stored in await chain(stage)] == [court, court]
