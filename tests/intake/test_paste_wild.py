"""Shapes in which campaign pages, mailing lists and blogs ask for letters; all names are made up."""

from datetime import date

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.contacts import email_addresses, phone_numbers
from alertbot.intake.paste import Reading, TextKind, read_paste

TODAY = date(2031, 6, 1)


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


def values(reading: Reading, kind: ChannelKind) -> list[str]:
    return [c.value for a in reading.addressees for c in a.channels if c.kind is kind]


@pytest.mark.parametrize(
    "request_sentence",
    [
        "We strongly urge all of our readers to write to the Minister of Justice of Kenya.",
        "Please copy the text below and send two letters to the Minister of Justice of Kenya.",
        "Nous vous proposons d'écrire au ministre de la Justice du Kenya.",
        "Convocamos a todas las organizaciones a enviar cartas al Ministro de Justicia de Kenia.",
        "Wir bitten alle Leserinnen und Leser, dem Justizminister von Kenia zu schreiben.",
        "Si invitano tutti a mandare una cartolina al Ministro della Giustizia del Kenya.",
        "Необходимо как можно скорее отправить письма министру юстиции Кении.",
        "Kenya Adalet Bakanına mektuplarımızı gönderelim.",
    ],
)
def test_a_request_is_known_by_its_shape_in_every_language(request_sentence: str) -> None:
    text = f"{request_sentence}\n\nFax: +254 20 2211082\n"
    assert read(text).kind is TextKind.APPEAL


def test_an_officer_who_rang_somebody_is_nobody_to_write_to() -> None:
    text = (
        "Police at the door\n\nThree officers came at ten, led by one Sergeant Testov, mobile number "
        "+263 772 123 456. They asked for the tenant and left."
    )
    reading = read(text)
    assert reading.kind is not TextKind.APPEAL
    assert reading.addressees == ()


def test_a_letter_without_any_list_is_addressed_to_its_head() -> None:
    text = (
        "Example letter for Ana Testova\n\nGeneral Boris Exampleno\nChairman, Council of Tests\nc/o "
        "Ministry of Defence\n"
        "Trial Road 1, Yangon\nFax: + 95 1 222950\n\nDear General,\n\nI respectfully call for Ana "
        "Testova to be released."
    )
    reading = read(text)
    assert reading.kind is TextKind.APPEAL
    assert [a.person for a in reading.addressees] == ["Boris Exampleno"]
    assert values(reading, ChannelKind.FAX) == ["+951222950"]


def test_blank_lines_do_not_tear_a_letters_head_apart() -> None:
    text = (
        "Chairman of the Regional Council of Tests\n\nBoris Exampleno\n\n\n1 Trial Road\nLhasa "
        "850000\n\nDear Chairman,\n\n"
        "I call on you to release Ana Testova immediately."
    )
    (addressee,) = read(text).addressees
    assert (addressee.person, addressee.office) == (
        "Boris Exampleno",
        "Chairman of the Regional Council of Tests",
    )


def test_an_embassys_number_belongs_to_the_country_of_its_postcode() -> None:
    text = (
        "Belarus: a teacher in prison\n\nWe ask every reader to write to the Embassy of Belarus. The "
        "address is:\n\n"
        "Embassy of the Republic of Belarus\n6 Trial Court\nW8 5DL\nFax: 0207 361 0005\n"
    )
    assert values(read(text), ChannelKind.FAX) == ["+442073610005"]


def test_a_number_that_is_none_in_its_country_is_not_made_up() -> None:
    assert phone_numbers("Fax: 0207 361 0005", "BY") == ()
    assert phone_numbers("Тел. (495) 350-50-25", None) == ()
    assert "+951202332" not in [number.value for number in phone_numbers("Fax: 1 202 332 4351", "MM")]


@pytest.mark.parametrize(
    ("printed", "region", "value"),
    [
        ("Fax: (57) (8) 8710899", "CO", "+5788710899"),
        ("Fax: (int)52 (5)516-5762", "MX", "+5255165762"),
        ("Fax: 011-52-722-276-0046", "MX", "+527222760046"),
    ],
)
def test_a_country_code_without_its_plus_is_one(printed: str, region: str, value: str) -> None:
    assert [n.value for n in phone_numbers(printed, region)] == [value]


def test_an_address_spelled_out_is_read_where_nothing_else_can_stand() -> None:
    assert [e.value for e in email_addresses("ministro at example.it, ufficio at example.org")] == []
    assert [e.value for e in email_addresses("al ministro: capo at example.it, ufficio at example.org")] == [
        "capo@example.it",
        "ufficio@example.org",
    ]
    assert [e.value for e in email_addresses("prefecture chez example.fr")] == ["prefecture@example.fr"]
    assert email_addresses("She lives at example.org with two cats") == ()


def test_an_address_with_an_accent_is_not_cut_to_its_end() -> None:
    assert email_addresses("Write to anticorrupción@example.org") == ()


def test_an_initial_before_an_address_is_no_list_mark() -> None:
    text = (
        "Уволены два работника\n\nОтправляйте письма протеста руководству.\nКонтакты ООО "
        "«Пример»:\nv.testov@example.org, m.probin@example.org.\n"
    )
    assert values(read(text), ChannelKind.EMAIL) == ["v.testov@example.org", "m.probin@example.org"]


def test_what_the_issuer_wants_for_itself_is_no_letter() -> None:
    text = (
        "Urgence pour Ana\n\nEnvoyons une carte à notre président. L’adresse :\nMonsieur le "
        "Président de la République,\n"
        "5 rue de l’Essai, 75008 Paris\nou envoyez-nous vos photos à : photos@example.org\n"
    )
    assert values(read(text), ChannelKind.EMAIL) == []


def test_a_paragraph_that_ends_in_write_to_opens_the_addresses() -> None:
    text = (
        "Prisoners of conscience in Myanmar\n\nPlease send politely worded appeals to the Chairman "
        "of the Council, urging him to bring about the "
        "release of Ana Testova and of all prisoners of conscience. Write to:\n\nBoris "
        "Exampleno\nChairman, Council of Tests\n"
        "Trial Road 1\nYangon\n"
    )
    assert [a.person for a in read(text).addressees] == ["Boris Exampleno"]


def test_a_code_given_as_an_example_is_not_the_appeals_own() -> None:
    text = (
        "Indiquen el número de la acción (ej: AU 25/30).\n\nAU: 258/31\nAcción urgente\n\nLa "
        "defensora Ana Testova está en peligro."
    )
    assert read(text).code.endswith("258/31")


def test_a_blogs_date_may_be_in_another_language() -> None:
    text = (
        "lunes, febrero 13, 2031\n\nUrgent: the river\n\nPlease write to the Minister of "
        "Environment:\n\nMinister of Environment\nFax: +57 601 3323400\n"
    )
    assert read(text).issued_on.as_date() == date(2031, 2, 13)


def test_who_is_in_prison_stands_below_the_addressee_and_is_not_one() -> None:
    text = (
        "Journalists in prison\n\nPlease send appeals to:\nHis Excellency Boris Exampleno\nPresident "
        "of the Council of State\n"
        "Algiers, Algeria\nFax: +213 21 60 96 18\n\n\nAna Testova, Radio Exemple\nDetained: May 7, 2030\n\n"
        "Men presumed to be officials took her away from her home, and nobody has heard of her since.\n"
    )
    assert [a.person for a in read(text).addressees] == ["Boris Exampleno"]
