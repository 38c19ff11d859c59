"""Dates, numbers, names and lengths of time as a language writes them; Babel knows how."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location
from babel.numbers import format_decimal
from babel.units import format_unit

from alertbot.dialogue.screen import Arg, Moment, Say
from alertbot.domain.language import When

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_LEAP_YEAR = 2000


def number(value: int, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


def day(value: date, locale: Locale) -> str:
    """A date in full, with its weekday."""
    return format_date(value, "full", locale=locale)


def when(value: When, locale: Locale) -> str:
    """A date as precise as it is known: a full day, a month of a year, a day of a year nobody printed."""
    if full := value.as_date():
        return day(full, locale)
    if value.month is None:
        return value.printed or str(value.year or "")
    known = date(value.year or _LEAP_YEAR, value.month, value.day or 1)
    skeleton = "yMMMM" if value.year else "MMMMd" if value.day else "MMMM"
    return format_skeleton(skeleton, datetime.combine(known, time(), UTC), locale=locale)


def span(seconds: float, locale: Locale) -> str:
    """A length of time in one unit: seconds below 90 s, minutes below 90 min, hours below 36 h, else days."""
    if seconds < 90:
        unit, length = "second", 1
    elif seconds < 90 * _MINUTE:
        unit, length = "minute", _MINUTE
    elif seconds < 36 * _HOUR:
        unit, length = "hour", _HOUR
    else:
        unit, length = "day", _DAY
    return format_unit(round(max(0.0, seconds) / length), f"duration-{unit}", "long", locale=locale)


def territory(code: str, locale: Locale) -> str:
    """A country's name (ISO 3166-1 alpha-2); the code itself when nobody knows it."""
    names = cast("Mapping[str, str]", locale.territories)
    return names.get(code.upper(), code)


def language(code: str, locale: Locale) -> str:
    """A language's name (ISO 639-1); the code itself when nobody knows it."""
    names = cast("Mapping[str, str]", locale.languages)
    return names.get(code.lower(), code)


def moment(value: Moment, reader_zone: str | None, locale: Locale) -> Say:
    """Court time in full; then the reader's own time, if their zone is known and its clock shows another."""
    court = _local(value.at, value.zone)
    if value.dated_only:
        return Say("format.date_only", {"date": day(court.date(), locale)})
    spoken = Say("format.moment", {"date": day(court.date(), locale), **_court_clock(court, locale)})
    if reader_zone is None or not _known(reader_zone):
        return spoken
    own = _local(value.at, reader_zone)
    if own.replace(tzinfo=None) == court.replace(tzinfo=None):
        return spoken
    args = _clock(own, reader_zone, locale)
    if own.date() == court.date():
        return Say("format.moment_yours", {"court": spoken, "yours": Say("format.clock", args)})
    dated = Say("format.moment", {"date": day(own.date(), locale), **args})
    return Say("format.moment_yours", {"court": spoken, "yours": dated})


def _court_clock(at: datetime, locale: Locale) -> dict[str, Arg]:
    """Named as the court's, not by the zone's city, which is often another than the court's."""
    place = Say("format.court_time", {"offset": _offset(at)})
    return {"time": format_time(at, "short", tzinfo=at.tzinfo, locale=locale), "place": place}


def _clock(at: datetime, zone: str, locale: Locale) -> dict[str, Arg]:
    return {
        "time": format_time(at, "short", tzinfo=at.tzinfo, locale=locale),
        "place": _place(at, zone, locale),
    }


def _place(at: datetime, zone: str, locale: Locale) -> Arg:
    """The zone's city and its offset from UTC at that instant; the offset alone for a zone without a city."""
    offset = _offset(at)
    if "/" not in zone or zone.startswith("Etc/") or not _known(zone):
        return offset
    city = get_timezone_location(zone, locale=locale, return_city=True).rpartition("/")[2]
    return Say("format.place", {"city": city, "offset": offset})


def _offset(at: datetime) -> str:
    minutes = (at.utcoffset() or timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def _local(at: datetime, zone: str) -> datetime:
    """The instant in a zone; in the offset it came with when zone data has no such zone."""
    return at.astimezone(ZoneInfo(zone)) if _known(zone) else at


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
