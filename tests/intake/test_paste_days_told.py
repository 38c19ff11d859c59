"""Days of issue and last days in layouts that print several days; all names are made up."""

from datetime import date

import pytest

from alertbot.intake.paste import Reading, TextKind, read_paste

TODAY = date(2031, 11, 22)
OFFICE = "Mr. Adam Testov\nMinister of Health\nFax: +44 20 7946 0011\n"
TO = f"Please write to:\n\n{OFFICE}"
TOLD = {
    "ACHT": "Die Gewerkschaft der Klinik bittet euch um Hilfe. Schreibt bitte an:",
    "Schr": "Die Gewerkschaft der Klinik bittet euch um Hilfe. Schreibt bitte an:",
    "FINE": "Il sindacato della clinica vi chiede aiuto. Per favore scrivete a:",
    "Scri": "Il sindacato della clinica vi chiede aiuto. Per favore scrivete a:",
    "FIN ": "Le syndicat de la clinique vous demande votre aide. Veuillez écrire à :",
    "Escr": "El sindicato de la clínica les pide ayuda. Por favor escriban a:",
    "END": "The union of the clinic asks for your help. Please write to:",
}


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


@pytest.mark.parametrize(
    "head",
    [
        "05/03/2031\nUrgent\n\nXXX 004 / 0331 / OBS 012\n\nArrest /\nTrial\n\nExampleland\n\nMarch 4, 2031",
        "Saturday, March 8, 2031\n\nOur club meets on Mondays\n\n4 March 2031\n\nUA 12/31 Fear of torture",
        "Lundi 10 mars 2031\nAccueil\n\nUA 13/31\nCraintes de torture\n\n4 mars 2031",
    ],
)
def test_the_day_beside_the_code_is_the_appeals_and_not_the_web_pages(head: str) -> None:
    assert read(f"{head}\n\nTwo nurses were arrested.\n\n{TO}").issued_on.as_date() == date(2031, 3, 4)


@pytest.mark.parametrize(
    "head",
    [
        "De : Ann <a@example.org>\nÀ : liste@example.org\nDate : mar. 4 juin 2031 21:47\nObjet : message",
        "Da: Ann <a@example.org>\nA: lista@example.org\nData: mar 4 giu 2031 21:47\nOggetto: messaggio",
        "De: Ann <a@example.org>\nPara: lista@example.org\nFecha: mar. 4 de junio de 2031 21:47\nAsunto: ya",
    ],
)
def test_a_short_weekday_before_a_day_is_no_month(head: str) -> None:
    assert read(f"{head}\n\nThree nurses were dismissed.\n\n{TO}").issued_on.as_date() == date(2031, 6, 4)


@pytest.mark.parametrize("region", ["AMR 23/04/94", "EUR 46/07/95", "ASA 33/11/2001"])
def test_figures_of_a_documents_index_are_no_day(region: str) -> None:
    text = f"AI Index: {region}\n\nFear for safety\n\n18 January 2002\n\nTwo nurses were arrested.\n\n{TO}"
    assert read(text).issued_on.as_date() == date(2002, 1, 18)


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Geschrieben von Anna am 4. März 2031 um 16:12 · 7 Kommentare", "Schreibt bitte dem Minister."),
        ("Rédigé par Anna le 4 mars 2031 à 16:12", "Écrivez au ministre pour les infirmières."),
        ("Scritto da Anna il 4 marzo 2031 alle 16:12", "Scrivete al ministro per le infermiere."),
        ("Escrito por Anna el 4 de marzo de 2031", "Escriban al ministro por las enfermeras."),
        ("[4 March 2031 16:48] Anna T: Forwarded message", "Please write to the minister."),
    ],
)  # fmt: skip
def test_who_wrote_a_post_and_when_tells_its_day(line: str, body: str) -> None:
    assert read(f"Blog\n{line}\n\n{body}\n\n{TO}").issued_on.as_date() == date(2031, 3, 4)


def test_a_footnotes_day_is_another_texts() -> None:
    notes = "[1] See the urgent appeal published on November 17, 2030.\n"
    assert read(f"Nurses held\n\nTwo nurses were arrested.\n\n{TO}\n\n{notes}").issued_on.as_date() is None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("ACHTUNG: ENDE DER AKTION 31. JULI 2031", date(2031, 7, 31)),
        ("FINE DELL'APPELLO: 31 LUGLIO 2031", date(2031, 7, 31)),
        ("FIN DE LA CAMPAGNE : 31 JUILLET 2031", date(2031, 7, 31)),
        ("END OF ACTION: 31 JULY 2031", date(2031, 7, 31)),
        (
            "The workers need to hear from you before the labour court sits again on 2 July 2031.",
            date(2031, 7, 2),
        ),
        ("Until the 25th of June if you can, because then they move them further.", date(2031, 6, 25)),
        ("Schreibt bis Freitag nächster Woche.", date(2031, 6, 13)),
        ("Scrivete entro venerdì della prossima settimana.", date(2031, 6, 13)),
        ("Please write by Friday of next week.", date(2031, 6, 13)),
        ("Escriban hasta el viernes de la próxima semana.", date(2031, 6, 13)),
    ],
)
def test_a_last_day_is_read_in_the_words_people_use(sentence: str, day: date) -> None:
    told = next((text for start, text in TOLD.items() if sentence.startswith(start)), TOLD["END"])
    assert read(f"Example\n2031-06-03\n\n{told}\n\n{sentence}\n\n{OFFICE}").sign_by == day


def test_a_last_day_that_is_printed_is_surer_than_the_day_of_a_trial() -> None:
    text = (
        "3 June 2031\n\nThe nurses go on trial on Friday, 13 June.\n\n"
        "Send your letters before the judges come together. "
        f"That leaves us until Thursday night, 12 June.\n\n{TO}"
    )
    assert read(text).sign_by == date(2031, 6, 12)


@pytest.mark.parametrize(
    "sentence",
    [
        "The defence has ten days to file an appeal, that is, until July 16.",
        "Their lawyer may lodge an appeal by 16 July 2031.",
        "The prosecutor has until 16 July to appeal against the verdict.",
    ],
)
def test_a_lawyers_last_day_is_asked_of_no_reader(sentence: str) -> None:
    assert (
        read(f"Nurses sentenced\n\n3 June 2031\n\nTwo nurses were sentenced. {sentence}\n\n{TO}").sign_by
        is None
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Weitere Appelle des Netzes sind derzeit nicht erforderlich.",
        "Further letters are at present not required.",
        "D'autres lettres ne sont pas nécessaires pour le moment.",
        "No se requieren por ahora nuevas cartas.",
        "Ulteriori appelli non sono al momento necessari.",
        "Дальнейшие обращения сейчас не требуются.",
        "Yeni mektup gönderilmesi şu anda gerekmemektedir.",
    ],
)
def test_a_text_that_needs_no_more_letters_asks_for_nothing(sentence: str) -> None:
    text = f"Nurse home again\n\nShe came home in May. {sentence}\n\nThe appeals went to the minister.\n"
    assert read(text).kind in (TextKind.OUTCOME, TextKind.UPDATE)


def test_a_page_that_says_send_in_its_menu_asks_for_nothing() -> None:
    text = (
        "Esempio.it » Asia » Nepal      A+ A-   Stampa   Invia\n21/09/2031, 11.08\n"
        "Ucciso un giornalista\n\n"
        "Due uomini hanno ucciso ieri un giornalista davanti al mercato della città. "
        "Un sacerdote ha scritto al ministro "
        "dell'Interno, Adamo Prova, chiedendo che indaghino altri. "
        "La polizia prega chi ha visto qualcosa di venire "
        "avanti: (041) 520-143.\n\nredazione@esempio.example.it - Tel. +39 02 4382 0511\n"
    )
    reading = read(text)
    assert reading.kind is TextKind.REPORT
    assert reading.addressees == ()


def test_a_code_keeps_the_number_of_its_sequel() -> None:
    assert read(f"Urgent Action\n\nUA-Nr: UA-088/2031-2\n\nNurses held\n\n{TO}").code == "UA-088/2031-2"


@pytest.mark.parametrize(
    "sentence",
    [
        "Selon le commissariat central, toute personne ayant vu la scène peut appeler le +228 22 21 28 71.",
        "The central police station wants anyone who saw the attackers to call +228 22 21 28 71.",
        "Das Polizeipräsidium bittet, wer etwas gesehen hat, unter +228 22 21 28 71 anzurufen.",
    ],
)
def test_a_call_for_witnesses_asks_no_reader_to_write(sentence: str) -> None:
    text = (
        "News » Africa » Togo     Print | Send to a friend\n12 June 2031, 18:02\n\n"
        "Reporter beaten in Lomé\n\n"
        "Two men beat a reporter of the local radio yesterday evening in front of the market, "
        "and then they went "
        f"away on a motorcycle. {sentence}\n"
    )
    assert read(text).kind is TextKind.REPORT


@pytest.mark.parametrize(
    "text",
    [
        "Oggetto: I: BUONE NOTIZIE\n\nUn'infermiera è stata scarcerata venerdì. Ha abbracciato i "
        "suoi figli.\n\n"
        "Il procuratore, Adamo Prova (procuratore@nl.example.mx), ha ricevuto 1.240 delle vostre "
        "lettere.\n",
        "GOOD NEWS: nurses released\n\nTwo nurses were released on Friday. They are at home with "
        "their children.\n\n"
        "The prosecutor, Adam Testov (prosecutor@nl.example.mx), has received 1,240 of your many "
        "letters.\n",
        "Betreff: Gute Nachricht\n\nZwei Pflegerinnen sind seit Freitag frei. Sie sind bei ihren "
        "Kindern zu Hause.\n\n"
        "Der Generalstaatsanwalt (fiscal@nl.example.mx) hat nach eigenen Angaben 1240 eurer "
        "vielen Karten erhalten.\n",
    ],
)
def test_good_news_that_names_who_got_the_letters_asks_for_nothing(text: str) -> None:
    reading = read(text)
    assert reading.kind in (TextKind.OUTCOME, TextKind.UPDATE)
    assert reading.addressees == ()


@pytest.mark.parametrize(
    ("label", "opener"),
    [("Einsendeschluss 31.10.", "ACHT"), ("Data limite: 31/10", "FINE"), ("Date limite : 31/10", "FIN ")],
)
def test_a_last_day_without_a_year_is_read_behind_its_label(label: str, opener: str) -> None:
    text = f"2031-09-19\n\nBeispiel\n\n{TOLD[opener]}\n\n{OFFICE}\n\n{label}\n"
    assert read(text).sign_by == date(2031, 10, 31)


@pytest.mark.parametrize(
    ("line", "opener"),
    [
        ("before 31 October 2031.", "END"),
        ("Please by 31 October.", "END"),
        ("Bitte bis zum 31.10.2031.", "ACHT"),
        ("entro il 31 ottobre.", "FINE"),
        ("avant le 31 octobre.", "FIN "),
    ],
)
def test_a_last_day_below_the_list_ends_the_request_above_it(line: str, opener: str) -> None:
    assert read(f"2031-09-19\n\nExample\n\n{TOLD[opener]}\n\n{OFFICE}\n{line}\n").sign_by == date(
        2031, 10, 31
    )
