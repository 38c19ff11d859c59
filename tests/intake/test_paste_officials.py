"""Officials in paragraphs, tables and unforeseen requests: each with the channels printed behind them."""

from datetime import date

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste import read_paste
from alertbot.intake.paste.reading import Reading, TextKind

TODAY = date(2031, 11, 22)
HEAD = "Teachers beaten in Harare, Zimbabwe\n\nNine teachers were beaten by police on 6 May 2031.\n\n"


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


def named(reading: Reading) -> list[tuple[str, str, list[str]]]:
    return [
        (one.person, one.office, [c.value for c in one.channels if c.kind is not ChannelKind.POST])
        for one in reading.addressees
    ]


def test_officials_of_one_sentence_keep_their_own_channels() -> None:
    text = (
        "Please write to President Amos Testwell (fax: +263 4 708 211; email: office@example.gov.zw), "
        "Prosecutor General Brian Sample (fax +263 4 703 641) and the Deputy Minister of Home Affairs, Clara "
        "Probe (email: home@example.gov.zw), demanding an inquiry."
    )
    assert named(read(HEAD + text)) == [
        ("Amos Testwell", "President", ["+2634708211", "office@example.gov.zw"]),
        ("Brian Sample", "Prosecutor General", ["+2634703641"]),
        ("Clara Probe", "Deputy Minister of Home Affairs", ["home@example.gov.zw"]),
    ]


def test_sentences_and_semicolons_part_officials_too() -> None:
    text = (
        "Send your letters to: H.E. Amos Testwell-Moyo, President of the Republic, Samora Avenue, Harare, "
        "Zimbabwe. Fax: +263 4 708 211. Judge Brian Sample, Chief Justice, Union Avenue, Harare. Fax: "
        "+263 4 703 641; Clara Probe, Commissioner of Police, fax: +263 4 253 212."
    )
    assert [(person, values) for person, _, values in named(read(HEAD + text))] == [
        ("Amos Testwell-Moyo", ["+2634708211"]),
        ("Brian Sample", ["+2634703641"]),
        ("Clara Probe", ["+2634253212"]),
    ]


def test_what_tells_before_an_official_is_no_part_of_the_office() -> None:
    text = "You can write in your own words to the Commissioner of Police in Harare by fax at +263 4 253 212."
    assert named(read(HEAD + "Please write to the authorities.\n\n" + text)) == [
        ("", "Commissioner of Police in Harare", ["+2634253212"])
    ]


def test_copies_within_a_sentence_are_copies() -> None:
    text = (
        "Write to the President of Zimbabwe, Amos Testwell (fax +263 4 708 211; e-mail: "
        "office@example.gov.zw), with copies to the union (union@example.org), demanding an inquiry."
    )
    reading = read(HEAD + text)
    assert [values for _, _, values in named(reading)] == [["+2634708211", "office@example.gov.zw"]]
    assert [copy.value for copy in reading.copies] == ["union@example.org"]


def test_columns_kept_apart_with_blanks_are_read_one_below_the_other() -> None:
    text = (
        "Please write to:\n"
        "President of the Republic        Minister of Home Affairs\n"
        "Amos Testwell                    Clara Probe\n"
        "Fax: +263 4 708 211              Fax: +263 4 703 641\n"
        "Email: one@example.gov.zw        Email: two@example.gov.zw\n"
    )
    assert named(read(HEAD + text)) == [
        ("Amos Testwell", "President of the Republic", ["+2634708211", "one@example.gov.zw"]),
        ("Clara Probe", "Minister of Home Affairs", ["+2634703641", "two@example.gov.zw"]),
    ]


def test_columns_of_labels_stay_lines() -> None:
    text = (
        "Please write to:\nMinister of Home Affairs\nAddress:     P Bag 7703, Harare\n"
        "Fax:         +263 4 703 641\nEmail:       two@example.gov.zw\n"
    )
    assert named(read(HEAD + text)) == [
        ("", "Minister of Home Affairs", ["+2634703641", "two@example.gov.zw"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "В Гомеле 3 марта 2031 года уволен рабочий.\n\n"
        "Профсоюз просит всех неравнодушных направить письма протеста.\n\n"
        "Адреса:\n\nГенеральная прокуратура Беларуси\nфакс +375 17 226 42 52",
        "El 3 de marzo de 2031 desalojaron a cien familias en Oaxaca, México.\n\n"
        "Mandar su rechazo a éstos contactos:\n"
        "Gobernador de Oaxaca\nTel. +52 951 501 8100",
        "Basın açıklaması\n\nDernek, herkesten Adalet Bakanlığı’na faks göndermesini istedi.\n\n"
        "İletişim bilgileri:\n\n"
        "Adalet Bakanlığı\nFaks: +90 312 419 33 70",
    ],
)
def test_a_request_in_other_words_is_heard_when_officials_channels_follow(text: str) -> None:
    reading = read(text)
    assert reading.kind is TextKind.APPEAL
    assert len(reading.addressees) == 1


def test_a_reply_that_tells_of_letters_asks_nothing() -> None:
    text = (
        "Reply to your article\n\n"
        "Your readers were urged to send faxes to our President. We have answered them.\n\n"
        "The court sat in public. Nobody was refused entry, and the press reported on every day.\n\n"
        "Clara Probe\nPress Counsellor, Embassy of Zimbabwe\nTel. +44 20 7946 0000"
    )
    assert read(text).kind is TextKind.STATEMENT


def test_titles_of_sample_letters_are_no_addressees() -> None:
    text = (
        "Please send the letter below.\n\nModel letter\n\nPresident Amos Testwell\nSamora Avenue\nHarare\n"
        "Email: office@example.gov.zw\n\nYour Excellency,\n\nI urge you to release the nine teachers."
    )
    assert [(person, office) for person, office, _ in named(read(HEAD + text))] == [
        ("Amos Testwell", "President")
    ]


@pytest.mark.parametrize(
    ("torn", "value"),
    [
        ("Fax:\n+263 4 703 641", "+2634703641"),
        ("Fax: +263 4 703\n641", "+2634703641"),
        ("Email: office@\nexample.gov.zw", "office@example.gov.zw"),
        ("Email: office AT example DOT org", "office@example.org"),
        ("office(a)example.org", "office@example.org"),
    ],
)
def test_a_torn_or_disguised_channel_is_one(torn: str, value: str) -> None:
    text = f"{HEAD}Please write to:\nMinister of Home Affairs\nSamora Avenue, Harare\n{torn}\n"
    assert [values for _, _, values in named(read(text))] == [[value]]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Bitte sendet Protestfaxe an das Innenministerium: (0391) 567 5290", ["+493915675290"]),
        ("Schreibt an das Innenministerium, Fax: 0351 / 5 64 30 49", ["+493515643049"]),
    ],
)
def test_a_number_is_dialled_where_the_office_is(line: str, values: list[str]) -> None:
    head = (
        "Keine Abschiebung nach Afghanistan!\n\nAm 7. Juli 2031 droht einem Koch aus Halle die Abschiebung."
    )
    text = f"{head}\n\n{line}\n"
    read_values = [values for _, _, values in named(read(text + "\nInfos: www.soli.example.de\n"))]
    assert read_values == [values]


def test_the_second_of_two_numbers_keeps_the_first_ones_area_code() -> None:
    text = HEAD + "Please write to:\nMinister of Home Affairs\nFax: +20 2 2577 4716 / 2575 7165\n"
    assert [values for _, _, values in named(read(text))] == [["+20225774716", "+20225757165"]]


@pytest.mark.parametrize(
    ("lines", "person", "office"),
    [
        ("Chief Prosecutor, Harare State Court\nMr Brian SAMPLE", "Brian Sample", "Chief Prosecutor"),
        ("Minister of Justice Brian Veysel SAMPLE", "Brian Veysel Sample", "Minister of Justice"),
        ("An die Staatsanwaltschaft Harare", "", "Staatsanwaltschaft Harare"),
    ],
)  # fmt: skip
def test_names_and_offices_stand_in_any_order(lines: str, person: str, office: str) -> None:
    text = f"{HEAD}Please write to:\n{lines}\nSamora Avenue 12\nFax: +263 4 703 641\n"
    assert [(one.person, one.office) for one in read(text).addressees] == [(person, office)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Urgent Appeal Case: TEST-UAC-133-2031", "TEST-UAC-133-2031"),
        ("Case ZWE 040331.1", "ZWE 040331.1"),
        ("Midwife on trial (Zimbabwe: UA 18.31)", "UA 18.31"),
    ],
)
def test_more_shapes_of_codes_are_read(line: str, code: str) -> None:
    text = f"{line}\n\n{HEAD}Please write to:\nMinister of Home Affairs\nFax: +263 4 703 641\n"
    assert read(text).code.endswith(code)
