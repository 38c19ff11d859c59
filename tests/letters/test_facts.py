import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.letters.facts import facts, names_in, stems_of
from alertbot.letters.template import SLOTS
from alertbot.letters.variation import neutral, ready_words


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "On 27 April four men came at 11:30 a.m.", {"27", "April", "four", "11:30"}),
        ("en", "I wrote to press_center@a-a.kz.", {"press_center@a-a.kz"}),
        ("en", "see http://example.org/a for more", {"http://example.org/a"}),
        ("en", "the trial in Almaty", {"Almaty"}),
        ("en", "I call +7 (727) 271-65-79.", {"+7", "727", "271-65-79"}),
        ("en", "quote 22.10.12/jr/ please", {"22.10.12/jr"}),
        ("ru", "Прошу Вас: 27 апреля его приговорили к пятнадцати суткам.", {"27", "апреля", "пятнадцати"}),
        ("ru", "пишу о деле Ларисы Харьковой", {"Ларисы", "Харьковой"}),
        ("ro", "cinci lideri din Glodeni, 7 noiembrie", {"cinci", "Glodeni", "7", "noiembrie"}),
        ("en", "I am writing to you, Sir, with concern.", set[str]()),
        ("ru", "Обращаюсь к Вам с тревогой.", set[str]()),
    ],
)  # fmt: skip
def test_names_dates_numbers_and_addresses_are_facts_and_courtesy_is_none(
    language: str, text: str, expected: set[str]
) -> None:
    assert set(facts(text, language)) == expected


def test_a_capital_at_the_beginning_of_a_sentence_proves_no_name() -> None:
    assert facts("Torture is forbidden. Evidence is not valid.", "en") == {}
    assert facts("Almaty is far. Kurmanov is there.", "en", {"Almaty", "Kurmanov"}).total() == 2


def test_an_abbreviated_title_ends_no_sentence() -> None:
    assert names_in("I saw Mr. Kurmanov there.", "en") == {"Mr", "Kurmanov"}


def test_a_fact_said_twice_counts_twice() -> None:
    assert facts("in Almaty and in Almaty", "en") == {"Almaty": 2}


def test_words_of_demands_count_by_their_beginning() -> None:
    stems = stems_of(["Investigate the torture at once"])
    assert facts("an investigation of it", "en", (), stems) == {"invest…": 1}
    assert facts("at once", "en", (), stems) == {}


def test_where_every_noun_has_a_capital_only_known_names_count() -> None:
    assert facts("Mit großer Sorge lese ich von Kurmanov.", "de", {"Kurmanov"}) == {"Kurmanov": 1}


def test_an_unknown_language_still_has_its_numbers() -> None:
    assert facts("kun 5 alle", "xx") == {"5": 1}


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "de", "xx", "zh_TW"]))
def test_any_text_can_be_searched_for_facts(text: str, language: str) -> None:
    assert facts(text, language) == facts(text, language)


def test_the_words_that_come_with_the_package_hold_no_facts_and_fill_the_same_slots() -> None:
    for language, slots in ready_words().items():
        assert set(slots) == SLOTS
        for texts in slots.values():
            assert 5 <= len(texts) == len(set(texts))
            assert [text for text in texts if facts(text, language)] == []
        assert slots["closing"][0] == neutral("closing", language)
