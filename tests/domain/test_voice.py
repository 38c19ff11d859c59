import pytest

from alertbot.domain.voice import Phrase, organisation_voice, reproaches


@pytest.mark.parametrize(
    "text",
    [
        "I am writing on behalf of IndustriALL Global Union representing more than 50 million workers",
        "On behalf of our members I urge you",
        "our union has followed the trial",
        "Our 20,000 members ask you",
        "We, the undersigned organisations, protest",
        "the undersigned unions",
        "As a trade union, we object",
        "I write in my capacity as General Secretary",
        "От имени нашего профсоюза обращаюсь к Вам",
        "от имени членов Федерации",
        "наша организация следит за процессом",
        "Мы, нижеподписавшиеся, требуем",
        "În numele sindicatului nostru vă scriu",
        "membrii noștri",
        "Noi, subsemnații, cerem",
        "Im Namen unserer Gewerkschaft",
        "au nom de notre syndicat",
        "en nombre de nuestro sindicato",
    ],
)
def test_text_that_speaks_for_an_organisation_is_noticed(text: str) -> None:
    assert organisation_voice(text)


@pytest.mark.parametrize(
    "text",
    [
        "I ask you on behalf of Ainur Kurmanov, who is on hunger strike.",
        "the Confederation of Independent Trade Unions was closed",
        "five leaders of the union at the mill",
        "The union has worked to recover the wages its members are owed.",
        "I am a member of a union myself.",
        "профсоюз боролся за выплату зарплат его членам",
        "Об этом Вам написал глобальный союз IndustriALL",
        "sindicatul a luptat pentru locurile de muncă",
    ],
)
def test_a_person_may_write_about_unions_and_for_prisoners(text: str) -> None:
    assert organisation_voice(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "You have violated the law.",
        "you are responsible for this",
        "your persecution of workers",
        "I urge you to stop the harassment",
        "Вы нарушаете закон",
        "Ваши преступления известны",
        "Прошу Вас прекратить преследование",
        "Ați încălcat legea",
        "Vă cer să încetați",
    ],
)
def test_a_reproach_to_the_reader_is_noticed(text: str) -> None:
    assert reproaches(text)


@pytest.mark.parametrize(
    "text",
    [
        "I ask you to tell the company of your displeasure.",
        "I respectfully ask you to convey to the authorities my request that they end all harassment.",
        "The union was persecuted by its employer.",
        "Прошу Вас передать властям мою просьбу прекратить преследование.",
    ],
)
def test_a_request_for_help_is_no_reproach(text: str) -> None:
    assert reproaches(text) == ()


def test_a_phrase_tells_its_line() -> None:
    found = organisation_voice("Dear Sir,\n\non behalf of\nour union")
    assert found == (Phrase(3, "on behalf of our union"),)
