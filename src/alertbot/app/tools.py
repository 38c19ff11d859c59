"""The command line's tools: what they find out, as values and lines; printing is the command line's."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alertbot.app.campaigns import campaigns_directory, load_library
from alertbot.clocks import instant
from alertbot.config import load_settings
from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.hearing import Hearing, current
from alertbot.domain.letter import Letter
from alertbot.domain.reminder import plan
from alertbot.errors import ConfigurationError, Fault
from alertbot.intake import check_campaigns
from alertbot.journeys.letters import letter_language
from alertbot.letters.formats import as_eml, as_mailto, as_text, file_name
from alertbot.letters.render import letter_languages, render
from alertbot.wording.catalogue import locales_directory
from alertbot.wording.check import check_catalogues

ENDINGS = {"text": "txt", "mailto": "url", "eml": "eml"}


def all_faults(path: Path | None, today: date) -> tuple[Fault, ...]:
    """Every fault of the campaigns under ``path``; without one, of all campaigns and catalogues."""
    chosen = path or campaigns_directory(load_settings())
    if chosen is None:
        raise ConfigurationError("there are no campaigns here; name a folder: alertbot check PATH")
    found = check_campaigns(chosen, today=today)
    return found if path else (*found, *check_catalogues(locales_directory()))


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """Which letter: ``appeal`` is ``case`` or ``case/appeal``; ``addressee`` a key or ``all``."""

    appeal: str
    addressee: str
    locale: str | None
    name: str
    form: str


def write_letters(order: LetterOrder, output: Path | None, today: date) -> Iterator[str]:
    """Write what was ordered to a file, a folder or standard output; what there is to say about it."""
    if order.form not in ENDINGS:
        raise ConfigurationError(f"--format {order.form} is unknown; choose one of {', '.join(ENDINGS)}")
    appeal = _find(order.appeal, today)
    try:
        yield from _write(appeal, order, output)
    except OSError as error:
        raise ConfigurationError(f"{output} cannot be written: {error.strerror}") from None


def _write(appeal: Appeal, order: LetterOrder, output: Path | None) -> Iterator[str]:
    if order.addressee == "all":
        if output is None:
            raise ConfigurationError("--addressee all writes one file each; name a folder with -o DIR")
        yield from _write_all(appeal, order, output)
        return
    addressee = appeal.addressee(order.addressee)
    if addressee is None:
        keys = ", ".join(a.key for a in appeal.addressees)
        raise ConfigurationError(f"no addressee {order.addressee}; there are: {keys}")
    content = _formed(_letter(appeal, addressee, order), order.form)
    if content is None:
        raise ConfigurationError(_left_out(addressee, order.form))
    if output is None:
        sys.stdout.write(content.decode("utf-8") + "\n")
    else:
        output.write_bytes(content)


def _write_all(appeal: Appeal, order: LetterOrder, folder: Path) -> Iterator[str]:
    folder.mkdir(parents=True, exist_ok=True)
    for addressee in appeal.addressees:
        letter = _letter(appeal, addressee, order)
        content = _formed(letter, order.form)
        if content is None:
            yield _left_out(addressee, order.form)
        else:
            (folder / file_name(letter, ENDINGS[order.form])).write_bytes(content)


def _left_out(addressee: Addressee, form: str) -> str:
    return f"{addressee.key}: left out, {form} needs an email address that is not known"


def _formed(letter: Letter, form: str) -> bytes | None:
    """The letter in a form, or ``None`` when its addressee lacks the channel for it."""
    if form == "text":
        return as_text(letter).encode("utf-8")
    if not letter.to:
        return None
    if form == "eml":
        return as_eml(letter)
    link = as_mailto(letter)
    return link.encode("ascii") if link else None


def _letter(appeal: Appeal, addressee: Addressee, order: LetterOrder) -> Letter:
    if order.locale and order.locale not in letter_languages(appeal):
        known = ", ".join(letter_languages(appeal))
        raise ConfigurationError(f"there is no letter in {order.locale}; there is: {known}")
    language = letter_language(appeal, addressee, order.locale or "")
    return render(appeal, 1, addressee, language, order.name)


def _find(name: str, today: date) -> Appeal:
    """The appeal named, or the newest of a case that plans a letter."""
    case, _, key = name.partition("/")
    library = load_library(campaigns_directory(load_settings()), today)
    prepared = next((p for p in library.cases if p.case.key == case), None)
    if prepared is None:
        known = ", ".join(p.case.key for p in library.cases)
        raise ConfigurationError(f"no case {case}; there are: {known}")
    with_letters = [a for a in prepared.appeals if a.letter and a.addressees and key in ("", a.key)]
    if not with_letters:
        raise ConfigurationError(f"{name} plans no letter")
    return max(
        with_letters, key=lambda a: (a.issued_on.year or 0, a.issued_on.month or 0, a.issued_on.day or 0)
    )


def import_text(text: str, today: date) -> dict[str, Any]:
    """A pasted text as the fields it was read as."""
    from alertbot.intake.paste import read_paste, reading_as_json

    return reading_as_json(read_paste(text, today))


def reminder_rows(
    case: str | None, hearing: str | None, now: datetime, *, trace: bool
) -> list[dict[str, str]]:
    """The plan for a case's standing hearings, or for one given as ``2017-09-28T10:00 Asia/Almaty``."""
    if bool(case) == bool(hearing):
        raise ConfigurationError('name a case, or --hearing "2017-09-28T10:00 Asia/Almaty"')
    hearings = (_typed(hearing),) if hearing else _hearings(case or "", now)
    rows = [row for h in hearings for row in _rows(h, now, trace=trace)]
    return sorted(rows, key=lambda row: row["at"])


def _rows(hearing: Hearing, now: datetime, *, trace: bool) -> Iterator[dict[str, str]]:
    planned = plan(hearing, now)

    def row(at: datetime, kind: str, offset: str, reason: str) -> dict[str, str]:
        stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"at": stamp, "kind": kind, "offset": offset, "hearing": hearing.key, "reason": reason}

    if planned.notice:
        yield row(now, "notice", "", "less than 72 hours ahead")
    for reminder in planned.reminders:
        yield row(reminder.due, "reminder", reminder.offset, "")
    for reminder, reason in planned.dropped if trace else ():
        yield row(reminder.due, "dropped", reminder.offset, reason)


def _typed(text: str) -> Hearing:
    wall, _, zone = text.strip().partition(" ")
    try:
        ZoneInfo(zone.strip() or "-")
        local = instant(wall)
    except (ValueError, ZoneInfoNotFoundError):
        raise ConfigurationError('write the hearing as "2017-09-28T10:00 Asia/Almaty"') from None
    hour = local.time() if "T" in wall else None
    return Hearing(text.strip(), zone.strip(), zone.strip(), local.date(), hour)


def _hearings(case: str, now: datetime) -> tuple[Hearing, ...]:
    library = load_library(campaigns_directory(load_settings()), now.date())
    found = next((p.case for p in library.cases if p.case.key == case), None)
    if found is None:
        known = ", ".join(p.case.key for p in library.cases)
        raise ConfigurationError(f"no case {case}; there are: {known}")
    return current(found.hearings)
