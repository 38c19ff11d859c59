"""Totals and their parts, in figures and in words."""

from dataclasses import replace

import pytest

from alertbot.domain.case import Case, Person, PersonRole
from alertbot.domain.language import Localised
from alertbot.domain.lint import Remark, RemarkKind, lint_appeal
from alertbot.domain.lint.numbers import numbers
from tests.domain.lint.appeals import CASE, SOUND, text

SUMS = (RemarkKind.WRONG_SUM, RemarkKind.WRONG_HEADCOUNT)


def sums(words: str, language: str = "en", case: Case = CASE) -> list[Remark]:
    found = lint_appeal(replace(SOUND, text=text(words, language)), None, case)
    return [remark for remark in found if remark.kind in SUMS]


TRIAL = (
    "Thirty-seven people were tried in March 2012. In early June {a} of them were sentenced to 3 to 7 years"
    " in prison. "
    "{b} were released: five under an amnesty, sixteen with suspended sentences of 1 to 3 years. {c} were"
    " acquitted."
)
PROCESS = (
    "Судили тридцать семь человек. В начале июня {a} из них приговорили к срокам от 3 до 7 лет. {b} человек"
    " вышел на "
    "свободу: пятеро по амнистии, шестнадцать с условными сроками от 1 до 3 лет. {c} оправдали."
)


def test_thirteen_and_twenty_one_and_three_are_thirty_seven() -> None:
    assert sums(TRIAL.format(a="thirteen", b="Twenty-one", c="Three")) == []
    assert sums(PROCESS.format(a="тринадцать", b="Двадцать один", c="Троих"), "ru") == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", TRIAL.format(a="thirteen", b="Twenty-one", c="Four")),
        ("en", TRIAL.format(a="twelve", b="Twenty-one", c="Three")),
        ("ru", PROCESS.format(a="тринадцать", b="Двадцать один", c="Четверых")),
        ("en", "13 + 21 + 3 = 38"),
        ("", "13+21+4=37"),
        ("en", "37 were tried: 13 sentenced, 21 released, 4 acquitted."),
        ("en", "37 defendants stood trial; 13 were sentenced, 21 were released and 4 were acquitted."),
        ("en", "Of the 37 defendants, 13 were sentenced, 21 released and 4 acquitted."),
        ("en", "I write to you about the trial of 37 people: 13 sentenced, 21 released and 4 acquitted."),
        ("en", "I write about the 37 people tried: 13 sentenced, 21 released and 4 acquitted."),
        ("en", "13 were sentenced, 21 were released, 4 were acquitted: 37 in all."),
        ("en", "Twenty-two were released (five under an amnesty and sixteen with suspended sentences)."),
        ("en", "Of the 21 who were released, five were given amnesty and 17 were given suspended sentences."),
        ("ru", "Освободили 21 человека: пятерых по амнистии, семнадцать условно."),
        ("ro", "Au fost judecate 37 de persoane: 13 condamnate, 21 eliberate, 4 achitate."),
        ("ro", "Douăzeci și unu au fost eliberați: cinci prin amnistie, șaptesprezece cu suspendare."),
    ],
)
def test_a_total_that_its_parts_do_not_make_is_asked_about(language: str, words: str) -> None:
    if not language:
        found = [r for r in lint_appeal(replace(SOUND, issuer=words)) if r.kind is RemarkKind.WRONG_SUM]
    else:
        found = sums(words, language)
    assert [remark.kind for remark in found] == [RemarkKind.WRONG_SUM]


def test_a_wrong_sum_says_what_was_added_and_what_it_makes() -> None:
    (remark,) = sums("37 were tried: 13 sentenced, 21 released, 4 acquitted.")
    assert remark.args == {"total": 37, "parts": "13 + 21 + 4", "sum": 38}
    assert (remark.place, remark.ink) == (("text", "en"), 0)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "13+21+3=37 and 5 + 16 = 21."),
        ("en", "37 were tried: 13 sentenced, 21 released and 3 acquitted."),
        ("en", "The trial of 37 people began in March.\n\nIn early June 13 defendants received sentences"
               " from 3 to 7 years. "
         "Of the 21 who were released, five were given amnesty and 16 were given suspended sentences of 1"
         " to 3 years. "
         "Three defendants were acquitted."),
        ("en", "I write to you about the trial of 37 people: 13 sentenced, 21 released and 3 acquitted."),
        ("en", "Of 37 defendants 13 were sentenced, 21 were released and 3 were acquitted."),
        ("en", "13 were sentenced, 21 were released, 3 were acquitted: 37 in all."),
        ("en", "About 37 people were tried: 13 sentenced, 21 released and 2 acquitted."),
        ("en", "37 people were tried. Thirteen of them were sentenced; five of them got seven years, two of"
               " them six."),
        ("en", "Ten workers were fined, among them: two women and three men."),
        ("en", "The sentence: 100 hours of forced labour a year for four years, four years of restricted"
               " movement, and "
         "five years without the right to hold office."),
        ("en", "On 6 August 2012 at 3:20 p.m. the court heard 3 witnesses, 14 lawsuits and Article 5, 6 and"
               " 12."),
        ("en", "15 workers were fined 114 to 288 euros; 28 workers paid 3.5 million tenge (about 8,629"
               " euros)."),
        ("en", "See [1], [2] and [3]. Call +41 22 308 50 50: 54 bis, route des Acacias, CH 1227 Geneva."),
        ("ru", "15 нефтяников оштрафовали на суммы от 114 до 288 евро: 12 сразу, трёх потом."),
        ("ru", "По 100 часов работ в год в течение четырёх лет, четыре года ограничения и пять лет запрета."),
    ],
)  # fmt: skip
def test_sums_that_are_right_and_numbers_that_are_no_sums_are_left_alone(language: str, words: str) -> None:
    assert sums(words, language) == []


FIVE = tuple(
    Person(name.lower(), f"Ana {name}", PersonRole.UNIONIST)
    for name in ("Guleac", "Semeniuc", "Furtuna", "Svoevolin", "Colibaba")
)
FIVE_CASE = replace(CASE, persons=FIVE)


def test_five_people_are_named_when_five_are_said() -> None:
    whole = (
        "The five are the chair Ana Guleac, her deputy Ana Semeniuc and Ana Furtuna, Ana Svoevolin and Ana"
        " Colibaba."
    )
    assert sums(whole, case=FIVE_CASE) == []
    (remark,) = sums(whole.replace(" and Ana Colibaba", ""), case=FIVE_CASE)
    assert (remark.kind, remark.args) == (RemarkKind.WRONG_HEADCOUNT, {"total": 5, "named": 4})
    listed = "Five leaders were arrested: Ana Guleac, Ana Semeniuc, Ana Furtuna and Ana Svoevolin."
    assert [r.kind for r in sums(listed, case=FIVE_CASE)] == [RemarkKind.WRONG_HEADCOUNT]


def test_some_of_many_may_be_named() -> None:
    assert sums("Five leaders were arrested, among them: Ana Guleac and Ana Furtuna.", case=FIVE_CASE) == []
    assert sums("Ana Guleac and Ana Furtuna are two of the leaders.", case=FIVE_CASE) == []


def test_people_are_counted_in_russian_too() -> None:
    persons = tuple(
        replace(person, names=Localised({"ru": name}))
        for person, name in zip(
            FIVE[:3], ("Василий Гуляк", "Валентина Семенюк", "Анатолий Фуртунэ"), strict=True
        )
    )
    case = replace(CASE, persons=persons)
    assert sums("Эти трое — Василий Гуляк, Валентина Семенюк и Анатолий Фуртунэ.", "ru", case) == []
    (remark,) = sums("Эти четверо — Василий Гуляк, Валентина Семенюк и Анатолий Фуртунэ.", "ru", case)
    assert remark.args == {"total": 4, "named": 3}


@pytest.mark.parametrize(
    ("language", "words", "values"),
    [
        ("en", "Twenty-one, thirteen, one hundred, 2,012 and 37", [21, 13, 37]),
        ("ru", "двадцать один, тридцать семь, пятеро, троих, девятнадцати и 5", [21, 37, 5, 3, 19, 5]),
        ("ro", "douăzeci și unu, treizeci şi şapte, doi și 16", [21, 37, 2, 16]),
        ("fr", "treize et 13", [13]),
    ],
)
def test_numbers_are_read_in_words_and_figures(language: str, words: str, values: list[int]) -> None:
    assert [number.value for number in numbers(words, language)] == values
