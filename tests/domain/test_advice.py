"""Advice: the best way first, by the time left and by what others found."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.advice import Reason, advise
from alertbot.domain.channel_health import Contact, contact, named, with_promoted
from alertbot.domain.language import Localised

EMAIL = Channel(ChannelKind.EMAIL, "procuror@nursat.kz", alternatives=("akparat@prokuror.kz",))
LONE_EMAIL = Channel(ChannelKind.EMAIL, "press@example.kz")
FAX = Channel(ChannelKind.FAX, "+77272630568", printed="+7 (727) 263-05-68")
SECOND_FAX = Channel(ChannelKind.FAX, "+77272630569")
POST = Channel(ChannelKind.POST, "Dom Pravitelstva\nAstana")
PHONE = Channel(ChannelKind.PHONE, "+77272630500")
WEB = Channel(ChannelKind.WEBFORM, "https://example.kz/form")
DAY = timedelta(days=1)


def office(*channels: Channel) -> Addressee:
    return Addressee("prosecutor", Localised({"en": "Prosecutor"}), channels=channels)


def kinds(addressee: Addressee, left: timedelta | None) -> list[str]:
    return [one.channel.kind.value for one in advise(addressee, left)]


def test_without_a_deadline_post_may_come_before_the_telephone() -> None:
    assert kinds(office(PHONE, POST, FAX, EMAIL), None) == ["email", "fax", "post", "phone"]


def test_with_a_week_left_post_is_in_time() -> None:
    advised = advise(office(POST), timedelta(days=7))
    assert [one.reason for one in advised] == [Reason.IN_TIME]


@pytest.mark.parametrize("left", [timedelta(days=7) - timedelta(seconds=1), DAY, timedelta(0)])
def test_with_less_than_a_week_left_post_is_never_the_first_choice(left: timedelta) -> None:
    advised = advise(office(POST, FAX, EMAIL), left)
    assert advised[-1].channel is POST
    assert advised[-1].reason is Reason.TOO_LATE


def test_under_a_day_it_is_telephone_then_fax_then_email() -> None:
    ranked = kinds(office(EMAIL, POST, WEB, FAX, PHONE), DAY - timedelta(seconds=1))
    assert ranked == ["phone", "fax", "email", "webform", "post"]
    assert advise(office(PHONE), timedelta(hours=1))[0].reason is Reason.QUICKEST


def test_an_alternative_takes_the_place_of_an_address_that_fails() -> None:
    failing = {contact("prosecutor", EMAIL)}
    best = advise(office(EMAIL, FAX), None, failing)[0]
    assert best.channel.value == "akparat@prokuror.kz"
    assert best.channel.alternatives == ("procuror@nursat.kz",)
    assert (best.reason, best.failing) == (Reason.STANDS_IN, ("procuror@nursat.kz",))


def test_a_channel_in_doubt_without_an_alternative_sinks_below_those_that_work() -> None:
    advised = advise(office(LONE_EMAIL, FAX, WEB), None, {contact("prosecutor", LONE_EMAIL)})
    assert [one.channel.kind for one in advised] == [ChannelKind.FAX, ChannelKind.WEBFORM, ChannelKind.EMAIL]
    assert advised[-1].suspect


def test_of_two_numbers_the_one_that_works_comes_first() -> None:
    failing = {contact("prosecutor", FAX)}
    healed = with_promoted(office(FAX, SECOND_FAX), failing)
    assert [channel.value for channel in healed.channels] == ["+77272630569", "+77272630568"]


def test_a_report_about_another_office_changes_nothing_here() -> None:
    assert advise(office(EMAIL), None, {contact("mayor", EMAIL)}) == advise(office(EMAIL), None)


def test_a_contact_is_found_again_by_its_trace_even_in_another_order() -> None:
    about = contact("prosecutor", EMAIL, "akparat@prokuror.kz")
    assert named(office(FAX, EMAIL), about.kind, about.trace) == (EMAIL, "akparat@prokuror.kz")
    assert named(office(FAX), about.kind, about.trace) is None


channels = st.lists(st.sampled_from([EMAIL, LONE_EMAIL, FAX, SECOND_FAX, POST, PHONE, WEB]), unique=True)
lefts = st.none() | st.timedeltas(timedelta(days=-1), timedelta(days=30))


@given(channels, lefts, st.data())
def test_nothing_is_lost_or_made_up_whatever_is_suspect(
    some: list[Channel], left: timedelta | None, data: st.DataObject
) -> None:
    addressee = office(*some)
    known = [contact(addressee.key, c, v) for c in some for v in c.values]
    some_known = st.lists(st.sampled_from(known)) if known else st.just(list[Contact]())
    suspects = set(data.draw(some_known))
    advised = advise(addressee, left, suspects)
    before = sorted((c.kind, *sorted(c.values)) for c in some)
    assert sorted((a.channel.kind, *sorted(a.channel.values)) for a in advised) == before
    ranks = [(a.reason is Reason.TOO_LATE, a.suspect) for a in advised]
    assert ranks == sorted(ranks)
