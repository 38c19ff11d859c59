"""A case's story: everything once, in the order it happened."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.appeal import Appeal, AppealKind, Demand, DemandOutcome
from alertbot.domain.case import Case, TimelineEvent
from alertbot.domain.chronicle import chronicle
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.language import Localised, When
from alertbot.domain.publication import Published

CASE = Case("glodeni", Localised({"en": "Glodeni"}), Localised(), "MD")
FREE = Demand("free", Localised({"en": "Free them"}))
APPEAL = Appeal("glodeni", "iuf", AppealKind.APPEAL, Localised({"en": "Act"}), Localised(), demands=(FREE,))
MET = replace(FREE, outcome=DemandOutcome.MET, outcome_on=When(2018, 5, 2))


def published(appeal: Appeal, at: datetime, id: int = 1) -> Published:
    return Published(id, 1, 1, CASE, appeal, at)


FIRST = published(APPEAL, datetime(2018, 2, 1, tzinfo=UTC))


def hearing(key: str, day: date, supersedes: str | None = None) -> Hearing:
    return Hearing(key, "Chișinău", "Europe/Chisinau", day, supersedes=supersedes)


def test_texts_dates_events_and_outcomes_stand_in_one_order() -> None:
    case = replace(CASE, timeline=(TimelineEvent(When(2018, 1), Localised({"en": "Arrest"})),))
    update = published(replace(APPEAL, key="later", demands=(MET,)), datetime(2018, 5, 3, tzinfo=UTC), 2)
    sat = StoredHearing(1, 1, replace(hearing("h1", date(2018, 3, 5)), state=HearingState.HELD))
    told = chronicle(case, (update, FIRST), (sat,))
    assert [entry.what for entry in told] == [case.timeline[0], FIRST, sat, MET, update]


def test_a_hearing_that_moved_is_told_once_at_its_last_date() -> None:
    old = StoredHearing(1, 1, hearing("h1", date(2018, 3, 5)), superseded=True)
    new = StoredHearing(2, 1, hearing("h2", date(2018, 4, 5), "h1"))
    assert [entry.what for entry in chronicle(CASE, (), (old, new))] == [new]


def test_what_became_of_a_demand_is_told_once_however_many_texts_repeat_it() -> None:
    repeated = replace(APPEAL, key="later", demands=(MET,))
    texts = (published(repeated, FIRST.at, 2), replace(FIRST, appeal=replace(APPEAL, demands=(MET,))))
    assert sum(entry.what == MET for entry in chronicle(CASE, texts, ())) == 1


def test_a_text_stands_at_the_day_its_issuer_gave_it() -> None:
    issued = published(replace(APPEAL, issued_on=When(2017, 10, 4)), datetime(2018, 5, 3, tzinfo=UTC))
    assert chronicle(CASE, (issued,), ())[0].when == When(2017, 10, 4)


whens = st.builds(
    When, st.none() | st.integers(2000, 2030), st.none() | st.integers(1, 12), st.none() | st.integers(1, 28)
)


@given(st.lists(whens, max_size=6), st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), max_size=4))
def test_nothing_is_lost_and_everything_is_in_order(events: list[When], days: list[date]) -> None:
    case = replace(CASE, timeline=tuple(TimelineEvent(when, Localised()) for when in events))
    chain = tuple(StoredHearing(n, 1, hearing(f"h{n}", day)) for n, day in enumerate(days))
    told = chronicle(case, (FIRST,), chain)
    assert len(told) == len(events) + len(days) + 1
    moments = [(entry.when.year or 0, entry.when.month or 0, entry.when.day or 0) for entry in told]
    assert moments == sorted(moments)
