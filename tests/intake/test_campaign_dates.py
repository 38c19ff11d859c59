"""Dates in a case file: where a court sits, and days known long before."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alertbot.domain.case import Case
from alertbot.domain.milestone import MilestoneKind
from alertbot.domain.occasion import milestones
from alertbot.intake import check_campaigns, load_campaigns

from .test_campaign_library import CASE, campaigns

WHERE = 'address: {en: 12 Mill Street}, room: "3", case_number: 1-204/2017, public: true, '
MILESTONES = """\
milestones:
  - {key: strike, kind: anniversary, day: 2016-02-29, zone: Europe/Chisinau, text: {en: The strike began}}
  - {key: out, kind: release, day: 2017-12-17, zone: Europe/Chisinau, text: {en: Ann leaves prison}}
"""
TODAY = date(2017, 10, 4)


def loaded(root: Path, text: str) -> Case:
    library = load_campaigns(campaigns(root, case=text))
    assert library.faults == ()
    return library.cases[0].case


def test_a_hearing_may_tell_its_address_room_number_and_whether_it_is_public(tmp_path: Path) -> None:
    first, second = loaded(tmp_path, CASE.replace("{key: first, ", "{key: first, " + WHERE)).hearings
    assert (first.address.pick("en"), first.room, first.case_number, first.public) == (
        "12 Mill Street",
        "3",
        "1-204/2017",
        True,
    )
    assert (second.room, second.case_number, second.public) == ("", "", None)


def test_milestones_are_read_with_their_kind_day_and_place(tmp_path: Path) -> None:
    case = loaded(tmp_path, CASE + MILESTONES)
    assert [(m.key, m.kind, m.day) for m in case.milestones] == [
        ("strike", MilestoneKind.ANNIVERSARY, date(2016, 2, 29)),
        ("out", MilestoneKind.RELEASE, date(2017, 12, 17)),
    ]
    days = milestones(case, datetime(2017, 10, 4, tzinfo=UTC))
    assert [day.day for day in days] == [date(2018, 2, 28), date(2017, 12, 17)]


@pytest.mark.parametrize(
    ("right", "wrong", "line", "words"),
    [
        ("kind: release", "kind: relase", 11, "did you mean `release`"),
        ("key: out", "key: strike", 11, "used twice"),
        ("day: 2017-12-17", "day: 2017-12", 11, "whole date"),
        ("day: 2017-12-17", "day: 2317-12-17", 11, "not likely"),
        ("zone: Europe/Chisinau, text: {en: Ann", "zone: Moldova, text: {en: Ann", 11, "zone"),
    ],
)
def test_a_fault_in_a_milestone_points_at_its_line(
    tmp_path: Path, right: str, wrong: str, line: int, words: str
) -> None:
    text = CASE + MILESTONES
    assert right in text
    root = campaigns(tmp_path, case=text.replace(right, wrong))
    found = [fault for fault in check_campaigns(root, today=TODAY) if fault.severity == "error"]
    assert any(fault.line == line and words in fault.message for fault in found), found
