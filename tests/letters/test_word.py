"""Letters to edit, opened again as a word processor would."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.letters.glyphs import UnprintableLetter
from alertbot.letters.plain import one_line, tidy
from alertbot.letters.sheet import Sheet
from alertbot.letters.word import as_docx

from .sheets import ARABIC, ENGLISH, KAZAKH, RUSSIAN, fax, post


def opened(sheet: Sheet) -> Document:
    return docx.Document(BytesIO(as_docx(sheet)))


def paragraphs(sheet: Sheet) -> list[str]:
    return [paragraph.text for paragraph in opened(sheet).paragraphs]


def part(sheet: Sheet, name: str) -> str:
    return zipfile.ZipFile(BytesIO(as_docx(sheet))).read(name).decode()


def test_a_document_holds_date_code_recipient_address_subject_letter_and_a_place_to_sign() -> None:
    assert paragraphs(post(ENGLISH)) == [
        "4 October 2017",
        "Reference: KAZ 001 v2",
        "Mr Nursultan Nazarbaev\nPresident of the Republic of Kazakhstan",
        "Levyi bereg, Dom Pravitelstva\nAstana, 010000",
        "Release Ana Example",
        "Dear Mr Nazarbaev,",
        "Release her, and drop the charges.",
        "Yours faithfully,",
        f"\n\n{'_' * 32}\nRosa Martin",
    ]


def test_a_fax_to_edit_names_its_numbers() -> None:
    said = paragraphs(fax(RUSSIAN))
    assert "Номер факса: +77172745631 (+7 7172 74 56 31)" in said
    assert "или: +77172745667 (+7 7172 74 56 67)" in said


def test_an_organisation_stands_above_its_letter() -> None:
    headed = replace(ENGLISH, letterhead="Union of Examples\n54 route des Acacias", signer="")
    said = paragraphs(post(headed))
    assert said[0] == "Union of Examples\n54 route des Acacias"
    assert said[-1].endswith("_\nSignature")


def test_a_document_is_a4() -> None:
    page = opened(post(KAZAKH)).sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_a_subject_of_any_length_is_held_whole() -> None:
    assert "long " * 80 + "!" in paragraphs(post(replace(ENGLISH, subject="long " * 80 + "!")))


def test_a_document_names_neither_author_nor_hour() -> None:
    about = opened(post(ENGLISH)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created == about.modified == datetime(2017, 10, 4, tzinfo=UTC)
    assert "python-docx" not in part(post(ENGLISH), "docProps/core.xml")
    assert "Rosa" not in part(post(ENGLISH), "docProps/core.xml")


def test_arabic_paragraphs_and_their_words_run_from_right_to_left() -> None:
    xml = part(post(ARABIC), "word/document.xml")
    found = re.findall(r"<w:p>.*?</w:p>", xml, re.DOTALL)
    turned = [paragraph for paragraph in found if "<w:bidi/>" in paragraph]
    latin = [paragraph for paragraph in found if "<w:bidi/>" not in paragraph]
    assert all("<w:rtl/>" in paragraph for paragraph in turned)
    assert len(latin) == 1
    assert "Levyi bereg" in latin[0]


def test_a_code_between_arabic_words_keeps_its_order() -> None:
    xml = part(post(ARABIC), "word/document.xml")
    run = re.search(r"<w:r>(?:(?!</w:r>).)*KAZ 001 v2", xml, re.DOTALL)
    assert run
    assert "w:rtl" not in run.group()


def test_latin_and_cyrillic_paragraphs_are_not_turned() -> None:
    assert "w:bidi" not in part(post(RUSSIAN), "word/document.xml")
    assert "w:rtl" not in part(post(RUSSIAN), "word/document.xml")


def test_what_looks_like_markup_is_text() -> None:
    tricks = "<w:p/> &amp; ]]> {{ x }} \u4e2d"
    assert tricks in paragraphs(post(replace(ENGLISH, subject=tricks)))


def test_what_a_document_cannot_hold_is_refused() -> None:
    for character in ("\x00", "\x0b", "\x1b", "\udcff", "\ufffe"):
        with pytest.raises(UnprintableLetter) as refused:
            as_docx(post(replace(ENGLISH, subject=f"a{character}b")))
        assert refused.value.characters == (character,)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=200))
def test_any_name_and_text_is_held_or_refused(name: str, body: str) -> None:
    letter = replace(ENGLISH, signer=one_line(name), body=tidy(body))
    try:
        said = "\n".join(paragraphs(post(letter)))
    except UnprintableLetter as refused:
        assert refused.characters  # noqa: PT017 - either outcome is right
        return
    assert (letter.signer or "Signature") in said
