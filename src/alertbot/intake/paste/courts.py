"""Sittings of courts that a text reports, with the court and the city it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from alertbot.domain.language import When
from alertbot.intake.paste.days import printed_days, printed_hour
from alertbot.intake.paste.page import Line, Section, sentences
from alertbot.intake.paste.reading import ReadHearing
from alertbot.intake.paste.vocabulary import Vocabulary
from alertbot.intake.places import Place, known_places

MOST_HEARINGS = 50
MOST_SENTENCES = 2000
GOES_ON = timedelta(days=60)
"""How long after a sitting "the hearing" still means the same one."""

_LEADING = re.compile(r"^(?:(?:the|of|and|first|On|In|The|A)\s)+")


@dataclass(frozen=True, slots=True)
class _Sitting:
    hearing: ReadHearing
    is_hearing: bool
    points_back: bool


def hearings_of(lines: list[Line], vocabulary: Vocabulary, today: date) -> tuple[ReadHearing, ...]:
    """The sittings with a full date, in order, each once: a day has two when two hours are printed for it.

    A sentence tells of a sitting when it names a hearing and a court, or points back ("the hearing",
    "the judge") to one told before, or names the court of such a sitting.
    """
    told = list(_sittings(lines, vocabulary, today))
    courts = {s.hearing.court.casefold(): s.hearing for s in told if s.is_hearing and s.hearing.court}
    found: dict[date, list[ReadHearing]] = {}
    last: ReadHearing | None = None
    for sitting in told:
        hearing, day = sitting.hearing, sitting.hearing.when.as_date()
        known = courts.get(hearing.court.casefold()) if hearing.court else None
        if not hearing.court and sitting.points_back and last is not None and _follows(hearing, last):
            hearing = replace(
                hearing, court=last.court, city=hearing.city or last.city, zone=hearing.zone or last.zone
            )
        elif not (hearing.court and (sitting.is_hearing or known)) and not (
            sitting.is_hearing and hearing.city
        ):
            continue
        if known is not None and not hearing.city:
            hearing = replace(hearing, city=known.city, zone=known.zone)
        last = hearing
        if day is not None and sum(map(len, found.values())) < MOST_HEARINGS:
            _add(found.setdefault(day, []), hearing)
    return tuple(hearing for day in sorted(found) for hearing in found[day])


def _add(same_day: list[ReadHearing], hearing: ReadHearing) -> None:
    hours = [known.hour for known in same_day]
    if not same_day or (hearing.hour and None not in hours and hearing.hour not in hours):
        same_day.append(hearing)


def _follows(hearing: ReadHearing, last: ReadHearing) -> bool:
    """Whether "the hearing" can be the one told before: not earlier, and not months later."""
    day, before = hearing.when.as_date(), last.when.as_date()
    return day is not None and before is not None and timedelta() <= day - before <= GOES_ON


def _sittings(lines: list[Line], vocabulary: Vocabulary, today: date) -> Iterator[_Sitting]:
    languages = (vocabulary.language,)
    left = MOST_SENTENCES
    for line in lines:
        if line.section in (Section.CONTACT, Section.NOTES, Section.ADDRESSEES):
            continue
        for sentence in sentences(line.text, vocabulary):
            names_hearing = vocabulary.phrases["hearing"].search(sentence) is not None
            points_back = vocabulary.phrases["same_court"].search(sentence) is not None
            court = _court(sentence, vocabulary)
            if not (names_hearing or points_back or court) or left <= 0:
                continue
            left -= 1
            days = [day.when for day in printed_days(sentence, languages, today) if day.when.as_date()]
            if days:
                yield _Sitting(_hearing(sentence, days[0], court, vocabulary), names_hearing, points_back)


def _court(sentence: str, vocabulary: Vocabulary) -> str:
    found = [_LEADING.sub("", match.group()).strip() for match in vocabulary.court.finditer(sentence)]
    proper = [name for name in found if name and name[0].isupper() and " " in name]
    return max(proper, key=len, default="")


def _hearing(sentence: str, when: When, court: str, vocabulary: Vocabulary) -> ReadHearing:
    place = _place(sentence, vocabulary)
    hour = printed_hour(sentence)
    return ReadHearing(
        when, hour.hour if hour else None, court, place.city if place else "", place.zone if place else ""
    )


def _place(sentence: str, vocabulary: Vocabulary) -> Place | None:
    places = known_places()
    for match in vocabulary.city.finditer(sentence):
        place = places.named(match.group(1)) or places.named(match.group(1).split()[0])
        if place is not None and place.city:
            return place
    return None
