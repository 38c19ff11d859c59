"""Names that are nearly others, and names that only bend."""

from dataclasses import replace

import pytest

from alertbot.domain.case import TimelineEvent
from alertbot.domain.language import Localised, When
from alertbot.domain.lint import Remark, RemarkKind, lint_appeal, lint_case
from tests.domain.lint.appeals import ANA, CASE, MAYOR, SOUND, letter, text


def misspelt(remarks: tuple[Remark, ...]) -> list[tuple[object, ...]]:
    found = [remark for remark in remarks if remark.kind is RemarkKind.MISSPELT]
    return [(r.place, r.args["name"], r.args["other"]) for r in found]


def test_a_nearly_equal_organisation_in_the_letter_is_asked_about() -> None:
    appeal = replace(
        SOUND,
        text=text("Socialist Resistance Kazakhstan protests. Socialist Resistance Kazakhstan asks for help."),
        letter=letter("She belongs to Social Resistance Kazakhstan."),
    )
    assert misspelt(lint_appeal(appeal, None, CASE)) == [
        (("letter", "body", "en"), "Social Resistance", "Socialist Resistance")
    ]


def test_an_organisation_is_compared_through_its_russian_cases() -> None:
    right = "Лидер «Социалистического сопротивления». «Социалистическое сопротивление» просит помощи."
    appeal = replace(
        SOUND, text=text(right, "ru"), letter=letter("Она из «Социального сопротивления».", "ru")
    )
    assert misspelt(lint_appeal(appeal, None, CASE)) == [
        (("letter", "body", "ru"), "Социального сопротивления", "Социалистического сопротивления")
    ]
    bent = replace(appeal, letter=letter("О «Социалистическом сопротивлении» она говорила.", "ru"))
    assert misspelt(lint_appeal(bent, None, CASE)) == []


def test_of_two_spellings_the_rarer_one_is_asked_about_wherever_it_stands() -> None:
    appeal = replace(
        SOUND,
        title=text("Social Resistance is in danger"),
        summary=text("Social Resistance calls."),
        text=text("Socialist Resistance. Socialist Resistance. Socialist Resistance."),
    )
    assert [place for place, *_ in misspelt(lint_appeal(appeal))] == [("title", "en"), ("summary", "en")]


def test_a_spelling_that_only_the_case_has_is_asked_about_in_the_appeal() -> None:
    case = replace(CASE, summary=text("She leads Social Resistance."))
    appeal = replace(SOUND, text=text("She leads Socialist Resistance. Socialist Resistance asks for help."))
    assert misspelt(lint_appeal(appeal, None, case)) == [
        (("text", "en"), "Socialist Resistance", "Social Resistance")
    ]


def test_a_case_is_compared_with_itself() -> None:
    events = tuple(
        TimelineEvent(When(2017), text(words))
        for words in (
            "Socialist Resistance is founded.",
            "Socialist Resistance grows.",
            "Social Resistance ends.",
        )
    )
    assert misspelt(lint_case(replace(CASE, timeline=events))) == [
        (("timeline", 2, "text", "en"), "Social Resistance", "Socialist Resistance")
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Mr Semenyuk was seen in court."),
        ("en", "Valentina Semenuic was seen in court."),
        ("ru", "Валентину Семенук видели в суде."),
    ],
)
def test_a_slip_in_the_name_of_somebody_in_the_case_is_asked_about(language: str, words: str) -> None:
    names = Localised({"en": "Valentina Semeniuc", "ru": "Валентина Семенюк"})
    case = replace(CASE, persons=(replace(ANA, name="Valentina Semeniuc", aliases=(), names=names),))
    assert misspelt(lint_appeal(replace(SOUND, text=text(words, language)), None, case))


def test_other_spellings_of_a_person_are_known_from_names_and_aliases() -> None:
    names = Localised({"en": "Valentina Semeniuc", "ru": "Валентина Семенюк"})
    case = replace(
        CASE, persons=(replace(ANA, name="Valentina Semeniuc", aliases=("Semenyuk",), names=names),)
    )
    appeal = replace(SOUND, text=text("Mrs Semenyuk, whom others spell Semeniuc, was seen in court."))
    assert misspelt(lint_appeal(appeal, None, case)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Лариса Харькова. Ларису Харькову судили. Ларисе Харьковой отказали. О Ларисе Харьковой пишут.",
        "Павел Кравченко говорил. Павла Кравченко уволили. Петра Кравченко нет.",
        "Игорь Рамко уволен. Игоря Рамко восстановили. Игорю Рамко угрожали.",
        "Министр труда. Министру труда. Южно-Казахстанский суд. Южно-Казахстанского суда.",
        "«Тиккурила» молчит. «Тиккуриле» писали. Краску «Тиккурилы» не берут. С «Тиккурилой» говорили.",
    ],
)
def test_russian_grammar_is_no_misspelling(words: str) -> None:
    assert misspelt(lint_appeal(replace(SOUND, text=text(words, "ru")), None, CASE)) == []


@pytest.mark.parametrize(
    "words",
    [
        "The Trade Union and the Trade Unions of Kazakhstan. Kazakhstan's Trade Union.",
        "The International Labour Organization and the International Labor Organisation.",
        "Mr Kozlov and Mrs Kozlova. Kozlov said so. Kozlov went. Kozlov came.",
        "Western Kazakhstan, Eastern Kazakhstan, South Kazakhstan and North Kazakhstan.",
        "In September 2017 and in December 2017 Ana Example spoke; in November 2017 Bob Example spoke.",
        "Moldova and the Moldovan government; Moldova again, Moldova once more.",
        "Almaty. Almaty. Almaty. Almaz.",
    ],
)
def test_names_that_only_resemble_each_other_are_left_alone(words: str) -> None:
    assert misspelt(lint_appeal(replace(SOUND, text=text(words)), None, CASE)) == []


def test_romanian_grammar_is_no_misspelling() -> None:
    words = (
        "Curtea de Apel, Curții de Apel, Republica Moldova, Republicii Moldova, Sindicatul Liber,"
        " Sindicatului Liber."
    )
    assert misspelt(lint_appeal(replace(SOUND, text=text(words, "ro")), None, CASE)) == []


def test_a_language_nobody_here_knows_is_left_to_its_own_endings() -> None:
    words = "Résistance Socialiste, Résistance Socialistes."
    assert misspelt(lint_appeal(replace(SOUND, text=text(words, "fr")), None, CASE)) == []


def test_an_addressee_is_a_known_name_too() -> None:
    mayor = replace(MAYOR, person="Serik Seidumanov")
    appeal = replace(SOUND, addressees=(mayor,), text=text("Write to Serik Seidumanow today."))
    assert misspelt(lint_appeal(appeal)) == [(("text", "en"), "Seidumanow", "Seidumanov")]
