"""How numbers are dialled: slashes within them, codes in brackets, and where one without a code rings."""

from datetime import date

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.contacts import phone_numbers
from alertbot.intake.paste import Reading, read_paste
from alertbot.intake.paste.channels import channels_of
from alertbot.intake.paste.vocabulary import vocabulary

TODAY = date(2031, 10, 5)
FAX, PHONE = ChannelKind.FAX, ChannelKind.PHONE


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


def reached(reading: Reading, at: int = 0) -> list[tuple[ChannelKind, str]]:
    return [(one.kind, one.value) for one in reading.addressees[at].channels if one.kind in (FAX, PHONE)]


def on_line(text: str, regions: tuple[str, ...], language: str) -> list[tuple[ChannelKind, str]]:
    found = channels_of(text, regions, vocabulary(language))
    return [(one.kind, one.value) for one in found.channels] if found else []


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("tel. 00381 (0)34 / 300-208", "+38134300208"),
        ("Tél. +43/1/531 15-0", "+431531150"),
        ("Telefon +43 / 1 / 531 15 - 204", "+43153115204"),
        ("факс +998 (71)/239 13 41", "+998712391341"),
        ("Faks: +90 312 / 419 33 70", "+903124193370"),
        ("fax +381 34/335-209", "+38134335209"),
    ],
)
def test_a_slash_behind_the_code_of_a_town_is_within_the_number(printed: str, value: str) -> None:
    assert [found.value for found in phone_numbers(printed)] == [value]


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("Tel: +63 2 726 4361/4366/8763", ["+6327264361", "+6327264366", "+6327268763"]),
        ("Тел.: +7 7172 74-56-31/32/33", ["+77172745631", "+77172745632", "+77172745633"]),
        ("Tel: +62 21 / 3848537 / 7260306", ["+62213848537", "+62217260306"]),
        ("Fax: +63 2 726 4361/12/09/2007", ["+6327264361"]),
    ],
)
def test_every_ending_between_slashes_is_a_line_and_a_date_is_none(printed: str, values: list[str]) -> None:
    assert [found.value for found in phone_numbers(printed)] == values


@pytest.mark.parametrize(
    ("text", "language", "region", "value"),
    [
        ("to the chairman in Karachi, on (92 21) 3500 0918, or by mail", "en", "PK", "+922135000918"),
        ("прокурор А. Проба: (99312) 35-44-80; лучше с утра", "ru", "TM", "+99312354480"),
        ("Ministerin A. Probe, (49-30) 1865 0000", "de", "DE", "+493018650000"),
        ("Ministre A. Essai, (509) 28 13 04 70, le matin", "fr", "HT", "+50928130470"),
    ],
)
def test_a_bracket_with_a_country_s_code_begins_a_number(
    text: str, language: str, region: str, value: str
) -> None:
    assert [number for _, number in on_line(text, (region,), language)] == [value]


@pytest.mark.parametrize(
    "text", ["chiamate Elena (347 55 20 918)", "dal (19 98) 1999 200 12", "art. (12) 345 678"]
)
def test_other_figures_in_a_bracket_begin_none(text: str) -> None:
    assert on_line(text, ("SA", "IT"), "it") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("прокурор А. Проба: +993 12 35-44-80, это факс; утром", "ru"),
        ("le procureur, +993 12 35-44-80, c'est un fax, le matin", "fr"),
        ("Generalstaatsanwalt: +993 12 35-44-80 (das ist das Fax)", "de"),
        ("al fiscal: +993 12 35-44-80 – es el fax de su despacho", "es"),
        ("the prosecutor on +993 12 35-44-80; it's a fax", "en"),
    ],
)
def test_what_a_number_is_may_be_said_behind_it(text: str, language: str) -> None:
    assert on_line(text, ("TM",), language) == [(FAX, "+99312354480")]


FIRM = {
    "it": """Serbia: tre operai licenziati alla Prova Sedili

La Prova Sedili di Kragujevac, in Serbia, ha licenziato tre operai per uno sciopero.

Scrivete a:

Prova Sedili d.o.o.
Kosovska 4, Kragujevac, Serbia
tel. +381 34 / 300-208

Prova S.p.A.
Amministratore delegato: ing. Mario Esempi
Strada del Portone 10, Grugliasco
fax 011 / 700 22 46
posta@prova.example.it
""",
    "de": """Serbien: Drei Arbeiter bei Beispiel Sitze entlassen

Beispiel Sitze in Kragujevac, Serbien, hat drei Arbeiter entlassen, die mit der Gewerkschaft für eine Stunde
in den Streik getreten waren. Das ist auch nach dem Gesetz nicht erlaubt, und die Firma weiß es.

Schreiben Sie bitte an:

Beispiel Sitze d.o.o.
Kosovska 4, Kragujevac, Serbien
Tel. +381 34 / 300-208

Beispiel Holding GmbH
Geschäftsführer: Max Beispiel
Lange Zeile 10, Altdorf
Fax 030 / 700 22 46
post@beispiel.example.de
""",
}


@pytest.mark.parametrize(("language", "fax"), [("it", "+390117002246"), ("de", "+49307002246")])
def test_where_the_case_s_numbers_print_their_code_one_without_is_the_writer_s_own(
    language: str, fax: str
) -> None:
    reading = read(FIRM[language])
    assert reading.country == "RS"
    every = [number for at, _ in enumerate(reading.addressees) for number in reached(reading, at)]
    assert every == [(PHONE, "+38134300208"), (FAX, fax)]


def test_behind_a_number_with_its_code_one_without_is_of_the_same_country() -> None:
    text = FIRM["it"].replace("300-208", "300-208, fax 034 / 300-209")
    assert reached(read(text)) == [(PHONE, "+38134300208"), (FAX, "+38134300209")]


@pytest.mark.parametrize(
    ("street", "language"),
    [("piazza Ungheria 4, Roma", "it"), ("Piazza Spagna 2, Roma", "it"), ("via Polonia 1, Roma", "it")],
)
def test_a_country_that_a_street_is_named_after_is_not_where_it_is(street: str, language: str) -> None:
    text = f"""Arabia Saudita: salviamo Anna Prova

Anna Prova rischia la morte in Arabia Saudita.

Scrivete a:
Ambasciata dell'Arabia Saudita, {street}, telefono 06 844851, amb@saudita.example.it
"""
    assert reached(read(text)) == [(PHONE, "+3906844851")]


@pytest.mark.parametrize(
    ("text", "region", "values"),
    [
        ("(+43 1) 427 16 30 fax 427 16 41", "AT", ["+4314271630", "+4314271641"]),
        ("Tel. +52 55 5093 3414, fax 5093 3415", "MX", ["+525550933414", "+525550933415"]),
        ("Tel: +63 2 8736 1018; fax: 8736 1019", "PH", ["+63287361018", "+63287361019"]),
    ],
)
def test_a_fax_without_its_town_s_code_has_that_of_the_number_before_it(
    text: str, region: str, values: list[str]
) -> None:
    assert [number for _, number in on_line(text, (region,), "en")] == values


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        ("ministère du Travail : fax (509) 22 21 07\n17. On vous répondra.", "+50922210717"),
        ("ministère du Travail : fax 00 509 22 21 07\n17, le matin.", "+50922210717"),
        ("ministère du Travail : fax (509) 22 21\n07 17. On vous répondra.", "+50922210717"),
    ],
)
def test_a_number_whose_last_figures_fell_onto_the_next_line_is_whole(lines: str, value: str) -> None:
    text = f"""Haïti : trente ouvrières licenciées

La direction a mis à la porte trente ouvrières de l'usine de chemises à Ouanaminthe, en Haïti.

Écrivez au {lines}
"""
    assert (FAX, value) in reached(read(text))


def test_an_importer_s_number_is_of_the_country_where_the_text_was_written() -> None:
    text = """Hungría: faxes para los despedidos

Han echado a la calle a seis trabajadoras en Debrecen, Hungría. Escribidnos a redaccion@periodico.example.es

Mandad vuestras protestas a:

Prueba Zrt.
A la atención de la directora general, Anna Prueba
Calle Nueva 1, Debrecen
Hungría
tel.: (06-52) 437-810

Conservas Ejemplo, S.L.
Pol. Ind. Nuevo, 30500 Molina
fax: 968 64 17 09
"""
    reading = read(text)
    assert reached(reading, 1) == [(FAX, "+34968641709")]


def test_an_embassy_told_of_in_a_sentence_has_the_numbers_of_its_town() -> None:
    text = """DEMOCRATIC REPUBLIC OF CONGO: released at last, tell the embassy

Please write to the Minister of Justice, Mr A. Sample, minister@justice.example.cd

Your Excellency,

I ask you to have Anna Testova released.

Date and signature:

A copy for information: Embassy of the Democratic Republic of Congo,
rue Neuve 30, 1000 Brussels - fax 02/513.98.75
"""
    reading = read(text)
    channels = [*(one for each in reading.addressees for one in each.channels), *reading.copies]
    assert [one.value for one in channels if one.kind is FAX] == ["+3225139875"]


@pytest.mark.parametrize(
    ("printed", "region", "values"),
    [
        ("Fax: +880-2-7160405, 7161018", "BD", ["+88027160405", "+88027161018"]),
        ("Tel: +63 2 736 1018, 735 6207, 1005 Manila", "PH", ["+6327361018", "+6327356207"]),
        ("Тел.: +7 7172 74-36-50, 010000 Астана", "KZ", ["+77172743650"]),
    ],
)
def test_behind_a_comma_a_line_of_the_same_shape_is_a_number_and_a_postcode_none(
    printed: str, region: str, values: list[str]
) -> None:
    assert [number for _, number in on_line(printed, (region,), "en")] == values


@pytest.mark.parametrize(
    ("printed", "region", "value"),
    [
        ("Fax 0381-11-3617-597", "RS", "+381113617597"),
        ("Fax: 0375-17-2226006", "BY", "+375172226006"),
        ("Faks: 0994 12 492 41 00", "AZ", "+994124924100"),
    ],
)
def test_one_zero_before_a_country_s_code_is_none_of_the_number_s(
    printed: str, region: str, value: str
) -> None:
    assert [number for _, number in on_line(printed, (region,), "en")] == [value]


def test_an_american_number_may_print_its_one_with_a_dot() -> None:
    assert on_line("CEO, Rod Sample: 1.403.555.2000", ("CA",), "en") == [(PHONE, "+14035552000")]


@pytest.mark.parametrize(
    ("printed", "regions", "language", "value"),
    [
        ("Délégué général : 222 20 35 20 (tél.)", ("FR", "CM"), "fr", "+237222203520"),
        ("Procureur, fax 222 20 35 21", ("FR", "CM"), "fr", "+237222203521"),
        ("Fax: 60-3-230-2051", ("MY", "US"), "en", "+6032302051"),
        ("Fax: 01 46 51 24 52", ("FR", "CM"), "fr", "+33146512452"),
    ],
)
def test_a_number_without_the_zero_of_a_country_s_numbers_is_not_there(
    printed: str, regions: tuple[str, ...], language: str, value: str
) -> None:
    assert [number for _, number in on_line(printed, regions, language)] == [value]


@pytest.mark.parametrize(
    ("printed", "region", "values"),
    [
        ("Tel. 07071 / 700-150, Fax -151", "DE", ["+497071700150", "+497071700151"]),
        ("Прокуратура, Бишкек, тел. (8-312) 54-28-80", "KG", ["+996312542880"]),
        ("Juzgado de Prueba, jueza Ana Modelo: 2444-3136", "HN", ["+50424443136"]),
        ("Embajada en Madrid, Paseo Nuevo 164: 91 579 02 51; su correo", "ES", ["+34915790251"]),
        ("Expediente del Juzgado de Prueba: 2444-3136", "HN", []),
    ],
)
def test_a_number_is_known_by_its_office_its_dash_or_its_old_trunk(
    printed: str, region: str, values: list[str]
) -> None:
    assert [number for _, number in on_line(printed, (region,), "es")] == values


def test_an_item_of_a_list_rings_at_home_whatever_country_the_item_above_it_rings_in() -> None:
    reading = read(
        "SOLIDARIETÀ CON GLI OPERAI DI RABAT\n\nScrivete a:\n\n"
        "1. Direttore della fabbrica, sig. Omar Provato - fax 00212 537 70 00 01\n\n"
        "2. Ministro del Lavoro del Regno del Marocco, Ali Esempio - fax 00212 537 70 00 02\n\n"
        "3. Ministero degli Affari Esteri italiano, Roma - fax 06 3690 0003\n\n"
        "Copie a: rete@solidali.example.it\n"
    )
    assert [one.value for one in reading.addressees[2].channels if one.kind is FAX] == ["+390636900003"]


def test_codes_in_brackets_tell_the_country_that_no_sentence_names() -> None:
    """A street may be called after another one."""
    reading = read(
        "ALERTA\n\nDetienen a catorce campesinos en Curuguaty.\n\nEntre ellos hay dos mujeres.\n\n"
        "La fiscala los imputó por invasión.\n\nEl desalojo duró un día.\n\nDIRIGIR LAS NOTAS A:\n\n"
        "* Fiscalía General del Estado\n  Dra. Ana Prueba, Fiscal General\n  Chile c/ Ygatimí\n"
        "  Telefax (595-21) 415-0000\n\n"
        "* Juzgado Penal de Garantías\n  Juez José Muestra\n  Telefax (595-48) 210-000\n"
    )
    assert reading.country == "PY"
    assert reached(reading)[0] == (FAX, "+595214150000")


def test_quebec_s_word_for_a_fax_and_its_way_to_ask_are_known() -> None:
    reading = read(
        "Quoi faire?\n\nSVP envoyer des télécopies courtoises d'ici le 20 octobre:\n\n"
        "M. Paul Essai, ministre de la Justice, Port-au-Prince, Haïti, tél.: (509) 2223-0000, "
        "téléc.: (509) 2223-0001\n"
    )
    assert reached(reading) == [(PHONE, "+50922230000"), (FAX, "+50922230001")]
