"""Who a letterhead names, in every order of names, ranks, firms and offices; all people are made up."""

import pytest

from alertbot.intake.paste.letterheads import named_of
from alertbot.intake.paste.vocabulary import vocabulary


def who(language: str, printed: str) -> tuple[str, str]:
    named = named_of(printed.split("\n"), vocabulary(language))
    return named.person, named.office


@pytest.mark.parametrize(
    ("language", "printed", "person", "office"),
    [
        ("en", "Maj. Gen. (Retd.) Peter Sampleba\nPrison Governor", "Peter Sampleba", "Prison Governor"),
        ("en", "Minister of Defence, Brigadier General Amos Trial", "Amos Trial", "Minister of Defence"),
        ("es", "Ministro de Defensa\nGral. PNP (r) Luis Ejemplo", "Luis Ejemplo", "Ministro de Defensa"),
        ("es", "Excmo. Sr. D. Juan Muestra, Alcalde de Soria", "Juan Muestra", "Alcalde de Soria"),
        ("fr", "Général de division Jean Essai, gouverneur de Goma", "Jean Essai", "gouverneur de Goma"),
        ("it", "Questore di Bari, dott.ssa Carla Prova", "Carla Prova", "Questore di Bari"),
        ("de", "Herrn Oberst Karl Muster, Kommandant", "Karl Muster", "Kommandant"),
        ("ru", "начальник УВД — полковник полиции Пробный Иван", "Пробный Иван", "начальник УВД"),
        ("tr", "Adalet Bakanı Sayın Bekir Örnek", "Bekir Örnek", "Adalet Bakanı"),
        ("en", "YB Datuk Seri Ahmad Contoh\nMinister of Labour", "Ahmad Contoh", "Minister of Labour"),
    ],
)  # fmt: skip
def test_a_rank_is_neither_name_nor_office(language: str, printed: str, person: str, office: str) -> None:
    assert who(language, printed) == (person, office)


@pytest.mark.parametrize(
    ("printed", "person", "office"),
    [
        ("General Manager Ann Bell", "Ann Bell", "General Manager"),
        ("Consul General Ann Bell", "Ann Bell", "Consul General"),
        ("Inspector General of Police Ann Bell", "Ann Bell", "Inspector General of Police"),
        ("Attorney General", "", "Attorney General"),
    ],
)
def test_a_general_in_an_office_is_no_rank(printed: str, person: str, office: str) -> None:
    assert who("en", printed) == (person, office)


@pytest.mark.parametrize(
    ("language", "printed", "person", "office"),
    [
        ("en", "SCHUHWELT AG\nFrau Klara Muster (Procurement)", "Klara Muster", "Procurement, Schuhwelt AG"),
        (
            "en",
            "Mr Budi Contoh\nHR Director, Maju Garments Tbk",
            "Budi Contoh",
            "HR Director, Maju Garments Tbk",
        ),
        (
            "tr",
            "Örnek Tekstil A.Ş.\nGenel Müdür Ayşe Deneme",
            "Ayşe Deneme",
            "Genel Müdür, Örnek Tekstil A.Ş",
        ),
        ("en", "Stone Hill Correctional — Warden Jo Sample", "Jo Sample", "Warden, Stone Hill Correctional"),
        ("de", "Gefängnis Nr. 7, Leiter: Ivan Muster", "Ivan Muster", "Gefängnis Nr. 7, Leiter"),
    ],
)
def test_a_firm_or_a_prison_goes_with_the_post_held_there(
    language: str, printed: str, person: str, office: str
) -> None:
    assert who(language, printed) == (person, office)


@pytest.mark.parametrize(
    ("language", "printed", "person", "office"),
    [
        (
            "en",
            "THE HONOURABLE\nANN SAMPLE BELL\nMINISTER OF HEALTH",
            "Ann Sample Bell",
            "Minister of Health",
        ),
        ("en", "Min of Health Hon Ann Bell", "Ann Bell", "Min of Health"),
        ("en", "President Ana Muestra/ Palace Road 1/ Lima/ Peru/", "Ana Muestra", "President"),
        ("en", "President Ana Muestra / 1 Palace Road / Lima", "Ana Muestra", "President"),
        ("en", "and the Minister of Fisheries:\nMr Abel Trial", "Abel Trial", "Minister of Fisheries"),
        ("fr", "M. le Procureur général\nJean Essai", "Jean Essai", "Procureur général"),
        ("fr", "l'Ambassade du Mali", "", "Ambassade du Mali"),
        ("es", "Otro al gerente de la planta, Ing. Juan Muestra", "Juan Muestra", "gerente de la planta"),
        ("en", "CALL the National Commissioner", "", "National Commissioner"),
        ("tr", "Tokat Valisi Ali Deneme'ye", "Ali Deneme", "Tokat Valisi"),
    ],
)
def test_what_leads_to_an_office_is_no_part_of_it(
    language: str, printed: str, person: str, office: str
) -> None:
    assert who(language, printed) == (person, office)


@pytest.mark.parametrize(
    "printed",
    [
        "Hospital Santa Lucía",
        "In Britain",
        "Bahçelievler/İSTANBUL",
        "Hill Workers Solidarity Network",
        "Örnek A.Ş.",
    ],
)
def test_houses_places_and_groups_are_nobody(printed: str) -> None:
    assert who("en", printed)[0] == ""
