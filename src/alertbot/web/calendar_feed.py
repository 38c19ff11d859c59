"""Calendars to subscribe to: the court dates of one case, or of all, as they are published.

Who asks is not looked at and not remembered, and what they get is the same for everybody.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from aiohttp import ETag, web

from alertbot.dialogue.screen import say
from alertbot.domain.case import Case
from alertbot.domain.hearing import StoredHearing
from alertbot.errors import StoreUnavailable
from alertbot.ports import Clock, Store
from alertbot.wording.calendar import FILE_NAME, MEDIA_TYPE, entries, written
from alertbot.wording.speech import Wording

FRESH = 60.0
"""Seconds for which an answer serves everybody who asks."""

HEADERS: Mapping[str, str] = {
    "Content-Disposition": f'inline; filename="{FILE_NAME}"',
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The same for everybody; a reader's program may keep it, but asks whether it still holds.
    "Cache-Control": "private, no-cache",
}

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_EVERYTHING = ""

Dates = Mapping[str, tuple[Case, tuple[StoredHearing, ...]]]
"""Published cases with their chains, by key."""


@dataclass(frozen=True, slots=True)
class _Calendar:
    content: bytes
    tag: str


@dataclass(slots=True)
class _Seen:
    """What the store held, until when that counts, and the calendars already made of it."""

    dates: Dates
    until: float
    made: dict[tuple[str, str], _Calendar] = field(default_factory=dict[tuple[str, str], _Calendar])


class CalendarFeed:
    """``now``: a monotonic clock in seconds."""

    def __init__(
        self, store: Store, clock: Clock, wording: Wording, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._clock = clock
        self._wording = wording
        self._now = now
        self._turn = asyncio.Lock()
        self._seen: _Seen | None = None

    def routes(self) -> Sequence[web.RouteDef]:
        """``/calendar.ics?lang=ru`` and ``/calendar/<case>.ics``; unknown languages get the nearest or
        English."""
        return (
            web.get("/calendar.ics", self._answer),
            web.get("/calendar/{case:[A-Za-z0-9_-]+}.ics", self._answer),
        )

    async def _answer(self, request: web.Request) -> web.Response:
        locale = self._wording.best_locale(request.query.get("lang"))
        try:
            found = await self._calendar(request.match_info.get("case", _EVERYTHING), locale)
        except StoreUnavailable:
            raise web.HTTPServiceUnavailable(headers={**HEADERS, "Retry-After": "60"}) from None
        if found is None:
            raise web.HTTPNotFound(headers=HEADERS)
        known = any(tag.value in (found.tag, "*") for tag in request.if_none_match or ())
        answer = web.Response(status=304) if known else web.Response(body=found.content)
        answer.headers.update(HEADERS)
        answer.etag = ETag(found.tag)
        if not known:
            answer.content_type, answer.charset = MEDIA_TYPE, "utf-8"
        return answer

    async def _calendar(self, case: str, locale: str) -> _Calendar | None:
        async with self._turn:
            seen = await self._look()
            if case and case not in seen.dates:
                return None
            if (case, locale) not in seen.made:
                made = await asyncio.to_thread(self._make, seen.dates, case, locale)
                seen.made[case, locale] = made
            return seen.made[case, locale]

    async def _look(self) -> _Seen:
        if self._seen is None or self._now() >= self._seen.until:
            async with self._store.snapshot() as tx:
                dates = {
                    case.key: (case, tuple(await tx.hearings.of_case(id)))
                    for id, case in await tx.appeals.cases()
                }
            self._seen = _Seen(dates, self._now() + FRESH)
        return self._seen

    def _make(self, dates: Dates, case: str, locale: str) -> _Calendar:
        """The tag leaves out when the file was made: the same dates have the same tag."""
        shown = [dates[case]] if case else list(dates.values())
        found = [entry for one, chain in shown for entry in entries(one, chain, self._wording, locale)]
        words = say("calendar.of_case", title=dates[case][0].title) if case else say("calendar.all")
        name = self._wording.phrase(words, locale)
        tag = sha256(written(found, _NEVER, name)).hexdigest()[:32]
        return _Calendar(written(found, self._clock.now(), name), tag)
