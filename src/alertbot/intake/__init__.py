"""Ways in: campaign files and pasted appeals become cases, appeals and drafts.

Every fault in what people wrote comes back as a :class:`~alertbot.errors.Fault` with its file and line;
nothing here ends in a traceback because of a file's content.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from alertbot.domain.case import Case
from alertbot.errors import Fault
from alertbot.intake.campaign_file import SentFile, has_errors, read_sent_file
from alertbot.intake.campaign_library import Library, PreparedCase, check_path, load_library

__all__ = [
    "Library",
    "PreparedCase",
    "SentFile",
    "check_campaigns",
    "has_errors",
    "load_campaigns",
    "load_one_file",
]


def load_campaigns(directory: Path, *, today: date | None = None, look_twice: bool = True) -> Library:
    """Every case under ``directory`` with its appeals, and every fault found on the way.

    ``today`` (UTC) only decides whether there is a warning about a past ``sign_by``. ``look_twice`` false
    leaves out what an organizer should look at again: every draft is read for that anyway.
    """
    return load_library(directory, today, look_twice=look_twice)


def check_campaigns(path: Path, *, today: date | None = None) -> tuple[Fault, ...]:
    """Every fault under ``path``: a folder of campaigns, one case's folder, or one file of a case."""
    return check_path(path, today)


def load_one_file(
    name: str,
    content: bytes,
    *,
    cases: Mapping[str, Case] | None = None,
    today: date | None = None,
) -> SentFile:
    """An appeal in a single file sent by an organizer, its letter written in ``letter.body``.

    Its ``case`` is the key of one of ``cases`` or a map that tells a new case.
    """
    return read_sent_file(name, content, cases or {}, today)
