"""The command line's tools: what they find out, as values and lines; printing is the command line's.

Each loads what it needs when it is called: reading one text must not wait for campaigns and settings.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alertbot.errors import Fault
    from alertbot.wording.speech import Wording

WORDS_OF_WARNINGS = ("format.", "doubt.", "line.code_asked")
"""The messages a warning is put into words with."""


def all_faults(path: Path | None, today: date) -> "tuple[Fault, ...]":
    """Every fault of the campaigns under ``path``; without one, of all campaigns and catalogues."""
    from alertbot.app.campaigns import campaigns_directory
    from alertbot.app.overlong import overlong
    from alertbot.config import load_settings
    from alertbot.errors import ConfigurationError
    from alertbot.intake import check_campaigns
    from alertbot.wording.catalogue import locales_directory
    from alertbot.wording.check import check_catalogues

    chosen = path or campaigns_directory(load_settings())
    if chosen is None:
        raise ConfigurationError("there are no campaigns here; name a folder: alertbot check PATH")
    found = (*check_campaigns(chosen, today=today), *overlong(chosen, today))
    return found if path else (*found, *check_catalogues(locales_directory()))


def import_text(text: str, today: date) -> dict[str, Any]:
    """A pasted text as the fields it was read as, with warnings in plain English."""
    from alertbot.intake.paste import ReadingWarning, Source, read_paste, reading_as_json

    def worded(warning: ReadingWarning) -> str:
        from alertbot.dialogue.draft_words import doubt_line
        from alertbot.domain.publication import Doubt

        return english().phrase(doubt_line(Doubt(warning.code, warning.detail, warning.line)), "en")

    return reading_as_json(read_paste(text, today), Source(text), worded)


@cache
def english() -> "Wording":
    """The wording of warnings in English, without the rest of the catalogues."""
    from alertbot.wording.catalogue import Catalogues, catalogue_files, locales_directory, read_catalogue
    from alertbot.wording.speech import Wording

    path = catalogue_files(locales_directory())["en"]
    return Wording(Catalogues((read_catalogue(path, "en", WORDS_OF_WARNINGS),)))
