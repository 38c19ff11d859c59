"""How a paste is read in a process that does nothing else: only what the text needs is loaded."""

import subprocess
import sys

import pytest

from alertbot.app.tools import english
from alertbot.dialogue.draft_words import DOUBT, doubt_line
from alertbot.domain.publication import Doubt
from alertbot.intake.paste.vocabulary import LANGUAGES, vocabulary
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.speech import Wording

HEAVY = (
    "alertbot.intake.campaign_file",
    "asyncio",
    "babel",
    "email_validator",
    "jinja2",
    "phonenumbers",
    "yaml",
)
WHOLE = Wording(Catalogues.read(locales_directory()))


def test_the_reader_is_loaded_without_what_only_some_texts_need() -> None:
    said = f"import sys, alertbot.intake.paste; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_command_line_starts_without_the_event_loop() -> None:
    said = "import sys, alertbot.cli; print('asyncio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_every_phrase_of_every_language_can_be_compiled() -> None:
    for language in LANGUAGES:
        words = vocabulary(language)
        assert all(pattern.pattern for pattern in words.phrases.values())
        assert len(words.openers) == len(tuple(words.openers.values()))


@pytest.mark.parametrize("code", [*DOUBT, "code_missing", "something else"])
@pytest.mark.parametrize(("detail", "line"), [("", 0), ("May 3", 0), ("", 4), ("May 3", 4)])
def test_a_warning_is_worded_as_with_the_whole_catalogue(code: str, detail: str, line: int) -> None:
    words = doubt_line(Doubt(code, detail, line))
    assert english().phrase(words, "en") == WHOLE.phrase(words, "en")
