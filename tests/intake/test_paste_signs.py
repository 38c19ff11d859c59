"""Chats draw a telephone or a fax machine where a letter prints a label."""

from datetime import date

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste import read_paste

TODAY = date(2031, 10, 5)

KENYA = """🚨 URGENT, share in all groups 🚨

Last night the police took Anna Testova from the radio station in Testville, Kenya. Nobody has seen her since.

👉 Please call or write TODAY:

📞 Inspector General of Police, John Sample 020 341 1000
📠 Attorney General: +254 20 221 1082
☎ Testville Police Station, 2nd floor 057 202 1560
"""
KAZAKHSTAN = """‼️ СРОЧНО, репост ‼️

Вчера в Астане задержали Анну Пробу, журналистку. Адвоката к ней не пускают. Казахстан обещал иное.

Просим всех писать и звонить:

☎️ Департамент полиции, начальник Борис Примеров 8 (7172) 71 60 00
📠 Генеральная прокуратура Казахстана 8 (7172) 71 28 68
"""
ITALY = """❗️APPELLO URGENTE❗️

Ieri a Roma hanno arrestato Anna Prova per una manifestazione. Non le lasciano vedere l'avvocato.

Scrivete e chiamate subito:

☎️ Questura di Roma 06 4686 2102
📠 Prefettura di Roma 06 6729 4555
"""


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (KENYA, ["phone +254203411000", "fax +254202211082", "phone +254572021560"]),
        (KAZAKHSTAN, ["phone +77172716000", "fax +77172712868"]),
        (ITALY, ["phone +390646862102", "fax +390667294555"]),
    ],
)
def test_a_picture_before_a_number_says_what_it_is(text: str, values: list[str]) -> None:
    kinds = (ChannelKind.FAX, ChannelKind.PHONE)
    every = [one for addressee in read_paste(text, TODAY).addressees for one in addressee.channels]
    assert [f"{one.kind.value} {one.value}" for one in every if one.kind in kinds] == values


def test_a_label_in_words_counts_more_than_the_picture_before_it() -> None:
    text = ITALY.replace("📠 Prefettura di Roma", "📠 Prefettura di Roma, tel.")
    every = [one for addressee in read_paste(text, TODAY).addressees for one in addressee.channels]
    assert {one.kind for one in every} == {ChannelKind.PHONE}
