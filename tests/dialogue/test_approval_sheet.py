"""What an approver sees beside the previews."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from alertbot.dialogue.approval_sheet import sheet
from alertbot.dialogue.screen import Part, Say, Screen
from alertbot.domain.addressee import Channel, ChannelKind
from alertbot.domain.appeal import Appeal, ConsentBasis
from alertbot.domain.publication import Draft, DraftStage, Published
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues

from .facts import NOW, PAIRS

CASE, APPEAL = next(pair for pair in PAIRS if pair[1].addressees)
WORDING = Wording(catalogues())


def draft(appeal: Appeal = APPEAL) -> Draft:
    return Draft(1, "olga", DraftStage.SUBMITTED, NOW, case=CASE, appeal=appeal)


def out(appeal: Appeal = APPEAL) -> Published:
    return Published(1, 1, 3, CASE, appeal, NOW)


def ids(parts: list[Part]) -> list[str]:
    return [part.words.id for part in parts if isinstance(part.words, Say)]


def read(parts: list[Part], locale: str = "en") -> str:
    return str(WORDING.say(Screen(tuple(parts)), locale))


def with_email(address: str) -> Appeal:
    office = replace(APPEAL.addressees[0], channels=(Channel(ChannelKind.EMAIL, address),))
    return replace(APPEAL, addressees=(office,))


def test_every_address_of_every_prepared_appeal_is_shown() -> None:
    for case, appeal in PAIRS:
        shown = read(sheet(replace(draft(appeal), case=case), None))
        values = [v for a in appeal.addressees for c in a.channels for v in c.values]
        for value in values:
            assert " ".join(value.split()) in " ".join(shown.replace("\\n", " ").split())


def test_a_false_letter_in_an_address_is_shown_with_its_code_point() -> None:
    shown = sheet(draft(with_email("press@аkorda.kz")), None)
    assert "sheet.odd" in ids(shown)
    assert "U+0430" in read(shown)
    assert "sheet.odd" not in ids(sheet(draft(with_email("press@akorda.kz")), None))


def test_a_mark_that_cannot_be_seen_is_shown() -> None:
    assert "U+202E" in read(sheet(draft(with_email("press\u202e@akorda.kz")), None))


@given(st.text(min_size=1, max_size=40))
def test_no_address_is_shown_as_plain_that_is_not(address: str) -> None:
    found = ids(sheet(draft(with_email(address)), None))
    assert ("sheet.odd" in found) == (not (address.isascii() and address.isprintable()))


def test_nothing_is_said_of_versions_when_none_is_out() -> None:
    assert "sheet.changes" not in ids(sheet(draft(), None))


def test_the_difference_to_the_version_that_is_out_is_listed() -> None:
    shown = sheet(draft(replace(APPEAL, code="KAZ 2")), out(replace(APPEAL, code="KAZ 1")))
    assert "sheet.changed" in ids(shown)
    assert "KAZ 1" in read(shown)
    assert "KAZ 2" in read(shown)
    assert "sheet.no_changes" in ids(sheet(draft(), out()))


def test_who_agreed_is_said_or_that_nobody_has_said_so() -> None:
    for basis in ConsentBasis:
        shown = ids(sheet(draft(replace(APPEAL, consent=basis)), None))
        assert f"sheet.consent.{basis.value or 'unknown'}" in shown


def test_how_long_it_is_open_is_said() -> None:
    ends = replace(APPEAL, sign_by=None, expires=date(2018, 1, 2))
    assert "sheet.open_until" in ids(sheet(draft(ends), None))
    assert "sheet.open_ended" in ids(sheet(draft(replace(ends, expires=None)), None))
