"""Letters that an organisation sent itself, and greetings that a line break tears; all "
"names are made up."""

from datetime import date

import pytest

from alertbot.intake.paste import Reading, TextKind, read_paste

TODAY = date(2031, 11, 22)


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Circle of Reporters\n\nNew York, March 4, 2031\n\n"
        "Commodore Adam Testov\nPrime Minister\nSuva, Fiji\n\n"
        "Via facsimile: (679) 330-6034\n\nDear Prime Minister:\n\n"
        "The Circle is writing to protest the new rules. "
        "We ask you to let them lapse.\n\nSincerely,\n\nJoel Sample\nExecutive Director\n",
        "Cercle des reporters\n\nParis, le 4 mars 2031\n\n"
        "Monsieur Adam Testov\nMinistre de l'Intérieur\nLomé, Togo\n\n"
        "Par fax : +228 22 21 54 09\n\nMonsieur le Ministre,\n\n"
        "Le Cercle des reporters vous écrit pour protester contre "
        "l'arrestation d'une infirmière. Nous vous demandons de la libérer.\n\n"
        "Cordialement,\n\nAnne Exemple\nDirectrice\n",
        "Kreis der Reporter\n\nBerlin, 4. März 2031\n\n"
        "Herrn Adam Testov\nJustizminister\nMaputo, Mosambik\n\n"
        "Per Fax: +258 21 49 42 64\n\nSehr geehrter Herr Minister,\n\n"
        "der Kreis der Reporter protestiert gegen die "
        "Verhaftung von zwei Pflegerinnen. Wir bitten Sie, sie freizulassen.\n\n"
        "Mit freundlichen Grüßen\n\nAnna Muster\n",
    ],
)  # fmt: skip
def test_a_letter_that_was_sent_already_is_a_statement(text: str) -> None:
    assert read(text).kind is TextKind.STATEMENT


def test_a_model_letter_whose_signature_is_left_open_asks_its_readers() -> None:
    text = (
        "Sample letter\n\nMr. Adam Testov\nPrime Minister\nSuva, Fiji\n\nBy fax: (679) 330-6034\n\n"
        "Dear Prime Minister,\n\nI ask you to release the two nurses.\n\nYours sincerely,\n\n[your name]\n"
    )
    assert read(text).kind is TextKind.APPEAL


@pytest.mark.parametrize(
    ("greeting", "salutation"),
    [
        (
            "(Anrede: Dear Director General /\nSehr geehrter Herr Generaldirektor)",
            "Sehr geehrter Herr Generaldirektor",
        ),
        ("(Salutation: Señor Director General /\nDear Director General of the Agency)", "Director General"),
        (
            "(Formule d'appel : Dear Director General /\nMonsieur le Directeur général de l'Agence)",
            "Director General",
        ),
    ],
)
def test_a_greeting_torn_by_a_line_break_is_no_other_official(greeting: str, salutation: str) -> None:
    text = (
        "Two nurses held\n\n4 March 2031\n\nTwo nurses were arrested in Banjul.\n\n"
        "Please send appeals to:\n\n"
        f"Lt. Col. Musa Prober\nDirector General\nMarina Parade, Banjul\nGAMBIA\n{greeting}\nFax: "
        "+220 422 3671\n"
    )
    found = read(text).addressees
    assert [
        (one.person, [channel.value for channel in one.channels if channel.value[:1] == "+"]) for one in found
    ] == [("Musa Prober", ["+2204223671"])]
    assert salutation in found[0].salutation or not found[0].salutation
