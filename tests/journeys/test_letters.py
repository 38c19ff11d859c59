"""Letters as they are made: one signer's own wording in every form, a page without a name, threads."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alertbot.dialogue.letter_taps import FileOf, Mine
from alertbot.domain.addressee import Addressee, ChannelKind
from alertbot.domain.channel_health import contact
from alertbot.domain.embassies import resolved
from alertbot.domain.publication import Published
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.journeys import letters
from alertbot.journeys.desk import Who
from alertbot.journeys.letters import LetterWriting, Writer, at_embassy
from alertbot.letters.link import read_link
from alertbot.playground import VirtualClock
from tests.support.stage import library
from tests.support.telegram import TelegramStage

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
PAGE = "https://letters.example.org"
LIBRARY = library(NOW.date())


def published(key: str) -> Published:
    prepared = next(p for p in LIBRARY.cases if p.case.key == key)
    return Published(1, 1, 1, prepared.case, next(a for a in prepared.appeals if a.letter), NOW)


def writer(key: str = "kharkova", seed: bytes = b"one", page: str | None = None) -> Writer:
    return Writer(published(key), seed, "en", date(2017, 10, 4), frozenset(), page)


def office(key: str, of: Writer) -> Addressee:
    found = of.of.appeal.addressee(key)
    assert found is not None
    return found


def test_without_a_public_address_no_letter_has_a_page() -> None:
    of = writer()
    assert of.ready(office("brussels", of), Mine()).page == ""


def test_the_page_holds_the_sentence_and_the_same_words_but_never_the_name() -> None:
    of = writer(page=PAGE)
    ready = of.ready(office("brussels", of), Mine(sentence="My own words.", signer="Rosa Example"))
    assert ready.page.startswith(f"{PAGE}/letter?lang=en#")
    linked = read_link(ready.page)
    assert "My own words." in linked.body
    assert "Rosa" not in linked.model_dump_json()
    assert ready.letter.body.startswith(linked.body.partition("My own words.")[0])


def test_one_person_has_the_same_words_for_one_office_and_others_have_their_own() -> None:
    bodies = {writer(seed=bytes([n])).letter(office("brussels", writer()), Mine()).body for n in range(20)}
    assert len(bodies) > 10
    assert len({writer().letter(office("brussels", writer()), Mine()).body for _ in range(3)}) == 1


def test_the_draft_goes_to_the_address_that_stands_in_for_a_failing_one() -> None:
    of = writer("kurmanov")
    prosecutor = next(a for a in of.of.appeal.addressees if "procuror@nursat.kz" in a.emails)
    (email,) = prosecutor.channels_of(ChannelKind.EMAIL)
    failing = contact(prosecutor.key, email)
    doubting = replace(of, suspects=frozenset({failing}))
    assert of.letter(prosecutor, Mine()).to == "procuror@nursat.kz"
    assert doubting.letter(prosecutor, Mine()).to == "akparat@prokuror.kz"


def test_a_translation_stands_beside_a_letter_in_another_language() -> None:
    of = writer()
    assert of.ready(office("president", of), Mine()).translation
    assert not of.ready(office("brussels", of), Mine()).translation


@pytest.mark.parametrize("form", ["eml", "webform", "", "../etc"])
def test_a_form_the_office_cannot_take_is_no_file(form: str) -> None:
    of = writer()
    assert of.file(form, office("president", of), Mine()).file is None


def test_a_fax_sheet_dials_first_what_was_not_reported() -> None:
    of = writer()
    president = office("president", of)
    failing = contact("president", president.channels[0])
    plain = of.file("fax", president, Mine()).file
    doubting = replace(of, suspects=frozenset({failing})).file("fax", president, Mine()).file
    assert plain
    assert doubting
    assert plain.content != doubting.content


def test_the_files_of_an_embassy_name_no_country() -> None:
    of = writer()
    embassy = LIBRARY.embassies.of("KZ", "CH")
    assert embassy is not None
    found = at_embassy(of, "CH", resolved(office("embassy", of), embassy), Mine())
    assert [form for form, _ in found.files] == ["eml", "fax"]
    assert [file.name for _, file in found.files] == ["letter-embassy-en.eml", "letter-fax-embassy-en.pdf"]
    assert "CH" not in repr(found)


def test_what_somebody_typed_shows_in_no_repr() -> None:
    mine = Mine(sentence="My own words.", signer="Rosa Example")
    of = writer(page=PAGE)
    ready = of.ready(office("brussels", of), mine)
    shown = repr((mine, ready, FileOf(1, 1, 0, "fax", mine)))
    assert "Rosa" not in shown
    assert "own words" not in shown
    assert PAGE not in shown


async def test_a_file_is_typeset_beside_the_event_loop(
    folder: Path, unpaced: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def typeset(sheet: object) -> bytes:
        threads.append(threading.get_ident())
        return b"%PDF"

    monkeypatch.setattr(letters, "as_pdf", typeset)
    async with TelegramStage(folder) as stage:
        stored = await stage.publish("kharkova")
        writing = LetterWriting(VirtualClock(NOW, runs=False), LIBRARY.embassies, lambda typed: None)
        ann = Address("telegram", "7")
        who = Who(ann, ChatKind.PERSON, ann, None, None, "en", "telegram")
        fetch = writing.journey.fetches[FileOf]
        made = await fetch(stage.store, FileOf(stored.id, 1, 0, "fax", Mine()), who)
    assert made.file.content == b"%PDF"
    assert threads
    assert threading.get_ident() not in threads
