"""When an appeal is over without anybody's decision."""

from dataclasses import replace
from datetime import date, timedelta

from alertbot.domain.appeal import Appeal

LIFE = timedelta(days=90)
"""How long an appeal is open that states no last day: officials change, families take back their consent
(trust research, T26)."""


def with_an_end(appeal: Appeal, today: date) -> Appeal:
    """The appeal with a day on which it expires, unless a last day to act or a day ahead ends it already."""
    if appeal.sign_by or (appeal.expires and appeal.expires > today):
        return appeal
    return replace(appeal, expires=min(today, date.max - LIFE) + LIFE)


def last_open_day(appeal: Appeal) -> date | None:
    """The last day (UTC) it can be signed and written for; ``None`` when it is open without end."""
    return min((day for day in (appeal.sign_by, appeal.expires) if day), default=None)
