"""Telegram counts text in UTF-16 code units."""

from __future__ import annotations

TEXT_LIMIT = 4096


def units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text) if not text.isascii() else len(text)


def fitting(text: str, limit: int) -> int:
    """How many characters from the start fit into `limit` units."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return index
    return len(text)


def split(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Pieces as a client sends a long text: cut at a line end or a space where one is near."""
    pieces: list[str] = []
    rest = text.strip()
    while rest:
        cut = _cut(rest, limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return pieces


def _cut(text: str, limit: int) -> int:
    end = fitting(text, limit)
    if end == len(text):
        return end
    for mark in ("\n", " "):
        found = text.rfind(mark, end // 2, end + 1)
        if found > 0:
            return found
    return end
