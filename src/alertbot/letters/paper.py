"""Letters on paper: PDF for fax and post, and a picture to look at before printing.

Slow work (a few milliseconds, a second at the first call): call it in a thread, any thread.
"""

import json
import threading
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from alertbot.letters.glyphs import UnprintableLetter, missing_glyphs
from alertbot.letters.sheet import Sheet, readable_number, runs_right_to_left

Json = str | int | bool | list["Json"] | dict[str, "Json"]

PICTURE_DENSITY = 110
"""Pixels per inch of a picture: a phone shows the page whole, and can zoom in and read it."""

_STANDARD = "a-2u"
"""PDF/A-2u: fonts embedded, every character searchable; a missing glyph is an error, never a box."""


def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF/A, one A4 page up to about 350 words.

    Raises :class:`UnprintableLetter`, which names what the fonts lack. The same sheet gives the same bytes:
    nothing in it tells when and where the file was made.
    """
    return _typeset(sheet, "pdf")


def as_picture(sheet: Sheet) -> bytes:
    """The first page as PNG, to look at. Raises :class:`UnprintableLetter` as :func:`as_pdf` does."""
    return _typeset(sheet, "png")


def _typeset(sheet: Sheet, form: Literal["pdf", "png"]) -> bytes:
    data = _data(sheet)
    if missing := missing_glyphs("".join(_texts(data))):
        raise UnprintableLetter(missing)
    made = _press().print(data, form)
    return made if isinstance(made, bytes) else made[0]


def _data(sheet: Sheet) -> dict[str, Json]:
    """What the template reads; every text in it is printed as it is."""
    return {
        "lang": sheet.language.replace("-", "_").partition("_")[0],
        "rtl": sheet.right_to_left,
        "day": {"year": sheet.on.year, "month": sheet.on.month, "day": sheet.on.day},
        "date": sheet.written_on,
        "labels": dict(sheet.labels),
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

    def print(self, data: Json, form: Literal["pdf", "png"]) -> bytes | list[bytes]:
        inputs = {"sheet": json.dumps(data)}
        try:
            with self._free:
                made = self._compiler.compile(
                    self._template,
                    format=form,
                    sys_inputs=inputs,
                    ppi=PICTURE_DENSITY,
                    pdf_standards=_STANDARD if form == "pdf" else [],
                )
        except self._refusal as error:
            if "could not be displayed" in error.message:
                raise UnprintableLetter(()) from None
            raise
        return made or b""


@cache
def _press() -> _Press:
    return _Press()
