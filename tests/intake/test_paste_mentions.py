"""Officials in sentences, brackets and lists of chats: each keeps what is theirs; all people are made up."""

from datetime import date

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste import read_paste

TODAY = date(2031, 11, 22)
HEADS = {
    "en": "Baker jailed in Kenya\n\nOn 3 May 2031 the baker Ola Test was jailed.\n\nPlease write to:\n\n",
    "fr": "Un boulanger emprisonné au Mali\n\nLe 3 mai 2031, il a été condamné.\n\nMerci d'écrire à :\n\n",
    "es": "Panadero preso en México\n\nEl 3 de mayo de 2031 fue condenado.\n\nPor favor escriban a:\n\n",
    "it": "Panettiere in carcere in Grecia\n\nIl 3 maggio 2031 è stato condannato.\n\nScrivete a:\n\n",
    "tr": "Türkiye: fırıncı hapiste\n\n3 Mayıs 2031 tarihinde tutuklandı.\n\nLütfen şu adreslere yazın:\n\n",
}


def officials(language: str, printed: str) -> list[tuple[str, str, list[str]]]:
    reading = read_paste(HEADS[language] + printed + "\n", TODAY)
    return [
        (one.person, one.office, [c.value for c in one.channels if c.kind is not ChannelKind.POST])
        for one in reading.addressees
    ]


@pytest.mark.parametrize(
    ("language", "printed", "expected"),
    [
        (
            "en",
            "Call the county commissioner +254 20 2240955 (Cmr Amos Trial).",
            [("Amos Trial", "county commissioner", ["+254202240955"])],
        ),
        (
            "fr",
            "Appelez la prison au +223 20 22 44 55 (demandez le régisseur, M. Issa Modèle).",
            [("Issa Modèle", "régisseur, prison", ["+22320224455"])],
        ),
        (
            "it",
            "Il direttore del carcere si chiama Nikos Dokimis e risponde a tutti: info@carcere.example.gr",
            [("Nikos Dokimis", "direttore del carcere", ["info@carcere.example.gr"])],
        ),
    ],
)
def test_who_answers_is_found_behind_the_number_and_in_the_sentence(
    language: str, printed: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    found = officials(language, printed)
    assert [(person, values) for person, _, values in found] == [(p, v) for p, _, v in expected]


@pytest.mark.parametrize(
    ("language", "printed", "expected"),
    [
        (
            "fr",
            "Écrivez au procureur, M. Seydou Exemple (parquet@justice.example.ml), et à la mairie de Ségou : "
            "mairie@segou.example.ml",
            [("Seydou Exemple", ["parquet@justice.example.ml"]), ("", ["mairie@segou.example.ml"])],
        ),
        (
            "it",
            "Scrivete al prefetto di Foggia, dott. Mario Prova (prefetto@example.it) e una mail al sindaco: "
            "sindaco@comune.example.it",
            [("Mario Prova", ["prefetto@example.it"]), ("", ["sindaco@comune.example.it"])],
        ),
        (
            "en",
            "The Ministry of Labour (Minister Rose Tester, +254 20 2729800) and the company, e-mail "
            "hr@testco.example.com",
            [("Rose Tester", ["+254202729800"]), ("", ["hr@testco.example.com"])],
        ),
    ],
)
def test_the_next_offices_channel_is_not_the_persons_before_it(
    language: str, printed: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert [(person, values) for person, _, values in officials(language, printed)] == expected


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "➡️ Chief Justice, Jane Probe: cj@court.example.ke\n➡️ Prisons HQ: hq@jail.example.ke"),
        ("en", "A) Chief Justice\nMs. Jane Probe\ncj@court.example.ke\nB) Prisons HQ: hq@jail.example.ke"),
        ("en", "cj@court.example.ke - Chief Justice, Jane Probe\nhq@jail.example.ke - Prisons HQ"),
        ("en", "Chief Justice — Jane Probe — cj@court.example.ke\nPrisons HQ — hq@jail.example.ke"),
        ("en", "Chief Justice / Jane Probe / Box 1 / cj@court.example.ke\nPrisons HQ / hq@jail.example.ke"),
    ],
)  # fmt: skip
def test_lists_are_read_whatever_marks_and_order_they_have(language: str, printed: str) -> None:
    assert [(person, values) for person, _, values in officials(language, printed)] == [
        ("Jane Probe", ["cj@court.example.ke"]),
        ("", ["hq@jail.example.ke"]),
    ]


@pytest.mark.parametrize(
    "below",
    [
        "Download the appeal (PDF)\n\nHill Workers Network, PO Box 22, Leeds. Tel +44 113 496 0000",
        "In solidarity,\nCora Sign\nPresident, Bakers' Union\nMob: +254 20 5550 123",
        "Greetings,\n\n© Friends of Bakers, 5 Mill Road, Leeds, t: +44 113 496 0000",
    ],
)
def test_what_stands_below_the_list_is_nobody_to_write_to(below: str) -> None:
    printed = f"Chief Justice\nJane Probe\nFax: +254 20 2240955\n\n{below}"
    assert officials("en", printed) == [("Jane Probe", "Chief Justice", ["+254202240955"])]


def test_an_office_torn_at_a_line_end_is_one() -> None:
    printed = "Minister of\nPublic Security\nMr Abel Trial\nFax: +254 20 2240955"
    assert officials("en", printed) == [("Abel Trial", "Minister of Public Security", ["+254202240955"])]


def test_an_address_torn_where_a_narrow_page_tears_words_has_no_hyphen() -> None:
    page = "The ba-\nker has had no let-\nters, and the mini-\nster was asked to an-\nswer.\n\n"
    printed = f"{page}Minister of Justice\nMr Abel Trial\ncontact@mjus-\ntice.example.ke"
    assert officials("en", printed)[-1][2] == ["contact@mjustice.example.ke"]
