"""Taps as text: what is packed comes back, and what is not a tap never raises anything but StaleTap."""

from dataclasses import fields
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.dialogue.conversations import PRIVATE, TAPS
from alertbot.dialogue.draft_taps import MARK
from alertbot.dialogue.sign import CountMe
from alertbot.dialogue.tap import LONGEST, Tap, TapBook
from alertbot.errors import StaleTap

KINDS = tuple(tap for conversation in PRIVATE for tap in conversation.taps)
LARGEST_ID = 10**9
WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_", max_size=20)


def taps(kind: type[Tap]) -> st.SearchStrategy[Tap]:
    hints = get_type_hints(kind)
    values = {f.name: st.integers(0, LARGEST_ID) if hints[f.name] is int else WORDS for f in fields(kind)}
    return st.builds(kind, **values)


@given(st.one_of([taps(kind) for kind in KINDS]))
def test_every_tap_comes_back_as_it_was_packed(tap: Tap) -> None:
    try:
        packed = tap.pack()
    except ValueError:
        return  # too long: refused when it is made, not when somebody taps it
    assert TAPS.unpack(packed) == tap
    assert len(packed.encode()) <= LONGEST


@pytest.mark.parametrize("kind", KINDS)
def test_every_tap_with_ids_in_the_billions_and_short_words_fits_a_button(kind: type[Tap]) -> None:
    hints = get_type_hints(kind)
    usual = {int: LARGEST_ID, str: "x" * 16}
    short = {"mark": "x" * MARK, "at": 999}  # a mark has its length, and a place in a list is no id
    values: dict[str, Any] = {f.name: short.get(f.name, usual.get(hints[f.name])) for f in fields(kind)}
    assert len(kind(**values).pack()) <= LONGEST


@given(st.text(max_size=80))
def test_text_that_is_no_tap_is_stale_and_nothing_worse(packed: str) -> None:
    try:
        tap = TAPS.unpack(packed)
    except StaleTap:
        return
    assert isinstance(tap, Tap)


@given(st.sampled_from(KINDS), st.lists(st.text("0123456789abc-_²٣ ", max_size=8), max_size=5))
def test_a_known_word_with_odd_fields_is_stale_and_nothing_worse(kind: type[Tap], values: list[str]) -> None:
    try:
        tap = TAPS.unpack("-".join([kind.word, *values]))
    except StaleTap:
        return
    assert TAPS.unpack(tap.pack()) == tap


def test_two_taps_cannot_share_a_word() -> None:
    with pytest.raises(ValueError, match="share a word"):
        TapBook((CountMe, CountMe))


def test_a_field_a_link_cannot_carry_is_refused_when_the_button_is_made() -> None:
    with pytest.raises(ValueError, match="characters"):
        CountMe(appeal=-1, version=1).pack()


def test_a_tap_too_long_for_a_button_is_refused_when_the_button_is_made() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        CountMe(appeal=10**40, version=10**40).pack()
