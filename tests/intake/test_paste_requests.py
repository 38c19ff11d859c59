"""Whether a text asks: officials' channels are printed to be used, whatever words stand around them."""

from datetime import date

import pytest

from alertbot.intake.paste import read_paste
from alertbot.intake.paste.reading import Reading, TextKind

TODAY = date(2031, 11, 3)

WORDLESS = {
    "+12055550143": """Day 9 without water on D block

Lamont Exemplar told his mother that the taps have been dry for nine days. Two men have collapsed.

Holloway Ridge Correctional Facility, Warden Curtis Sample
tel. (205) 555-0143
warden@doc.example.gov

Posted in prisons | 3 comments""",
    "poststelle@jva-tonna.example.de": """Nachricht aus der JVA Tonna

Anja sitzt seit Dienstag wieder in der Absonderung, ohne Hofgang, ohne Stift.

Der Anstaltsleiter heißt Dr. Volker Beispiel, poststelle@jva-tonna.example.de""",
    "+33472616060": """Aïcha B. est au centre de rétention de Lyon, son vol est prévu jeudi à 7h40.

Préfet du Rhône : M. Étienne Modèle
Fax 04 72 61 60 60

Cellule de veille, Villeurbanne""",
    "alcaldia@sanmateo.example.gob.hn": """Otra vez San Mateo

Anoche quemaron la radio. El alcalde dice que fue un cortocircuito.

Alcalde: Lic. Wilfredo Muestra, alcaldia@sanmateo.example.gob.hn""",
    "gab.quest.bo@polizia.example.it": """SGOMBERO IN VIA MASCARELLA

Alle 6.30 sono entrati. Tre in questura, tra cui Elia e Noura.

Questore di Bologna, dott. Renato Esempio - gab.quest.bo@polizia.example.it""",
    "gd@stankomash.example.ru": """Станкомаш: пятеро уволены за профсоюз

Генеральный директор ОАО «Станкомаш» Пробный Олег Львович думает, что никто не заметил.
Его почта: gd@stankomash.example.ru

Профком""",
    "+903422201122": """Antep'te grevdeki işçilere gaz.

Gaziantep Valisi Kemal Örnek, faks: 0342 220 11 22. Duymayan kalmasın.""",
}

SILENT = {
    "a person who signs with a title": (
        "Three villages, one dam\n\nWe spent eleven days on the river. Graves were moved by bulldozer.\n\n"
        "Helen Sample\nDirector, Mekong River Network\nTel: +66 2 555 0188\nhelen@mekongnet.example.org",
        (TextKind.REPORT, TextKind.STATEMENT),
    ),
    "a press contact": (
        "Bar Council condemns arrest\n\nThe Bar Council condemns the arrest of an advocate.\n\n"
        '"A lawyer is not his client," said the President of the Bar.\n\n'
        "Press enquiries: Shanthi Sample, Media Officer, +94 11 555 0123, media@barcouncil.example.lk",
        (TextKind.STATEMENT,),
    ),
    "a ministry that answers": (
        "The Ministry of Foreign Affairs replies\n\n"
        "The Ministry of Foreign Affairs rejects the report of 2 March. "
        "The figures are false.\n\nSpokesperson's Office, Ministry of Foreign Affairs\nTel: +255 22 211 1906",
        (TextKind.STATEMENT,),
    ),
    "an invitation to a workshop": (
        "Workshop for women defenders\n\nTravel is paid.\n\nSend your application with a CV to "
        "apply@defendhub.example.org. Questions: Wanjiru Sample, programme officer, +254 722 555 010.",
        (TextKind.REPORT,),
    ),
    "thanks after a release": (
        "Gülşen ist frei!\n\nGestern ist sie aus dem Gefängnis entlassen worden. Danke an alle, die gefaxt "
        "haben.\n\nSolikreis, Postfach 12, Köln, soli@guelsen.example.org",
        (TextKind.OUTCOME,),
    ),
    "a campaign that is over": (
        "Agreement ends lockout\n\nThe workers go back on Monday. The campaign is now closed.\n\n"
        "Earlier:\n20.02. Send a message to the owners!",
        (TextKind.OUTCOME,),
    ),
}


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


def values(reading: Reading) -> list[str]:
    return [channel.value for one in reading.addressees for channel in one.channels]


def codes(reading: Reading) -> set[str]:
    return {warning.code for warning in reading.warnings}


@pytest.mark.parametrize("value", WORDLESS)
def test_a_text_that_prints_an_officials_channel_asks_to_use_it(value: str) -> None:
    reading = read(WORDLESS[value])
    assert reading.kind is TextKind.APPEAL
    assert value in values(reading)


def test_a_text_with_no_word_of_asking_is_an_appeal_with_a_warning() -> None:
    reading = read(WORDLESS["+33472616060"])
    assert "request_unsure" in codes(reading)
    assert "no_request" not in codes(reading)


def test_a_text_that_asks_in_words_gets_no_such_warning() -> None:
    reading = read(f"Écrivez aux responsables.\n\n{WORDLESS['+33472616060']}")
    assert "request_unsure" not in codes(reading)


@pytest.mark.parametrize("name", SILENT)
def test_a_text_that_asks_nothing_stays_what_it_is(name: str) -> None:
    text, kinds = SILENT[name]
    reading = read(text)
    assert reading.kind in kinds
    assert reading.addressees == ()


def test_officials_in_posts_with_pictures_are_read_one_by_one() -> None:
    reading = read(
        "‼️ TAKEN ‼️\n\nBoniface picked up by plainclothes in Kisumu this morning. White car, no plates.\n\n"
        "☎️ Kisumu police station +254 57 2021445\n"
        "📧 Cabinet Secretary Interior Hon. Kithinji Sample cs@interior.example.ke\n\n#FreeBonnie"
    )
    assert values(reading) == ["+254572021445", "cs@interior.example.ke"]


def test_an_official_told_in_a_sentence_keeps_the_channel() -> None:
    reading = read(
        "Dakar, 12 étudiants exclus à vie. Le recteur, le professeur Alioune Modèle, se dit à l'écoute : "
        "rectorat@univ-dakar.example.sn. Prenons-le au mot."
    )
    assert values(reading) == ["rectorat@univ-dakar.example.sn"]


def test_the_block_in_which_an_issuer_signs_is_no_addressee() -> None:
    reading = read(
        "Four people are chained to an excavator.\n\nMayor of Szolnok, Ildikó Sample - fax@city.example.hu\n"
        "Ministry of Agriculture - Fax +36 1 655 6677\n\nWHO ARE WE? tisza@riverfolk.example.org\n\n"
        "In solidarity,\nAnn Sample\nPresident, River Folk\nTel +36 1 555 0100"
    )
    assert values(reading) == ["fax@city.example.hu", "+3616556677"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[labour] CORRECTION - fax of the governor\n\nI gave the number of a dentist. Sorry.", "correction"),
        ("Información adicional sobre AU 12/31\n\nEscriban al ministro: m@gob.example.pe", "update"),
        (
            "Rapport de mission\n\nDu 2 au 9 mars, deux membres ont visité la prison. Sept sont morts.",
            "report",
        ),
        (
            "Yusuf è libero\n\nIeri il tribunale ha disposto la scarcerazione. Grazie a chi ha scritto.",
            "outcome",
        ),
        ("Nuray beraat etti\n\nMahkeme dün kararını açıkladı. Herkese teşekkürler.", "outcome"),
    ],
)
def test_kinds_are_told_in_the_words_of_each_language(text: str, kind: str) -> None:
    assert read(text).kind == kind


def test_turkish_months_in_capitals_are_read_and_break_nothing() -> None:
    for month in ("HAZİRAN", "ARALIK", "EYLÜL", "KASIM"):
        assert read(f"CEZAEVİNDE AÇLIK GREVİ\n\n3 {month} 2031\n\nTutsaklar için yazın.").kind
