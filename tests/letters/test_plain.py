import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.letters.plain import one_line, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann \t Lee ", "Ann Lee"),
        ("Ann\r\nBcc: x@example.org", "Ann Bcc: x@example.org"),
        ("Ann\u2028Lee\u0085X", "Ann Lee X"),
        ("\u202eAnn\u202c L\u200bee", "Ann Lee"),
        ("A\u00adnn", "Ann"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200d\u200c", ""),
        ("\ue000~ Ann", "~ Ann"),
        ("Zoe\u0308", "Zoë"),
        ("\ufdd0", "\ufdd0"),
    ],
)
def test_a_typed_line_keeps_what_can_be_read(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@given(st.text())
def test_a_typed_line_is_one_line_without_control_characters(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1
    assert unicodedata.is_normalized("NFC", line)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co") for c in line)


@settings(deadline=None)
@given(st.text())
def test_tidy_text_stays_tidy(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "\n\n\n" not in tidy(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in tidy(text).replace("\n", ""))


def test_other_line_ends_become_plain_ones() -> None:
    assert tidy("a\r\nb\rc\u2029d  \n\n\n\ne") == "a\nb\nc\nd\n\ne"
