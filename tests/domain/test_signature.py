"""Names as their owners wrote them, numbers that single nobody out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.signature import LONGEST_NAME, clean_name, public_count


@pytest.mark.parametrize(
    "name", ["Лариса Харькова", "Ainur Kurmanov", "Åsa Ström-O'Neill", "محمد علي", "Ңұрбек"]
)
def test_a_name_in_any_script_stays_as_it_is(name: str) -> None:
    assert clean_name(f"  {name} ") == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("typed", ["", "   ", "=cmd()", "+1", "@all", "-", "1234", "\u202e\u200b", "x" * 81])
def test_what_cannot_be_a_name_is_refused(typed: str) -> None:
    assert clean_name(typed) is None


@given(st.text(max_size=200))
def test_a_cleaned_name_holds_no_hidden_character_and_stays_clean(typed: str) -> None:
    name = clean_name(typed)

    if name is not None:
        assert 0 < len(name) <= LONGEST_NAME
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") for c in name)
        assert clean_name(name) == name


@given(st.integers(0, 10**7))
def test_a_public_number_is_hidden_below_ten_and_never_too_high(total: int) -> None:
    shown = public_count(total)

    assert shown % 5 == 0
    assert shown == 0 if total < 10 else 0 <= total - shown < 5
