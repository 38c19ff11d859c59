"""A JPEG without its remarks, its picture untouched: for pictures inside of documents."""

from alertbot.errors import Unenclosable

_END = 0xD9
_SCAN = 0xDA
_COMMENT = 0xFE
_PICTURE = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD}) - {0xC8}
"""Frames, tables and scans: what a picture is made of (ITU-T T.81, table B.1)."""

_ADOBE, _ADOBE_LENGTH = 0xEE, 14
"""Says how colours were turned; without it some pictures come out in the wrong ones (ISO 32000-1, 7.4.8)."""


def bare_jpeg(content: bytes) -> bytes:
    """The same picture without comments, EXIF, XMP, previews, and whatever stands behind its end.

    :class:`Unenclosable` for one that is broken. Source of the shape: ITU-T T.81, annex B.
    """
    if content[:2] != b"\xff\xd8":
        raise Unenclosable("broken")
    kept, at = [content[:2]], 2
    while True:
        marker, start = _marker(content, at)
        if marker == _END:
            return b"".join((*kept, b"\xff\xd9"))
        end = start + int.from_bytes(content[start : start + 2], "big")
        if end < start + 2 or end > len(content):
            raise Unenclosable("broken")
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        if marker in _PICTURE or (marker == _ADOBE and end - start == _ADOBE_LENGTH):
            kept.append(content[start - 2 : end])
        elif not _is_remark(marker):
            raise Unenclosable("broken")
        at = end


def _is_remark(marker: int) -> bool:
    return marker == _COMMENT or 0xE0 <= marker <= 0xEF


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker at a place, and where its segment's length stands."""
    while content[at : at + 2] == b"\xff\xff":
        at += 1
    if at + 2 > len(content) or content[at] != 0xFF:
        raise Unenclosable("broken")
    return content[at + 1], at + 2


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands behind a scan's data: a zero behind FF is data, and so is a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise Unenclosable("broken")
        following = content[at + 1]
        if following != 0xFF and following and not 0xD0 <= following <= 0xD7:
            return at
        at += 1 if following == 0xFF else 2
