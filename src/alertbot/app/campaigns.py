"""The prepared campaigns at hand, and what checks them."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import structlog
from babel import Locale

from alertbot.config import Settings
from alertbot.intake import Library, load_campaigns

log = structlog.get_logger(__name__)


def own_name(code: str) -> str:
    """A language's name in itself, as its speakers look for it."""
    return str(Locale(code).get_display_name() or code).capitalize()


def campaigns_directory(settings: Settings | None = None) -> Path | None:
    """Where prepared campaigns lie: as set, in the checkout, or inside the installed package."""
    if settings and settings.campaigns_dir:
        return settings.campaigns_dir
    inside = Path(str(files("alertbot"))) / "campaigns"
    checkout = Path(str(files("alertbot"))).parents[1] / "campaigns"
    return next((path for path in (inside, checkout) if path.is_dir()), None)


def load_library(directory: Path | None, today: date) -> Library:
    """The prepared campaigns that are free of errors; what is not is left out."""
    if directory is None:
        return Library(())
    return load_campaigns(directory, today=today, look_twice=False)


def announce(library: Library) -> None:
    """One line about what was loaded, and one about what was left out."""
    errors = sum(fault.severity == "error" for fault in library.faults)
    if errors:
        log.warning("campaigns_with_errors", errors=errors, hint="run: alertbot check")
    log.info("campaigns_loaded", cases=len(library.cases))
