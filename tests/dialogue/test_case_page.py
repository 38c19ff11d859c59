"""The page of a case as a screen: it stands in every language, and leads on."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from alertbot.dialogue.case_page import (
    LONGEST_SEARCH,
    MOST_TEXTS,
    CaseFile,
    CasePage,
    cases_of,
    page,
    results,
    searched_for,
)
from alertbot.dialogue.screen import Screen
from alertbot.domain.appeal import DemandOutcome
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.language import When
from alertbot.domain.publication import Published
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues, tidy
from tests.support.stage import library

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
WORDING = Wording(catalogues())


def prepared(case: str, id: int = 1) -> Published:
    found = next(p for p in library(NOW.date()).cases if p.case.key == case)
    return Published(id, 1, 1, found.case, found.appeals[0], NOW)


def said(screen: Screen, locale: str = "en") -> str:
    return tidy(WORDING.say(screen, locale).plain())


KHARKOVA = prepared("kharkova")
AHEAD = StoredHearing(2, 1, Hearing("h2", "Shymkent", "Asia/Almaty", date(2017, 12, 1), supersedes="h1"))
MOVED = Hearing("h1", "Shymkent", "Asia/Almaty", date(2017, 11, 1), state=HearingState.ADJOURNED)
BEFORE = StoredHearing(1, 1, MOVED, superseded=True)


@pytest.mark.parametrize("locale", ["en", "ru", "ro"])
def test_the_story_ends_with_what_is_still_to_come(locale: str) -> None:
    shown = said(page(CaseFile(KHARKOVA.case, (KHARKOVA,), (BEFORE, AHEAD))), locale)
    assert shown.index("2017") < shown.rindex("Shymkent")


def test_a_date_before_stands_under_the_one_that_took_its_place() -> None:
    shown = said(page(CaseFile(KHARKOVA.case, (KHARKOVA,), (BEFORE, AHEAD))))
    assert "1 November 2017" in shown
    assert shown.count("⚖️") == 1


def test_people_who_are_not_public_stand_on_no_page() -> None:
    hidden = tuple(replace(p, public=False, name=f"Hidden {p.key}") for p in KHARKOVA.case.persons)
    assert "Hidden" not in said(page(CaseFile(replace(KHARKOVA.case, persons=hidden), (KHARKOVA,), ())))


def test_what_became_of_a_demand_is_part_of_the_story() -> None:
    met = replace(KHARKOVA.appeal.demands[0], outcome=DemandOutcome.MET, outcome_on=When(2018, 5, 2))
    told = replace(KHARKOVA, appeal=replace(KHARKOVA.appeal, demands=(met,)))
    assert "✔" in said(page(CaseFile(told.case, (told,), ())))


def test_reminders_are_offered_while_a_date_lies_ahead() -> None:
    remind = WORDING.phrase(page(CaseFile(KHARKOVA.case, (KHARKOVA,), (AHEAD,))).rows[-2][0].label, "en")
    without = page(CaseFile(KHARKOVA.case, (KHARKOVA,), ()))
    assert remind not in {WORDING.phrase(choice.label, "en") for row in without.rows for choice in row}


def test_a_case_of_many_texts_keeps_to_a_few_buttons() -> None:
    many = tuple(replace(KHARKOVA, id=n, appeal=replace(KHARKOVA.appeal, key=f"k{n}")) for n in range(30))
    assert len(page(CaseFile(KHARKOVA.case, many, ())).rows) == MOST_TEXTS


def test_only_a_case_with_several_texts_is_listed_beside_them() -> None:
    second = replace(KHARKOVA, id=2)
    other = replace(prepared("kurmanov", 3), case_id=2)
    assert cases_of((KHARKOVA, other)) == ()
    (choice,) = cases_of((second, KHARKOVA, other))
    assert choice.tap == CasePage(2)


def test_a_search_is_short_and_shown_as_it_was_typed() -> None:
    assert searched_for("  larisa   kharkova ") == "larisa kharkova"
    assert len(searched_for("x" * 1000)) == LONGEST_SEARCH
    assert "<b>larisa</b>" in said(results("<b>larisa</b>", ()))
