"""What a draft's checklist says of people who are known already."""

import pytest

from alertbot.dialogue.draft_words import doubt_line
from alertbot.dialogue.namesakes import MOST_TOLD, doubts
from alertbot.domain.namesakes import Known, Namesake
from alertbot.domain.publication import Doubt
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues

from .test_case_page import KHARKOVA

KNOWN = Known(KHARKOVA.case.persons[0], KHARKOVA)
NAMESAKE = Namesake("Л. Харькова", KNOWN, 60)
WORDING = Wording(catalogues())


@pytest.mark.parametrize("locale", ["en", "ru", "ro"])
def test_the_case_and_its_day_are_named_in_the_readers_language(locale: str) -> None:
    (doubt,) = doubts([NAMESAKE])
    shown = WORDING.phrase(doubt_line(doubt), locale)
    assert "Л. Харькова" in shown
    assert KHARKOVA.case.title.pick(locale) in shown
    assert "2017" in shown


def test_a_doubt_survives_being_kept_with_the_draft() -> None:
    (doubt,) = doubts([NAMESAKE])
    kept = Doubt(doubt.code, doubt.detail, doubt.line)
    assert doubt_line(kept) == doubt_line(doubt)


def test_nobody_is_told_of_more_than_a_few() -> None:
    assert len(doubts([NAMESAKE] * 30)) == MOST_TOLD
