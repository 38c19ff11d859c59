"""The command line's tools: what they find out, as values and lines; printing is the command line's."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alertbot.app.campaigns import campaigns_directory, load_library
from alertbot.app.overlong import overlong
from alertbot.clocks import instant
from alertbot.config import load_settings
from alertbot.domain.hearing import Hearing, current
from alertbot.domain.reminder import plan
from alertbot.errors import ConfigurationError, Fault
from alertbot.intake import check_campaigns
from alertbot.wording.catalogue import locales_directory
from alertbot.wording.check import check_catalogues


def all_faults(path: Path | None, today: date) -> tuple[Fault, ...]:
    """Every fault of the campaigns under ``path``; without one, of all campaigns and catalogues."""
    chosen = path or campaigns_directory(load_settings())
    if chosen is None:
        raise ConfigurationError("there are no campaigns here; name a folder: alertbot check PATH")
    found = (*check_campaigns(chosen, today=today), *overlong(chosen, today))
    return found if path else (*found, *check_catalogues(locales_directory()))


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
