"""Letters on paper: PDF for fax and post, and a picture to look at before printing.

Slow work (some milliseconds, a tenth of a second at the first call): call it in a thread, any thread.
"""

import json

from alertbot.letters.glyphs import UnprintableLetter, missing_glyphs
from alertbot.letters.sheet import Sheet, readable_number, runs_right_to_left
from alertbot.letters.typesetter import Form, Json, texts, typesetter, unshaped

PICTURE_DENSITY = 110
"""Pixels per inch of a picture: a phone shows the page whole, and can zoom in and read it."""

_SIZES = (11, 10.5, 10, 9.5, 9)
"""Points, tried in this order until a letter fits one page; smaller ones cannot be read off a fax."""

_SIZE_OF_SEVERAL = 10.5
"""Points of a letter that takes several pages in any case."""


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
    if missing := missing_glyphs("".join(texts(data))):
        raise UnprintableLetter(missing)
    written = json.dumps(data)
    tried = (_one_page(written, size, form) for size in _SIZES)
    fitting = next((made for made in tried if made is not None), None)
    several = {"sheet": written, "size": str(_SIZE_OF_SEVERAL), "pages": "several"}
    return fitting or _printed(several, form)


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


class _RunsOver(Exception):
    """The letter does not fit one page."""


def _one_page(sheet: str, size: float, form: Form) -> bytes | None:
    """The sheet with letters of ``size`` points, or ``None`` when it runs over onto a second page."""
    try:
        return _printed({"sheet": sheet, "size": str(size), "pages": "1"}, form)
    except _RunsOver:
        return None


def _printed(inputs: dict[str, str], form: Form) -> bytes:
    press = typesetter()
    try:
        return press.printed("sheet.typ", inputs, form, PICTURE_DENSITY)
    except press.refusal as error:
        if "a second page" in error.message:
            raise _RunsOver from None
        if lacking := unshaped(error):
            raise UnprintableLetter((lacking,)) from None
        raise
