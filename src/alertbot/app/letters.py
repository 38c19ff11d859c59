"""The letters of the command line: found, rendered, brought into the form asked for, and written."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from alertbot.app.campaigns import campaigns_directory, load_library
from alertbot.config import load_settings
from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.letter import Letter
from alertbot.errors import ConfigurationError, UndeliverableLetter
from alertbot.journeys.letters import letter_language
from alertbot.letters.formats import as_eml, as_mailto, as_text, file_name
from alertbot.letters.render import letter_languages, render
from alertbot.letters.sheet import Sheet, fax_numbers, fax_sheet, letter_sheet, postal_addresses


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """Which letter: ``appeal`` is ``case`` or ``case/appeal``; ``addressee`` a key or ``all``.

    ``nth`` (from 1) picks one of several numbers or addresses of an office; 0 leaves it to the form.
    """

    appeal: str
    addressee: str
    locale: str | None
    name: str
    form: str
    nth: int = 0


class _NoWay(UndeliverableLetter):
    """The addressee cannot be reached in this form; the message is the bare reason."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A letter on its way into a form, with what the form may need to know."""

    letter: Letter
    addressee: Addressee
    on: date
    nth: int

    def picked(self, ways: tuple[str, ...], name: str) -> tuple[str, ...]:
        """The way that was asked for, or all of them; :class:`_NoWay` when there is none."""
        if not ways:
            raise _NoWay(f"no {name} is known")
        if self.nth > len(ways):
            raise _NoWay(f"there is no {name} {self.nth}, only {len(ways)}")
        return ways[self.nth - 1 : self.nth] if self.nth else ways


def write_letters(order: LetterOrder, output: Path | None, today: date) -> Iterator[str]:
    """Write what was ordered to a file, a folder or standard output; what there is to say about it.

    Raises :class:`ConfigurationError` for an order that cannot be understood, and
    :class:`UndeliverableLetter` when the one addressee cannot be reached in that form.
    """
    if order.form not in FORMS:
        raise ConfigurationError(f"--format {order.form} is unknown; choose one of {', '.join(FORMS)}")
    appeal = _find(order.appeal, today)
    try:
        if order.addressee == "all":
            yield from _write_all(appeal, order, output, today)
        else:
            _write_one(appeal, order, output, today)
    except OSError as error:
        raise ConfigurationError(f"{output} cannot be written: {error.strerror}") from None


def _write_one(appeal: Appeal, order: LetterOrder, output: Path | None, on: date) -> None:
    addressee = appeal.addressee(order.addressee)
    if addressee is None:
        keys = ", ".join(a.key for a in appeal.addressees)
        raise ConfigurationError(f"no addressee {order.addressee}; there are: {keys}")
    form = FORMS[order.form]
    if output is None and form.binary and sys.stdout.isatty():
        raise ConfigurationError(f"{order.form} is no text for a terminal; name a file with -o FILE")
    try:
        content = form.make(_Ready(_letter(appeal, addressee, order), addressee, on, order.nth))
    except _NoWay as reason:
        raise UndeliverableLetter(f"no letter to {addressee.key} as {order.form}: {reason}") from None
    if output is not None:
        output.write_bytes(content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content if form.binary else content.rstrip(b"\n") + b"\n")
    sys.stdout.flush()


def _write_all(appeal: Appeal, order: LetterOrder, folder: Path | None, on: date) -> Iterator[str]:
    """All files or, where one letter turns out to be faulty, none."""
    if folder is None:
        raise ConfigurationError("--addressee all writes one file each; name a folder with -o DIR")
    if order.nth:
        raise ConfigurationError("--nth picks an address of one addressee, not of all")
    form = FORMS[order.form]
    made: dict[str, bytes] = {}
    left_out: list[str] = []
    for addressee in appeal.addressees:
        letter = _letter(appeal, addressee, order)
        try:
            made[file_name(letter, form.ending, form.stem)] = form.make(_Ready(letter, addressee, on, 0))
        except _NoWay as reason:
            left_out.append(f"{addressee.key}: left out, {reason}")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    yield from left_out


def _letter(appeal: Appeal, addressee: Addressee, order: LetterOrder) -> Letter:
    if order.locale and order.locale not in letter_languages(appeal):
        known = ", ".join(letter_languages(appeal))
        raise ConfigurationError(f"there is no letter in {order.locale}; there is: {known}")
    language = letter_language(appeal, addressee, order.locale or "")
    return render(appeal, 1, addressee, language, order.name)


def _text(ready: _Ready) -> bytes:
    return as_text(ready.letter).encode("utf-8")


def _addressed(ready: _Ready) -> Letter:
    """The letter to one email address of its office."""
    if ready.addressee.email and not ready.letter.to:
        raise _NoWay("the letter of an organisation is shown, not mailed by others")
    to, *others = ready.picked(ready.addressee.emails, "email address")
    return replace(ready.letter, to=to, others=tuple(others))


def _eml(ready: _Ready) -> bytes:
    return as_eml(_addressed(ready))


def _mailto(ready: _Ready) -> bytes:
    link = as_mailto(_addressed(ready))
    if link is None:
        raise _NoWay("the letter is too long for a link; take --format eml")
    return link.encode("ascii")


def _fax(ready: _Ready) -> bytes:
    numbers = ready.picked(fax_numbers(ready.addressee), "fax number")
    return _pdf_of(fax_sheet(ready.letter, ready.addressee, numbers, ready.on))


def _pdf(ready: _Ready) -> bytes:
    address, *_ = ready.picked(postal_addresses(ready.addressee), "postal address")
    return _pdf_of(letter_sheet(ready.letter, ready.addressee, ready.on, address))


def _docx(ready: _Ready) -> bytes:
    from alertbot.letters.word import as_docx

    addresses = postal_addresses(ready.addressee)
    address = ready.picked(addresses, "postal address")[0] if addresses or ready.nth else ""
    return as_docx(letter_sheet(ready.letter, ready.addressee, ready.on, address))


def _pdf_of(sheet: Sheet) -> bytes:
    from alertbot.letters.paper import as_pdf

    return as_pdf(sheet)


@dataclass(frozen=True, slots=True)
class _Form:
    """How a letter becomes a file: ``stem`` begins its name, ``ending`` ends it."""

    make: Callable[[_Ready], bytes]
    ending: str
    binary: bool = False
    stem: str = "letter"


FORMS: Mapping[str, _Form] = {
    "text": _Form(_text, "txt"),
    "mailto": _Form(_mailto, "url"),
    "eml": _Form(_eml, "eml"),
    "pdf": _Form(_pdf, "pdf", binary=True),
    "docx": _Form(_docx, "docx", binary=True),
    "fax": _Form(_fax, "pdf", binary=True, stem="fax"),
}
"""The forms of ``--format``, by name."""


def _find(name: str, today: date) -> Appeal:
    """The appeal named, or the newest of a case that plans a letter."""
    case, _, key = name.partition("/")
    library = load_library(campaigns_directory(load_settings()), today)
    prepared = next((p for p in library.cases if p.case.key == case), None)
    if prepared is None:
        known = ", ".join(p.case.key for p in library.cases)
        raise ConfigurationError(f"no case {case}; there are: {known}")
    with_letters = [a for a in prepared.appeals if a.letter and a.addressees and key in ("", a.key)]
    if not with_letters:
        raise ConfigurationError(f"{name} plans no letter")
    return max(
        with_letters, key=lambda a: (a.issued_on.year or 0, a.issued_on.month or 0, a.issued_on.day or 0)
    )
