"""Wall time: the instant that a court's clock means, also where that hour comes twice or not at all."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class OddHour(StrEnum):
    """What a change of the clocks does to an hour of one day."""

    TWICE = "twice"
    MISSING = "missing"


def instant(day: date, clock: time, zone: str) -> datetime:
    """The instant (UTC) of a wall time: the first of two, and for a missing one the instant after the gap."""
    place = ZoneInfo(zone)
    late = _as(day, clock, place, fold=0)
    if _local(late, place) == datetime.combine(day, clock):
        return late
    return _end_of_gap(_as(day, clock, place, fold=1), late, place)


def odd_hour(day: date, clock: time, zone: str) -> OddHour | None:
    """Whether a wall time comes twice on its day, or not at all; ``None`` for a usual one."""
    place = ZoneInfo(zone)
    first, second = _as(day, clock, place, fold=0), _as(day, clock, place, fold=1)
    if _local(first, place) != datetime.combine(day, clock):
        return OddHour.MISSING
    return OddHour.TWICE if second != first else None


def _as(day: date, clock: time, place: ZoneInfo, *, fold: int) -> datetime:
    return datetime.combine(day, clock.replace(fold=fold), place).astimezone(UTC)


def _local(at: datetime, place: ZoneInfo) -> datetime:
    return at.astimezone(place).replace(tzinfo=None, fold=0)


def _end_of_gap(before: datetime, after: datetime, place: ZoneInfo) -> datetime:
    """The first whole second at which the offset of ``after`` holds: the clocks were put forward then."""
    offset = after.astimezone(place).utcoffset()
    low, high = int(before.timestamp()), int(after.timestamp())
    while low < high:
        middle = (low + high) // 2
        if _at(middle).astimezone(place).utcoffset() == offset:
            high = middle
        else:
            low = middle + 1
    return _at(high)


def _at(second: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
