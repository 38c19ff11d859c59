"""Numbers as appeals print them: ranges, home numbers without a code, a second number in a bracket."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.contacts import phone_numbers
from alertbot.intake.paste import Reading, read_paste

TODAY = date(2031, 10, 5)


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


def numbers(reading: Reading, at: int = 0, kind: ChannelKind = ChannelKind.FAX) -> list[str]:
    return [one.value for one in reading.addressees[at].channels if one.kind is kind]


def unsure(reading: Reading) -> list[tuple[str, int]]:
    return [(one.detail, one.line) for one in reading.warnings if one.code == "number_unsure"]


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("Tel: +92 42 99210062-64", ["+924299210062", "+924299210063", "+924299210064"]),
        ("Tel: +92 42 99210062 – 63", ["+924299210062", "+924299210063"]),
        ("Fax: +20 2 27955630-2", ["+20227955630", "+20227955631", "+20227955632"]),
        ("Fax: +91-11-2338 4863-64", ["+911123384863", "+911123384864"]),
        ("Fax: +49 30 123456-57", ["+493012345657"]),
        ("Fax: +49 721 9653-199", ["+497219653199"]),
    ],
)
def test_a_range_is_each_of_its_lines_and_never_one_glued_number(printed: str, values: list[str]) -> None:
    assert [found.value for found in phone_numbers(printed)] == values


@given(first=st.integers(10, 89), more=st.integers(1, 9))
def test_no_line_of_a_range_has_more_figures_than_the_number_printed_whole(first: int, more: int) -> None:
    found = phone_numbers(f"Tel: +92 42 992100{first}-{first + more}")
    assert {len(one.value) for one in found} == {len("+924299210062")}
    assert (found[0].value, found[-1].value) == (f"+9242992100{first}", f"+9242992100{first + more}")


def test_a_phone_stays_one_when_a_fax_with_another_ending_follows_it() -> None:
    text = "Please write to:\n\nMinister of Justice\nAstana\nTel +7 7172 50 10 11, fax -41\n"
    reading = read(text)
    assert numbers(reading, kind=ChannelKind.PHONE) == ["+77172501011"]
    assert numbers(reading) == ["+77172501041"]


GOVERNOR = """Stop the eviction of the Testville library

The State of Texas wants to close the last library of Testville.

Please contact Governor Ann Example today and urge her to keep it open.

FAX: 512-463-2000
Phone: (512)-463-2010 (512)-463-2011
"""


def test_numbers_below_a_governor_are_dialled_in_the_state_the_text_names() -> None:
    reading = read(GOVERNOR)
    (governor,) = reading.addressees
    assert (governor.person, governor.office, reading.country) == ("Ann Example", "Governor", "US")
    assert numbers(reading) == ["+15124632000"]
    assert numbers(reading, kind=ChannelKind.PHONE) == ["+15124632010", "+15124632011"]


def test_a_number_alone_below_a_name_and_an_office_is_theirs() -> None:
    text = """Urgent call for Bela Example

Please call these offices to demand that Bela Example may see a doctor.

Carl Testwell, Head of PA DOC

717-728-2500

Dora Sample, Governor of PA

717-787-2501 ext. 3
"""
    reading = read(text)
    assert [one.person for one in reading.addressees] == ["Carl Testwell", "Dora Sample"]
    assert numbers(reading, 0, ChannelKind.PHONE) == ["+17177282500"]
    assert numbers(reading, 1, ChannelKind.PHONE) == ["+17177872501"]


def test_the_heading_of_a_list_of_numbers_names_their_office_and_georgia_is_the_state_of_the_us() -> None:
    text = """Bela Example faces execution in Georgia this Tuesday

Please send letters of reconsideration to all these numbers.

Georgia Parole Board Fax Numbers:
(404)-651-8500 (404)-651-6600
"""
    reading = read(text)
    (board,) = reading.addressees
    assert (board.office, numbers(reading)) == ("Georgia Parole Board", ["+14046518500", "+14046516600"])
    assert reading.country == "US"


def test_georgia_stays_the_republic_where_no_american_number_is_printed() -> None:
    text = """Georgia: editor arrested in Batumi

Please write to:

Minister of Justice
Tbilisi
Fax: +995 32 275 82 70
"""
    assert read(text).country == "GE"


def test_a_number_that_no_country_explains_is_shown_with_its_line() -> None:
    text = """The harbour newspaper is closed

Please send your protests to:

The Harbour Master's Office
Harbour Road
Email: master@example.org

Protests are also taken by telephone 555 0192 every day.
"""
    assert unsure(read(text)) == [("555 0192", 9)]


def test_a_second_number_in_a_bracket_leaves_the_first_one_where_it_is() -> None:
    text = """Editor threatened in Peru

Appeals to

President Alba Testino
Lima, Peru
Fax: +511 4266700 (or Press Office fax +511 4266500)
"""
    reading = read(text)
    assert [one.person for one in reading.addressees] == ["Alba Testino"]
    assert numbers(reading) == ["+5114266700", "+5114266500"]


def test_what_a_bracket_says_of_a_number_is_no_addressee_of_its_own() -> None:
    text = """Trial of two garment workers in Cambodia

Please write to the authorities.

Addresses:

· Mr. Chea Example, Prime Minister, Fax: +855 23 36 0600 (c/o Council of Ministers), Email: a@example.gov.kh
· Mr. Chan Sample, Minister of Justice, Phnom Penh, Fax: +855 23 36 4100
"""
    reading = read(text)
    assert [one.person for one in reading.addressees] == ["Chea Example", "Chan Sample"]
    assert [one.value for one in reading.addressees[0].channels][:2] == [
        "+85523360600",
        "a@example.gov.kh",
    ]


def test_a_second_fax_on_a_line_of_its_own_is_the_officials_above() -> None:
    text = """If you wish to protest, please write to:

General Abel Ejemplo
Ministro del Interior
La Habana

Cuba

Fax: 53 7 8333000 (via the Foreign Ministry)

1 2127791600 (via the mission to the UN)

Sr Bruno Muestra
Ministro de Relaciones Exteriores
La Habana

Cuba
"""
    reading = read(text)
    assert [one.person for one in reading.addressees] == ["Abel Ejemplo", "Bruno Muestra"]
    assert numbers(reading) == ["+5378333000", "+12127791600"]


def test_a_list_of_names_shares_the_fax_printed_below_the_last_of_them() -> None:
    text = """Reporter beaten in Liberia

Appeals To

Adam Example, Chairperson
Bella Sample, Vice-Chair
Carl Testwell, Vice-Chair
Council of State
Monrovia, Liberia
Fax: +231 77 522 5217
"""
    reading = read(text)
    assert [one.person for one in reading.addressees] == ["Adam Example", "Bella Sample", "Carl Testwell"]
    assert {tuple(numbers(reading, at)) for at in range(3)} == {("+231775225217",)}


def test_a_sentence_between_an_official_and_the_number_is_no_office() -> None:
    text = """Prozess gegen die Lotsin

Hier ist die Vorlage für das Protestfax an Richterin Muster, die Faxnummer des Gerichts ist 030/ 9014-2000
"""
    (judge,) = read(text).addressees
    assert (judge.person, judge.office) == ("Muster", "Richterin")
    assert [one.value for one in judge.channels] == ["+493090142000"]


def test_a_lost_number_is_shown_even_above_the_request_when_no_other_is_read() -> None:
    text = """The union of pilots in Pakistan is banned

The numbers of the consulate are Tel.: 02/673.80.00

Fax: 02/675.83.00

Please send letters of protest to the government.
"""
    assert unsure(read(text)) == [("02/673.80.00", 3), ("02/675.83.00", 5)]


def test_a_shared_number_that_is_not_sure_is_shown_once() -> None:
    text = """Appeals To

Adam Example, Chairperson
Bella Sample, Vice-Chair
Carl Testwell, Vice-Chair
Monrovia, Liberia
Fax: +231 225200
"""
    assert len(unsure(read(text))) == 1
