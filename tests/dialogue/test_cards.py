"""Cards of the prepared campaigns: what a reader is offered, and what a card does not pretend to have."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from alertbot.dialogue import cards, court_cards
from alertbot.dialogue.letter_ways import ways
from alertbot.dialogue.screen import Moment, Screen, say
from alertbot.domain.appeal import Action, ActionKind
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.language import Localised
from alertbot.domain.publication import Published
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues, tidy
from tests.support.stage import library

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
WORDING = Wording(catalogues())


def prepared(case: str, appeal: str) -> Published:
    found = next(p for p in library(NOW.date()).cases if p.case.key == case)
    chosen = next(a for a in found.appeals if a.key == appeal)
    return Published(1, 1, 1, found.case, chosen, NOW)


def said(screen: Screen, locale: str = "en") -> str:
    return tidy(WORDING.say(screen, locale).plain())


def labels(screen: Screen) -> set[str]:
    return {b.label for row in WORDING.say(screen, "en").rows for b in row}


def label(id: str) -> str:
    return WORDING.phrase(say(id), "en")


@pytest.mark.parametrize("key", [("tikkurila", "itua"), ("zhanaozen", "monitoring")])
def test_what_plans_neither_letter_nor_signature_offers_neither(key: tuple[str, str]) -> None:
    shown = labels(cards.alert(prepared(*key)))
    assert label("card.sign") not in shown
    assert label("card.write") not in shown
    assert label("card.full") in shown


@pytest.mark.parametrize("key", [("kurmanov", "solidarity"), ("kharkova", "observatory"), ("glodeni", "iuf")])
def test_what_plans_both_offers_both(key: tuple[str, str]) -> None:
    assert {label("card.sign"), label("card.write")} <= labels(cards.alert(prepared(*key)))


def test_an_action_elsewhere_is_a_link() -> None:
    published = prepared("glodeni", "iuf")
    elsewhere = Action(ActionKind.SIGN_ELSEWHERE, url="https://example.org/petition")
    rows = WORDING.say(
        cards.alert(replace(published, appeal=replace(published.appeal, actions=(elsewhere,)))), "en"
    ).rows
    assert [b.url for row in rows for b in row if b.url] == ["https://example.org/petition"]


def test_what_only_informs_says_that_nothing_is_asked() -> None:
    published = prepared("zhanaozen", "monitoring")
    silent = replace(published, appeal=replace(published.appeal, actions=()))
    assert "Nothing is asked of you" in said(cards.alert(silent))


def test_glodeni_says_that_no_address_is_known() -> None:
    for addressee in prepared("glodeni", "iuf").appeal.addressees:
        shown = said(Screen(ways(addressee)))
        assert "No address is known yet" in shown


def test_an_office_without_email_says_so_before_its_other_channels() -> None:
    office = next(
        a for a in prepared("kharkova", "observatory").appeal.addressees if not a.email and a.channels
    )
    shown = said(Screen(ways(office)))
    assert shown.startswith("This office has no email address")


def test_a_full_case_shows_the_whole_chain_of_hearings() -> None:
    published = prepared("kharkova", "observatory")
    chain = tuple(
        StoredHearing(n, 1, hearing, superseded=hearing.state is HearingState.ADJOURNED)
        for n, hearing in enumerate(published.case.hearings, 1)
    )
    shown = said(cards.full_case(published, chain))
    assert shown.count("Shymkent") >= len(chain)
    assert "moved" in shown


@pytest.mark.parametrize("offset", ["7d", "3d", "1d", "2h"])
def test_a_reminder_names_weekday_date_time_and_offset(offset: str) -> None:
    hearing = Hearing("one", "Shymkent", "Asia/Almaty", date(2017, 10, 20), time(10))
    published = prepared("kurmanov", "solidarity")
    shown = said(cards.reminder(published.case, hearing, offset, 1))
    assert "Friday, 20 October 2017, 10:00" in shown
    assert "UTC+6" in shown


def test_a_hearing_without_an_hour_shows_none() -> None:
    hearing = Hearing("one", "Shymkent", "Asia/Almaty", date(2017, 10, 20))
    shown = said(cards.reminder(prepared("kurmanov", "solidarity").case, hearing, "1d", 1))
    assert "09:00" not in shown
    assert "hour is not known" in shown
    assert cards.moment(hearing) == Moment(hearing.starts, "Asia/Almaty", dated_only=True)


def test_a_moved_hearing_shows_both_dates() -> None:
    old = Hearing("one", "Shymkent", "Asia/Almaty", date(2017, 10, 20), time(10))
    new = old.moved_to("two", date(2017, 10, 23), time(15))
    shown = said(cards.hearing_moved(prepared("kurmanov", "solidarity").case, old, new, 1))
    assert shown.startswith("Monday, 23 October 2017, 15:00 (court time, UTC+6)")
    assert shown.index("20 October 2017, 10:00") < shown.rindex("23 October 2017, 15:00")


FULL = Hearing(
    "one",
    "Shymkent",
    "Asia/Almaty",
    date(2017, 9, 28),
    time(10),
    Localised({"en": "South Kazakhstan Regional Appeal Court"}),
    room="5",
    address=Localised({"en": "1 Court Street"}),
    case_number="A-17/2017",
    source="the Observatory",
)
KHARKOVA = prepared("kharkova", "observatory").case


def first_line(screen: Screen, zone: str | None = None) -> str:
    return tidy(WORDING.say(screen, "en", zone).plain().split("\n")[0])


@pytest.mark.parametrize(
    "screen",
    [
        cards.reminder(KHARKOVA, FULL, "1d", 1),
        cards.hearing_set(KHARKOVA, FULL, 1),
        cards.hearing_moved(KHARKOVA, replace(FULL, day=date(2017, 9, 27)), FULL, 1),
    ],
)
def test_the_first_line_says_when_where_and_whose_in_the_courts_time_and_the_readers(screen: Screen) -> None:
    court = "Thursday, 28 September 2017, 10:00 (court time, UTC+6)"
    place = "South Kazakhstan Regional Appeal Court, room 5, Shymkent · Larisa Kharkova"
    assert first_line(screen) == f"{court} · {place}"
    assert first_line(screen, "Europe/Berlin") == f"{court}; your time: 06:00 (Berlin, UTC+2) · {place}"


def test_a_date_that_comes_earlier_says_so_before_anything_else() -> None:
    earlier = cards.hearing_moved(KHARKOVA, replace(FULL, day=date(2017, 9, 29)), FULL, 1)
    assert first_line(earlier).startswith("⚠️ EARLIER")
    undated = replace(FULL, day=date(2017, 9, 29), state=HearingState.ADJOURNED_WITHOUT_DATE)
    assert "EARLIER" not in first_line(cards.hearing_moved(KHARKOVA, undated, FULL, 1))


def test_after_the_first_line_come_purpose_plan_advice_and_whom_to_ask_in_this_order() -> None:
    shown = said(cards.reminder(KHARKOVA, FULL, "1d", 1))
    told = [
        "1 Court Street",
        "A-17/2017",
        "Why it matters",
        "Can you be there",
        "identity document",
        "Verify",
    ]
    places = [shown.index(one) for one in told]
    assert places == sorted(places)
    assert "the Observatory" in shown


def test_nobody_is_invited_into_a_closed_hearing() -> None:
    shown = said(cards.reminder(KHARKOVA, replace(FULL, public=False), "1d", 1))
    assert "The hearing is closed" in shown
    assert "If you can be there" not in shown


def test_whoever_may_not_be_named_does_not_stand_in_a_first_line() -> None:
    hidden = tuple(replace(person, public=False) for person in KHARKOVA.persons)
    case = replace(KHARKOVA, persons=hidden)
    assert court_cards.concerned(case) == case.title


def test_a_chain_of_dates_is_shown_as_one_hearing_with_its_history() -> None:
    chain = tuple(StoredHearing(n, 1, hearing) for n, hearing in enumerate(KHARKOVA.hearings, 1))
    shown = said(cards.full_case(prepared("kharkova", "observatory"), chain))
    days = [f"{weekday} September 2017" for weekday in ("Wednesday, 27", "Thursday, 28", "Friday, 29")]
    assert " → ".join(days) in shown
    assert shown.count("Regional Appeal Court, Shymkent (") == 1


def test_persons_who_are_not_public_are_not_named() -> None:
    published = prepared("kurmanov", "solidarity")
    hidden = replace(published.case.persons[0], name="Hidden Person", names=Localised(), public=False)
    case = replace(published.case, persons=(hidden,))
    assert "Hidden Person" not in said(cards.full_case(replace(published, case=case), ()))


@pytest.mark.parametrize("locale", WORDING.supported)
@pytest.mark.parametrize("number", range(sum(len(p.appeals) for p in library(NOW.date()).cases)))
def test_every_prepared_card_fits_one_telegram_message(number: int, locale: str) -> None:
    pairs = [(p.case, a) for p in library(NOW.date()).cases for a in p.appeals]
    case, appeal = pairs[number]
    shown = said(cards.alert(Published(1, 1, 1, case, appeal, NOW)), locale)
    assert len(shown.encode("utf-16-le")) // 2 <= 4096
