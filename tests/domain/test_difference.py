"""What an approver is told of a new version: every difference, and where it lies."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Appeal, AppealKind
from alertbot.domain.case import Case
from alertbot.domain.difference import Difference, Field, differences
from alertbot.domain.language import Localised

CASE = Case("rosa", Localised({"en": "Rosa"}), Localised(), "KZ")
OFFICE = Addressee(
    "president",
    Localised({"en": "President"}),
    "Mr Example",
    channels=(Channel(ChannelKind.EMAIL, "press@akorda.kz"),),
)
APPEAL = Appeal(
    "rosa",
    "first",
    AppealKind.APPEAL,
    Localised({"en": "Free Rosa"}),
    Localised({"en": "She was arrested in the morning."}),
    code="KAZ 1",
    addressees=(OFFICE,),
)


def changed(**changes: object) -> tuple[Difference, ...]:
    return differences((CASE, APPEAL), (CASE, replace(APPEAL, **changes)))  # pyright: ignore[reportArgumentType]


def test_the_same_text_differs_in_nothing() -> None:
    assert changed() == ()


def test_a_changed_field_shows_before_and_after() -> None:
    assert changed(code="KAZ 2") == (Difference(Field.CODE, "", "KAZ 1", "KAZ 2"),)


def test_what_is_added_has_no_before_and_what_is_removed_no_after() -> None:
    assert changed(sign_by=date(2017, 11, 1)) == (Difference(Field.SIGN_BY, "", "", "2017-11-01"),)
    assert changed(code="") == (Difference(Field.CODE, "", "KAZ 1", ""),)


def test_an_address_that_changes_by_one_letter_is_seen() -> None:
    other = replace(OFFICE, channels=(Channel(ChannelKind.EMAIL, "press@аkorda.kz"),))
    found = changed(addressees=(other,))

    assert [one.field for one in found] == [Field.CHANNEL, Field.CHANNEL]
    assert {one.before or one.after for one in found} == {"press@akorda.kz", "press@аkorda.kz"}


def test_a_word_in_a_long_text_is_shown_with_a_few_words_around_it() -> None:
    before, after = ("word " * 200 + f"{who} was there. " + "end " * 200 for who in ("Boris", "Carla"))
    (found,) = differences(
        (CASE, replace(APPEAL, text=Localised({"en": before}))),
        (CASE, replace(APPEAL, text=Localised({"en": after}))),
    )

    assert "Boris was there" in found.before
    assert "Carla was there" in found.after
    assert max(len(found.before), len(found.after)) < 80


def test_a_translation_is_named_by_its_language() -> None:
    (found,) = changed(title=Localised({"en": "Free Rosa", "ru": "Свободу Розе"}))
    assert (found.field, found.about, found.before) == (Field.TITLE, "ru", "")


@given(st.text(min_size=1, max_size=400), st.text(min_size=1, max_size=400))
def test_no_difference_goes_unseen(old: str, new: str) -> None:
    found = differences(
        (CASE, replace(APPEAL, text=Localised({"en": old}))),
        (CASE, replace(APPEAL, text=Localised({"en": new}))),
    )
    assert bool(found) == (old != new)
    assert all(one.before != one.after for one in found)


@pytest.mark.parametrize("key", ["salutation", "closing"])
def test_a_detail_without_a_name_of_its_own_is_told_as_such(key: str) -> None:
    other = replace(OFFICE, **{key: Localised({"en": "Dear Sir,"})})  # pyright: ignore[reportArgumentType]
    assert changed(addressees=(other,)) == (Difference(Field.OTHER, "", "", ""),)
