"""Pictures and documents as telephones and programs make them: full of what nobody meant to send."""

import io

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

HIDDEN = "hidden5563"
"""Stands in everything that must not come along."""

DESCRIPTION, GPS, ORIENTATION = 0x010E, 0x8825, 0x0112


def photograph(size: tuple[int, int] = (64, 48), format: str = "JPEG", colour: str = "red") -> bytes:
    """A picture with a place, a description, a comment and an XMP packet, taken with the camera turned."""
    image = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[DESCRIPTION] = HIDDEN
    exif.get_ifd(GPS)[29] = HIDDEN
    packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{HIDDEN}</x:xmpmeta>".encode()
    written = io.BytesIO()
    more = {"comment": HIDDEN.encode()} if format == "JPEG" else {}
    image.save(written, format, exif=exif, xmp=packet, **more)
    return written.getvalue()


def document(pages: int = 1, password: str = "") -> bytes:
    """Pages with a photograph on each, a title, an author, a note and an attached file."""
    image, plain = Image.open(io.BytesIO(photograph())), io.BytesIO()
    image.save(plain, "PDF", title=HIDDEN, author=HIDDEN)
    writer = PdfWriter()
    for _ in range(pages):
        writer.append(PdfReader(plain))
    writer.add_metadata({"/Author": HIDDEN, "/Title": HIDDEN})
    writer.add_attachment(f"{HIDDEN}.txt", HIDDEN.encode())
    writer.add_annotation(0, FreeText(text=HIDDEN, rect=(0, 0, 20, 20)))
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def size_of(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as image:
        return image.size
