"""What a room wishes for its alerts: how many a day, when, and whether somebody looks at them first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alertbot.domain.quiet import URGENT, Quiet
from alertbot.domain.walltime import instant

MORNING = time(8)
"""When the alerts of a full day come on the next one, by the room's clock."""

ANSWERED_WITHIN = timedelta(hours=12)
"""How long a room's administrators have to look at an alert before it is given up."""

LONGEST_WAIT = 30
"""Days that an alert looks for a place in; after them it comes however full the day is."""

OFFERED_MOST = (1, 2, 3, 5, 10)
"""Numbers of alerts a day that a room can choose from, besides all of them."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """``most`` alerts a day, 0 for all. ``asks``: administrators see each alert before the room does."""

    most: int = 0
    asks: bool = False


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class Pace:
    """When alerts may come to a room; ``zone`` is an IANA name."""

    most: int
    quiet: Quiet | None
    zone: str

    def day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()

    def awake(self, at: datetime) -> datetime:
        """``at``, or the end of the quiet hours it falls into."""
        local = at.astimezone(ZoneInfo(self.zone))
        if self.quiet is None or not self.quiet.holds(local.time()):
            return at
        over = local.date() if local.hour < self.quiet.ends else local.date() + timedelta(days=1)
        return max(at, instant(over, time(self.quiet.ends), self.zone))

    def next_day(self, at: datetime) -> datetime:
        return self.awake(instant(self.day(at) + timedelta(days=1), MORNING, self.zone))


def alert_due(at: datetime, pace: Pace, taken: Iterable[datetime], ends: datetime | None) -> datetime:
    """When an alert that could come ``at`` comes to a room whose other alerts come at the instants ``taken``.

    ``ends`` is when its last day is over or its court sits, whichever is first: an alert that could not wait
    and leave :data:`alertbot.domain.quiet.URGENT` to act comes at once.
    """
    days = [pace.day(other) for other in taken]
    due = pace.awake(at)
    for _ in range(LONGEST_WAIT):
        if not pace.most or days.count(pace.day(due)) < pace.most:
            break
        due = pace.next_day(due)
    return at if ends is not None and ends - due < URGENT else due


def answer_by(asked: datetime, ends: datetime | None) -> datetime:
    """Until when an administrator may answer, at the latest when there is nothing left to act on."""
    given = asked + ANSWERED_WITHIN
    return given if ends is None or ends > given else max(asked, ends)
