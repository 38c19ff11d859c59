"""A sentence that only calls an official "him" or "her" gives its channels to the one named before."""

from datetime import date

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste import Reading, read_paste

TODAY = date(2031, 10, 5)

ENGLISH = """Kenya: Anna Testova must be released

Anna Testova, a teacher from Testville in Kenya, has been held without charge since Monday.

Please write to the authorities and ask for her release.

Minister of Justice John Sample, Harambee Avenue, Nairobi: justice@example.go.ke

You can also fax him at +254 20 221 1082, or call +254 20 221 1083.
"""
GERMAN = """Serbien: Anna Beispiel muss freikommen

Anna Beispiel, Lehrerin aus Kragujevac in Serbien, ist seit Montag ohne Anklage in Haft.

Bitte schreiben Sie an die Behörden und fordern Sie die Freilassung.

Justizminister Jovan Primer, Nemanjina 22, Belgrad: justiz@example.gov.rs

Sein Fax hat die Nummer +381 11 300 2080, er liest auch Briefe.
"""
RUSSIAN = """Гаити: Анна Пример должна быть освобождена

Анна Пример, учительница из Порт-о-Пренса на Гаити, с понедельника сидит без обвинения.

Пожалуйста, пишите властям и требуйте её освобождения.

Министр юстиции Жан Проба: justice@example.gouv.ht

Его факс: +509 22 21 07 17, отвечают с утра.
"""


def numbers(reading: Reading) -> list[str]:
    kinds = (ChannelKind.FAX, ChannelKind.PHONE)
    every = [one for each in reading.addressees for one in each.channels if one.kind in kinds]
    return [f"{one.kind.value} {one.value}" for one in every]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (ENGLISH, ["fax +254202211082", "phone +254202211083"]),
        (GERMAN, ["fax +381113002080"]),
        (RUSSIAN, ["fax +50922210717"]),
    ],
)
def test_what_is_called_his_is_of_the_official_named_before(text: str, values: list[str]) -> None:
    reading = read_paste(text, TODAY)
    assert len(reading.addressees) == 1
    assert numbers(reading) == values


@pytest.mark.parametrize(
    "told",
    [
        "Her lawyer, Boris Other, knows more. You can also fax him at +254 20 221 1082.",
        "The union of teachers helps the family. You can also fax them at +254 20 221 1082.",
    ],
)
def test_when_somebody_else_was_named_since_nobody_gets_the_number(told: str) -> None:
    text = ENGLISH.replace("You can also fax him at +254 20 221 1082, or call +254 20 221 1083.", told)
    assert numbers(read_paste(text, TODAY)) == []
