"""The command line's tools: what they find out, as values and lines; printing is the command line's."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from alertbot.app.campaigns import campaigns_directory
from alertbot.app.overlong import overlong
from alertbot.config import load_settings
from alertbot.errors import ConfigurationError, Fault
from alertbot.intake import check_campaigns
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.check import check_catalogues
from alertbot.wording.speech import Wording


def all_faults(path: Path | None, today: date) -> tuple[Fault, ...]:
    """Every fault of the campaigns under ``path``; without one, of all campaigns and catalogues."""
    chosen = path or campaigns_directory(load_settings())
    if chosen is None:
        raise ConfigurationError("there are no campaigns here; name a folder: alertbot check PATH")
    found = (*check_campaigns(chosen, today=today), *overlong(chosen, today))
    return found if path else (*found, *check_catalogues(locales_directory()))


def import_text(text: str, today: date) -> dict[str, Any]:
    """A pasted text as the fields it was read as, with warnings in plain English."""
    from alertbot.dialogue.draft_words import doubt_line
    from alertbot.dialogue.review import Doubt
    from alertbot.intake.paste import ReadingWarning, Source, read_paste, reading_as_json

    def worded(warning: ReadingWarning) -> str:
        return _wording().phrase(doubt_line(Doubt(warning.code, warning.detail, warning.line)), "en")

    return reading_as_json(read_paste(text, today), Source(text), worded)


@cache
def _wording() -> Wording:
    return Wording(Catalogues.read(locales_directory()))
