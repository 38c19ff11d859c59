"""Days besides hearings: last days to act, releases, ends of sentences, anniversaries."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from alertbot.domain.appeal import Appeal, AppealKind
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.domain.milestone import Milestone, MilestoneKind
from alertbot.domain.occasion import last_day, milestones
from alertbot.domain.reminder import Dropped, all_reminders, plan

TEXT = Localised({"en": "Ana Example"})
APPEAL = Appeal("c", "union", AppealKind.APPEAL, TEXT, TEXT, sign_by=date(2017, 10, 11))


def case(kind: MilestoneKind, day: date) -> Case:
    return Case("c", TEXT, TEXT, "KZ", milestones=(Milestone("m", kind, day, "Asia/Almaty", TEXT),))


def test_a_last_day_is_reminded_of_three_days_one_day_and_six_hours_before_it_ends() -> None:
    day = last_day(APPEAL)
    assert day is not None
    assert [(r.offset, r.due) for r in all_reminders(day)] == [
        ("3d", datetime(2017, 10, 9, tzinfo=UTC)),
        ("1d", datetime(2017, 10, 11, tzinfo=UTC)),
        ("6h", datetime(2017, 10, 11, 18, tzinfo=UTC)),
    ]
    assert last_day(replace(APPEAL, sign_by=None)) is None


def test_the_appeal_itself_takes_the_place_of_what_follows_it_closely_save_the_last_call() -> None:
    day = last_day(APPEAL)
    assert day is not None
    planned = plan(day, datetime(2017, 10, 10, 13, tzinfo=UTC))
    assert [r.offset for r in planned.reminders] == ["6h"]
    assert {r.offset: why for r, why in planned.dropped} == {"3d": Dropped.PAST, "1d": Dropped.ABSORBED}
    assert not planned.notice
    assert planned.question is None


@pytest.mark.parametrize("kind", [MilestoneKind.RELEASE, MilestoneKind.SENTENCE_END])
def test_whoever_waits_at_the_gate_is_reminded_at_six_the_evening_before(kind: MilestoneKind) -> None:
    (day,) = milestones(case(kind, date(2017, 11, 2)), datetime(2017, 10, 1, tzinfo=UTC))
    assert [(r.offset, r.due) for r in all_reminders(day)] == [("eve", datetime(2017, 11, 1, 12, tzinfo=UTC))]
    assert milestones(case(kind, date(2017, 11, 2)), datetime(2017, 11, 2, 18, tzinfo=UTC)) == ()


def test_an_anniversary_comes_each_year_at_nine_on_its_day() -> None:
    told = case(MilestoneKind.ANNIVERSARY, date(2011, 12, 16))
    for now, expected in [
        (datetime(2010, 1, 1, tzinfo=UTC), date(2011, 12, 16)),
        (datetime(2017, 12, 16, 17, 59, tzinfo=UTC), date(2017, 12, 16)),
        (datetime(2017, 12, 16, 18, tzinfo=UTC), date(2018, 12, 16)),
    ]:
        (day,) = milestones(told, now)
        assert day.day == expected
        assert [r.due.hour for r in all_reminders(day)] == [3]


def test_an_anniversary_of_a_leap_day_is_kept_on_the_last_of_february() -> None:
    told = case(MilestoneKind.ANNIVERSARY, date(2012, 2, 29))
    days = [milestones(told, datetime(year, 1, 1, tzinfo=UTC))[0].day for year in (2015, 2016, 2017)]
    assert days == [date(2015, 2, 28), date(2016, 2, 29), date(2017, 2, 28)]
