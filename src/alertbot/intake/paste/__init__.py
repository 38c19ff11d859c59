"""Pasted appeals: raw text as it comes in a chat, read into a draft."""

from alertbot.intake.paste.reader import read_paste
from alertbot.intake.paste.reading import ReadHearing, Reading, ReadingWarning

__all__ = ["ReadHearing", "Reading", "ReadingWarning", "read_paste"]
