"""Screens: what to show, named by message ids and campaign text, before any language or platform.

A screen is a value that survives being stored: an alert waits in the ledger as a screen and is put into
words once per language when it is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from alertbot.dialogue.tap import Tap
from alertbot.domain.language import Localised, When


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant to print in a zone: full weekday, date, time, zone name and UTC offset.

    ``at`` is aware. ``dated_only`` leaves the hour out.
    """

    at: datetime
    zone: str
    dated_only: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """Printed as the territory's name in the reader's language (ISO 3166-1 alpha-2)."""

    code: str


@dataclass(frozen=True, slots=True)
class LanguageName:
    """Printed as the language's name in the reader's language (ISO 639-1)."""

    code: str


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, printed roughly ("7 minutes"); seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Say:
    """A message from the catalogues with its arguments; ``count`` picks the plural form."""

    id: str
    args: Mapping[str, "Arg"] = field(default_factory=dict[str, "Arg"])
    count: int | None = None


Arg = str | int | date | When | Moment | Country | LanguageName | Span | Localised | Say
"""What may stand in a message. Strings are data: never markup, never templates."""

Words = Say | Localised | str
"""A phrase: from the catalogues, from a campaign (several languages), or data shown as it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a screen.

    ``title`` is bold, ``text`` a paragraph (line breaks are kept), ``item`` one line of a list, ``quote`` a
    quotation, ``copy`` text to take along unchanged, ``note`` small print. ``mark`` stands before an item.
    """

    kind: Literal["title", "text", "item", "quote", "copy", "note"]
    words: Words
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose. Exactly one of ``tap``, ``url`` and ``copy`` is set.

    ``private``: in a room it opens the private chat instead of acting in the open. ``sensitive``: never
    to be answered by a reaction, which Matrix does not encrypt. ``on`` draws a tick for a toggle.
    """

    label: Words
    tap: Tap | None = None
    url: str = ""
    copy: str = ""
    private: bool = False
    sensitive: bool = False
    on: bool | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A document to hand over; ``content`` in bytes, ``name`` as the reader will save it."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Screen:
    """What to show at once.

    ``rows`` are choices as they stand side by side. ``replaces``: redraw the message the tap came from.
    ``once``: if it is uncertain whether it arrived, do not send it again (letters, confirmations).
    ``asks``: the next line of text answers this screen. ``locale`` overrides the reader's language, to show
    what readers of another one will see.
    """

    parts: tuple[Part, ...]
    rows: tuple[tuple[Choice, ...], ...] = ()
    file: File | None = None
    replaces: bool = False
    once: bool = False
    asks: bool = False
    locale: str = ""


def title(words: Words) -> Part:
    return Part("title", words)


def text(words: Words) -> Part:
    return Part("text", words)


def item(words: Words, mark: str = "•") -> Part:
    return Part("item", words, mark)


def note(words: Words) -> Part:
    return Part("note", words)


def say(id: str, count: int | None = None, **args: Arg) -> Say:
    """Shorthand for a catalogue message."""
    return Say(id, args, count)
