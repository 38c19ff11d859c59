"""Somebody of a draft who is known from another case: kept with the draft, and told in its checklist."""

import json
from collections.abc import Iterable
from datetime import date

from alertbot.dialogue.screen import Say, say
from alertbot.domain.language import Localised
from alertbot.domain.namesakes import Namesake
from alertbot.domain.publication import Doubt

KNOWN_PERSON = "known_person"

MOST_TOLD = 5
"""Whoever has so many namesakes learns nothing from more of them."""


def doubts(namesakes: Iterable[Namesake]) -> tuple[Doubt, ...]:
    """Each as something to look at; the detail is JSON: name, day (ISO 8601), titles by language."""
    return tuple(_doubt(namesake) for namesake in list(namesakes)[:MOST_TOLD])


def _doubt(namesake: Namesake) -> Doubt:
    latest = namesake.known.latest
    titles = dict(latest.case.title.texts)
    return Doubt(KNOWN_PERSON, json.dumps([namesake.name, latest.at.date().isoformat(), titles]))


def sentence(detail: str) -> Say:
    """The detail of such a doubt in words."""
    name, day, titles = json.loads(detail)
    return say("doubt.known_person", name=name, case=Localised(titles), day=date.fromisoformat(day))
