"""Which country a text is about: the case's and its addressees', not the issuer's."""

from datetime import date

import pytest

from alertbot.intake.paste import read_paste

TODAY = date(2032, 1, 5)


def country(text: str) -> str:
    return read_paste(text, TODAY).country


def test_a_country_in_the_issuers_name_is_not_the_cases() -> None:
    assert (
        country(
            "PEN Australia\nTake action\n\nA poet in Isfahan\n\nThe poet Nilufar Testi was taken from her "
            "home in "
            "Isfahan. PEN Australia asks Iran to let her go. Write to the Head of the Judiciary: "
            "info@example.ir"
        )
        == "IR"
    )


def test_a_letterhead_is_not_where_the_case_is() -> None:
    text = (
        "NETZWERK FREIES WORT ÖSTERREICH\nExamplegasse 3, A-1010 Wien, Österreich\nTel. +43 1 000 00 00\n\n"
        "Seiner Exzellenz dem Präsidenten der Republik Sambia\nLusaka\nFax: +260 211 000 000\n\n"
        "Wir bitten Sie, den sambischen Lehrer Test Mwale freizulassen, der in Lusaka in Haft ist."
    )
    assert country(text) == "ZM"


def test_a_heading_that_begins_with_a_country_tells() -> None:
    text = (
        "Noticias sindicales\n\nPerú: Despedidos en huelga\n\nLa central de Chile y la de Bolivia enviaron "
        "saludos; "
        "desde Chile llegó una delegación. Escriban al Ministro de Trabajo: ministro@example.pe"
    )
    assert country(text) == "PE"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Ils ont arrêté hier soir le dessinateur. Appelez : 00 237 222 00 00 00, demandez le "
            "commissaire.",
            "CM",
        ),
        ("Stanotte hanno arrestato il maestro. Chiamate il carcere: +216 71 000 000, chiedete di lui.", "TN"),
        ("They took our treasurer at dawn. Ring the station: +263 242 000 000 and ask for her.", "ZW"),
    ],
)
def test_numbers_tell_the_country_that_nobody_named(text: str, code: str) -> None:
    assert country(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Seven Malawian nurses were sent home.", "MW"),
        ("Die kenianischen Behörden halten drei Lehrerinnen fest.", "KE"),
        ("Las tres maestras nigerianas que están en la cárcel son de la ciudad.", "NG"),
        ("Les trois infirmières sénégalaises sont dans la prison de la ville.", "SN"),
        ("Il governo senegalese non ha detto perché gli insegnanti sono in carcere.", "SN"),
        ("Три учительницы задержаны эфиопской полицией.", "ET"),
        ("Tutuklanan üç Pakistanlı öğretmen serbest bırakılsın.", "PK"),
    ],
)
def test_a_people_names_its_country(text: str, code: str) -> None:
    assert country(text) == code


def test_where_somebody_comes_from_is_outweighed_by_whose_ministry_is_rung() -> None:
    text = (
        "Raid in Testville\n\nA man from Nepal fell from a roof and lies in hospital.\n\n"
        "Minister of Justice: +82-2-000-0000 or +82-2-000-0001\n\nSample:\n\nMinister of "
        "Justice\nGwacheon, South Korea"
    )
    assert country(text) == "KR"


def test_an_embassys_host_is_not_where_the_case_is() -> None:
    text = (
        "Appello per Test Woldu\n\nIl giornalista è in carcere all'Asmara; lo dice chi è arrivato in "
        "Etiopia.\n"
        "Scrivete all'ambasciatore, che tiene alla sua immagine in Italia:\n\n"
        "Ambasciata dello Stato di Eritrea\nVia Esempio 1, 00187 Roma\nfax 06 0000 0000\n"
    )
    assert country(text) == "ER"


def test_a_firm_abroad_does_not_move_a_text_away_from_home() -> None:
    text = (
        "Dokumacılar direnişte\n\nŞirketin yarısı Hollandalı bir firmaya ait ve işçiler bir aydır kapıda.\n\n"
        "Kime: mudur@dokuma-ornek.com.tr ; ik@kumas-ornek.com.tr\nFaks 0216 593 00 44\n"
    )
    assert country(text) == "TR"


def test_the_numbers_of_one_country_outweigh_a_single_mention_of_another() -> None:
    text = (
        "Back to work!\n\nOur comrades of the market hall are in the street since the summer, for they "
        "asked for "
        "gloves in the freezer and for chairs at the tills. A greeting came from Portugal.\n\n"
        "Fax the market: +34 983 000 000 and +34 983 000 001.\n"
    )
    assert country(text) == "ES"
