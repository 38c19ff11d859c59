"""Files that organizers want to go out with an appeal: only what can be cleaned is taken."""

from hashlib import sha256

from alertbot.domain.enclosure import EnclosureKind
from alertbot.errors import Unenclosable
from alertbot.intake.paper_file import cleaned_document, is_document
from alertbot.intake.picture import cleaned_picture, is_heic, is_picture

LARGEST = 4 << 20
"""Bytes of a cleaned file: what a bad connection can still bring."""


def cleaned(content: bytes) -> tuple[EnclosureKind, str, bytes]:
    """What kind of file it is, the SHA-256 (hex) of its cleaned bytes, and these bytes. Slow: for a thread.

    :class:`Unenclosable` for whatever cannot go out.
    """
    if is_picture(content):
        kind, clean = EnclosureKind.PICTURE, cleaned_picture(content)
    elif is_document(content):
        kind, clean = EnclosureKind.DOCUMENT, cleaned_document(content)
    else:
        raise Unenclosable("heic" if is_heic(content) else "format")
    if len(clean) > LARGEST:
        raise Unenclosable("large")
    return kind, sha256(clean).hexdigest(), clean
