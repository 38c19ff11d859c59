"""Whoever only asks to be put in copy gets copies, and is nobody to write to."""

from datetime import date

import pytest

from alertbot.intake.paste import read_paste

TODAY = date(2031, 10, 5)

TEXTS = {
    "en": """Testland: union leader arrested

Please write to the authorities for Anna Testova, who was arrested at the gate of the factory.

Minister of Justice, justice@gov.example.org

Please put us in copy, so that the comrades know: union@solidarity.example.net
""",
    "fr": """Haïti : trente ouvrières licenciées

Écrivez pour les ouvrières que la direction de l'usine a mises à la porte parce qu'elles ont un syndicat.

Ministre du Travail, justice@gov.example.org

Mettez-nous en copie, pour que les camarades sachent : union@solidarity.example.net
""",
    "de": """Serbien: Drei Arbeiter entlassen

Bitte schreiben Sie für die drei Arbeiter, die mit der Gewerkschaft in den Streik getreten sind.

Justizminister, justice@gov.example.org

Nachrichtlich an: union@solidarity.example.net
""",
    "es": """Hungría: trabajadoras despedidas

Escriban por las seis trabajadoras que la empresa ha echado a la calle por repartir octavillas.

Ministro de Trabajo, justice@gov.example.org

Ponednos en copia, para que lo sepan las compañeras: union@solidarity.example.net
""",
    "it": """Serbia: nove operai licenziati

Scrivete per i nove operai che sono stati licenziati per lo sciopero contro i turni di dodici ore.

Ministro del Lavoro, justice@gov.example.org

p.c. (per conoscenza): union@solidarity.example.net
""",
    "ru": """Армения: уволены медсёстры

Просим написать в защиту медсестёр, которых уволили за то, что они создали профсоюз в больнице.

Министру здравоохранения: justice@gov.example.org

Пожалуйста, поставьте нас в копию: union@solidarity.example.net
""",
    "tr": """Bulgaristan: 26 kadın işçi işten atıldı

Sendikaya üye oldukları için işten atılan kadın işçiler için lütfen bakanlığa yazın.

Çalışma Bakanlığı: justice@gov.example.org

Bilgi için (cc): union@solidarity.example.net
""",
}


@pytest.mark.parametrize("language", TEXTS)
def test_who_asks_to_be_put_in_copy_gets_a_copy(language: str) -> None:
    reading = read_paste(TEXTS[language], TODAY)
    assert reading.language == language
    assert [one.value for one in reading.copies] == ["union@solidarity.example.net"]
    written = [one.value for each in reading.addressees for one in each.channels]
    assert written == ["justice@gov.example.org"]


def test_the_channels_right_below_a_sentence_about_copies_are_for_copies() -> None:
    text = TEXTS["tr"].replace(
        "Bilgi için (cc): union@solidarity.example.net",
        "Yazıların bir kopyasını bize iletin.\nFaks: 0 312 230 14 96   union@solidarity.example.net",
    )
    values = [one.value for one in read_paste(text, TODAY).copies]
    assert values == ["+903122301496", "union@solidarity.example.net"]
