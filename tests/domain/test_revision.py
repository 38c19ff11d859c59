"""What changed between two versions: each part named once, nothing else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Appeal, AppealKind, Demand
from alertbot.domain.language import Localised
from alertbot.domain.letter import LetterPlan
from alertbot.domain.revision import Change, changes

EN = {"en": "text"}
OFFICE = Addressee("mayor", Localised(EN), channels=(Channel(ChannelKind.FAX, "+77272716579"),))
APPEAL = Appeal(
    "case",
    "first",
    AppealKind.APPEAL,
    Localised(EN),
    Localised(EN),
    addressees=(OFFICE,),
    letter=LetterPlan(Localised(EN), Localised(EN)),
)
OTHER = Localised({"en": "other"})


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"title": OTHER}, Change.TITLE),
        ({"summary": OTHER}, Change.FACTS),
        ({"text": OTHER}, Change.FACTS),
        ({"demands": (Demand("release", OTHER),)}, Change.DEMANDS),
        ({"addressees": (OFFICE, replace(OFFICE, key="deputy"))}, Change.ADDRESSEES),
        ({"addressees": (replace(OFFICE, person="Somebody"),)}, Change.ADDRESSEES),
        ({"addressees": (replace(OFFICE, channels=()),)}, Change.CHANNELS),
        ({"letter": LetterPlan(Localised(EN), OTHER)}, Change.LETTER),
        ({"code": "UA 1"}, Change.LETTER),
        ({"sign_by": date(2017, 11, 1)}, Change.LAST_DAY),
    ],
)
def test_a_change_is_told_by_its_name_alone(change: dict[str, Any], what: Change) -> None:
    assert changes(APPEAL, replace(APPEAL, **change)) == (what,)


def test_the_same_text_has_no_changes() -> None:
    assert changes(APPEAL, APPEAL) == ()


def test_a_source_or_a_translation_of_nothing_a_letter_holds_is_no_change() -> None:
    assert changes(APPEAL, replace(APPEAL, reply_to="a@example.org")) == ()
