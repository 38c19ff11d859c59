"""Pasted appeals: raw text as it comes in a chat, read into a draft."""

from alertbot.intake.paste.draft import draft_from
from alertbot.intake.paste.listing import reading_as_json
from alertbot.intake.paste.reader import read_paste
from alertbot.intake.paste.reading import ReadHearing, Reading, ReadingWarning

__all__ = ["ReadHearing", "Reading", "ReadingWarning", "draft_from", "read_paste", "reading_as_json"]
