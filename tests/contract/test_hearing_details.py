"""The details of a hearing: one tap and one message each, before and after it is saved."""

import pytest

from alertbot.dialogue.hearing_taps import SaveHearing
from alertbot.domain.hearing import Hearing
from tests.support.stage import Stage

from .test_court_moves import chain, follows, set_one
from .test_hearings import IN_SHYMKENT

TYPED = {
    "court": "Shymkent Regional Court",
    "address": "1 Court Street",
    "room": "5",
    "stage": "appeal",
    "number": "A-17/2017",
    "source": "the Observatory",
}

LABELS = {"number": "Case number"}


async def hearing(stage: Stage) -> Hearing:
    return (await chain(stage))[-1].hearing


def value(hearing: Hearing, field: str) -> str:
    name = {"number": "case_number"}.get(field, field)
    found = getattr(hearing, name)
    return found if isinstance(found, str) else found.pick("en")


@pytest.mark.parametrize("field", TYPED)
async def test_a_detail_is_typed_before_the_date_is_saved(stage: Stage, field: str) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps(f"✏️ {LABELS.get(field, field.capitalize())}")
    stage.olga.sees_one("hearing.field_ask")
    await stage.olga.says(TYPED[field])
    stage.olga.sees("hearing.check", TYPED[field])
    await stage.olga.taps("hearing.save")

    assert value(await hearing(stage), field) == TYPED[field]


async def test_a_detail_of_a_kept_hearing_is_changed_and_stands_in_the_next_reminder(stage: Stage) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    await stage.olga.taps("✏️ Room")
    await stage.olga.says("12")
    stage.olga.sees("hearing.amended", "12")
    assert (await hearing(stage)).room == "12"
    await stage.until(stage.clock.now().replace(day=13, hour=12))

    assert stage.ann.news()[0].text.splitlines()[0].startswith("Friday, 20 October 2017, 10:00")
    stage.ann.sees("room 12, Shymkent")


async def test_public_or_closed_takes_one_tap_and_no_message(stage: Stage) -> None:
    await set_one(stage)
    for public in (True, False, None):
        await stage.olga.taps("✏️ Public or closed")
        assert (await hearing(stage)).public is public


async def test_another_city_moves_a_kept_hearing_to_that_citys_clock(stage: Stage) -> None:
    await set_one(stage)
    await stage.olga.taps("✏️ City")
    await stage.olga.says("Aktau")
    stage.olga.sees("hearing.check_move", "Asia/Aqtau")
    await stage.olga.taps("hearing.move_yes")

    moved = await hearing(stage)
    assert (moved.city, moved.zone, moved.supersedes) == ("Aktau", "Asia/Aqtau", "sitting1")


async def test_a_hyphen_clears_a_detail(stage: Stage) -> None:
    await set_one(stage)
    for typed in ("5", "-"):
        await stage.olga.taps("✏️ Room")
        await stage.olga.says(typed)

    assert (await hearing(stage)).room == ""


@pytest.mark.parametrize("typed", ["see https://example.org", "@somebody", "t.me/somebody", "x" * 121])
async def test_a_detail_leads_nowhere_and_is_short(stage: Stage, typed: str) -> None:
    await set_one(stage)
    await stage.olga.taps("✏️ Address")
    await stage.olga.says(typed)

    stage.olga.sees_one("hearing.field_refused")
    assert not (await hearing(stage)).address


async def test_a_button_does_not_save_details_that_its_message_did_not_show(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    case = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0].case_id
    await stage.olga.taps("✏️ Room")
    await stage.olga.says("5")
    await stage.olga.follows(SaveHearing(case, 20171020, IN_SHYMKENT, 0).pack())

    stage.olga.sees("hearing.other_echo", "hearing.check")
    assert await chain(stage) == []


async def test_whoever_has_no_zone_of_their_own_is_told_the_hour_in_utc(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    stage.olga.sees("04:00 UTC")
    await stage.olga.subscribe()
    await stage.olga.says("/settings")
    await stage.olga.taps("settings.change_zone")
    await stage.olga.says("Berlin")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")

    stage.olga.sees("Friday, 20 October 2017, 10:00", "06:00 (Berlin, UTC+2)")
    stage.olga.sees_not("04:00 UTC")


async def test_an_hour_that_comes_twice_is_pointed_out(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 29 October 2017 02:30 Berlin")

    stage.olga.sees("hearing.odd_hour")
