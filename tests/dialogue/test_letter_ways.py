"""What stands under a letter: the best way first, the forms its channels need, nothing that leads nowhere."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from alertbot.dialogue.letter_taps import AskCountry, ReportFailure, SaidSent, TakeFile, Trouble
from alertbot.dialogue.letter_versions import InHand
from alertbot.dialogue.letter_ways import FORMS, office_rows
from alertbot.dialogue.tap import Tap
from alertbot.domain.addressee import ChannelKind
from alertbot.domain.advice import advise
from alertbot.domain.channel_health import FAILURES
from alertbot.domain.publication import Published
from tests.support.stage import library

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)


def held(key: str) -> InHand:
    prepared = next(p for p in library(NOW.date()).cases if p.case.key == key)
    published = Published(10**9, 1, 99, prepared.case, next(a for a in prepared.appeals if a.letter), NOW)
    return InHand(published, published)


def taps(case: str, key: str) -> list[Tap]:
    hand = held(case)
    addressee = hand.appeal.addressee(key)
    assert addressee is not None
    rows = office_rows(hand, key, "ru", advise(addressee, None))
    return [choice.tap for row in rows for choice in row if choice.tap]


def taken(case: str, key: str) -> list[str]:
    return [tap.what.partition("_")[0] for tap in taps(case, key) if isinstance(tap, TakeFile)]


def test_the_forms_stand_in_the_order_of_their_channels() -> None:
    assert taken("kharkova", "brussels") == ["eml", "fax", "docx", "picture"]
    assert taken("kharkova", "president") == ["fax", "docx", "picture"]
    assert taken("kharkova", "interior") == ["eml", "docx", "picture"]


def test_an_organisations_letter_is_never_drafted_as_ones_own_mail() -> None:
    for addressee in held("zhanaozen").appeal.addressees:
        assert "eml" not in taken("zhanaozen", addressee.key)


def test_an_office_without_an_address_has_paper_and_nothing_to_report() -> None:
    for addressee in held("glodeni").appeal.addressees:
        found = taps("glodeni", addressee.key)
        assert taken("glodeni", addressee.key) == ["post", "docx", "picture"]
        assert not any(isinstance(tap, SaidSent | Trouble) for tap in found)


def test_the_embassys_place_asks_for_the_country_before_anything_is_sent() -> None:
    found = taps("kharkova", "embassy")
    assert isinstance(found[0], AskCountry)
    assert not any(isinstance(tap, SaidSent | Trouble) for tap in found)


@pytest.mark.parametrize("case", ["kharkova", "kurmanov", "zhanaozen", "glodeni"])
def test_every_button_under_a_letter_fits_with_ids_in_the_billions(case: str) -> None:
    for addressee in held(case).appeal.addressees:
        for tap in taps(case, addressee.key):
            assert len(tap.pack().encode()) <= 64


def test_the_longest_words_of_a_report_and_of_a_form_fit_a_button() -> None:
    failures = {failure for failures in FAILURES.values() for failure in failures}
    for failure in failures:
        assert ReportFailure(10**9, 10**5, 99, f"{failure.value}_{'0' * 8}").pack()
    for form in FORMS:
        assert TakeFile(10**9, 10**5, 99, f"{form}_theirs").pack()
    for kind in ChannelKind:
        assert SaidSent(10**9, 10**5, 99, kind.value).pack()


def test_an_office_the_newest_version_dropped_is_still_served_for_the_one_in_hand() -> None:
    hand = held("kurmanov")
    newest = replace(
        hand.newest, version=100, appeal=replace(hand.appeal, addressees=hand.appeal.addressees[1:])
    )
    older = InHand(hand.of, newest)
    first = hand.appeal.addressees[0]
    assert office_rows(older, first.key, "en", advise(first, None))
    assert older.outdated
