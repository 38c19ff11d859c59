"""What holds for every text: nothing is invented, everything has its place, and nothing takes long."""

import re
import time
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.intake.paste import Source, read_paste, reading_as_json

TODAY = date(2031, 10, 5)
TEXTS = sorted((Path(__file__).parent / "texts").rglob("*.txt"))
LONGEST = 2.0
"""Seconds of processor time for the longest text there can be; a usual one takes hundredths."""

LINES = [line for path in TEXTS for line in path.read_text("utf-8").split("\n")]
PIECES = [
    "Fax: +7 7172 74 56 31 / 7", "Tel. 8 (7172) 50-10-11, -12", "Факс: 8-7172-50-10-11", "00 44 20 7946 0000",
    "a@b.kz.Fax", "info [at] b-test.org", "E-mail:", "@", "·", "–", "i. ", "2) ", "Mr. ", "S. E. Herrn ",
    "Minister of Justice", "Министр", "Salutation: ", "Anrede:", "APPEALS TO:", "Copies to:", "KOPIEN AN",
    "before 9 November", "до 9 ноября", "9 Kasım 2031 tarihine kadar", "UA: 1/31", "Dear ", "Please write to",
    "\n", "\n\n", " ", "\u0301", "\ud800", "\x00", "\u2028", "(0)", "[1]", "{{", "https://x.org", ":", "İ",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=50).map("".join),
    st.lists(st.sampled_from([*LINES, *PIECES]), max_size=40).map("\n".join),
)


def listed(text: str) -> dict[str, Any]:
    return reading_as_json(read_paste(text, TODAY), Source(text))


def channels(found: dict[str, Any]) -> list[dict[str, str]]:
    printed = [channel for addressee in found["addressees"] for channel in addressee["channels"]]
    return [*printed, *found["copies"]]


def spans(value: Any) -> list[list[int]]:
    """Every pair of offsets, however deep."""
    if isinstance(value, dict):
        return [pair for part in cast("dict[str, Any]", value).values() for pair in spans(part)]
    if not isinstance(value, list):
        return []
    parts = cast("list[Any]", value)
    if parts and all(isinstance(part, int) for part in parts):
        return [parts]
    return [pair for part in parts for pair in spans(part)]


@settings(max_examples=200, deadline=None)
@given(texts)
def test_every_span_lies_within_the_text(text: str) -> None:
    for start, end in spans(listed(text)["spans"]):
        assert 0 <= start < end <= len(text)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_the_figures_of_every_number_are_printed(text: str) -> None:
    figures = re.sub(r"\D", "", text)
    for channel in channels(listed(text)):
        if channel["type"] in ("fax", "phone"):
            assert re.fullmatch(r"\+\d{6,15}", channel["value"])
            assert re.sub(r"\D", "", channel["as_printed"])[-2:] in figures
            assert channel["value"].endswith(re.sub(r"\D", "", channel["as_printed"])[-2:])


@settings(max_examples=200, deadline=None)
@given(texts)
def test_no_text_has_more_dates_codes_or_people_than_it_prints(text: str) -> None:
    found = listed(text)
    assert found["sign_by"] is None or found["spans"]["sign_by"] is not None
    assert found["code"] is None or found["spans"]["code"] is not None
    assert found["issued_on"] is None or found["spans"]["issued_on"] is not None


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_value_of_the_sample_texts_is_printed_where_its_span_says(path: Path) -> None:
    text = path.read_text("utf-8")
    found = listed(text)
    assert all(one is not None for one in found["spans"]["copies"])
    for addressee, places in zip(found["addressees"], found["spans"]["addressees"], strict=True):
        for channel, span in zip(addressee["channels"], places["channels"], strict=True):
            assert channel["as_printed"] == text[span[0] : span[1]]
        if addressee["salutation"]:
            assert text[slice(*places["salutation"])] == addressee["salutation"]
        if addressee["name"]:
            assert text[slice(*places["name"])].casefold() == addressee["name"].casefold()


@pytest.mark.parametrize(
    "line",
    [
        "Fax: +7 7172 74 56 31 / 74 56 67 or 12, -13; ",
        "Minister of Justice, Mr. Ann BELL, ",
        "S. E. ",
        "a [at] b [dot] ",
        "1 2 3 4 5 6 7 8 9 0 ",
        "Court of Appeal of the ",
        "Please send appeals to: ",
        "write and copies of ",
    ],
)
def test_a_long_line_of_anything_is_read_in_time(line: str) -> None:
    text = "Please write to:\n" + line * 2_000
    started = time.process_time()
    read_paste(text, TODAY)
    assert time.process_time() - started < LONGEST


def test_the_same_text_reads_the_same() -> None:
    for path in TEXTS:
        text = path.read_text("utf-8")
        assert listed(text) == listed(text)
