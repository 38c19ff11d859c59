"""Letters to edit: a ``.docx`` for any word processor.

Slow work (about 30 milliseconds, and a tenth of a second at the first call): call it in a thread.
"""

import io
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from alertbot.letters.glyphs import UnprintableLetter
from alertbot.letters.sheet import Sheet, readable_number, runs_right_to_left

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_FONT = "Times New Roman"
_SIGNATURE = "_" * 32
_LONGEST_TITLE = 255

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold (XML 1.0, 2.2)."""


def as_docx(sheet: Sheet) -> bytes:
    """The sheet as an A4 document that names no author and no hour.

    The fonts are those of the reader's machine, so only what the format cannot hold, control characters,
    is refused (:class:`UnprintableLetter`).
    """
    _refuse_controls(sheet)
    document = _blank(sheet)
    page = _Page(document, sheet.right_to_left)
    _head(page, sheet)
    page.add(sheet.subject, bold=True)
    for text in sheet.paragraphs:
        page.add(text)
    page.add("\n".join(("", "", _SIGNATURE, sheet.signer or sheet.labels["signature"])))
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _head(page: "_Page", sheet: Sheet) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if sheet.letterhead:
        page.add(sheet.letterhead)
    dated = page.add(sheet.written_on)
    # In a paragraph from right to left "right" means its end, which is on the left.
    dated.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if sheet.code:
        page.exact(page.add(f"{sheet.labels['code']}: "), sheet.code)
    if sheet.recipient:
        page.add("\n".join(sheet.recipient))
    if sheet.address:
        _Page(page.document, runs_right_to_left(sheet.address)).add(sheet.address)
    lead = sheet.labels["number"]
    for number in sheet.numbers:
        page.exact(page.add(f"{lead}: "), f"{number} ({readable_number(number)})")
        lead = sheet.labels["or"]


class _Page:
    """Paragraphs in one direction, added to the end of a document."""

    def __init__(self, document: "Document", right_to_left: bool) -> None:
        self.document = document
        self._right_to_left = right_to_left

    def add(self, text: str, *, bold: bool = False) -> "Paragraph":
        paragraph = self.document.add_paragraph()
        if self._right_to_left:
            _turn(paragraph)
        run = paragraph.add_run(text)
        # Both scripts have their own switches: Word shows Arabic bold only by the second one.
        run.font.bold = run.font.cs_bold = bold or None
        run.font.rtl = self._right_to_left or None
        return paragraph

    def exact(self, paragraph: "Paragraph", text: str) -> None:
        """Add a number or code, which keeps its order in any surrounding direction."""
        paragraph.add_run(text)


def _turn(paragraph: "Paragraph") -> None:
    # python-docx has no name for the direction of a paragraph, only for that of a run.
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    properties: Any = paragraph._p.get_or_add_pPr()  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001
    properties.append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))


def _refuse_controls(sheet: Sheet) -> None:
    texts = (sheet.letterhead, sheet.code, *sheet.recipient, sheet.address, sheet.subject, sheet.signer)
    unfit = _UNFIT.findall("".join((*texts, *sheet.paragraphs)))
    if unfit:
        raise UnprintableLetter(tuple(dict.fromkeys(unfit)))


def _blank(sheet: Sheet) -> "Document":
    """An empty page. The library's own template is US Letter, has an author and says when it was made."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(25)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.paragraph_format.space_after = Pt(8)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)
    about = document.core_properties
    about.author = about.comments = about.last_modified_by = ""
    about.title, about.language = sheet.subject[:_LONGEST_TITLE], sheet.language
    about.created = about.modified = datetime.combine(sheet.on, time(), UTC)
    return document
