"""Letters as requests: printed with "To:", as a form to fill in, as a sample, or as the letter itself."""

from datetime import date

import pytest

from alertbot.intake.paste import Reading, TextKind, read_paste

TODAY = date(2031, 10, 5)


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


def values(reading: Reading) -> list[str]:
    return [one.value for addressee in reading.addressees for one in addressee.channels]


def test_a_letter_with_to_and_cc_is_addressed_to_whom_it_greets() -> None:
    text = """Stop the trials of harbour pilots in the Philippines

To:          Benita "Benny" Sample III, President of The Philippines

CC:         Secretary Victor Example, Department of Transport

07/19/2031

Excellency:

I am writing about two harbour pilots who were charged without any evidence against them.
"""
    reading = read(text)
    assert [one.person for one in reading.addressees] == ['Benita "Benny" Sample III']
    assert reading.kind is TextKind.APPEAL


def test_a_form_for_a_fax_asks_those_who_fill_it_in() -> None:
    text = """Muster des Faxformulars:
Absender:
An:
Bundesamt für Beispiele
Außenstelle Karlsruhe
76137 Karlsruhe
Telefon:+49 721 9653-0
Fax: +49 721 9653-100
Email: posteingang@example.org
Betr.: Antrag der protestierenden Lotsen
Sehr geehrte Damen und Herren,
ich unterstütze die Forderungen der protestierenden Lotsen.
"""
    reading = read(text)
    assert reading.addressees[0].office == "Bundesamt für Beispiele"
    assert {"+497219653100", "posteingang@example.org"} <= set(values(reading))


def test_a_letter_that_asks_its_own_addressee_is_an_appeal() -> None:
    text = """Le 10 novembre 2030
President Adam Exemple
Bureau du président, Palais de la Mer
Le Caire, Égypte
Courriel : bureau@example.org
Monsieur le Président,
Par cette lettre, je vous demande de libérer la rédactrice du journal du port avant qu’il ne soit trop tard.
"""
    reading = read(text)
    assert [one.person for one in reading.addressees] == ["Adam Exemple"]
    assert "bureau@example.org" in values(reading)


@pytest.mark.parametrize(
    "request_line",
    [
        "Please copy the model letter below on paper of your own.",
        "Please continue to call the Ministry of Harbours about the pilots.",
    ],
)
def test_requests_worded_as_letters_and_calls_are_seen(request_line: str) -> None:
    text = (
        f"Pilots jailed\n\n{request_line}\n\nMinister of Harbours\nMonrovia, Liberia\nFax: +231 77 522 5217\n"
    )
    reading = read(text)
    assert (reading.kind, values(reading)[:1]) == (TextKind.APPEAL, ["+231775225217"])


def test_a_greeting_of_friends_makes_no_addressee_of_the_masthead() -> None:
    text = """UPDATE (THAILAND): Save the harbour pilots

EXAMPLE COMMISSION - URGENT APPEALS PROGRAMME

Urgent Appeal Case: UP-54-2030

Dear Friends,

Please send an urgent appeal to the Thai government.
"""
    reading = read(text)
    assert (reading.addressees, reading.code) == ((), "UP-54-2030")


def test_a_follow_up_that_needs_no_more_letters_is_an_update() -> None:
    text = """Further information on UA 49/31 - Malaysia: legal concern

The pilots were told on 3 March that their trial is put off.

No further action is currently required. Thank you to all who sent appeals.
"""
    assert read(text).kind is TextKind.UPDATE


@pytest.mark.parametrize(
    ("line", "day"),
    [
        (
            "Date: Fri, 12 Dec 2030 15:27:40 -0500 (EST) From: a@example.org Subject: pilots",
            date(2030, 12, 12),
        ),
        ("by (Pilots' Union) Wednesday November 20, 2030 at 05:57 PM", date(2030, 11, 20)),
    ],
)
def test_the_day_of_a_mails_header_and_of_a_byline_is_the_day_of_issue(line: str, day: date) -> None:
    text = f"Pilots jailed in the harbour of Monrovia\n{line}\n\nThe pilots were arrested at night.\n"
    assert read(text).issued_on.as_date() == day


def test_whom_a_line_about_copies_follows_is_written_to_all_the_same() -> None:
    text = """You can send your own message to:
Ms Ana Example, Chief Executive, ana@example-mills.example
Mr Ben Muster, General Manager, Muster Leaf (Pvt) Ltd, gm@muster-leaf.example
with copies to the workers' federation: action@federation.example

International Federation of Example Workers, Allied Trades, Hotels, Kitchens and Everybody Else Who Serves
"""
    found = read(text)
    assert [one.person for one in found.addressees] == ["Ana Example", "Ben Muster"]
    assert [copy.value for copy in found.copies] == ["action@federation.example"]


def test_a_number_below_two_officials_is_given_to_neither() -> None:
    text = """Please write to:
Ms Ana Example, Chief Executive, ana@example-mills.example
Mr Ben Muster, General Manager, Muster Leaf Ltd, gm@muster-leaf.example

You can also fax: +44 113 245 7162
"""
    found = read(text)
    assert [one.person for one in found.addressees] == ["Ana Example", "Ben Muster"]
    assert "number_unsure" in {warning.code for warning in found.warnings}


def test_a_web_page_named_as_a_mail_address_and_tags_are_nobody() -> None:
    text = """Please send appeals to:

Minister of Justice
Ana Example
Fax: +973 1753 6340
Email: through website http://www.justice.example/form.html
#Location Bahrain
"""
    (one,) = read(text).addressees
    assert one.person == "Ana Example"
