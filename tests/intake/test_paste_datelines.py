"""The day of issue, wherever a page, a mail or a messenger prints it."""

from datetime import date

import pytest

from alertbot.intake.paste import read_paste

TODAY = date(2032, 1, 5)
BODY = "Weavers held in Testville\n\nThe weavers of Testville were taken from their looms and are in prison."


def issued(text: str) -> date | None:
    return read_paste(text, TODAY).issued_on.as_date()


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("posted by: somebody | 16.06.2031 | tags: prisoners", date(2031, 6, 16)),
        ("March 3, 2031 / in Exampleland, Campaigns / by Ann", date(2031, 3, 3)),
        ("12.13.2031 News", date(2031, 12, 13)),
        ("by the editors, 11 March 2031 – 10:42 No comments | 1.284 views", date(2031, 3, 11)),
        ("Year 9 - n. 34 - 12 September 2031", date(2031, 9, 12)),
        ("Weavers' news · 29 August 2031, Friday", date(2031, 8, 29)),
        ("Posted to the website 11-Mar-2031 Share this article", date(2031, 3, 11)),
        ("(Weavers' Committee, Testville. Tue 2/12/31)", date(2031, 12, 2)),
        ("Thu Jun 26 10:44:09 BST 2031", date(2031, 6, 26)),
        ("Urgent Appeal, first issued 20/08/2031 - updated 12/09/2031", date(2031, 9, 12)),
        ("UA 31/31 Index: ASA 23/002/2031 Exampleland 10 February 2031", date(2031, 2, 10)),
        ("----| WEAVERS' COMMUNIQUÉ VOL 12 NO 8 | 25 FEBRUARY 2031 |----", date(2031, 2, 25)),
    ],
)
def test_a_date_between_marks_in_the_head_is_the_day_of_issue(head: str, day: date) -> None:
    assert issued(f"Weavers' Network\n\n{head}\n\n{BODY}") == day


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("[14/10/2031, 08:51] Ann Bell: ", date(2031, 10, 14)),
        ("[14:22, 30/9/2031] Ann Bell: ", date(2031, 9, 30)),
        ("24.12.31, 18:05 - Ann Bell: ", date(2031, 12, 24)),
    ],
)
def test_a_messengers_stamp_is_the_day_of_issue(stamp: str, day: date) -> None:
    assert issued(f"{stamp}Forwarded\n{BODY}") == day


def test_a_forwarded_mail_keeps_its_own_day() -> None:
    text = (
        "From: Ann <a@example.org>\nSent: Thursday, July 13, 2031 10:12 AM\nSubject: Fw: Weavers\n\nPlease "
        "read.\n\n"
        f"> ----- Original Message -----\n> From: Bob <b@example.org>\n> Sent: Wednesday, July 9, 2031 "
        f"7:40 PM\n\n{BODY}"
    )
    assert issued(text) == date(2031, 7, 9)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Weberinnen in Haft\n\nveröffentlicht am 11. 03. 2031 von soli | Kategorien: Haft\n\nDie Frauen "
        "sind in der "
         "Haft und dürfen nicht schreiben.", date(2031, 3, 11)),
        ("Tejedoras presas\n\nCiudad, julio 9 de 2031\n\nLas tejedoras están en la cárcel de la ciudad.",
         date(2031, 7, 9)),
        ("Tessitrici in carcere\n\nLe donne sono nel carcere della città e non possono scrivere.\n\n"
         "postato il 07/02/2031 alle 23.58 in carcere | permalink", date(2031, 2, 7)),
        ("Dokumacılar gözaltında\n\nAE 12/31 | İndeks: MDE 12/5601/2031 | 2 Şubat 2031\nBitiş tarihi: 16 "
        "Mart 2031\n\n"
         "Dokumacılar bir haftadır gözaltında ve avukatları yok; aileleri her gün hapishanenin önünde "
         "bekliyor.", date(2031, 2, 2)),
    ],
)  # fmt: skip
def test_every_language_prints_its_day_of_issue(text: str, day: date) -> None:
    assert issued(text) == day


def test_the_day_of_an_earlier_appeal_is_not_this_ones() -> None:
    text = f"{BODY}\n\nSee the Urgent Appeal issued on 9 March 2031.\n\nTestville, 22 November 2031"
    assert issued(text) == date(2031, 11, 22)


def test_figures_that_allow_two_readings_stay_open_when_nothing_settles_them() -> None:
    reading = read_paste(f"05/06/2031\n\n{BODY}", TODAY)
    assert reading.issued_on.as_date() is None
    assert any(warning.code == "ambiguous_date" for warning in reading.warnings)
