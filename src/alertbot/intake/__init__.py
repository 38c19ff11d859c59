"""Ways in: campaign files and pasted appeals become cases, appeals and drafts.

Every fault in what people wrote comes back as a :class:`~alertbot.errors.Fault` with its file and line;
nothing here ends in a traceback because of a file's content.
"""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alertbot.domain.case import Case
    from alertbot.errors import Fault
    from alertbot.intake.campaign_file import SentFile, has_errors
    from alertbot.intake.campaign_library import Library, PreparedCase

__all__ = [
    "Library",
    "PreparedCase",
    "SentFile",
    "check_campaigns",
    "has_errors",
    "load_campaigns",
    "load_one_file",
]

_HOMES = {
    "Library": "campaign_library",
    "PreparedCase": "campaign_library",
    "SentFile": "campaign_file",
    "has_errors": "campaign_file",
}
"""Loaded when first asked for: whoever reads a paste does not wait for the reading of campaign files."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def load_campaigns(directory: Path, *, today: date | None = None, look_twice: bool = True) -> "Library":
    """Every case under ``directory`` with its appeals, and every fault found on the way.

    ``today`` (UTC) only decides whether there is a warning about a past ``sign_by``. ``look_twice`` false
    leaves out what an organizer should look at again: every draft is read for that anyway.
    """
    from alertbot.intake.campaign_library import load_library

    return load_library(directory, today, look_twice=look_twice)


def check_campaigns(path: Path, *, today: date | None = None) -> "tuple[Fault, ...]":
    """Every fault under ``path``: a folder of campaigns, one case's folder, or one file of a case."""
    from alertbot.intake.campaign_library import check_path

    return check_path(path, today)


def load_one_file(
    name: str,
    content: bytes,
    *,
    cases: "Mapping[str, Case] | None" = None,
    today: date | None = None,
) -> "SentFile":
    """An appeal in a single file sent by an organizer, its letter written in ``letter.body``.

    Its ``case`` is the key of one of ``cases`` or a map that tells a new case.
    """
    from alertbot.intake.campaign_file import read_sent_file

    return read_sent_file(name, content, cases or {}, today)
