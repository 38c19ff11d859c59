"""Letters on paper: PDF for fax and post, and a picture to look at before printing.

Slow work (some milliseconds, a tenth of a second at the first call): call it in a thread, any thread.
"""

import json
import re
import threading
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from alertbot.letters.glyphs import UnprintableLetter, missing_glyphs
from alertbot.letters.sheet import Sheet, readable_number, runs_right_to_left

_UNSHAPED = re.compile(r'the text `"(.+)"` could not be displayed')

Json = str | int | bool | list["Json"] | dict[str, "Json"]
Form = Literal["pdf", "png"]

PICTURE_DENSITY = 110
"""Pixels per inch of a picture: a phone shows the page whole, and can zoom in and read it."""

_SIZES = (11, 10.5, 10, 9.5, 9)
"""Points, tried in this order until a letter fits one page; smaller ones cannot be read off a fax."""

_SIZE_OF_SEVERAL = 10.5
"""Points of a letter that takes several pages in any case."""

_PDF_A = "a-2u"
"""Fonts are embedded and every character can be searched; a missing glyph is an error, never a box."""


def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF/A, one A4 page up to about 350 words.

    Raises :class:`UnprintableLetter`, which names what the fonts lack. The same sheet gives the same bytes:
    nothing in it tells when and where the file was made.
    """
    return _typeset(sheet, "pdf")


def as_picture(sheet: Sheet) -> bytes:
    """The first page as PNG, to look at. Raises :class:`UnprintableLetter` as :func:`as_pdf` does."""
    return _typeset(sheet, "png")


def _typeset(sheet: Sheet, form: Form) -> bytes:
    data = _data(sheet)
    if missing := missing_glyphs("".join(_texts(data))):
        raise UnprintableLetter(missing)
    written = json.dumps(data)
    tried = (_press().one_page(written, size, form) for size in _SIZES)
    fitting = next((made for made in tried if made is not None), None)
    return fitting or _press().several_pages(written, _SIZE_OF_SEVERAL, form)


def _data(sheet: Sheet) -> dict[str, Json]:
    """What the template reads; every text in it is printed as it is."""
    return {
        "lang": sheet.language.replace("-", "_").partition("_")[0],
        "rtl": sheet.right_to_left,
        "day": {"year": sheet.on.year, "month": sheet.on.month, "day": sheet.on.day},
        "date": sheet.written_on,
        "labels": dict(sheet.labels),
        "letterhead": sheet.letterhead,
        "recipient": list(sheet.recipient),
        "numbers": [[number, readable_number(number)] for number in sheet.numbers],
        "address": sheet.address,
        "address-rtl": runs_right_to_left(sheet.address),
        "code": sheet.code,
        "subject": sheet.subject,
        "paragraphs": list(sheet.paragraphs),
        "signer": sheet.signer,
    }


def _texts(data: Json) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (list, dict)):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _texts(part)


class _RunsOver(Exception):
    """The letter does not fit one page."""


class _Press:
    """A typesetter with our fonts and no others. It serves one thread at a time and lets the others wait."""

    def __init__(self) -> None:
        import typst

        folder = Path(str(files("alertbot.letters"))) / "press"
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder / "fonts"]
        )
        self._compiler = typst.Compiler(font_paths=fonts, root=folder)
        self._template = (folder / "sheet.typ").read_bytes()
        self._refusal = typst.TypstError
        self._free = threading.Lock()

    def one_page(self, sheet: str, size: float, form: Form) -> bytes | None:
        """The sheet with letters of ``size`` points, or ``None`` when it runs over onto a second page."""
        try:
            return self._printed({"sheet": sheet, "size": str(size), "pages": "1"}, form)
        except _RunsOver:
            return None

    def several_pages(self, sheet: str, size: float, form: Form) -> bytes:
        """The sheet on as many pages as it takes; as a picture the first of them."""
        return self._printed({"sheet": sheet, "size": str(size), "pages": "several"}, form)

    def _printed(self, inputs: dict[str, str], form: Form) -> bytes:
        try:
            with self._free:
                made = self._compiler.compile(
                    self._template,
                    format=form,
                    sys_inputs=inputs,
                    ppi=PICTURE_DENSITY,
                    pdf_standards=_PDF_A if form == "pdf" else [],
                )
        except self._refusal as error:
            if "a second page" in error.message:
                raise _RunsOver from None
            # Letters and marks that fonts hold singly may be lacking together.
            if unshaped := _UNSHAPED.search(error.message):
                raise UnprintableLetter((unshaped.group(1),)) from None
            raise
        return made[0] if isinstance(made, list) else made or b""


@cache
def _press() -> _Press:
    return _Press()
