"""Files that were sent, by either side."""

from __future__ import annotations

import mimetypes
import struct
from dataclasses import dataclass

from .failures import bad_request

MEGABYTE = 1 << 20
MAX_UPLOAD = 50 * MEGABYTE
MAX_PHOTO = 10 * MEGABYTE
MAX_DOWNLOAD = 20 * MEGABYTE


@dataclass(frozen=True)
class StoredFile:
    id: str
    name: str
    mime: str
    data: bytes
    folder: str

    @property
    def unique_id(self) -> str:
        return f"U{self.id}"

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.id}"


class Files:
    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def keep(self, name: str, data: bytes, *, folder: str = "documents", mime: str = "") -> StoredFile:
        number = len(self._files) + 1
        kind = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        stored = StoredFile(f"BQAC{number:08d}", name, kind, data, folder)
        self._files[stored.id] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        if file_id not in self._files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._files[file_id]

    def at(self, path: str) -> StoredFile | None:
        stored = self._files.get(path.rpartition("/")[2])
        return stored if stored and stored.path == path else None


def image_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; Telegram refuses what it cannot read as a picture."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise bad_request("IMAGE_PROCESS_FAILED")
