"""YAML as campaign files may use it."""

from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from alertbot.errors import CampaignError
from alertbot.intake.yaml_file import MOST_BYTES, MOST_DEPTH, read_document, read_text, shown

BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"

REFUSED = [
    (b"", 1, "empty"),
    (b"# only a comment\n", 1, "empty"),
    (b"a: 1\na: 2\n", 2, "twice"),
    (b"a:\n  b: 1\n  c: 2\n  b: 3\n", 4, "twice"),
    (b"a: {b: 1, b: 2}", 1, "twice"),
    (BOMB, 1, "anchors"),
    (b"a: &x 1\n", 1, "anchors"),
    (b"a: 1\nb: *a\n", 2, "aliases"),
    (b"&k a: 1\n", 1, "anchors"),
    (b"a:\n  - &l [1]\n", 2, "anchors"),
    (b"*a : 1\n", 1, "aliases"),
    (b"a: !!str 1\n", 1, "tags"),
    (b"a: !!python/object/apply:os.system ['id']\n", 1, "tags"),
    (b"a: ! x\n", 1, "tags"),
    (b"!!map\na: 1\n", 1, "tags"),
    (b"a: 1\n!!str b: 2\n", 2, "tags"),
    (b"a: 1\n---\nb: 2\n", 2, "one document"),
    (b"a: 1\n...\n---\nb: 2\n", 3, "one document"),
    (b"? [a, b]\n: 1\n", 1, "a key is one word"),
    (b"? {a: b}\n: 1\n", 1, "a key is one word"),
    (b"[" * 50_000, 1, "nested"),
    (b"{a: " * 10_000, 1, "nested"),
    (b"- " * 10_000 + b"x", 1, "nested"),
    (b"a: >\n  one\n\n  two\n", 1, "`|`"),
    (b"a: 1\nb: [1\n", 2, "not YAML"),
    (b"a: 'x\n", 1, "not YAML"),
    (b"a: b: c\n", 1, "not YAML"),
    (b"a:\n\t- b\n", 2, "not YAML"),
    (b"a: @x\n", 1, "not YAML"),
    (b"a: `x`\n", 1, "not YAML"),
    (b"a: %x\n", 1, "not YAML"),
    (b"a: 1\nb\nc: 2\n", 2, "not YAML"),
    (b'a: "\\xzz"\n', 1, "not YAML"),
    (b"a: x\x00y\n", 1, "U+0000"),
    (b"a: 1\nb: x\x07y\n", 2, "U+0007"),
    (b"a: 1\rb: 2\n", 1, "U+000D"),
    (b"a: x\x1b[31m\n", 1, "U+001B"),
    ("a: 1\nb: \u202eevil\n".encode(), 2, "U+202E"),
    ("a: 1\n\ufeffb: 2\n".encode(), 2, "U+FEFF"),
    ("a: 1\nb: a\u200bb\n".encode(), 2, "U+200B"),
    ("a: 1\nb: \u2066x\n".encode(), 2, "U+2066"),
    ("a: x\u2028y\n".encode(), 1, "U+2028"),
    (b"a: 1\nb: \xff\n", 2, "UTF-8"),
    ("a: Привет\n".encode("utf-16"), 1, "UTF-8"),
    ("a: Привет\n".encode("utf-32"), 1, "UTF-8"),
    ("a: 1\nb: Привет\n".encode("cp1251"), 2, "UTF-8"),
    (b"a: " + b"x" * MOST_BYTES, 0, "64 KiB"),
]


@pytest.mark.parametrize(("content", "line", "words"), REFUSED)
def test_what_could_surprise_a_reader_is_refused_with_its_line(content: bytes, line: int, words: str) -> None:
    with pytest.raises(CampaignError) as refusal:
        read_document("case.yaml", content)
    (fault,) = refusal.value.faults
    assert fault.file == "case.yaml"
    assert words in fault.message
    assert fault.line == line


@pytest.mark.parametrize(
    "word", ["NO", "no", "on", "true", "10:30", "1.10", "0077172", "2017-10-04", "1e3", "0x1f", "<<", "="]
)
def test_every_value_stays_the_text_that_was_written(word: str) -> None:
    assert read_document("f", f"a: {word}\n".encode()).data == {"a": word}


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_an_empty_value_is_nothing_unless_it_is_quoted(nothing: str) -> None:
    assert read_document("f", f"a: {nothing}\nb: '{nothing}'\n".encode()).data == {"a": None, "b": nothing}


def test_a_file_saved_with_a_byte_order_mark_and_windows_line_ends_is_read() -> None:
    document = read_document("f", b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n")
    assert document.data == {"a": "1", "b": "x\ny\n"}
    assert document.line_of(("b",)) == 2


def test_lines_lead_to_keys_entries_and_the_nearest_thing_around_what_is_missing() -> None:
    document = read_document("f", b"# note\na:\n  - b: 1\n    c:\n      d: 2\n  - x\n")
    assert document.line_of(("a",)) == 2
    assert document.line_of(("a", 0, "b")) == 3
    assert document.line_of(("a", 0, "c", "d")) == 5
    assert document.line_of(("a", 1)) == 6
    assert document.line_of(("a", 0, "c", "missing", "more")) == 4
    assert document.line_of(("nowhere",)) == 2


def test_eight_levels_are_deep_enough_and_nine_too_deep() -> None:
    read_document("f", b"[" * MOST_DEPTH + b"x" + b"]" * MOST_DEPTH)
    with pytest.raises(CampaignError):
        read_document("f", b"[" * (MOST_DEPTH + 1) + b"x" + b"]" * (MOST_DEPTH + 1))


def test_a_fault_repeats_what_was_written_on_one_short_line() -> None:
    assert shown("a\nb  c") == "a b c"
    assert len(shown("x" * 500)) == 41


Texts = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufeff"), min_size=1)


@given(st.dictionaries(Texts, Texts | st.lists(Texts), min_size=1, max_size=5))
def test_text_written_by_a_yaml_library_is_read_back_unchanged(data: dict[str, object]) -> None:
    written = yaml.safe_dump(data, allow_unicode=True, default_style='"').replace("!!str ", "")
    assert read_document("f", written.encode()).data == data


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_fault(content: bytes) -> None:
    with suppress(CampaignError):
        read_document("f", content)


@given(st.text(st.sampled_from("ab:-?[]{}&*!|>'\"%@`# \n~,"), max_size=60))
def test_any_heap_of_yaml_signs_is_read_or_refused_with_a_fault(text: str) -> None:
    with suppress(CampaignError):
        document = read_document("f", text.encode())
        # Nothing at all, written at the end of a file, begins on the line after it.
        assert all(1 <= line <= text.count("\n") + 2 for line in document.lines.values())


@given(st.binary(max_size=200))
def test_text_that_is_read_holds_nothing_unseen(content: bytes) -> None:
    try:
        text = read_text("f", content)
    except CampaignError:
        return
    assert not set(text) & set("\x00\x07\x1b\r\u202e\ufeff\u200b")
