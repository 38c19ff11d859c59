"""Who sends an appeal is nobody it is addressed to, and who only gets copies is found in a sentence, too."""

from datetime import date

import pytest

from alertbot.intake.contacts import email_addresses, phone_numbers
from alertbot.intake.paste import Reading, read_paste, warming

TODAY = date(2031, 10, 5)

OBSERVATORY = """Срочный призыв

Тестовая сеть просит Вас срочно вмешаться: речь о событиях в Казахстане.

Требуемые действия:
Просим Вас написать властям Казахстана, призывая их:
i. немедленно освободить г-на Олжаса Нурлана.

Адреса:
• Генеральный прокурор г-н Аскар Беков, факс: +7 7172 50 10 11, e-mail: office@prokuror-test.org
{sender}
E-mail: reply@network-test.org
Тел. и факс TESTNET: +33 1 43 55 10 10 / +33 1 43 55 20 20
"""


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


def values(reading: Reading) -> list[tuple[str, str, list[str]]]:
    return [
        (one.person, one.office, [channel.value for channel in one.channels]) for one in reading.addressees
    ]


@pytest.mark.parametrize(
    "sender",
    ["\nЖенева-Париж, 12 июня 2031 г.", "Просим сообщать нам о Ваших действиях, указывая код призыва."],
)
def test_what_stands_below_a_dateline_or_a_wish_to_be_told_is_the_senders(sender: str) -> None:
    reading = read(OBSERVATORY.format(sender=sender))
    assert values(reading) == [
        ("Аскар Беков", "Генеральный прокурор", ["+77172501011", "office@prokuror-test.org"])
    ]
    assert reading.copies == ()
    assert reading.reply_to == "reply@network-test.org"


IN_ONE_BREATH = """Kazakhstan: release the dockers

TAKE ACTION
Send letters of protest to the President of Kazakhstan, Aigul Serikova, at {at}, to the {minister}
and to the Director of Testport, Olzhas Nurlan, at head@testport.org before 15 November 2031. {copied}

Geneva, 18 October 2031
Test Union
Tel: +41 22 308 5050  Email: info@union-test.org
""".format(
    at="president@test.gov.kz",
    minister="Minister of Labour, Askar Bekov (fax: +7 7172 50 20 22, email: labour@test.gov.kz)",
    copied="Please send copies of your letters to union@dockers-test.org.",
).replace(")\nand", ") and")


def test_several_offices_in_one_sentence_each_keep_their_own_address() -> None:
    reading = read(IN_ONE_BREATH)
    assert values(reading) == [
        ("Aigul Serikova", "President of Kazakhstan", ["president@test.gov.kz"]),
        ("Askar Bekov", "Minister of Labour", ["+77172502022", "labour@test.gov.kz"]),
        ("Olzhas Nurlan", "Director of Testport", ["head@testport.org"]),
    ]


def test_a_copy_asked_for_in_the_same_paragraph_is_a_copy_and_nothing_of_the_sender_is_one() -> None:
    reading = read(IN_ONE_BREATH)
    assert [copy.value for copy in reading.copies] == ["union@dockers-test.org"]


def test_a_model_letter_says_whom_it_is_to_on_a_line_of_its_own() -> None:
    reading = read(
        "Testland: a union leader is attacked\n\nPlease send letters to the authorities.\n\n"
        "Brussels, 22 October 2031\n\nSample letter:\n\nTo:\nH.E. Mr. Askar Bekov\nPresident of Kazakhstan\n"
        "Fax: +7 7172 50 10 11\n\nMr. President,\n\nWe urge you to:\n- end the attacks."
    )
    assert values(reading) == [("Askar Bekov", "President of Kazakhstan", ["+77172501011"])]


def test_a_country_nowhere_named_is_the_one_whose_authorities_are_written_to() -> None:
    reading = read(
        "İşçi temsilcisi için çağrı\n\nLütfen aşağıdaki adreslere faks çekin, e-posta gönderin:\n\n"
        "Test Bakanlığı – Faks: 0 312 417 71 13, e-posta: info@test.gov.tr\n"
        "Deneme Cumhuriyet Başsavcılığı – Faks: (0262) 646 10 20"
    )
    assert reading.country == "TR"
    assert [channels[0] for _, _, channels in values(reading)] == ["+903124177113", "+902626461020"]


def test_a_number_and_an_address_pasted_together_come_apart_and_should_be_looked_at() -> None:
    line = "Fax: +41 22 798 07 24info@mission-test.ch"
    assert [number.value for number in phone_numbers(line)] == ["+41227980724"]
    assert [(one.value, one.sure) for one in email_addresses(line)] == [("info@mission-test.ch", False)]


def test_a_to_glued_to_an_address_is_cut_only_where_the_sentence_lacks_one() -> None:
    (glued,) = email_addresses("Please send copies of your letters todockers@union-test.org")
    assert (glued.value, glued.sure) == ("dockers@union-test.org", False)
    (whole,) = email_addresses("Please send copies of your letters to tonybell@union-test.org")
    assert (whole.value, whole.sure) == ("tonybell@union-test.org", True)


def test_a_deadline_behind_the_colon_of_a_request_is_the_deadline() -> None:
    reading = read(
        "Acción urgente\n\nLideresa en riesgo en Perú\n\nEscriban un llamamiento a las autoridades.\n\n"
        "ENVÍEN LLAMAMIENTOS CUANTO ANTES Y NO MÁS TARDE DEL: 28 de noviembre de 2031\n"
    )
    assert reading.sign_by == date(2031, 11, 28)


def test_warming_the_reader_changes_nothing_it_reads() -> None:
    before = read(IN_ONE_BREATH)
    for piece in warming():
        piece()
    assert read(IN_ONE_BREATH) == before


def test_an_embassys_number_without_a_country_is_not_guessed_but_warned_about() -> None:
    reading = read(
        "Kazakhstan: free the dockers\n\nPlease send appeals to:\n\nMinister of Justice, Mr. Askar Bekov\n"
        "Astana\nFax: +7 7172 50 20 22\n\nEmbassy of Kazakhstan\nFax: 020 7930 8990\n"
    )
    (warning,) = [one for one in reading.warnings if one.code == "number_without_country"]
    assert warning.detail == "Fax: 020 7930 8990"
    assert "+" not in "".join(
        value for _, office, found in values(reading) if "Emb" in office for value in found
    )


def test_a_short_french_text_full_of_de_is_not_taken_for_spanish() -> None:
    assert (
        read("Actions requises : écrire aux autorités de Testville, de Djibouti et de l'État").language
        == "fr"
    )
