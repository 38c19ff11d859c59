import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.wording.pages import paginate, seam, units
from alertbot.wording.tree import Block, Button, Handout, Run, Utterance

from .trees import utterances


def letters(utterances: tuple[Utterance, ...]) -> str:
    return "".join("".join(utterance.plain().split()) for utterance in utterances)


def paragraphs(*texts: str) -> Utterance:
    return Utterance(tuple(Block("paragraph", (Run(text),)) for text in texts))


@settings(deadline=None)
@given(utterances, st.integers(64, 500))
def test_every_page_fits_and_no_character_is_lost(utterance: Utterance, limit: int) -> None:
    pages = paginate(utterance, limit)
    assert letters(pages) == letters((utterance,))
    assert all(units(page.plain()) <= limit for page in pages)
    assert all(page.rtl == utterance.rtl for page in pages)


@settings(deadline=None)
@given(utterances, st.integers(64, 500))
def test_buttons_and_file_go_with_the_last_page_alone(utterance: Utterance, limit: int) -> None:
    *before, last = paginate(utterance, limit)
    assert (last.rows, last.handout) == (utterance.rows, utterance.handout)
    assert not any(page.rows or page.handout for page in before)


@settings(deadline=None)
@given(utterances, st.integers(64, 500))
def test_every_run_keeps_its_style(utterance: Utterance, limit: int) -> None:
    def styled(pages: tuple[Utterance, ...]) -> list[tuple[str, str]]:
        found = (run for page in pages for block in page.blocks for run in block.runs)
        return [(character, run.style) for run in found for character in run.text if not character.isspace()]

    assert styled(paginate(utterance, limit)) == styled((utterance,))


def test_a_short_utterance_is_left_alone() -> None:
    utterance = Utterance((), ((Button("A", tap="a-1"),),), Handout("a", "b", b""))
    assert paginate(utterance) == (utterance,)


def test_pages_are_cut_between_blocks_first() -> None:
    pages = paginate(paragraphs("a" * 50, "b" * 50, "c" * 30), 100)
    assert [page.plain() for page in pages] == ["a" * 50, "b" * 50 + "\n\n" + "c" * 30]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("First line\nof it here.\nSecond line. And " + "x " * 40, "First line\nof it here."),
        ("One sentence that is long. Another sentence comes. " + "word " * 20, "One sentence that is long."),
        ("some words without an end " * 6, "some words without an end some"),
        ("x" * 200, "x" * 32),
    ],
)
def test_then_at_lines_then_sentences_then_words_then_characters(text: str, first: str) -> None:
    assert text[: seam(text, 32)].rstrip() == first


def test_a_reader_s_character_is_never_cut() -> None:
    family = "👩‍👩‍👧"
    assert seam(family * 20, 32) % len(family) == 0
    assert unicodedata.combining(("e\u0301" * 40)[seam("e\u0301" * 40, 33)]) == 0


def test_a_long_copy_block_becomes_one_copy_block_per_page() -> None:
    letter = "\n\n".join("Paragraph of a letter. " * 20 for _ in range(30))
    pages = paginate(Utterance((Block("copy", (Run(letter),)),)))
    assert len(pages) > 2
    assert all([block.kind for block in page.blocks] == ["copy"] for page in pages)


def test_a_page_too_small_to_hold_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="64"):
        paginate(paragraphs("x"), 63)
