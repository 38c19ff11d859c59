"""Pasted appeals: raw text as it comes in a chat, read into a draft."""

from alertbot.intake.paste.draft import draft_from
from alertbot.intake.paste.listing import reading_as_json
from alertbot.intake.paste.reader import read_paste
from alertbot.intake.paste.reading import (
    ReadAddressee,
    ReadChannel,
    ReadHearing,
    Reading,
    ReadingWarning,
    TextKind,
)
from alertbot.intake.paste.source import Source
from alertbot.intake.paste.warmth import warming

__all__ = [
    "ReadAddressee",
    "ReadChannel",
    "ReadHearing",
    "Reading",
    "ReadingWarning",
    "Source",
    "TextKind",
    "draft_from",
    "read_paste",
    "reading_as_json",
    "warming",
]
