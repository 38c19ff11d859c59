"""Forms in which appeals, letters and articles come, written for these tests."""

from datetime import date

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste import Reading, TextKind, read_paste

TODAY = date(2031, 10, 5)


def read(text: str) -> Reading:
    return read_paste(text, TODAY)


LETTER = """Dockers International

January 14, 2031

President Askar Bekov
Test Building
Astana 010000
Republic of Kazakhstan
Via facsimile: +7 7172 50 10 11

Re: Attacks on the harbour newspaper

Dear President Bekov,

We are writing on behalf of Dockers International about the harbour newspaper of Aktau, now closed.

We urge you to let it appear again.

Sincerely,
Ann Bell

cc: Mr. Olzhas Nurlan, Minister of Foreign Affairs, fax: +7 7172 50 20 22
"""


def test_a_letters_head_names_its_addressee_and_its_subject_is_the_title() -> None:
    reading = read(LETTER)
    (president,) = reading.addressees
    assert (president.person, president.office, president.salutation) == (
        "Askar Bekov", "President", "Dear President Bekov",
    )  # fmt: skip
    assert [(c.kind, c.value.split("\n")[0]) for c in president.channels] == [
        (ChannelKind.FAX, "+77172501011"),
        (ChannelKind.POST, "Test Building"),
    ]
    assert reading.title == "Attacks on the harbour newspaper"
    assert reading.kind is TextKind.APPEAL


def test_who_is_copied_in_a_letter_is_neither_addressee_nor_a_person_it_is_about() -> None:
    reading = read(LETTER)
    assert [copy.value for copy in reading.copies] == ["+77172502022"]
    assert "Olzhas Nurlan" not in {person.name for person in reading.persons}


ARTICLE = """Lawyers urge release of unionist in Kazakhstan
Published 3 May 2031

The federation called for his release. "We urge you to act," its president wrote to the minister.

Contact: press@federation-test.org, Tel: +41 22 123 45 67
"""


def test_an_article_that_quotes_a_demand_asks_for_nothing() -> None:
    reading = read(ARTICLE)
    assert reading.kind is not TextKind.APPEAL
    assert (reading.addressees, reading.demands, reading.copies, reading.sign_by) == ((), (), (), None)


ONE_LINE = (
    "Free Timur Aliev of Uzbekistan\nPlease write immediately:\n* Urging the authorities to release him\n"
    "PLEASE SEND APPEALS BEFORE 2 JANUARY 2032 TO: President of the Republic Islam Testov ul. Test 43 700163 "
    "Tashkent UZBEKISTAN Fax: +998 71 139 53 25 Email: president@press-test.org Salutation: Dear President "
    "Testov Prosecutor General Rashid Aliev ul. Test 66 700047 Tashkent Fax: +998 71 133 39 17 "
    "Salutation: Dear Prosecutor General And copies to: Director of the Rights Centre Fax: +998 71 239 13 56"
)


def test_addressees_pasted_onto_one_line_are_parted() -> None:
    reading = read(ONE_LINE)
    assert [(a.person, a.salutation, a.channels[0].value) for a in reading.addressees] == [
        ("Islam Testov", "Dear President Testov", "+998711395325"),
        ("Rashid Aliev", "Dear Prosecutor General", "+998711333917"),
    ]
    assert [copy.value for copy in reading.copies] == ["+998712391356"]
    assert reading.sign_by == date(2032, 1, 2)


def asked(issued: str, deadline: str) -> Reading:
    ask = f"Please send appeals {deadline} to:\nMinister of Justice\n"
    return read(f"Free Ann Bell in Kazakhstan\n\n{issued}\n\n{ask}")


@pytest.mark.parametrize(
    ("issued", "deadline", "day"),
    [
        ("28 September 2031", "before 9 November", date(2031, 11, 9)),
        ("28 December 2031", "before 9 January", date(2032, 1, 9)),
        ("", "before 9 November", None),
        ("28 September 2031", "immediately", None),
        ("28 September 2031", "before 03/12/2031", date(2031, 12, 3)),
        ("28 February 2031", "before 03/12/2031", None),
        ("28 September 2031", "before 13/12/2031", date(2031, 12, 13)),
    ],
)
def test_a_last_day_is_read_only_where_the_text_settles_it(
    issued: str, deadline: str, day: date | None
) -> None:
    reading = asked(issued, deadline)
    assert reading.sign_by == day
    unclear = any(warning.code == "deadline_unclear" for warning in reading.warnings)
    assert unclear == (day is None and any(c.isdigit() for c in deadline))


def test_a_disguised_address_and_an_old_number_are_read_with_a_warning() -> None:
    office = "Minister of Justice of Ivory Coast\nFax: +225 20 22 59 99\nE-mail: a [at] b-test.org\n"
    text = f"Please send appeals to:\n{office}"
    reading = read(text)
    assert [channel.value for channel in reading.addressees[0].channels] == ["+22520225999", "a@b-test.org"]
    assert {"number_unsure", "address_disguised"} <= {warning.code for warning in reading.warnings}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Further information on UA 12/31: unionist moved", TextKind.UPDATE),
        ("Correction: the hearing is on Monday", TextKind.CORRECTION),
        ("Unionist moved to another prison", TextKind.APPEAL),
    ],
)
def test_updates_and_corrections_are_told_from_new_appeals(title: str, kind: TextKind) -> None:
    assert read(f"{title}\n\nPlease write to the Minister of Justice of Kazakhstan.\n").kind is kind


def test_an_outcome_thanks_and_asks_for_nothing_more() -> None:
    text = (
        "UNIONIST RELEASED\n\nTimur Aliev was released in Kazakhstan.\n"
        "No further action is requested. Many thanks to all who sent appeals.\n"
    )
    assert read(text).kind is TextKind.OUTCOME


def test_a_blogs_furniture_ends_a_list_and_is_no_address() -> None:
    text = (
        "Free Ann Bell in Georgia\n\nPlease write to:\nMinister of Labour\nFax: +995 32 2 93 17 42\n\n"
        "Share this:\nTwitter Facebook\nUnion of Bloggers\nTel: +41 22 793 22 33\n"
    )
    (minister,) = read(text).addressees
    assert [channel.value for channel in minister.channels] == ["+995322931742"]


def test_a_sentence_about_copies_takes_nobodys_channels_away() -> None:
    text = """Reinstate the sacked hotel workers

Forty union members were dismissed on 5 May 2031.

Please write to the Secretary of Labor, Rosa Example (fax +63 2 527 3494,
labor@example.org). Please copy your letters to us@example.net.
"""
    reading = read(text)
    (found,) = reading.addressees
    assert (found.person, found.office) == ("Rosa Example", "Secretary of Labor")
    assert [one.value for one in found.channels] == ["+6325273494", "labor@example.org"]


def test_demands_whose_marks_were_lost_when_copying_are_demands() -> None:
    text = """Labour activist denied a lawyer

Please write immediately in English or your own language urging the authorities to:
 Immediately and unconditionally release Anna Example, who is held for what she said alone;
 Ensure that she has regular access to her family and to lawyers of her choice;
 Ensure that she is protected from torture and other ill-treatment.

Please send appeals to:

Minister of Justice
Adam Sample
Fax: +7 7172 50 10 11
"""
    demands = [demand.text.texts["en"] for demand in read(text).demands]
    assert demands == [
        "Immediately and unconditionally release Anna Example, who is held for what she said alone",
        "Ensure that she has regular access to her family and to lawyers of her choice",
        "Ensure that she is protected from torture and other ill-treatment",
    ]


def test_a_shouted_article_of_a_name_is_no_initial() -> None:
    text = "Please write to:\n\nSample bin Example AL HAMDI, Minister of Interior, Fax: +973 172 12 603\n"
    assert [one.person for one in read(text).addressees] == ["Sample bin Example Al Hamdi"]
