"""A reading as plain JSON values, the shape that ``alertbot import --json`` prints."""

from collections.abc import Callable
from typing import Any

from alertbot.domain.language import When
from alertbot.intake.paste.reading import ReadAddressee, ReadChannel, ReadHearing, Reading, ReadingWarning
from alertbot.intake.paste.source import Source

Json = dict[str, Any]


def _as_data(warning: ReadingWarning) -> str:
    return warning.detail


def reading_as_json(
    reading: Reading, source: Source, message: Callable[[ReadingWarning], str] = _as_data
) -> Json:
    """``message`` words a warning for people; without it the warning's own detail stands there.

    Dates are ISO 8601, and ``None`` when a part of them is not printed or could be read in two ways. Names
    that are not printed are empty; ``line`` 0 is the whole text. ``spans`` mirrors the fields: where each is
    printed: two character offsets into the text, or ``None`` where it was put together from pieces.
    """
    return {
        "title": reading.title,
        "kind": str(reading.kind),
        "issuer": reading.issuer,
        "issued_on": _iso(reading.issued_on),
        "code": reading.code or None,
        "country": reading.country or None,
        "sign_by": reading.sign_by.isoformat() if reading.sign_by else None,
        "addressees": [_addressee(addressee, source) for addressee in reading.addressees],
        "copies": [_channel(copy, source) for copy in reading.copies],
        "demands": [demand.text.pick(reading.language) for demand in reading.demands],
        "hearings": [_hearing(hearing) for hearing in reading.hearings],
        "persons": [{"name": person.name, "role": str(person.role)} for person in reading.persons],
        "links": list(reading.links),
        "warnings": [
            {"code": warning.code, "message": message(warning), "line": warning.line}
            for warning in reading.warnings
        ],
        "language": reading.language,
        "summary": reading.summary,
        "reply_to": reading.reply_to or None,
        "spans": _spans(reading, source),
    }


def _iso(when: When) -> str | None:
    day = when.as_date()
    return day.isoformat() if day else None


def _addressee(addressee: ReadAddressee, source: Source) -> Json:
    return {
        "name": addressee.person,
        "office": addressee.office,
        "salutation": addressee.salutation,
        "channels": [_channel(one, source) for one in addressee.channels],
    }


def _channel(channel: ReadChannel, source: Source) -> Json:
    return {
        "type": str(channel.kind),
        "value": channel.value,
        "as_printed": source.printed(channel.printed, channel.line),
    }


def _hearing(hearing: ReadHearing) -> Json:
    return {
        "date": _iso(hearing.when),
        "time": hearing.hour.strftime("%H:%M") if hearing.hour else None,
        "court": hearing.court,
        "city": hearing.city,
    }


def _spans(reading: Reading, source: Source) -> Json:
    at = source.span
    return {
        "title": at(reading.title),
        "issuer": at(reading.issuer),
        "issued_on": at(reading.issued_on.printed),
        "code": at(reading.code),
        "sign_by": at(reading.sign_by_printed),
        "addressees": [_addressee_spans(addressee, source) for addressee in reading.addressees],
        "copies": [at(copy.printed, copy.line) for copy in reading.copies],
        "demands": [at(demand.text.pick(reading.language)) for demand in reading.demands],
        "hearings": [at(hearing.when.printed) for hearing in reading.hearings],
        "persons": [at(person.name) for person in reading.persons],
        "links": [at(link) for link in reading.links],
    }


def _addressee_spans(addressee: ReadAddressee, source: Source) -> Json:
    line = addressee.line
    return {
        "name": source.span(addressee.person, line),
        "office": source.span(addressee.office, line),
        "salutation": source.span(addressee.salutation, line),
        "channels": [source.span(one.printed, one.line) for one in addressee.channels],
    }
