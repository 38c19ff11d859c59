"""Pictures made anew from their colours alone: nothing that a camera, a telephone or a program wrote into the
file comes along."""

import io
from contextlib import suppress
from typing import Any

from PIL import Image, ImageCms, ImageOps

from alertbot.errors import Unenclosable

FORMATS = ("JPEG", "PNG", "WEBP")
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
LARGEST_SIDE = 1600
"""Pixels: sharp on a telephone, and small enough for a bad connection."""

MOST_PIXELS = 52_000_000
"""A telephone's largest photographs have 50 million; what unpacks to more is refused unread."""

QUALITY = 85


def is_picture(content: bytes) -> bool:
    """Whether a file begins like one of :data:`FORMATS`."""
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def is_heic(content: bytes) -> bool:
    """Whether a file begins like a photo as iPhones keep it, which the library at hand does not read. Source
    of the brands: ISO/IEC 23008-12."""
    return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS


def cleaned_picture(content: bytes) -> bytes:
    """The picture as a JPEG of at most :data:`LARGEST_SIDE`, upright, in sRGB, on white where it was clear.

    The same picture always gives the same bytes. :class:`Unenclosable` for one that is broken or too large.
    """
    found = None
    with suppress(Exception):  # the library raises whatever the damage leads to
        found = _size(content)
    if found is None:
        raise Unenclosable("broken")
    if found > MOST_PIXELS:
        raise Unenclosable("pixels")
    with suppress(Exception):
        return _encoded(content)
    # Raised apart from the first error, whose text may quote the file.
    raise Unenclosable("broken")


def _size(content: bytes) -> int:
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        return image.width * image.height


def _encoded(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        image.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
        image.load()
        profile = image.info.get("icc_profile")
        shown = _in_srgb(_upright(image), profile)
    shown.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    # What was read is known to its image still, a comment for one; these bytes are colours and nothing else.
    bare = Image.frombytes("RGB", shown.size, shown.tobytes())
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def _upright(image: Image.Image) -> Image.Image:
    """As it was held; one whose description is damaged stays as it is."""
    with suppress(Exception):
        return ImageOps.exif_transpose(image)
    return image


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = _on_white(image.convert("RGBA"))
    if isinstance(profile, bytes) and image.mode in ("RGB", "CMYK", "L"):
        with suppress(Exception):  # a damaged profile costs a shade of colour, not the picture
            return _converted(image, profile)
    return image.convert("RGB")


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    colours: Any = ImageCms
    source, wanted = colours.ImageCmsProfile(io.BytesIO(profile)), colours.createProfile("sRGB")
    return colours.profileToProfile(image, source, wanted, outputMode="RGB")


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, image).convert("RGB")
