"""Mails around an appeal: their headers and forward marks are nobody to write to, and tell the day."""

from datetime import date

import pytest

from alertbot.intake.paste import Reading, read_paste

TODAY = date(2031, 11, 22)

BODY = {
    "en": (
        "Three nurses were dismissed in Exampletown.\n\nPlease write to:\n\nMr. Adam Testov\n"
        "Minister of Health\nFax: +44 20 7946 0011"
    ),
    "de": (
        "Drei Pflegerinnen wurden in Musterstadt entlassen.\n\nBitte schreiben Sie an:\n\n"
        "Herrn Adam Testov\nGesundheitsminister\nFax: +49 30 123 45678"
    ),
    "fr": (
        "Trois infirmières ont été licenciées à Exempleville.\n\nVeuillez écrire à :\n\n"
        "M. Adam Testov\nMinistre de la Santé\nFax : +33 1 42 68 53 00"
    ),
    "es": (
        "Tres enfermeras fueron despedidas en Ejemplo.\n\nPor favor escriban a:\n\n"
        "Sr. Adam Testov\nMinistro de Salud\nFax: +34 91 336 50 00"
    ),
    "it": (
        "Tre infermiere sono state licenziate a Esempio.\n\nPer favore scrivete a:\n\n"
        "Sig. Adam Testov\nMinistro della Salute\nFax: +39 06 4788 0001"
    ),
    "ru": (
        "Трёх медсестёр уволили в Примерске.\n\nПожалуйста, пишите:\n\nМинистру здравоохранения\n"
        "Адаму Тестову\nФакс: +7 495 692 40 00"
    ),
    "tr": (
        "Örnekköy'de üç hemşire işten atıldı.\n\nLütfen şu adrese yazın:\n\nSayın Adem Deneme\n"
        "Sağlık Bakanı\nFaks: +90 312 460 11 11"
    ),
}
HEADS = {
    "en": (
        "---------- Forwarded message ---------\nFrom: Union News <news@union.example.org>\n"
        "Date: Tue, 4 Mar 2031 at 10:12\nSubject: Court of Exampletown: nurses\n"
        "To: Director Friends <friends@list.example.org>"
    ),
    "de": (
        "-------- Weitergeleitete Nachricht --------\nBetreff: Bitte an den Minister schreiben\n"
        "Datum: Tue, 4 Mar 2031 10:12:01 +0100\nVon: Büro Solidarität <buero@soli.example.de>\n"
        "An: verteiler@soli.example.de"
    ),
    "fr": (
        "Début du message transféré :\n\nDe: Bureau des campagnes <bureau@soli.example.fr>\n"
        "Objet: Le ministre doit répondre\nDate: 4 mars 2031 10:12:01 UTC+1\n"
        "À: membres@soli.example.fr"
    ),
    "es": (
        "---------- Mensaje reenviado ----------\n"
        "De: Oficina de campañas <oficina@soli.example.es>\nFecha: 4 de marzo de 2031, 10:12\n"
        "Asunto: Carta al ministro\nPara: lista@soli.example.es"
    ),
    "it": (
        "Inizio messaggio inoltrato:\n\nDa: Segreteria Campagne <segreteria@soli.example.it>\n"
        "Oggetto: Lettera al ministro\nData: 4 marzo 2031 10:12:01 CET\nA: lista@soli.example.it"
    ),
    "ru": (
        "-------- Пересылаемое сообщение --------\n04.03.2031, 10:12\n"
        "От: Отдел кампаний <otdel@soli.example.ru>\nКому: spisok@soli.example.ru\n"
        "Тема: Письмо министру\nДата: 4 марта 2031 10:12"
    ),
    "tr": (
        "---------- İletilen mesaj ----------\n"
        "Kimden: Kampanya Müdürlüğü <buro@dayanisma.example.tr>\nTarih: 4 Mart 2031 10:12\n"
        "Konu: Bakanlığa mektup\nKime: liste@dayanisma.example.tr"
    ),
}


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


@pytest.mark.parametrize("language", sorted(HEADS))
def test_a_forwarded_mails_head_names_nobody_to_write_to(language: str) -> None:
    found = read(f"{HEADS[language]}\n\n{BODY[language]}\n").addressees
    assert [[one.value for one in each.channels if "@" in one.value] for each in found] == [[]]
    assert len(found) == 1


@pytest.mark.parametrize("language", sorted(HEADS))
def test_a_forwarded_mails_date_is_the_day_of_what_follows(language: str) -> None:
    assert read(f"Please read this!\n\n{HEADS[language]}\n\n{BODY[language]}\n").issued_on.as_date() == date(
        2031, 3, 4
    )


@pytest.mark.parametrize(
    "mark",
    [
        "----- Forwarded message from Office of Campaigns <office@soli.example.org> -----",
        (
            "-----Ursprüngliche Nachricht-----\nVon: Büro Muster [mailto:buero@soli.example.de]\n"
            "Gesendet: Dienstag, 4. März 2031 10:12\nAn: alle\nBetreff: WG: Brief an das Ministerium"
        ),
        "On Tue, 4 Mar 2031 at 10:12, Office of Campaigns <office@soli.example.org> wrote:",
        "Le 4 mars 2031 à 10:12, Bureau des campagnes <bureau@soli.example.fr> a écrit :",
        "04.03.2031 10:12, Отдел кампаний <otdel@soli.example.ru> пишет:",
        (
            "________________________________\nFrom: Office of Campaigns <office@soli.example.org>\n"
            "Sent: Tuesday, March 4, 2031 10:12 AM\nTo: Members\nSubject: FW: Letter to the Ministry"
        ),
    ],
)
def test_a_mail_programs_own_lines_are_no_addressee(mark: str) -> None:
    found = read(f"Dear all, see below.\n\n{mark}\n\n{BODY['en']}\n").addressees
    assert [(one.person, one.office) for one in found] == [("Adam Testov", "Minister of Health")]


def test_a_letter_sent_by_mail_keeps_the_official_it_goes_to() -> None:
    text = (
        "From: Workers' Circle <circle@soli.example.org>\n"
        "To: Minister of Health <minister@health.gov.example>\n"
        "Date: 4 March 2031\nSubject: Dismissed nurses\n\nDear Minister,\n\n"
        "We ask you to reinstate the three nurses.\n"
    )
    assert any("Minister of Health" in one.office for one in read(text).addressees)


def test_a_mailing_lists_foot_is_no_addressee() -> None:
    foot = (
        "_______________________________________________\nHead-office mailing list\n"
        "head-office@lists.example.org\nhttps://lists.example.org/listinfo/head-office\n"
    )
    found = read(f"{BODY['en']}\n\nIn solidarity,\nHead Office\nTest Street 3\n{foot}").addressees
    assert [one.person for one in found] == ["Adam Testov"]


@pytest.mark.parametrize(
    ("heading", "letter"),
    [
        ("ADDRESSES FOR YOUR PROTESTS", "SAMPLE TEXT FOR YOUR LETTER"),
        ("PROTESTADRESSEN", "TEXTVORSCHLAG FÜR DEN BRIEF"),
        ("DIRECCIONES PARA LAS PROTESTAS", "TEXTO QUE PUEDEN USAR"),
        ("ADRESSES UTILES", "MODÈLE DE LETTRE À ENVOYER"),
        ("INDIRIZZI PER LE LETTERE", "TESTO DA COPIARE"),
        ("АДРЕСА ДЛЯ ПИСЕМ", "ПРИМЕРНЫЙ ТЕКСТ ПИСЬМА"),
        ("MEKTUP ADRESLERİ", "ÖRNEK METİN"),
    ],
)
def test_headings_in_capitals_are_nobodys_names(heading: str, letter: str) -> None:
    text = (
        "Nurses dismissed in Exampletown\n\n4 March 2031\n\n"
        f"Three nurses lost their work. Please protest!\n\n{heading}\n\n"
        "Testwell Clinics Ltd.\nDirector: Anna Example\nfax +44 20 7946 0011\n\n"
        f"{letter}\n\nDear Madam, I ask you to take the three nurses back.\n"
    )
    found = read(text).addressees
    assert [one.person for one in found] == ["Anna Example"]


@pytest.mark.parametrize(
    ("sender", "foot"),
    [
        (
            "Komitee Solidarität <post@soli.example.de>",
            "--\nKomitee Solidarität, Berlin, Tel. +49 30 1234567",
        ),
        (
            "Комитет «Солидарность» <a@soli.example.by>",
            "--\nКомитет «Солидарность», Минск, тел. +375 29 555 12 31",
        ),
        ("Amos Prober <amos@soli.example.org>", "--\nAmos Prober, Director\nTel. +44 20 7946 0099"),
    ],
)
def test_who_sent_a_mail_is_nobody_to_write_to(sender: str, foot: str) -> None:
    head = f"From: {sender}\nDate: 4 March 2031\nTo: list@example.org\nSubject: Nurses dismissed"
    found = read(f"{head}\n\n{BODY['en']}\n\n{foot}\n").addressees
    assert [one.person for one in found] == ["Adam Testov"]


def test_a_mail_passed_on_twice_is_read_below_its_innermost_head() -> None:
    text = (
        "El 5 de marzo de 2031, 19:44, Ana Muestra <ana@norte.example.es> escribió:\n\n"
        "> ---------- Mensaje reenviado ----------\n"
        "> De: Oficina de la Fiscalía Popular <of@soli.example.es>\n"
        "> Fecha: mar., 4 de mar. de 2031 a las 16:10\n> Asunto: Carta\n"
        "> Para: <lista@norte.example.es>\n>\n"
        "> Ayer fue detenida una enfermera.\n>\n> DÓNDE ESCRIBIR:\n>\n> Lic. Óscar Prueba Muestra\n"
        "> Fiscal General de la República\n> Fax: +504 2221-5667\n>\n> TEXTO SUGERIDO:\n>\n"
        "> Señor Fiscal, le pido su libertad.\n"
    )
    reading = read(text)
    assert [(one.person, one.office) for one in reading.addressees] == [
        ("Óscar Prueba Muestra", "Fiscal General de la República")
    ]
    assert reading.issued_on.as_date() == date(2031, 3, 4)


def test_the_mark_below_a_forwarded_mail_hides_no_day() -> None:
    text = (
        "Date: Wed, 5 Mar 2031 09:14:33 +0100\nFrom: Ann <ann@example.org>\n"
        "Subject: (fwd) nurses\n\nFYI\n\n"
        "----- Forwarded message from Workers Desk <desk@wrd.example.org> -----\n\n"
        "Date: Tue, 4 Mar 2031 18:02:10 +0600\n"
        f"From: Workers Desk <desk@wrd.example.org>\nSubject: nurses\n\n{BODY['en']}\n\n"
        "----- End forwarded message -----\n"
    )
    assert read(text).issued_on.as_date() == date(2031, 3, 4)


@pytest.mark.parametrize(
    "number", ["FAX NO: +268 2404 1966", "Fax No. : +268 2404 1966", "Telefax: +268 2404 1966"]
)
def test_a_faxs_cover_is_no_mails_head(number: str) -> None:
    text = (
        f"FAX\n\nTO: Hon. Themba Prober, Minister of Labour\n{number}\nFROM: Textile Workers, Manzini\n"
        "DATE: 6 June 2031\nRE: Dismissal of 14 stewards\n\nDear Minister,\n\n"
        "We ask you to have them taken back.\n\nFriends: please send the same letter from your own union.\n"
    )
    (found,) = read(text).addressees
    assert found.person == "Themba Prober"
    assert "+26824041966" in [channel.value for channel in found.channels]
