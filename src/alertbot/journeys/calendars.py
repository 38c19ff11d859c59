"""Calendars: published court dates as a file, made outside of every transaction that writes."""

import asyncio

from alertbot.dialogue.calendar import CalendarFile, CalendarOf
from alertbot.journeys.desk import Journey, Who
from alertbot.ports import Clock, Store
from alertbot.wording.calendar import about, entries, method_of, written
from alertbot.wording.speech import Wording


class Calendars:
    """``public_url`` is where calendars to subscribe to are served; ``None`` where they are not."""

    def __init__(self, clock: Clock, wording: Wording, public_url: str | None) -> None:
        self._clock = clock
        self._wording = wording
        self._public_url = public_url

    @property
    def journey(self) -> Journey:
        return Journey(fetches={CalendarOf: self._calendar})

    async def _calendar(self, store: Store, want: CalendarOf, who: Who) -> CalendarFile | None:
        async with store.snapshot() as tx:
            published = await tx.appeals.get(want.appeal)
            chain = await tx.hearings.of_case(published.case_id) if published else []
        if published is None:
            return None
        case = published.case
        if want.key:
            found = about(case, chain, want.key, self._wording, who.locale)
        else:
            found = entries(case, chain, self._wording, who.locale)
        if not found:
            return None
        content = await asyncio.to_thread(written, found, self._clock.now(), method=method_of(found))
        return CalendarFile(content, self._feed(case.key, who.locale))

    def _feed(self, case: str, locale: str) -> str:
        if not self._public_url:
            return ""
        return f"{self._public_url.rstrip('/')}/calendar/{case}.ics?lang={locale}"
