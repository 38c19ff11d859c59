"""The last day to act, however a sentence sets it."""

from datetime import date

import pytest

from alertbot.intake.paste import read_paste

TODAY = date(2032, 1, 5)
MONDAY = "3 March 2031"
"""The day of issue of these texts."""


def sign_by(text: str) -> date | None:
    return read_paste(text, TODAY).sign_by


def english(deadline: str, told: str = "") -> date | None:
    return sign_by(
        f"Weavers held in Testville\n\n{MONDAY}\n\n{told}\n\nPlease write to the Minister of Justice.\n\n"
        f"{deadline}\n\nMinister of Justice A. Testov\nFax: +41 22 000 00 00\n"
    )


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("All letters that we get by 15 September will be handed over.", date(2031, 9, 15)),
        ("Send your messages before the hearing on 16 April.", date(2031, 4, 16)),
        ("We need your faxes with in 12 March because there is a meeting on 13 March.", date(2031, 3, 12)),
        ("If this reaches you later than April 15, call before writing.", date(2031, 4, 15)),
        ("The deadline for messages, so that they can be handed over, is end of May.", date(2031, 5, 31)),
        ("Please keep calling until Thursday.", date(2031, 3, 6)),
        ("Pls call before 14h00 today, that is when the court sits.", date(2031, 3, 3)),
        ("Call the office today by 18:00!", date(2031, 3, 3)),
        ("Act no later than tomorrow noon.", date(2031, 3, 4)),
        ("Fax your protest by tomorrow.", date(2031, 3, 4)),
        ("From Monday 10 to Wednesday 12 March we phone and fax.", date(2031, 3, 12)),
        ("Letters should arrive by the 20th.", date(2031, 3, 20)),
        ("Action day: 9 April.", date(2031, 4, 9)),
        ("Sign before 30/4, please.", date(2031, 4, 30)),
    ],
)
def test_a_sentence_about_letters_sets_the_last_day(told: str, day: date) -> None:
    assert english(told) == day


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "Bitte schicken Sie Ihre Briefe bis spätestens Freitag, den 14. März.", date(2031, 3, 14)),
        ("de", "Schreibt dem Minister bitte noch vor der Verhandlung am 2. April.", date(2031, 4, 2)),
        ("de", "Faxe bitte bis zum 12.5. an den Minister.", date(2031, 5, 12)),
        ("de", "Ruft heute bis 18 Uhr beim Ministerium an.", date(2031, 3, 3)),
        ("fr", "Il serait bon que toutes les lettres soient parties pour le 15 mai.", date(2031, 5, 15)),
        ("fr", "Envoyez vos messages avant l'audience du 2 avril.", date(2031, 4, 2)),
        ("fr", "Signez la pétition avant vendredi.", date(2031, 3, 7)),
        (
            "es",
            "El tribunal decide este viernes 7 de marzo, hay que mandar los correos antes.",
            date(2031, 3, 7),
        ),
        (
            "es",
            "Si piensan escribir después del 2 de abril, pregunten antes en la oficina.",
            date(2031, 4, 2),
        ),
        ("es", "Llamen hoy antes de las 18:00 a la fiscalía.", date(2031, 3, 3)),
        ("it", "Da lunedì 10 a mercoledì 12 marzo telefoniamo e faxiamo.", date(2031, 3, 12)),
        ("it", "Inviate le vostre lettere entro la fine di maggio.", date(2031, 5, 31)),
        ("it", "Scrivete prima dell'udienza del 2 aprile.", date(2031, 4, 2)),
        ("ru", "Просим направить письма до конца мая.", date(2031, 5, 31)),
        ("ru", "Звоните до пятницы.", date(2031, 3, 7)),
        ("ru", "Пишите до заседания суда 2 апреля.", date(2031, 4, 2)),
        ("tr", "12 Mart Çarşamba mesai bitimine kadar arayalım.", date(2031, 3, 12)),
        ("tr", "Cuma gününe kadar faks gönderin.", date(2031, 3, 7)),
        ("tr", "2 Nisan'daki duruşmadan önce mektuplarınızı gönderin.", date(2031, 4, 2)),
        ("tr", "Mektuplarınızı Mayıs sonuna kadar gönderin.", date(2031, 5, 31)),
    ],
)
def test_a_last_day_is_read_in_every_language(language: str, text: str, day: date) -> None:
    heads = {
        "de": "Weberinnen in Haft\n\n3. März 2031\n\nDie Weberinnen sind seit dem Montag in der "
        "Haft.\n\n{}\n\n"
        "Bitte schreiben Sie an:\nMinister der Justiz\nFax: +41 22 000 00 00\n",
        "fr": "Des tisserandes en prison\n\n3 mars 2031\n\nLes tisserandes sont dans la prison de la "
        "ville.\n\n{}\n\n"
        "Veuillez écrire à :\nMinistre de la Justice\nFax : +41 22 000 00 00\n",
        "es": "Tejedoras en la cárcel\n\n3 de marzo de 2031\n\nLas tejedoras están en la cárcel de la "
        "ciudad.\n\n{}\n\n"
        "Escriban a:\nMinistro de Justicia\nFax: +41 22 000 00 00\n",
        "it": "Tessitrici in carcere\n\n3 marzo 2031\n\nLe tessitrici sono nel carcere della città.\n\n{}\n\n"
        "Scrivete a:\nMinistro della Giustizia\nFax: +41 22 000 00 00\n",
        "ru": "Ткачихи под стражей\n\n3 марта 2031 г.\n\nТкачихи находятся под стражей в городе.\n\n{}\n\n"
        "Пишите по адресу:\nМинистр юстиции\nФакс: +41 22 000 00 00\n",
        "tr": "Dokumacılar gözaltında\n\n3 Mart 2031\n\nDokumacılar şehirde gözaltında ve avukatları "
        "yok.\n\n{}\n\n"
        "Lütfen yazın:\nAdalet Bakanı\nFaks: +41 22 000 00 00\n",
    }
    assert sign_by(heads[language].format(text)) == day


def test_before_that_date_is_the_day_named_last() -> None:
    told = "A ballot is set for 29 April."
    assert english("Write, in any case before that date, to the Board.", told) == date(2031, 4, 29)


def test_before_the_trial_is_the_day_of_the_one_trial_told_of() -> None:
    told = "The trial of the weavers begins on 23 September 2031."
    assert english("Please write before the trial.", told) == date(2031, 9, 23)


@pytest.mark.parametrize(
    "told",
    [
        "The court postponed the hearing until 20 May, as protest letters told.",
        "He was called in by 2 February 2031.",
        "By Friday three hundred workers were out.",
        "The strike by 300 weavers goes on.",
        "We thank you for the 41 messages that came in until Monday.",
    ],
)
def test_a_day_that_is_no_last_day_to_act_stays_out(told: str) -> None:
    assert english("Thank you.", told) is None
