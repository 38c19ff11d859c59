"""Places: towns, streets and embassies in addresses, run-together letterheads, and the country of a text."""

from datetime import date

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste import Reading, read_paste

TODAY = date(2031, 10, 5)


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


def who(reading: Reading) -> list[tuple[str, str]]:
    return [(one.person, one.office) for one in reading.addressees]


def test_a_street_is_no_person_and_initials_are_an_office() -> None:
    text = """Os pedimos enviar cartas y faxes de protesta a las autoridades:

DGEP:C/ Ejemplo, 38-40 28014 - Madrid Tel.: 913354701-Fax: 913354051
Defensor del Puerto Español c/ Eduardo Muestra, 31 - 28010 Madrid. Fax: 913081151.
"""
    reading = read(text)
    assert who(reading) == [("", "DGEP"), ("", "Defensor del Puerto Español")]


def test_the_issuers_own_block_headed_source_is_no_addressee() -> None:
    text = """Editor arrested in Togo

Appeals To

Mr. Koffi Exemple
Prime Minister
Lomé, Togo
Fax: +228 22 21 20 40

If possible, please copy your appeals to the source.

• Source

Reporters Without Examples
47, rue du Port
75002 Paris
Fax:+33 1 45 23 11 50
"""
    assert who(read(text)) == [("Koffi Exemple", "Prime Minister")]


def test_a_town_below_a_name_is_no_office() -> None:
    text = "Please write to:\n\nJorge Ejemplo de Muestra\nLima, Peru\nFax: +51 1 426 6650\n"
    (one,) = read(text).addressees
    assert (one.person, one.office) == ("Jorge Ejemplo de Muestra", "")


def test_a_letterhead_run_together_is_taken_apart() -> None:
    text = """Lasciamo vivere i piloti del porto in Perù

Indirizza la lettera o il fax a:
S.E. Alano EsempioPresidente de la República del PerúPalacio de Gobierno
Fax: 0051-1-311 3900(affrancatura posta prioritaria)
"""
    (one,) = read(text).addressees
    assert (one.person, one.office) == ("Alano Esempio", "Presidente de la República del Perú")
    assert "+5113113900" in [channel.value for channel in one.channels]


def test_a_number_run_into_the_next_addressee_keeps_both() -> None:
    text = """Appeals To

Francis Example
Minister of Justice
Fax: +231 77 522 6482Liberian Mission to the United Nations
New York, NY
Tel: +1 212 687 1030
"""
    reading = read(text)
    assert who(reading)[0] == ("Francis Example", "Minister of Justice")
    assert reading.addressees[1].office.startswith("Liberian Mission")


def test_a_surname_that_is_an_offices_word_stays_a_name_behind_mr() -> None:
    text = """PLEASE SEND YOUR LETTERS TO:

1. Mr. Adam Sultan
Inspector General of Police (acting)
Lahore
Fax: +92 42 99212050
"""
    assert who(read(text)) == [("Adam Sultan", "Inspector General of Police")]


def test_an_offices_initials_before_a_name_go_behind_the_office() -> None:
    text = """Please call these offices to demand a doctor for Bela Example.

PA DOC, Chris Testwell, Deputy Secretary for Administration

717-728-4100
"""
    assert who(read(text)) == [("Chris Testwell", "Deputy Secretary for Administration, PA DOC")]


def test_an_office_named_in_small_letters_gets_the_addresses_below_it() -> None:
    text = """Libérez la rédactrice

1. Écrivez des articles.

2. Envoyez des emails à l’ambassade.

  • accueil@justice.gouv.fr
  • presse@justice.gouv.fr
"""
    (one,) = read(text).addressees
    assert (one.office, len(one.channels)) == ("ambassade", 2)


def test_the_host_of_an_embassy_is_not_the_country_of_the_text() -> None:
    text = """Seven reporters arrested in Kinshasa

Appeals To

Mr. Adam Exemple
President of the Democratic Republic of Congo
(in Canada)
Embassy of the Democratic Republic of Congo
18 Example Road
Ottawa, Ontario
K1N 8J3 Canada
Fax: +1 613 747 9150
"""
    assert read(text).country == "CD"


def test_whose_authorities_are_written_to_outweighs_a_country_named_in_passing() -> None:
    text = """Libérez la rédactrice du port

Elle a commencé sa grève au début de la guerre en Ukraine, et l’Ukraine occupe tous les journaux.

Envoyez des emails au ministère : accueil@justice.gouv.fr
"""
    reading = read(text)
    assert reading.country == "FR"
    assert reading.addressees[0].channels[0].kind is ChannelKind.EMAIL


def test_an_institution_before_whom_to_ask_for_is_part_of_the_office() -> None:
    text = """Please call these offices to demand a doctor for Bela Example.

SCI Testwell, ask for Mr. Sample, Counselor

570-773-2100 (Pennsylvania)
"""
    assert who(read(text)) == [("Sample", "Counselor, SCI Testwell")]


def test_an_official_told_in_a_sentence_is_read_although_no_channel_is_printed() -> None:
    text = """(en) UK Pilot Refusing All Food

A-Examples Canada

Please send polite letters of protest to the Home Secretary, Jack Sample, Example Gate, London SW1.
"""
    reading = read(text)
    assert (who(reading), reading.country) == ([("Jack Sample", "Home Secretary")], "GB")
    assert "no_address" in {one.code for one in reading.warnings}


def test_an_address_below_an_officials_letterhead_is_that_officials() -> None:
    text = """Merci d’écrire au préfet :

Mr le Préfet de l’Exemple
Préfecture de l’Exemple
3 Boulevard du Port
26000 Valence

Vous pouvez aussi envoyer un courriel :

accueil@exemple.gouv.fr
"""
    (one,) = read(text).addressees
    assert "accueil@exemple.gouv.fr" in [channel.value for channel in one.channels]


def test_an_office_run_into_a_name_is_parted_from_it() -> None:
    text = """Acción urgente por las maestras

Enviar cartas a:
Lic. Ana EjemploSecretaria de Gobernación
Bucareli 99, México D.F.Fax: +52 55 5093 3400
"""
    assert who(read(text)) == [("Ana Ejemplo", "Secretaria de Gobernación")]
