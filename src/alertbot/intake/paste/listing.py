"""A reading as plain JSON values, the shape that ``alertbot import --json`` prints."""

from collections.abc import Callable
from typing import Any

from alertbot.domain.addressee import Addressee
from alertbot.domain.language import When
from alertbot.intake.paste.reading import ReadHearing, Reading, ReadingWarning

Json = dict[str, Any]


def _as_data(warning: ReadingWarning) -> str:
    return warning.detail


def reading_as_json(reading: Reading, message: Callable[[ReadingWarning], str] = _as_data) -> Json:
    """``message`` words a warning for people; without it the warning's own detail stands there.

    Dates are ISO 8601, and ``None`` when a part of them is not printed or could be read in two ways.
    """
    return {
        "title": reading.title,
        "kind": str(reading.kind),
        "language": reading.language,
        "issuer": reading.issuer,
        "issued_on": _iso(reading.issued_on),
        "code": reading.code or None,
        "country": reading.country or None,
        "sign_by": reading.sign_by.isoformat() if reading.sign_by else None,
        "summary": reading.summary,
        "reply_to": reading.reply_to or None,
        "addressees": [_addressee(addressee) for addressee in reading.addressees],
        "copies": [{"type": "email", "value": copy.email} for copy in reading.copies],
        "demands": [demand.text.pick(reading.language) for demand in reading.demands],
        "hearings": [_hearing(hearing) for hearing in reading.hearings],
        "persons": [{"name": person.name, "role": str(person.role)} for person in reading.persons],
        "links": list(reading.links),
        "warnings": [
            {"code": warning.code, "message": message(warning), "line": warning.line}
            for warning in reading.warnings
        ],
    }


def _iso(when: When) -> str | None:
    day = when.as_date()
    return day.isoformat() if day else None


def _addressee(addressee: Addressee) -> Json:
    return {
        "key": addressee.key,
        "name": addressee.person,
        "honorific": addressee.honorific,
        "office": addressee.office.pick(addressee.language),
        "salutation": addressee.salutation.pick(addressee.language),
        "channels": [
            {
                "type": str(channel.kind),
                "value": channel.value,
                "as_printed": channel.printed,
                "alternatives": list(channel.alternatives),
            }
            for channel in addressee.channels
        ],
    }


def _hearing(hearing: ReadHearing) -> Json:
    return {
        "date": _iso(hearing.when),
        "time": hearing.hour.strftime("%H:%M") if hearing.hour else None,
        "court": hearing.court,
        "city": hearing.city,
        "zone": hearing.zone,
    }
