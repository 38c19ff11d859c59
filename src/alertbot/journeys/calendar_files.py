"""Calendar files that organizers send, understood in a thread and placed on the clocks of their court."""

import asyncio
import json
from collections.abc import Mapping
from datetime import date, datetime, time

from alertbot.dialogue.hearing_file import FileInCity, FileRead, SentHearing
from alertbot.dialogue.hearing_words import HearingWords
from alertbot.intake.calendar_file import SentEvent, read_calendar, sits
from alertbot.intake.places import known_places
from alertbot.journeys.desk import Journey, Who
from alertbot.ports import Clock, Store


class CalendarFiles:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    @property
    def journey(self) -> Journey:
        return Journey(fetches={FileRead: self._read, FileInCity: self._in_city})

    async def _read(self, store: Store, want: FileRead, who: Who) -> SentHearing:
        return await asyncio.to_thread(_understood, want.content, self._clock.now())

    async def _in_city(self, store: Store, want: FileInCity, who: Who) -> HearingWords | None:
        return await asyncio.to_thread(_placed, _unpacked(want.event), want.typed)


def _understood(content: bytes, now: datetime) -> SentHearing:
    sent = read_calendar(content, now, known_places())
    event, left = sent.event, tuple(str(one) for one in sent.left)
    if event is None:
        return SentHearing(fault=str(sent.fault or ""))
    if event.place:
        words = _words(event, event.place.city, event.place.zone)
        return SentHearing(words, zone=event.zone, left=left)
    day, hour = sits(event, event.zone or "UTC")
    return SentHearing(HearingWords(day, hour, "", "", event.words), _packed(event), event.zone, left=left)


def _words(event: SentEvent, city: str, zone: str) -> HearingWords:
    day, hour = sits(event, zone)
    return HearingWords(day, hour, city, zone, event.words)


def _placed(event: SentEvent, typed: str) -> HearingWords | None:
    """In a city that nobody knows the file's own zone counts, if it names one that is a place's."""
    mention = known_places().mention(typed)
    if mention:
        return _words(event, mention.place.city or typed, mention.place.zone)
    if event.zone not in ("", "UTC"):
        return _words(event, typed, event.zone)
    return None


def _packed(event: SentEvent) -> str:
    return json.dumps(
        {
            "at": event.at.isoformat() if event.at else "",
            "day": event.day.isoformat() if event.day else "",
            "hour": event.hour.isoformat() if event.hour else "",
            "zone": event.zone,
            "words": event.words,
        }
    )


def _unpacked(text: str) -> SentEvent:
    packed: Mapping[str, str] = json.loads(text)
    return SentEvent(
        datetime.fromisoformat(packed["at"]) if packed["at"] else None,
        date.fromisoformat(packed["day"]) if packed["day"] else None,
        time.fromisoformat(packed["hour"]) if packed["hour"] else None,
        packed["zone"],
        words=packed["words"],
    )
