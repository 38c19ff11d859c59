"""Message catalogues: gettext ``.po`` files read once at start, one per language."""

import gettext
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from alertbot.errors import AlertbotError
from alertbot.wording.markup import MalformedMessage, Pattern, parse
from alertbot.wording.tree import Run

DOMAIN = Path("LC_MESSAGES") / "alertbot.po"
"""Where a language's catalogue lies below its folder (GNU gettext's layout)."""

DEFAULT = "en"


class UnknownMessage(AlertbotError):
    """Message ids that the English catalogue does not have."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__(f"no catalogue has a message for: {', '.join(ids)}; add it to locales/en")
        self.ids = ids


class CataloguesMissing(AlertbotError):
    """A directory holds no English catalogue."""


@dataclass(frozen=True)
class Catalogue:
    """One language's messages. ``messages`` holds each id's plural forms (one if it has none)."""

    code: str
    locale: Locale
    messages: Mapping[str, tuple[Pattern, ...]]
    plural: Callable[[int], int]

    def pattern(self, id: str, count: int | None) -> Pattern | None:
        """The form of ``id`` for ``count`` things (the last form when nothing is counted)."""
        forms = self.messages.get(id)
        if forms is None:
            return None
        form = len(forms) - 1 if count is None else min(self.plural(abs(count)), len(forms) - 1)
        return forms[form]

    @property
    def right_to_left(self) -> bool:
        return self.locale.text_direction == "rtl"


class Catalogues:
    """Every language the bot speaks."""

    def __init__(self, catalogues: Iterable[Catalogue]) -> None:
        self._by_code = {catalogue.code: catalogue for catalogue in catalogues}
        if DEFAULT not in self._by_code:
            raise CataloguesMissing(f"there is no {DEFAULT}/{DOMAIN.as_posix()} among the catalogues")
        self.supported: tuple[str, ...] = tuple(sorted(self._by_code))

    @classmethod
    def read(cls, directory: Path) -> "Catalogues":
        """The catalogues in ``directory``, one folder per language."""
        return cls(read_catalogue(path, code) for code, path in catalogue_files(directory).items())

    def __getitem__(self, code: str) -> Catalogue:
        return self._by_code[self.best_locale(code)]

    def best_locale(self, code: str | None) -> str:
        """The supported language nearest to a platform's code ("ru-RU", "pt_BR"); English if none."""
        known = {supported.lower().replace("_", "-"): supported for supported in self.supported}
        parts = (code or "").lower().replace("_", "-").split("-")
        prefixes = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((known[prefix] for prefix in prefixes if prefix in known), DEFAULT)

    def pattern(self, id: str, code: str, count: int | None = None) -> Pattern:
        """The message in a language, else in English, else its id: a broadcast never stops for a word."""
        found = self[code].pattern(id, count) or self[DEFAULT].pattern(id, count)
        return found if found is not None else (Run(id),)

    def require(self, ids: Iterable[str]) -> None:
        """:class:`UnknownMessage` unless English has them all; meant for the start of the process."""
        missing = tuple(sorted(set(ids) - self[DEFAULT].messages.keys()))
        if missing:
            raise UnknownMessage(missing)


def locales_directory() -> Path:
    """Where the catalogues lie: inside an installed package, or at the root of a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "locales"
    return installed if installed.is_dir() else package.parent.parent / "locales"


def catalogue_files(directory: Path) -> dict[str, Path]:
    """Language code to catalogue file, in the order of the codes."""
    return {
        folder.name: folder / DOMAIN for folder in sorted(directory.glob("*")) if (folder / DOMAIN).is_file()
    }


def read_catalogue(path: Path, code: str, beginnings: tuple[str, ...] = ()) -> Catalogue:
    """One catalogue. A malformed message is kept as plain text: ``check_catalogues`` reports it.

    ``beginnings`` leaves out every message whose id begins otherwise: a whole catalogue takes some 40 ms.
    """
    content = path.read_bytes()
    source = read_po(BytesIO(_parts(content, beginnings) if beginnings else content), locale=code)
    messages = {key: forms for key, forms in _forms(source) if all(forms)}
    named = messages.get("format.locale")
    spelled = "".join(piece.text for piece in named[0] if isinstance(piece, Run)) if named else code
    return Catalogue(code, Locale.parse(spelled), messages, gettext.c2py(source.plural_expr))


def _parts(content: bytes, beginnings: tuple[str, ...]) -> bytes:
    """The header of a catalogue, and its messages with such ids; blank lines stand between messages."""
    header, *messages = content.split(b"\n\n")
    wanted = [b'msgid "' + beginning.encode() for beginning in beginnings]
    kept = (message for message in messages if any(begin in message for begin in wanted))
    return b"\n\n".join((header, *kept))


def _forms(source: Catalog) -> Iterable[tuple[str, tuple[Pattern, ...]]]:
    for message in source:
        key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if key and not message.fuzzy:
            yield key, tuple(_pattern(string or "") for string in strings)


def _pattern(string: str) -> Pattern:
    try:
        return parse(string)
    except MalformedMessage:
        return (Run(string),)
