"""What is shown gives away nothing about what is hidden, over whatever campaign there may be."""

from collections.abc import Iterable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.disclosure import LEAST, STEP, disclosed, shown

SMALL = range(LEAST)
MOST_OF_A_HIDDEN_CELL = 500
"""Beyond what any campaign of these tests holds, so that a reader's imagination is not cut short."""

cells = st.one_of(st.integers(0, 14), st.integers(0, 60))


@st.composite
def campaigns(draw: st.DrawFn) -> tuple[int, list[dict[int, int]]]:
    """One whole in up to three tables, as signatures fall into days, channels and languages."""
    first = draw(st.lists(cells, min_size=1, max_size=6))
    total = sum(first)
    tables = [first]
    for _ in range(draw(st.integers(0, 2))):
        cuts = sorted(draw(st.lists(st.integers(0, total), max_size=4)))
        tables.append([high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)])
    return total, [dict(enumerate(table)) for table in tables]


def sums(parts: Iterable[range], most: int) -> set[int]:
    """Every sum that parts in these ranges can have; found sums are the bits of one number."""
    found = 1
    for part in parts:
        more = 0
        for value in part:
            more |= found << value
        found = more & ((2 << most) - 1)
    return {value for value in range(most + 1) if found >> value & 1}


def thinkable(cell: int | None) -> range:
    return range(MOST_OF_A_HIDDEN_CELL + 1) if cell is None else range(cell, cell + STEP)


def totals(told: int | None, tables: Sequence[Mapping[int, int | None]], most: int) -> set[int]:
    """Every total that a reader of these tables must think possible."""
    left = set(SMALL if told is None else range(told, told + STEP))
    for table in tables:
        left &= sums((thinkable(cell) for cell in table.values()), most)
    return left


@given(campaigns())
def test_every_number_shown_is_at_least_ten_and_a_multiple_of_five(
    campaign: tuple[int, list[dict[int, int]]],
) -> None:
    total, tables = campaign
    told, found = disclosed(total, tables)
    numbers = [told, *(cell for table in found for cell in table.values())]
    assert all(number >= LEAST and number % STEP == 0 for number in numbers if number is not None)


@given(campaigns())
def test_no_number_shown_is_more_than_there_was(campaign: tuple[int, list[dict[int, int]]]) -> None:
    total, tables = campaign
    told, found = disclosed(total, tables)
    assert (told or 0) <= total
    for table, cells_shown in zip(tables, found, strict=True):
        assert list(cells_shown) == list(table)
        for at, number in cells_shown.items():
            assert number is None or number <= table[at] < number + STEP


@given(campaigns())
def test_a_hidden_number_may_be_anything_from_nought_to_nine_by_all_that_is_shown(
    campaign: tuple[int, list[dict[int, int]]],
) -> None:
    total, tables = campaign
    told, found = disclosed(total, tables)
    for table in found:
        if told is None or all(cell is None for cell in table.values()):
            # Nothing of the table is shown, so it adds nothing to the total.
            continue
        for at, cell in table.items():
            if cell is None:
                others = [other for other in found if other is not table]
                rest = [thinkable(part) for where, part in table.items() if where != at]
                possible = sums(rest, total + 200)
                known = totals(told, others, total + 200)
                left = {value for value in SMALL if any(whole - value in possible for whole in known)}
                assert left == set(SMALL), (table, at)


def test_a_lone_small_number_takes_a_second_one_with_it() -> None:
    assert disclosed(32, [{"mon": 20, "tue": 12, "wed": 0}]) == (30, ({"mon": 20, "tue": None, "wed": None},))


def test_what_another_table_of_the_same_whole_gives_away_is_held_back_too() -> None:
    total, (days, languages) = disclosed(31, [{"mon": 30, "tue": 1}, {"en": 31}])
    assert (total, languages) == (30, {"en": 30})
    assert days == {"mon": None, "tue": None}


def test_a_campaign_without_small_numbers_is_shown_whole() -> None:
    assert disclosed(77, [{"a": 52, "b": 25}]) == (75, ({"a": 50, "b": 25},))


def test_nothing_at_all_is_fewer_than_ten() -> None:
    assert disclosed(0, [{}, {"a": 0}]) == (None, ({}, {"a": None}))
    assert (shown(9), shown(10), shown(14), shown(15)) == (None, 10, 10, 15)


def test_tables_of_another_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        disclosed(5, [{"a": 4}])
