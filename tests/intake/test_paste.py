from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.domain.addressee import ChannelKind
from alertbot.domain.appeal import AppealKind
from alertbot.domain.case import PersonRole
from alertbot.intake.paste import ReadAddressee, Reading, read_paste
from alertbot.intake.paste.reader import LONGEST_TEXT

TODAY = date(2031, 10, 5)
TEXTS = Path(__file__).parent / "texts"


def read(name: str) -> Reading:
    return read_paste((TEXTS / f"{name}.txt").read_text("utf-8"), TODAY)


def codes(reading: Reading) -> list[str]:
    return [warning.code for warning in reading.warnings]


def demands(reading: Reading) -> list[str]:
    return [demand.text.pick(reading.language) for demand in reading.demands]


def offices(reading: Reading) -> list[str]:
    return [addressee.office for addressee in reading.addressees]


def test_each_addressee_has_a_person_an_office_and_regular_channels() -> None:
    president, ambassador, prosecutor, _ = read("glued_appeal").addressees
    assert (president.person, president.honorific) == ("Askar Bekov", "Mr")
    assert president.office == "President of the Republic of Testland"
    assert [(c.kind, c.value) for c in president.channels] == [
        (ChannelKind.FAX, "+77292501011"),
        (ChannelKind.FAX, "+77292501022"),
    ]
    assert (ambassador.person, ambassador.honorific) == ("Aigul Serik-Kyzy", "Ambassador Ms")
    assert [c.value for c in ambassador.channels] == ["+4318908008", "office@embassy-test.org"]
    assert prosecutor.person == ""


def test_a_salutation_is_read_only_where_one_is_printed() -> None:
    assert {addressee.salutation for addressee in read("glued_appeal").addressees} == {""}
    assert [a.salutation for a in read("letter").addressees] == ["Dear Mr Omarov"]


def test_in_a_or_b_the_second_stands_in_for_the_first() -> None:
    channels = read("glued_appeal").addressees[2].channels
    assert [(channel.value, channel.instead) for channel in channels] == [
        ("first@prosecutor-test.org", False),
        ("second@prosecutor-test.org", True),
    ]


def test_the_embassy_where_the_reader_lives_is_an_addressee_of_its_own() -> None:
    embassy = read("glued_appeal").addressees[-1]
    assert [channel.kind for channel in embassy.channels] == [ChannelKind.EMBASSY_BY_COUNTRY]
    assert "your respective country" in embassy.office


def test_demands_are_listed_with_their_glued_words_mended() -> None:
    assert demands(read("glued_appeal")) == [
        "Put an end to all threats against Mr. Timur Aliev and Ms. Dana Alieva",
        "Immediately and unconditionally release Mr. Timur Aliev",
        "Conform with the treaties Kazakhstan has signed",
    ]


def test_the_head_of_an_appeal_is_read() -> None:
    reading = read("glued_appeal")
    assert reading.title.startswith("Arrest of Mr. Timur Aliev, chair of")
    assert reading.kind == AppealKind.APPEAL
    assert reading.issuer.startswith("The Coastal Network for Union Rights")
    assert reading.issued_on.as_date() == date(2031, 3, 12)
    assert reading.country == "KZ"
    assert reading.reply_to == "Appeals@cnur-test.org"
    assert reading.links == ()


def test_a_code_that_is_asked_for_but_not_printed_is_warned_about() -> None:
    missing = [w for w in read("glued_appeal").warnings if w.code == "code_missing"]
    assert [w.line for w in missing] == [19]
    assert missing[0].message_id == "paste.code_missing"


def test_hearings_carry_court_city_and_zone_and_the_hearing_goes_on() -> None:
    hearings = read("glued_appeal").hearings
    assert [h.when.day for h in hearings] == [10, 11, 19]
    assert {(h.court, h.city, h.zone) for h in hearings} == {
        ("Mangistau Regional Court", "Aktau", "Asia/Aqtau")
    }
    assert [h.hour for h in hearings] == [None, None, time(10, 30)]


def test_people_are_named_with_what_happened_to_them_and_officials_are_left_out() -> None:
    persons = {person.name: person.role for person in read("glued_appeal").persons}
    assert persons == {"Timur Aliev": PersonRole.PRISONER, "Dana Alieva": PersonRole.VICTIM}


def test_the_summary_is_the_first_sentences_of_the_description_without_footnote_marks() -> None:
    summary = read("glued_appeal").summary
    assert summary.startswith(
        "The Network has been told by people it trusts about the arrest of Mr. Timur Aliev"
    )
    assert "[1]" not in summary
    assert len(summary) <= 600
    assert summary.endswith(".")


def test_footnotes_and_the_issuers_own_numbers_are_no_addressees() -> None:
    reading = read("glued_appeal")
    printed = [channel.value for addressee in reading.addressees for channel in addressee.channels]
    assert len(reading.addressees) == 4
    assert not any("cnur" in value or value.startswith("+33") for value in printed)


def test_a_russian_appeal_is_read_with_its_headings_dates_and_code() -> None:
    reading = read("russian_appeal")
    assert (reading.language, reading.country) == ("ru", "KZ")
    assert reading.code == "KAZ 014 / 1031 / OBS 077"
    assert reading.issued_on.as_date() == date(2031, 10, 4)
    assert reading.sign_by == date(2031, 10, 20)
    assert [a.person for a in reading.addressees] == ["Ермек Садыков", "Дана Ким", ""]
    assert demands(reading) == [
        "Немедленно освободить Анну Петрову",
        "Прекратить давление на профсоюз медсестёр",
    ]
    assert reading.warnings == ()


def test_a_text_that_asks_for_nothing_gets_no_addressees() -> None:
    reading = read("statement")
    assert reading.kind == AppealKind.STATEMENT
    assert reading.addressees == ()
    assert "no_request" in codes(reading)


def test_a_letter_to_an_office_gives_its_postal_address() -> None:
    reading = read("letter")
    (minister,) = reading.addressees
    assert (minister.person, minister.office) == ("Serik Omarov", "Prime Minister of Kazakhstan")
    assert minister.channels[0].kind is ChannelKind.POST
    assert minister.channels[0].value == "Dom Pravitelstva, Astana, 010000\nRepublic of Kazakhstan"
    assert reading.issuer == "Dockers International"
    assert reading.issued_on.as_date() == date(2030, 10, 22)
    assert "title_missing" in codes(reading)


def test_of_several_texts_on_a_page_the_one_that_asks_is_read_and_the_others_are_named() -> None:
    reading = read("archive")
    assert reading.title == "Free Botagoz Amanova!"
    assert [w.detail for w in reading.warnings if w.code == "several_items"] == ["They Sold the Mill"]


def test_a_sample_letters_people_share_the_channels_printed_after_it() -> None:
    mayor, deputy, prosecutor = read("archive").addressees
    assert (mayor.person, deputy.person, prosecutor.person) == ("Marat Seitov", "Olzhas Nurlan", "")
    assert mayor.channels == deputy.channels


def test_those_who_get_a_copy_are_no_addressees() -> None:
    reading = read("archive")
    assert [copy.value for copy in reading.copies] == ["copy@solidarity-test.org"]
    values = [channel.value for addressee in reading.addressees for channel in addressee.channels]
    assert "copy@solidarity-test.org" not in values


def test_a_year_that_is_not_printed_stays_unknown() -> None:
    reading = read("archive")
    assert [(w.detail, w.line) for w in reading.warnings if w.code == "year_missing"] == [("April 27", 13)]
    assert reading.issued_on.as_date() is None
    assert reading.hearings == ()


def test_a_link_that_pasting_lost_is_warned_about() -> None:
    assert [w.detail for w in read("archive").warnings if w.code == "link_without_address"] == ["go here"]


def test_figures_that_read_two_ways_are_left_open() -> None:
    reading = read_paste("A Report on the Port\n\n02.11.2030\n\nThe port was closed for a week.\n", TODAY)
    assert reading.issued_on.as_date() is None
    assert [w.detail for w in reading.warnings if w.code == "ambiguous_date"] == ["02.11.2030"]
    assert reading.kind == AppealKind.REPORT


def test_offices_without_addresses_are_kept_and_warned_about() -> None:
    text = (
        "Defend the Mill Workers! (Moldova)\n\n"
        "Go here to sign and submit a letter addressed to the president, labor minister, "
        "and prosecutor general demanding that the workers be paid.\n"
    )
    reading = read_paste(text, TODAY)
    assert offices(reading) == ["president", "labor minister", "prosecutor general"]
    assert codes(reading).count("no_address") == 3
    assert reading.sign_elsewhere
    assert demands(reading) == ["The workers be paid"]


def test_a_text_of_any_length_is_read_up_to_its_limit_and_says_so() -> None:
    reading = read_paste("Please write to the mayor.\n" + "x y\n" * LONGEST_TEXT, TODAY)
    assert "text_too_long" in codes(reading)


def as_chat_glues(text: str) -> str:
    return text.replace("\n", " ")


def as_mail_wraps(text: str) -> str:
    return "\n".join(fill(line, 72) for line in text.split("\n"))


def as_mail_quotes(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def unplaced(reading: Reading) -> list[ReadAddressee]:
    """The addressees without the lines they stand on."""
    return [
        replace(one, line=0, channels=tuple(replace(channel, line=0) for channel in one.channels))
        for one in reading.addressees
    ]


@pytest.mark.parametrize("change", [as_mail_wraps, as_mail_quotes, as_chat_glues])
def test_wrapping_quoting_and_gluing_change_nothing_that_is_asked(change: Callable[[str], str]) -> None:
    text = (TEXTS / "glued_appeal.txt").read_text("utf-8")
    padded = text.replace("The Network fears", "Nobody else has been held. " * 60 + "The Network fears")
    plain, changed = read_paste(padded, TODAY), read_paste(change(padded), TODAY)
    assert unplaced(changed) == unplaced(plain)
    assert demands(changed) == demands(plain)
    assert changed.reply_to == plain.reply_to


def test_the_same_text_reads_the_same() -> None:
    assert read("glued_appeal") == read("glued_appeal")


pieces = st.sampled_from(
    [
        "Please write to", "Mr. ", "Ambassador Ms. ", "NAME ", "Fax: +7 7172 74 56 31 / 7",
        "Email:", "a@b.kz", "@",
        "·", "i. ", "\n", "October 4, 2017", "02.11.2012", "Dear Mr Name,", "Actions requested:", "{{",
        "{% if %}", "copies to", "sample of a letter", "in your country", "embassy", "the hearing", "Court ",
        "Filed under", "…",
        "Г-н ИВАН ", "суд", "\u0301", "\ud800", "\x00", "http://", "+", "(0)", "[1] ", ":",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(pieces, max_size=60).map("".join)))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    reading = read_paste(text, TODAY)
    assert len(reading.summary) <= 600


@pytest.mark.parametrize(
    "line", ["Fax: +7 7172 74 56 31 / 74 56 67\n", "a@b.kz\n", "Mr. Ann Bell, ", "(", "\n", "@"]
)
def test_repetition_without_end_is_read_too(line: str) -> None:
    assert read_paste("Please write to:\n" + line * 20_000, TODAY).kind == AppealKind.APPEAL
