"""Documents written anew from their pages alone: who made them, with what, and what lies hidden in them stays
behind."""

import io
import re

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from alertbot.errors import Unenclosable
from alertbot.intake.jpeg import bare_jpeg

MOST_PAGES = 60
MOST_OBJECTS = 20_000
"""Parts of a document; one of sixty pages has hundreds."""

_PAGE = frozenset(
    {"/Type", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"}
)
"""All that a page needs to be seen (ISO 32000-1, 7.7.3.3). Notes, links, forms, files and actions hang on
other names, and go."""

_LEFT_OUT = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/OPI",
    "/Alternates",
    "/AF",
    "/AA",
    "/A",
    "/JS",
    "/EF",
    "/Ref",
    "/PS",
    "/Usage",
    "/Measure",
    "/PtData",
    "/Thumb",
    "/Parent",
    "/StructParent",
    "/StructParents",
)
"""What may stand in a part of a page and is no part of what is seen."""

_KNOWN = frozenset(
    {
        "/ASCIIHexDecode",
        "/ASCII85Decode",
        "/LZWDecode",
        "/FlateDecode",
        "/RunLengthDecode",
        "/CCITTFaxDecode",
        "/JBIG2Decode",
        "/DCTDecode",
    }
)
"""How parts are packed (ISO 32000-1, 7.4). What says anything else, JPEG 2000 or a damaged name, may carry
more than is seen in a form that cannot be taken apart here."""

_JPEG = b"\xff\xd8\xff"
"""How every JPEG file begins."""

_PICTURE_INSIDE = re.compile(rb"/DCT(Decode)?\b")


def is_document(content: bytes) -> bool:
    """Whether a file begins like a PDF, which may have up to a kilobyte before it."""
    return b"%PDF-" in content[:1024]


def cleaned_document(content: bytes) -> bytes:
    """The same pages as a new PDF; the same file always gives the same bytes.

    Document information, XMP, attached files, scripts, notes with their authors, links, filled-in forms and
    earlier states of the file are gone, and so is what cameras wrote into the pictures on its pages.
    :class:`Unenclosable` for one that is broken, locked, too long, or cannot be cleaned.
    """
    try:
        return _rewritten(content)
    except Unenclosable:
        raise
    except Exception:  # noqa: BLE001 - the library raises whatever the damage leads to
        failed = Unenclosable("broken")
    # Raised apart from the first error, whose text may quote the file.
    raise failed


def _rewritten(content: bytes) -> bytes:
    reader, writer = PdfReader(io.BytesIO(content)), PdfWriter()
    if reader.is_encrypted:
        raise Unenclosable("locked")
    count = len(reader.pages)
    if not count or count > MOST_PAGES:
        raise Unenclosable("pages" if count else "broken")
    for page in reader.pages:
        for key in [key for key in page if key not in _PAGE]:
            del page[key]
        _clean(page)
        writer.add_page(page)
    writer.metadata = None
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _clean(page: PageObject) -> None:
    """Leave out of everything a page is made of what is not seen."""
    waiting: list[object] = [page]
    known: set[int] = set()
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum in known:
                continue
            known.add(thing.idnum)
            thing = thing.get_object()
        if len(known) + len(waiting) > MOST_OBJECTS:
            raise Unenclosable("pages")
        if isinstance(thing, DictionaryObject):
            for key in _LEFT_OUT:
                thing.pop(NameObject(key), None)
            if isinstance(thing, StreamObject):
                _clean_stream(thing)
            waiting.extend(thing.raw_get(key) for key in thing)
        elif isinstance(thing, ArrayObject):
            waiting.extend(thing)


def _clean_stream(stream: StreamObject) -> None:
    filters = _filters(stream)
    packed = stream._data  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    if not _KNOWN.issuperset(filters) or "/F" in stream:
        raise Unenclosable("unclean")
    if filters == ["/DCTDecode"]:
        # The library can put new bytes only into streams of its own packing.
        stream._data = bare_jpeg(packed)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    elif "/DCTDecode" in filters or packed.startswith(_JPEG) or _hides_picture(stream):
        raise Unenclosable("unclean")


def _hides_picture(stream: StreamObject) -> bool:
    return _draws(stream) and _PICTURE_INSIDE.search(stream.get_data()) is not None


def _filters(stream: StreamObject) -> list[str]:
    found = stream.get("/Filter")
    found = found.get_object() if isinstance(found, IndirectObject) else found
    if found is None:
        return []
    return [str(one) for one in found] if isinstance(found, ArrayObject) else [str(found)]


def _draws(stream: StreamObject) -> bool:
    """Whether it holds drawing commands, among which a picture may stand, and no picture or font."""
    return (
        stream.get("/Subtype") in (None, "/Form") and not {"/Length1", "/N", "/FunctionType"} & stream.keys()
    )
