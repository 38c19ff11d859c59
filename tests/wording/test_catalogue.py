from pathlib import Path

import pytest

from alertbot.dialogue.screen import Say
from alertbot.wording.catalogue import Catalogues, CataloguesMissing, UnknownMessage, locales_directory
from alertbot.wording.speech import Wording

from .conftest import Write


@pytest.mark.parametrize(
    ("code", "best"),
    [("ru-RU", "ru"), ("ru", "ru"), ("RU_ru", "ru"), ("uk", "en"), (None, "en"), ("", "en"), ("en-GB", "en")],
)
def test_a_platforms_language_code_finds_the_nearest_language(
    catalogues: Catalogues, code: str | None, best: str
) -> None:
    assert catalogues.best_locale(code) == best


def test_languages_are_found_in_the_directory(catalogues: Catalogues) -> None:
    assert catalogues.supported == ("ar", "en", "ru")


def test_the_start_fails_for_a_message_nobody_wrote(catalogues: Catalogues) -> None:
    catalogues.require(("greet",))
    with pytest.raises(UnknownMessage, match=r"no\.such"):
        catalogues.require(("greet", "no.such"))


def test_the_start_fails_without_english(tmp_path: Path) -> None:
    with pytest.raises(CataloguesMissing):
        Catalogues.read(tmp_path)


def test_a_malformed_message_is_shown_as_it_stands(write: Write) -> None:
    wording = Wording(Catalogues.read(write("en", 'msgid "a"\nmsgstr "<b>{x"\n')))
    assert wording.phrase(Say("a"), "en") == "<b>{x"


def test_the_checkout_has_its_catalogues() -> None:
    assert {"en", "ru"} <= set(Catalogues.read(locales_directory()).supported)
