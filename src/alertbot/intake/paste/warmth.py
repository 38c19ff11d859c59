"""Loading, before anybody pastes a text, what the first text of a process would wait for."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from alertbot.intake.paste.countries import country_of
from alertbot.intake.paste.reader import read_paste
from alertbot.intake.paste.vocabulary import vocabulary

WARM_LANGUAGES = ("en", "ru")
"""The languages of nearly every paste; each other one loads with its first text."""

_ANY_APPEAL = "Appeals to:\n\nMinister of Justice\nTest City\nFax: +41 22 000 00 00\nEmail: a@example.org\n"


def warming() -> Iterator[Callable[[], object]]:
    """The work in pieces, to be done in this order: each blocks for up to 40 ms, all of them for 150."""
    for language in WARM_LANGUAGES:
        yield partial(vocabulary, language)
        yield partial(_look_for_a_country, language)
        yield partial(_search_once, language)
    yield partial(read_paste, _ANY_APPEAL, date.min)


def _look_for_a_country(language: str) -> None:
    country_of("", "", vocabulary(language))


def _search_once(language: str) -> None:
    words = vocabulary(language)
    for pattern in (*words.phrases.values(), *words.openers.values()):
        pattern.search("")
