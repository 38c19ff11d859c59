"""Dates that are two days, links without an address, and that no text whatever breaks the lint."""

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Action, ActionKind, Appeal, AppealKind, Demand
from alertbot.domain.case import Case, Person, PersonRole, Source, TimelineEvent
from alertbot.domain.language import Localised, When
from alertbot.domain.letter import LetterPlan
from alertbot.domain.lint import RemarkKind, lint_appeal, lint_case
from tests.domain.lint.appeals import CASE, SOUND, kinds, letter, text


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("02.11.2012", "2012-11-02", "2012-02-11"),
        ("03/04/2017", "2017-04-03", "2017-03-04"),
        ("1-2-17", "2017-02-01", "2017-01-02"),
    ],
)
def test_a_date_that_is_two_days_is_asked_about_with_both(words: str, first: str, second: str) -> None:
    for appeal in (
        replace(SOUND, summary=text(f"Trial on {words}.")),
        replace(SOUND, letter=letter(f"Trial on {words}.")),
        replace(SOUND, issued_on=When(2012, None, None, words)),
    ):
        (remark,) = lint_appeal(appeal)
        assert remark.kind is RemarkKind.AMBIGUOUS_DATE
        assert remark.args == {"words": words, "first": first, "second": second}


@pytest.mark.parametrize(
    "words",
    ["22.10.12/jr/", "31.12.2012", "05.05.2012", "Article 12.2", "version 1.2.3.4", "+41 22 308 50 50",
     "2012-11-02", "http://a.org/02.11.2012/x", "1/2", "00.01.2012", "02.11.2012.3"],
)  # fmt: skip
def test_figures_that_are_one_day_or_none_are_left_alone(words: str) -> None:
    assert lint_appeal(replace(SOUND, summary=text(f"See {words} there"))) == ()


def test_a_date_whose_day_is_known_may_be_printed_as_its_source_prints_it() -> None:
    assert lint_appeal(replace(SOUND, issued_on=When(2012, 11, 2, "02.11.2012"))) == ()


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("en", "Click here to write.", "Click here"),
        ("en", "Go to the page and read the report HERE.", "read the report HERE"),
        ("en", "Download a transcript here.", "Download a transcript here"),
        ("en", "Please use this link.", "use this link"),
        ("ru", "Подробности по ссылке.", "по ссылке"),
        ("ro", "Apăsați aici.", "Apăsați aici"),
    ],
)
def test_a_link_that_lost_its_address_is_asked_about(language: str, words: str, found: str) -> None:
    (remark,) = lint_appeal(replace(SOUND, text=text(words, language)))
    assert (remark.kind, remark.args) == (RemarkKind.LOST_LINK, {"words": found})


def test_a_petition_needs_an_address_unless_it_is_signed_in_the_chat() -> None:
    petition = replace(SOUND, text=text("Sign the petition!"))
    assert lint_appeal(petition) == ()
    elsewhere = replace(petition, actions=(Action(ActionKind.WRITE),))
    assert kinds(lint_appeal(elsewhere)) == [RemarkKind.LOST_LINK]
    linked = replace(petition, actions=(Action(ActionKind.SIGN_ELSEWHERE, url="https://example.org"),))
    assert lint_appeal(linked) == ()


def test_a_lost_page_for_signing_is_told_once() -> None:
    action = Action(ActionKind.SIGN_ELSEWHERE, text("Click here to sign. Sign the petition here."))
    assert kinds(lint_appeal(replace(SOUND, actions=(action,)))) == [RemarkKind.NO_URL]


@pytest.mark.parametrize(
    "words",
    [
        "Click here: https://example.org/sign",
        "Read the report here (example.org/report)",
        "His supporters see a link with the forum, and no link between them was proved.",
        "The links to the recording were lost. Many live here.",
        "You can add your support here.",
    ],
)
def test_links_with_an_address_and_links_between_people_are_left_alone(words: str) -> None:
    assert lint_appeal(replace(SOUND, text=text(words))) == ()


def test_a_sound_appeal_and_its_case_draw_no_remark() -> None:
    assert lint_appeal(SOUND, date(2017, 10, 5), CASE) == ()
    assert lint_case(CASE) == ()


ODD = st.text(
    st.sampled_from('аA«»“”{%}{{if group == "x"}}.:;,-–—()@+=1937 \n\tЁёșţ\u202e\u200d👩'), max_size=120
)
TEXT = st.one_of(st.text(max_size=120), ODD)
LANGUAGES = ["en", "ru", "ro", "fa", "fr"]
TEXTS = st.builds(Localised, st.dictionaries(st.sampled_from(LANGUAGES), TEXT, max_size=3))
LINKS = st.builds(Source, TEXT, TEXT)
CHANNELS = st.builds(Channel, st.sampled_from(ChannelKind), TEXT, TEXT, st.tuples(TEXT))
OFFICES = st.builds(
    Addressee, TEXT, TEXTS, TEXT, TEXTS, group=TEXT, channels=st.tuples(CHANNELS), secondary=st.booleans()
)
APPEALS = st.builds(
    Appeal, st.just("case"), st.just("key"), st.sampled_from(AppealKind), TEXTS, TEXTS, TEXTS, TEXT,
    code=TEXT, reply_to=TEXT, demands=st.tuples(st.builds(Demand, TEXT, TEXTS)),
    addressees=st.lists(OFFICES, max_size=3).map(tuple),
    actions=st.tuples(st.builds(Action, st.sampled_from(ActionKind), TEXTS, TEXT)),
    letter=st.none() | st.builds(LetterPlan, TEXTS, TEXTS), sources=st.tuples(LINKS),
)  # fmt: skip
PERSONS = st.builds(Person, TEXT, TEXT, st.sampled_from(PersonRole), st.tuples(TEXT), TEXTS)
CASES = st.builds(
    Case, st.just("case"), TEXTS, TEXTS, st.just("KZ"),
    timeline=st.tuples(st.builds(TimelineEvent, st.just(When()), TEXTS)),
    persons=st.lists(PERSONS, max_size=3).map(tuple),
    sources=st.tuples(LINKS),
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(APPEALS, CASES)
def test_no_text_whatever_breaks_the_lint(appeal: Appeal, case: Case) -> None:
    for remark in (*lint_case(case), *lint_appeal(appeal, date(2017, 10, 5), case)):
        assert remark.ink >= 0
        assert all(isinstance(value, (str, int)) for value in remark.args.values())


@pytest.mark.parametrize(
    "piece",
    ["Ana Exampla ", "a@", "1 + 1", "37 of 21: 5 and ", "«А", "{% if group == 'a' %}", "our a b ",
     "02.11.2012 ", "\u202e", "А", "aА", "https://а", "on behalf of ", "click a b c d ", "Aa Ab ", "(((",
     "not not ", "1.1.1.1."],
)  # fmt: skip
def test_texts_made_to_be_slow_are_read_in_time(piece: str) -> None:
    long = (piece * (12_000 // len(piece)))[:12_000]
    appeal = replace(SOUND, text=text(long), letter=LetterPlan(text(long), text(long)))
    started = time.process_time()
    lint_appeal(appeal, None, CASE)
    assert time.process_time() - started < 2
