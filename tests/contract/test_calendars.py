"""Court dates leave as calendar files and come in as such, on every platform."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar

from alertbot.domain.hearing import StoredHearing
from tests.support.stage import Stage

SET = "20 October 10:00 Shymkent"


def file_of(*lines: str) -> bytes:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT", "END:VCALENDAR"]
    ).encode()


async def chain(stage: Stage) -> list[StoredHearing]:
    appeal = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0]
    return await stage.asked(lambda tx: tx.hearings.of_case(appeal.case_id))


def event(content: bytes) -> Any:
    calendar: Any = Calendar.from_ical(content)
    (found,) = calendar.events
    return found


async def followed(stage: Stage, line: str, *readers: str) -> None:
    """Readers follow a case, and an organizer sets a date."""
    await stage.announce("Free Ainur")
    for name in readers or ("ann",):
        await getattr(stage, name).taps("card.remind")
    await stage.olga.says(f"/hearing {line}")
    await stage.olga.taps("hearing.save")


async def test_a_notice_of_a_date_offers_it_as_a_file_for_calendars(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await followed(stage, "7 October 10:00 Shymkent", "ann", "boris")
    await stage.look()
    for reader in (stage.ann, stage.boris):
        await reader.taps("calendar.add")
        reader.sees("calendar.file")
    assert set(stage.ann.files) == {"hearing.ics"}
    english, russian = (event(reader.files["hearing.ics"]) for reader in (stage.ann, stage.boris))
    assert english["UID"] == russian["UID"]
    assert english["DTSTART"].dt == datetime(2017, 10, 7, 4, tzinfo=UTC)
    assert "7 октября 2017" in str(russian["DESCRIPTION"])


async def test_the_file_of_an_old_card_holds_the_new_date(stage: Stage) -> None:
    await stage.subscribe("ann")
    await followed(stage, "7 October 10:00 Shymkent")
    await stage.look()
    await stage.ann.taps("calendar.add")
    first = event(stage.ann.files["hearing.ics"])
    link = "ical-1-sitting1"
    await stage.olga.taps("hearing.next_day")
    await stage.olga.taps("hearing.move_yes")
    await stage.look()
    await stage.ann.follows(link)
    second = event(stage.ann.files["hearing.ics"])
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["DTSTART"].dt - first["DTSTART"].dt == timedelta(days=1)


async def test_a_date_that_is_called_off_offers_a_file_that_takes_it_out(stage: Stage) -> None:
    await stage.subscribe("ann")
    await followed(stage, "7 October 10:00 Shymkent")
    await stage.olga.taps("hearing.cancel")
    await stage.olga.taps("hearing.cancel_yes")
    await stage.look()
    await stage.ann.taps("calendar.add")
    content = stage.ann.files["hearing.ics"]
    assert b"METHOD:CANCEL" in content
    assert str(event(content)["STATUS"]) == "CANCELLED"


async def test_a_full_case_offers_all_its_dates(stage: Stage) -> None:
    await stage.subscribe("ann")
    await followed(stage, SET)
    await stage.olga.says("/hearing 27 October 10:00 Aktau")
    await stage.olga.taps("hearing.save_another")
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.full")
    await stage.ann.taps("calendar.add")
    calendar: Any = Calendar.from_ical(stage.ann.files["hearing.ics"])
    assert len(calendar.events) == 2


async def test_a_date_that_nobody_knows_gives_no_file(stage: Stage) -> None:
    await stage.publish("kurmanov")
    for link in ("ical-1-unknown", "ical-9-sitting1", "ical-1-"):
        await stage.ann.follows(link)
        stage.ann.sees_one("calendar.none")


async def test_a_calendar_file_becomes_a_date_once_it_was_looked_at(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing")
    await stage.olga.sends("invite.ics", file_of("DTSTART:20171020T040000Z", "LOCATION:Shymkent"))
    stage.olga.sees("hearing.check", "Friday, 20 October 2017", "10:00", "Asia/Almaty")
    stage.olga.sees("hearing.file.converted", "UTC")
    assert await chain(stage) == []
    await stage.olga.taps("hearing.save")

    (saved,) = await chain(stage)
    hearing = saved.hearing
    assert (hearing.day, hearing.hour, hearing.zone) == (date(2017, 10, 20), time(10), "Asia/Almaty")


async def test_a_calendar_file_needs_no_command_before_it(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.sends(
        "Invite.ICS", file_of("DTSTART;TZID=Asia/Almaty:20171020T100000", "SUMMARY:Shymkent")
    )
    stage.olga.sees("hearing.check", "10:00")
    stage.olga.sees_not("hearing.file.converted")


async def test_a_floating_time_is_the_time_of_the_city_that_is_asked_for(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.sends("invite.ics", file_of("DTSTART:20171020T100000", "LOCATION:Room 5"))
    stage.olga.sees_one("hearing.which_city")
    await stage.olga.says("Nowhereville")
    stage.olga.sees_one("hearing.which_city")
    await stage.olga.says("Aktau")
    stage.olga.sees("hearing.check", "10:00", "Asia/Aqtau")
    await stage.olga.taps("hearing.save")
    assert [stored.hearing.hour for stored in await chain(stage)] == [time(10)]


async def test_an_instant_without_a_city_is_put_on_the_clocks_of_the_city_that_is_asked_for(
    stage: Stage,
) -> None:
    await stage.publish("kurmanov")
    await stage.olga.sends("invite.ics", file_of("DTSTART:20171020T220000Z", "RRULE:FREQ=DAILY"))
    stage.olga.sees("hearing.which_city", "hearing.file.recurrence")
    await stage.olga.says("Shymkent")
    stage.olga.sees("Saturday, 21 October 2017", "04:00")


async def test_a_whole_day_becomes_a_date_whose_hour_is_not_known(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.sends("invite.ics", file_of("DTSTART;VALUE=DATE:20171020", "LOCATION:Shymkent"))
    stage.olga.sees("Friday, 20 October 2017", "hearing.hour_unknown")


async def test_a_file_that_gives_no_date_is_answered_in_one_sentence(stage: Stage) -> None:
    await stage.publish("kurmanov")
    for content, fault in (
        (b"\x00\xff", "broken"),
        (file_of("DTSTART:20170101T000000Z"), "nothing_ahead"),
        (file_of("DTSTART:20171020T040000Z", "STATUS:CANCELLED"), "called_off"),
        (b"BEGIN:VCALENDAR" + b" " * (1 << 20), "large"),
    ):
        await stage.olga.sends("invite.ics", content)
        stage.olga.sees_one(f"hearing.file.{fault}")
    assert await chain(stage) == []


async def test_nobody_but_organizers_sends_calendars(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.subscribe("ann")
    await stage.ann.sends("invite.ics", file_of("DTSTART:20171020T040000Z", "LOCATION:Shymkent"))
    stage.ann.sees_not("hearing.check")
    stage.ann.is_not_offered("hearing.save")
