"""Counts by the day become figures that may be shown: whole stretches of days, weeks when they are many."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.figures import MOST_BARS, Counts, Figures, Table, Tally, figures

DAY = date(2017, 10, 4)
days = st.dictionaries(st.integers(0, 90).map(lambda n: DAY + timedelta(n)), st.integers(0, 80), max_size=12)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    by_day = draw(days)
    total = sum(by_day.values())
    first = draw(st.integers(0, total))
    return Tally(by_day, {"en": first, "ru": total - first} if total else {})


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    signatures = draw(days)
    return Counts(
        persons=draw(st.dictionaries(st.sampled_from(["en", "ru", "ro"]), st.integers(0, 90))),
        rooms=draw(st.integers(0, 40)),
        delivered=draw(st.integers(0, 400)),
        signed=sum(signatures.values()),
        signatures=signatures,
        taken=draw(tallies()),
        sent=draw(tallies()),
    )


def every_number(found: Figures) -> list[int | None]:
    tables = (found.persons, found.signatures, found.taken, found.sent)
    cells = [cell for t in tables for cell in (t.total, *t.by_day.values(), *t.by_kind.values())]
    return [found.rooms, found.delivered, *cells]


@given(counts())
def test_every_figure_is_at_least_ten_and_a_multiple_of_five(counted: Counts) -> None:
    numbers = [number for number in every_number(figures(counted, DAY)) if number is not None]
    assert all(number >= 10 and number % 5 == 0 for number in numbers)


@given(counts())
def test_a_picture_never_has_more_columns_than_a_phone_shows(counted: Counts) -> None:
    found = figures(counted, DAY)
    assert all(len(table.by_day) <= MOST_BARS for table in (found.signatures, found.taken, found.sent))


def test_days_on_which_nothing_happened_stand_between_the_others() -> None:
    found = figures(Counts(signed=60, signatures={DAY: 40, DAY + timedelta(2): 20}), DAY)
    assert list(found.signatures.by_day) == [DAY, DAY + timedelta(1), DAY + timedelta(2)]


def test_more_days_than_fit_are_told_by_weeks_from_monday() -> None:
    found = figures(Counts(signed=70, signatures={DAY: 40, DAY + timedelta(40): 30}), DAY)
    assert found.weeks
    assert min(found.signatures.by_day) == date(2017, 10, 2)
    assert all(day.weekday() == 0 for day in found.signatures.by_day)


def test_when_the_days_are_gone_with_their_key_the_total_is_left() -> None:
    assert figures(Counts(signed=41), DAY).signatures == Table(40)
