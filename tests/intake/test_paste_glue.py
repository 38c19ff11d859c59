import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.intake.paste.glue import mended
from alertbot.intake.paste.vocabulary import LANGUAGES, language_of, vocabulary

CONTEXT = "the president of the trade union put an end to it, Larisa Kharkova said to her relatives in court"


def mend(line: str, context: str = CONTEXT) -> str:
    return mended([context, line], vocabulary("en"))[1]


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("Presidentof Testland", "President of Testland"),
        ("a tradeunion", "a trade union"),
        ("Ms.LarisaKharkova", "Ms. Larisa Kharkova"),
        ("Putan end", "Put an end"),
        ("herrelatives", "her relatives"),
        ("on March 3,2031", "on March 3, 2031"),
        ("Minister,Kharkova", "Minister, Kharkova"),
    ],
)
def test_words_the_text_itself_proves_are_taken_apart(glued: str, apart: str) -> None:
    assert mend(glued) == apart


@pytest.mark.parametrize(
    "whole",
    [
        "into",
        "without",
        "another",
        "European",
        "inform",
        "Akimat",
        "office@end.kz",
        "https://x.org/tradeunion",
        "KNPRK",
    ],
)
def test_words_that_stand_as_they_are_stay_whole(whole: str) -> None:
    assert mend(whole, CONTEXT + " Europe Akim at form with out an other off ice") == whole


def test_a_word_that_comes_twice_is_a_word() -> None:
    assert mend("endcourt and endcourt") == "endcourt and endcourt"


@given(st.text(max_size=200))
def test_mending_only_adds_spaces(text: str) -> None:
    (after,) = mended([text], vocabulary("en"))
    assert after.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_file_has_the_same_entries_as_the_english_one(language: str) -> None:
    english, other = vocabulary("en"), vocabulary(language)
    assert other.phrases.keys() == english.phrases.keys()
    assert other.headings.keys() == english.headings.keys()
    assert other.channels.keys() == english.channels.keys()
    assert english.letter.keys() <= other.letter.keys()


def test_the_language_of_a_text_is_told_by_its_words() -> None:
    assert language_of("The court and the union") == "en"
    assert language_of("Суд и профсоюз не согласны") == "ru"
    assert language_of("") == "en"
