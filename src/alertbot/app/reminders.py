"""``alertbot reminders``: the plan that the bot goes by, as rows."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alertbot.app.campaigns import campaigns_directory, load_library
from alertbot.clocks import instant
from alertbot.config import load_settings
from alertbot.domain.hearing import Hearing, HearingState, current
from alertbot.domain.occasion import last_day, milestones
from alertbot.domain.reminder import Dated, Dropped, Plan, Planned, plan
from alertbot.domain.walltime import OddHour, odd_hour
from alertbot.errors import ConfigurationError

_WHY = {
    "7d": "18:00 at the court, seven days before",
    "3d": "18:00 at the court, three days before",
    "1d": "18:00 at the court, the day before",
    "2h": "two hours before it begins",
    "eve": "18:00 there, the day before",
    "day": "09:00 there, on the day",
}
_WHY_LAST_DAY = {
    offset: f"{hours} hours before the last day ends" for offset, hours in (("3d", 72), ("1d", 24), ("6h", 6))
}
_ODD = {
    OddHour.TWICE: "; that hour comes twice, the first is meant",
    OddHour.MISSING: "; that hour does not exist, the instant after the gap is meant",
}


def reminder_rows(
    case: str | None, hearing: str | None, now: datetime, *, trace: bool
) -> list[dict[str, str]]:
    """The plan for what a case has ahead, or for one hearing given as ``2017-09-28T10:00 Asia/Almaty``.

    Keys of a row: ``at`` (UTC), ``kind`` (notice, reminder, question; with ``trace`` also dropped),
    ``offset``, ``hearing`` (its key, or that of a last day or milestone) and ``reason``.
    """
    if bool(case) == bool(hearing):
        raise ConfigurationError('name a case, or --hearing "2017-09-28T10:00 Asia/Almaty"')
    found = (_typed(hearing),) if hearing else _ahead(case or "", now)
    rows = [row for occasion in found for row in _rows(occasion, plan(occasion, now), now, trace=trace)]
    return sorted(rows, key=lambda row: row["at"])


def _rows(occasion: Dated, planned: Plan, now: datetime, *, trace: bool) -> Iterator[dict[str, str]]:
    def row(at: datetime, kind: str, offset: str, reason: str) -> dict[str, str]:
        stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"at": stamp, "kind": kind, "offset": offset, "hearing": occasion.key, "reason": reason}

    if planned.notice:
        yield row(now, "notice", "", f"less than 72 hours ahead{_absorbs(planned)}")
    for reminder in planned.reminders:
        yield row(reminder.due, "reminder", reminder.offset, _why(occasion, reminder))
    if planned.question is not None:
        yield row(planned.question, "question", "", _why_asked(occasion, now))
    for reminder, reason in planned.dropped if trace else ():
        yield row(reminder.due, "dropped", reminder.offset, reason.value)


def _absorbs(planned: Plan) -> str:
    absorbed = [reminder.offset for reminder, reason in planned.dropped if reason is Dropped.ABSORBED]
    return f"; in place of {', '.join(absorbed)}" if absorbed else ""


def _why(occasion: Dated, reminder: Planned) -> str:
    if isinstance(occasion, Hearing):
        odd = odd_hour(occasion.day, occasion.clock, occasion.zone)
        return _WHY[reminder.offset] + (_ODD[odd] if odd and reminder.offset == "2h" else "")
    return _WHY.get(reminder.offset) or _WHY_LAST_DAY[reminder.offset]


def _why_asked(occasion: Dated, now: datetime) -> str:
    begun = isinstance(occasion, Hearing) and occasion.starts <= now
    how = "nobody is reminded of what has begun; " if begun else ""
    return f"{how}organizers are asked how it went"


def _typed(text: str) -> Hearing:
    wall, _, zone = text.strip().partition(" ")
    try:
        ZoneInfo(zone.strip() or "-")
        local = instant(wall)
    except (ValueError, ZoneInfoNotFoundError):
        raise ConfigurationError('write the hearing as "2017-09-28T10:00 Asia/Almaty"') from None
    hour = local.time() if "T" in wall else None
    return Hearing(text.strip(), zone.strip(), zone.strip(), local.date(), hour)


def _ahead(case: str, now: datetime) -> tuple[Dated, ...]:
    """A case's standing hearings, the last days of its appeals, and its milestones."""
    library = load_library(campaigns_directory(load_settings()), now.date())
    found = next((prepared for prepared in library.cases if prepared.case.key == case), None)
    if found is None:
        known = ", ".join(prepared.case.key for prepared in library.cases)
        raise ConfigurationError(f"no case {case}; there are: {known}")
    hearings = (h for h in current(found.case.hearings) if h.state is HearingState.SCHEDULED)
    days = (day for appeal in found.appeals if (day := last_day(appeal)) and day.ends > now)
    return (*hearings, *days, *milestones(found.case, now))
