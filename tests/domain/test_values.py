"""Small values: texts in languages, partial dates, interests, deadlines and waiting times."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from alertbot.domain.appeal import Action, ActionKind, Appeal, AppealKind
from alertbot.domain.delivery import DeliveryState, backoff
from alertbot.domain.language import Localised, When
from alertbot.domain.subscriber import Address, Interests

APPEAL = Appeal("case", "appeal", AppealKind.APPEAL, Localised({"en": "Title"}), Localised({"en": "Summary"}))


def test_a_text_falls_back_to_english_and_then_to_any_language() -> None:
    text = Localised({"ro": "unu", "en": "one"})

    assert (text.pick("ro"), text.pick("ru"), Localised({"ru": "один"}).pick("ro")) == ("unu", "one", "один")
    assert Localised().pick("en") == ""


def test_the_language_told_is_the_language_shown() -> None:
    text = Localised({"ro": "unu", "en": "one"})

    assert [text.texts[text.language_of(code)] == text.pick(code) for code in ("ro", "ru", "en")] == [
        True
    ] * 3


def test_a_date_without_its_year_is_no_calendar_day() -> None:
    assert When(month=4, day=27).as_date() is None
    assert When(2010, 4, 27).as_date() == date(2010, 4, 27)


def test_no_interests_mean_everything() -> None:
    assert Interests().match("KZ", ("unions",))


@pytest.mark.parametrize(
    ("interests", "matches"),
    [
        (Interests(("KZ",)), True),
        (Interests(("MD",)), False),
        (Interests((), ("oil",)), False),
        (Interests(("KZ",), ("unions", "oil")), True),
    ],
)
def test_interests_choose_by_country_and_topic(interests: Interests, matches: bool) -> None:
    assert interests.match("KZ", ("unions",)) is matches


def test_an_appeal_is_open_through_its_whole_last_day() -> None:
    appeal = replace(APPEAL, sign_by=date(2017, 10, 10))

    assert appeal.is_open(datetime(2017, 10, 10, 23, 59, tzinfo=UTC))
    assert not appeal.is_open(datetime(2017, 10, 11, tzinfo=UTC))
    assert APPEAL.is_open(datetime(2050, 1, 1, tzinfo=UTC))


def test_an_appeal_offers_only_what_it_lists() -> None:
    appeal = replace(APPEAL, actions=(Action(ActionKind.BOYCOTT),))

    assert appeal.offers(ActionKind.BOYCOTT)
    assert not appeal.offers(ActionKind.SIGN)


def test_waiting_grows_and_ends_at_five_minutes() -> None:
    waits = [backoff(tries) for tries in range(12)]

    assert waits == sorted(waits)
    assert (waits[1], waits[-1]) == (timedelta(seconds=1), timedelta(minutes=5))


def test_a_row_that_may_still_leave_is_not_final() -> None:
    still_open = {state for state in DeliveryState if not state.is_final}

    assert still_open == {DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.PARKED}


def test_an_address_does_not_show_its_chat() -> None:
    assert "12345" not in repr(Address("telegram", "12345"))
