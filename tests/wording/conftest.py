"""Catalogues made for the tests: English, Russian and one language that runs right to left."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from alertbot.wording.catalogue import Catalogues
from alertbot.wording.speech import Wording

HEADERS: Mapping[str, str] = {
    "en": "nplurals=2; plural=(n != 1);",
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 "
        ": n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
    ),
}

FORMATS = """
msgid "format.moment"
msgstr "{date}, {time} ({place})"

msgid "format.date_only"
msgstr "{date}"

msgid "format.clock"
msgstr "{time} ({place})"

msgid "format.court_time"
msgstr "court time, {offset}"

msgid "format.place"
msgstr "{city}, {offset}"

msgid "format.moment_yours"
msgstr "{court}; your time: {yours}"
"""

ENGLISH = """
msgid "format.locale"
msgstr "en_GB"

msgid "greet"
msgstr "Hello, <b>{name}</b>!"

msgid "only"
msgstr "Only English"

msgid "echo"
msgstr "{value}"

msgid "lines"
msgstr "one\\ntwo <code>{value}</code>"

msgid "signed"
msgid_plural "signed"
msgstr[0] "{count} signature"
msgstr[1] "{count} signatures"

msgid "about"
msgstr "{bot} says"
"""

RUSSIAN = """
msgid "greet"
msgstr "Здравствуйте, <b>{name}</b>!"

msgid "echo"
msgstr "{value}"

msgid "signed"
msgid_plural "signed"
msgstr[0] "{count} подпись"
msgstr[1] "{count} подписи"
msgstr[2] "{count} подписей"
"""

ARABIC = """
msgid "greet"
msgstr "مرحبا <b>{name}</b>!"

msgid "echo"
msgstr "{value}"
"""

Write = Callable[[str, str], Path]


def head(code: str) -> str:
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {code}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {HEADERS[code]}\\n"\n'
    )


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a language's catalogue and returns the directory of them all."""

    def _write(code: str, messages: str) -> Path:
        path = tmp_path / code / "LC_MESSAGES" / "alertbot.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head(code) + messages, encoding="utf-8")
        return tmp_path

    return _write


@pytest.fixture
def catalogues(write: Write) -> Catalogues:
    write("en", FORMATS + ENGLISH)
    write("ru", RUSSIAN)
    return Catalogues.read(write("ar", FORMATS + ARABIC))


@pytest.fixture
def wording(catalogues: Catalogues) -> Wording:
    return Wording(catalogues)
