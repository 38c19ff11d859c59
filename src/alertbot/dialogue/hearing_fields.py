"""The details of a hearing, each changed by one tap and one message."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from alertbot.dialogue.hearing_taps import ChangeField, SetField
from alertbot.dialogue.screen import Choice, Part, Say, Words, item, say
from alertbot.domain.hearing import Hearing
from alertbot.domain.language import Localised

LONGEST = 120
"""Characters of a detail: a court with its district fits, a message to thousands does not."""

FIELDS: dict[str, Say] = {
    "court": say("hearing.field.court"),
    "address": say("hearing.field.address"),
    "room": say("hearing.field.room"),
    "city": say("hearing.field.city"),
    "stage": say("hearing.field.stage"),
    "number": say("hearing.field.number"),
    "public": say("hearing.field.public"),
    "source": say("hearing.field.source"),
}
_SPOKEN = ("court", "address", "stage")
_PLAIN = {"room": "room", "number": "case_number", "source": "source"}
_PUBLIC = {"": None, "yes": True, "no": False}
NOTHING = "-"
"""What is typed to clear a detail."""

_LINK = re.compile(r"(?i)https?:|www\.|://|\bt\.me\b|@|\.(?:com|org|net|info|me|ru|kz|md)\b")


def is_allowed(typed: str) -> bool:
    """One organizer alone sends a detail to many, so it is short, one line, and leads nowhere."""
    return 0 < len(typed) <= LONGEST and typed.isprintable() and not leads_elsewhere(typed)


def leads_elsewhere(typed: str) -> bool:
    """Whether it holds a link, an address or a name to write to."""
    return _LINK.search(typed) is not None


def filled(hearing: Hearing, details: Mapping[str, Any], locale: str) -> Hearing:
    """The hearing with these details typed in one language; what is not among them stays."""
    for name in _SPOKEN:
        if name in details:
            value = str(details[name])
            hearing = replace(hearing, **{name: Localised({locale: value}) if value else Localised()})
    for name, field in _PLAIN.items():
        if name in details:
            hearing = replace(hearing, **{field: str(details[name])})
    if "public" in details:
        hearing = replace(hearing, public=_PUBLIC.get(str(details["public"])))
    return hearing


def next_public(hearing: Hearing) -> str:
    """What a tap makes of "public or closed": not said, public, closed, not said."""
    return {None: "yes", True: "no", False: ""}[hearing.public]


def shown(hearing: Hearing) -> list[Part]:
    """The details that are known; the city stands with the date."""
    known: dict[str, Words] = {
        "court": hearing.court,
        "address": hearing.address,
        "room": hearing.room,
        "stage": hearing.stage,
        "number": hearing.case_number,
        "public": _spoken_public(hearing.public),
        "source": hearing.source,
    }
    return [item(say("hearing.detail", name=FIELDS[n], value=value)) for n, value in known.items() if value]


def _spoken_public(public: bool | None) -> Words:
    if public is None:
        return ""
    return say("hearing.public") if public else say("hearing.closed")


def rows(case: int, key: str) -> tuple[tuple[Choice, ...], ...]:
    """A button for each detail: of a hearing that is kept, or without a ``key`` of what is being asked."""
    taps = {name: ChangeField(case, key, name) if key else SetField(case, name) for name in FIELDS}
    choices = [Choice(say("hearing.edit", name=label), tap=taps[name]) for name, label in FIELDS.items()]
    return tuple(tuple(choices[n : n + 2]) for n in range(0, len(choices), 2))
