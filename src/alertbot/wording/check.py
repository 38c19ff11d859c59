"""What is wrong with the catalogues, told with file and line before anybody reads a broken sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po

from alertbot.errors import Fault
from alertbot.wording.catalogue import DEFAULT, DOMAIN, catalogue_files
from alertbot.wording.markup import MalformedMessage, parse, slots

_ID = re.compile(r'^msgid "(?P<key>.+)"\s*$')


@dataclass(frozen=True, slots=True)
class _Entry:
    """A message as it stands in a file; ``forms`` has one string unless it is ``counted``."""

    key: str
    line: int
    forms: tuple[str, ...]
    counted: bool
    fuzzy: bool


@dataclass(frozen=True, slots=True)
class _Source:
    """A catalogue file as it was read."""

    name: str
    forms: int
    expected_forms: int
    entries: Mapping[str, _Entry]


def check_catalogues(directory: Path) -> tuple[Fault, ...]:
    """Every fault in the catalogues of ``directory``, by file and line; file names are relative to it."""
    files = catalogue_files(directory)
    if DEFAULT not in files:
        return (Fault(f"{DEFAULT}/{DOMAIN.as_posix()}", 0, "the English catalogue is missing"),)
    faults: list[Fault] = []
    sources: dict[str, _Source] = {}
    for code, path in files.items():
        name = path.relative_to(directory).as_posix()
        faults.extend(_repeated(name, path))
        read = _read(name, code, path)
        if isinstance(read, Fault):
            faults.append(read)
        else:
            sources[code] = read
    english = sources.get(DEFAULT)
    for source in sources.values():
        faults.extend(_of_file(source))
        if english and source is not english:
            faults.extend(_of_translation(source, english))
    return tuple(sorted(set(faults), key=lambda fault: (fault.file, fault.line, fault.message)))


def _read(name: str, code: str, path: Path) -> _Source | Fault:
    try:
        expected = get_plural(Locale.parse(code)).num_plurals
        with path.open("rb") as file:
            catalog = read_po(file, locale=code, abort_invalid=True)
    except PoFileError as error:
        return Fault(name, error.lineno + 1, str(error).rpartition(" on ")[0])
    except (UnknownLocaleError, ValueError) as error:
        return Fault(name, 0, str(error))
    entries: dict[str, _Entry] = {}
    for message in catalog:
        key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if key:
            forms = tuple(string or "" for string in strings)
            entries[key] = _Entry(key, message.lineno or 0, forms, message.pluralizable, message.fuzzy)
    return _Source(name, catalog.num_plurals, expected, entries)


def _repeated(name: str, path: Path) -> Iterator[Fault]:
    """Babel keeps the first of two messages with one id and says nothing."""
    seen: dict[str, int] = {}
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if found := _ID.match(text):
            first = seen.setdefault(found["key"], line)
            if first != line:
                yield Fault(name, line, f"{found['key']} stands here again; first on line {first}")


def _of_file(source: _Source) -> Iterator[Fault]:
    # Babel and CLDR disagree about languages such as Turkish, so a header may give more forms, never fewer.
    if source.forms < source.expected_forms:
        yield Fault(
            source.name, 1, f"Plural-Forms gives {source.forms} forms; {source.expected_forms} are needed"
        )
    for entry in source.entries.values():
        yield from (Fault(source.name, entry.line, f"{entry.key}: {what}") for what in _of_entry(entry))


def _of_entry(entry: _Entry) -> Iterator[str]:
    if entry.fuzzy:
        yield "is marked fuzzy; check the translation and remove the mark"
    if not all(form.strip() for form in entry.forms):
        yield "has an empty msgstr" if not entry.counted else "lacks a plural form"
    for form in entry.forms:
        try:
            parse(form)
        except MalformedMessage as error:
            yield str(error)
    if entry.key == "format.locale":
        try:
            Locale.parse(entry.forms[0])
        except (UnknownLocaleError, ValueError):
            yield "names a locale that CLDR does not have"


def _of_translation(source: _Source, english: _Source) -> Iterator[Fault]:
    for key in sorted(english.entries.keys() - source.entries.keys()):
        yield Fault(source.name, 0, f"{key} is missing (English has it on line {english.entries[key].line})")
    for key, entry in source.entries.items():
        original = english.entries.get(key)
        if original is None:
            yield Fault(source.name, entry.line, f"{key} is not in the English catalogue")
        elif original.counted != entry.counted:
            yield Fault(source.name, entry.line, f"{key} is counted in one language and not in the other")
        else:
            yield from _of_arguments(source.name, entry, original)


def _of_arguments(name: str, entry: _Entry, original: _Entry) -> Iterator[Fault]:
    given, wanted = _arguments(entry.forms), _arguments(original.forms)
    if given != wanted:
        listed = ", ".join(sorted(wanted)) or "none"
        yield Fault(name, entry.line, f"{entry.key} has other arguments than English ({listed})")


def _arguments(forms: Iterable[str]) -> frozenset[str]:
    """Names over all forms: a language may leave the number out of one of them ("one signature")."""
    names: frozenset[str] = frozenset()
    for form in forms:
        try:
            names |= slots(parse(form))
        except MalformedMessage:
            continue
    return names
