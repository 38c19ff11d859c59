"""Paper letters: read as text, and where that does not show it, measured on the page."""

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.domain.letter import Letter
from alertbot.letters.glyphs import UnprintableLetter, missing_glyphs
from alertbot.letters.paper import as_pdf, as_picture
from alertbot.letters.plain import one_line, tidy

from .sheets import ARABIC, ENGLISH, KAZAKH, RUSSIAN, fax, opened, post, text_of

A4 = (595, 842)
SAMPLES = {"en": ENGLISH, "ru": RUSSIAN, "kk": KAZAKH, "ar": ARABIC}
WORDS = {
    "en": "I ask you to see to it that the persecution of independent trade unions comes to an end",
    "ru": "прошу Вас сделать всё, чтобы прекратить преследование независимых профсоюзов и их активистов",
    "kk": "сізден тәуелсіз кәсіподақтарды қудалауды тоқтату үшін бар күшіңізді салуды өтінемін",
    "ar": "أطلب منكم بذل كل ما في وسعكم لوقف ملاحقة النقابات المستقلة وأعضائها في البلاد",
}


def of_length(letter: Letter, words: int) -> Letter:
    """The letter with a body of so many words in seven paragraphs, as long as real ones."""
    source = WORDS[letter.language].split()
    all_words = [source[n % len(source)] for n in range(words)]
    step = words // 7 + 1
    return replace(letter, body="\n\n".join(" ".join(all_words[n : n + step]) for n in range(0, words, step)))


def places(pdf: bytes) -> dict[str, float]:
    """Where on the line, in points from the left, each piece of text begins."""
    found: dict[str, float] = {}

    def note(text: str, page: list[float], line: list[float], *_font: object) -> None:
        if text.strip():
            found.setdefault(text.strip(), page[0] * line[4] + page[2] * line[5] + page[4])

    opened(pdf).pages[0].extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("language", SAMPLES)
def test_a_fax_is_one_a4_page(language: str) -> None:
    pages = opened(as_pdf(fax(SAMPLES[language]))).pages
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [A4]


def test_a_fax_says_when_to_whom_to_which_number_and_what() -> None:
    said = text_of(as_pdf(fax(RUSSIAN)))
    assert said == (
        "Факс Дата 4 октября 2017 г. Кому Нурсултан Назарбаев Президент Республики Казахстан "
        "Номер факса +77172745631 (+7 7172 74 56 31) или +77172745667 (+7 7172 74 56 67) "
        "Страниц 1 Код обращения KAZ 001 v2 Освободите Ану Пример "
        "Уважаемый господин Назарбаев! Освободите её. С уважением, Роза Мартин"
    )


def test_a_picked_number_stands_alone() -> None:
    said = text_of(as_pdf(replace(fax(ENGLISH), numbers=("+77172745667",))))
    assert "+77172745667" in said
    assert "+77172745631" not in said
    assert " or " not in said


def test_a_posted_letter_bears_the_address_as_printed_and_no_number() -> None:
    said = text_of(as_pdf(post(ENGLISH)))
    assert said == (
        "4 October 2017 Reference KAZ 001 v2 "
        "Mr Nursultan Nazarbaev President of the Republic of Kazakhstan "
        "Levyi bereg, Dom Pravitelstva Astana, 010000 Release Ana Example "
        "Dear Mr Nazarbaev, Release her, and drop the charges. Yours faithfully, Rosa Martin"
    )


def test_an_address_block_with_everything_in_it_stands_alone() -> None:
    said = text_of(as_pdf(replace(post(ENGLISH), recipient=(), code="")))
    assert said.startswith("4 October 2017 Levyi bereg, Dom Pravitelstva Astana, 010000 Release")


def test_an_organisation_stands_above_its_letter() -> None:
    headed = replace(ENGLISH, letterhead="Union of Examples\n54 route des Acacias", signer="")
    for sheet in (fax(headed), post(headed)):
        assert text_of(as_pdf(sheet)).startswith("Union of Examples 54 route des Acacias")


def test_without_a_name_there_is_a_line_to_sign_on() -> None:
    assert text_of(as_pdf(post(replace(ENGLISH, signer="", body="Yours faithfully,")))).endswith(
        "Yours faithfully, Signature"
    )


def test_what_looks_like_markup_is_printed_as_it_stands() -> None:
    tricks = '#evil(1) *x* $y$ _z_ `c` <l> @r = - \\ // /* " [a] #read("/etc/passwd") ~ \\u{41}'
    letter = replace(ENGLISH, signer=tricks, subject=tricks, code=tricks, body=f"{tricks} {tricks}")
    assert text_of(as_pdf(fax(letter))).count(tricks) == 5


@pytest.mark.parametrize("language", SAMPLES)
def test_a_letter_of_350_words_is_one_page_by_fax_and_by_post(language: str) -> None:
    letter = of_length(SAMPLES[language], 350)
    assert len(opened(as_pdf(fax(letter))).pages) == 1
    assert len(opened(as_pdf(post(letter))).pages) == 1


def test_a_longer_letter_takes_more_pages_and_says_how_many() -> None:
    pdf = as_pdf(fax(of_length(ENGLISH, 1_100)))
    count = len(opened(pdf).pages)
    said = text_of(pdf)
    assert count > 1
    assert f"Pages {count} " in said
    assert f"1 / {count}" in said
    assert said.endswith(f"{count} / {count}")


def test_only_the_shipped_fonts_are_used_and_they_are_embedded() -> None:
    for letter in SAMPLES.values():
        page: Any = opened(as_pdf(fax(letter))).pages[0]
        fonts: list[Any] = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        assert all("DejaVu" in font["/BaseFont"] for font in fonts)
        described: list[Any] = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
        assert all("/FontFile2" in font or "/FontFile3" in font for font in described)


def test_a_file_is_pdf_a_and_names_its_language_but_neither_signer_nor_hour() -> None:
    pdf = as_pdf(fax(RUSSIAN))
    reader = opened(pdf)
    root: Any = reader.trailer["/Root"]
    xmp: str = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2<" in xmp
    assert root["/Lang"] == "ru"
    about = str(reader.metadata) + xmp
    assert "Роза" not in about
    assert "D:20171004000000Z" in about
    assert "/Author" not in about


def test_the_same_sheet_gives_the_same_bytes() -> None:
    first = as_pdf(fax(ARABIC))
    as_pdf(fax(RUSSIAN))
    assert as_pdf(fax(ARABIC)) == first


def test_arabic_starts_on_the_right_and_latin_on_the_left() -> None:
    middle = A4[0] / 2
    arabic = places(as_pdf(fax(ARABIC)))
    assert arabic["التاريخ"] > middle
    assert places(as_pdf(fax(ENGLISH)))["Date"] < middle


def test_arabic_letters_join() -> None:
    """A non-joiner between two letters changes the picture, so without it they were joined."""
    joined, apart = (replace(ARABIC, body=body, signer="") for body in ("بب", "ب\u200cب"))
    assert as_picture(fax(joined)) != as_picture(fax(apart))


def test_numbers_keep_their_order_between_arabic_words() -> None:
    said = text_of(as_pdf(fax(ARABIC)))
    assert "+77172745631" in said
    assert "(+7 7172 74 56 31)" in said
    assert "KAZ 001 v2" in said


def test_every_mark_the_fonts_hold_can_stand_on_letters_of_every_script() -> None:
    marks = [chr(n) for n in range(0x10000) if unicodedata.category(chr(n)).startswith("M")]
    body = "\n".join(f"{base}{mark}" for base in "eжבبաგ" for mark in marks if not missing_glyphs(mark))
    assert len(body) > 3_000
    assert opened(as_pdf(fax(replace(ENGLISH, body=body)))).pages


def test_a_character_the_fonts_lack_is_an_error_that_names_it() -> None:
    for sheet in (
        fax(replace(ENGLISH, subject="Free 中")),
        post(replace(ENGLISH, body="Free 中")),
        fax(replace(ENGLISH, signer="中")),
        post(replace(ENGLISH, code="中")),
    ):
        for make in (as_pdf, as_picture):
            with pytest.raises(UnprintableLetter) as refused:
                make(sheet)
            assert refused.value.characters == ("中",)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_is_printed_or_refused_by_name(name: str, body: str) -> None:
    letter = replace(ENGLISH, signer=one_line(name), body=tidy(body))
    missing = set(missing_glyphs(letter.signer + letter.body))
    try:
        pages, refused = len(opened(as_pdf(fax(letter))).pages), set[str]()
    except UnprintableLetter as error:
        pages, refused = 0, set(error.characters)
    assert refused == missing
    assert bool(pages) is not bool(refused)


def test_a_picture_shows_the_first_page() -> None:
    for letter in (RUSSIAN, of_length(ENGLISH, 1_100)):
        png = as_picture(fax(letter))
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
        assert (width, height) == (909, 1286)
        assert len(png) < 400_000


def test_several_threads_print_at_once_and_each_gets_its_own_letter() -> None:
    letters = [replace(ENGLISH, signer=f"Rosa {n}", body=f"Ask {n}") for n in range(60)]
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(as_pdf, map(fax, letters)))
    for n, pdf in enumerate(made):
        assert text_of(pdf).endswith(f"Ask {n} Rosa {n}")


def test_nothing_heavy_is_loaded_before_a_letter_is_printed() -> None:
    program = (
        "import sys, alertbot.cli, alertbot.letters.paper, alertbot.letters.word, alertbot.letters.sheet\n"
        "print({'typst', 'docx', 'phonenumbers', 'fontTools'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
