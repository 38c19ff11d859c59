"""Alerts that would not fit one message, found before anybody tries to submit them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from alertbot.dialogue import cards
from alertbot.dialogue.screen import Screen
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.publication import Published
from alertbot.errors import Fault
from alertbot.intake.campaign_library import prepared_under
from alertbot.intake.yaml_file import read_document
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.fitting import overflow
from alertbot.wording.pages import TELEGRAM_LIMIT
from alertbot.wording.speech import Wording


def overlong(path: Path, today: date) -> Iterator[Fault]:
    """A fault for each appeal under ``path`` whose alert is too long for Telegram in some language.

    ``path`` is what :func:`~alertbot.intake.check_campaigns` takes; a case with errors is not looked at.
    """
    wording = Wording(Catalogues.read(locales_directory()))
    for prepared in prepared_under(path, today):
        for appeal in prepared.appeals:
            file = _file(path, prepared.case, appeal)
            found = overflow(wording, _alert(prepared.case, appeal, today), TELEGRAM_LIMIT) if file else None
            if file and found:
                yield _fault(file, appeal, *found)


def _alert(case: Case, appeal: Appeal, today: date) -> Screen:
    return cards.alert(Published(0, 0, 1, case, appeal, datetime.combine(today, time(), UTC)))


def _file(path: Path, case: Case, appeal: Appeal) -> Path | None:
    """Where an appeal was read from; ``None`` when ``path`` is another file."""
    name = f"{appeal.key}.yaml"
    if path.is_dir():
        return path / name if (path / name).is_file() else path / case.key / name
    return path if path.name == name else None


def _fault(file: Path, appeal: Appeal, language: str, beyond: int) -> Fault:
    written = appeal.summary.language_of(language)
    line = read_document(file.name, file.read_bytes()).line_of(("summary", written))
    message = (
        f"the alert in `{language}` is about {beyond} characters too long for one message; "
        "shorten `summary` or the actions"
    )
    return Fault(str(file), line, message)
