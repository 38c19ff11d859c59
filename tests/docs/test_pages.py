"""The pages hold together: short where they must be, links that lead somewhere, examples that work."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from alertbot.app.demo import HOLD
from alertbot.intake import check_campaigns, load_campaigns
from alertbot.letters.render import render
from alertbot.wording.catalogue import Catalogues, locales_directory

from .pages import PAGES, ROOT, anchors, examples, labels, links, read

SCREEN = 70
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z]+)\b")
OF_THE_PAGE = {"Next reminder"}
"""A button of the playground itself."""


def test_the_readme_fits_about_one_screen() -> None:
    assert len(read("README.md").splitlines()) <= SCREEN


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_every_make_target_that_is_named_exists(name: str) -> None:
    commands = re.findall(r"`make [^`]+`|^make .+$", read(name), re.MULTILINE)
    named = {target for command in commands for target in MAKE.findall(command.partition("#")[0])}
    assert named
    assert named <= set(TARGET.findall(read("Makefile")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead: list[str] = []
    for link in links(page):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = (page.parent / parts.path).resolve() if parts.path else page
        if not target.is_file() or (parts.fragment and parts.fragment not in anchors(target)):
            dead.append(link)
    assert dead == []


def test_no_page_of_the_docs_is_out_of_reach_of_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        waiting += [(page.parent / link).resolve() for link in links(page) if not urlsplit(link).scheme]
    assert set(PAGES) <= reached


@pytest.mark.parametrize("name", ["README.md", "docs/organizers.md", "docs/letters.md"])
def test_every_button_that_a_page_names_stands_in_the_english_catalogue(name: str) -> None:
    catalogue = (locales_directory() / "en/LC_MESSAGES/alertbot.po").read_text("utf-8").replace("’", "'")
    said = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', catalogue, re.MULTILINE)
    whole = {re.sub(r"^\W+", "", words) for words in said}
    shown = whole | {words.partition(":")[0] for words in whole} | OF_THE_PAGE
    assert labels(name)
    assert labels(name) - shown == set()


def test_the_demo_holds_as_long_as_the_readme_says() -> None:
    assert HOLD == 10
    assert "Ten seconds" in read("README.md")


def test_the_example_campaign_has_no_fault_and_its_letters_render(tmp_path: Path) -> None:
    for name, content in examples("docs/campaign-files.md").items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    assert check_campaigns(tmp_path, today=date(2017, 10, 4)) == ()
    (prepared,) = load_campaigns(tmp_path, today=date(2017, 10, 4)).cases
    (appeal,) = prepared.appeals
    letters = [render(appeal, 1, a, language) for a in appeal.addressees for language in ("en", "ru")]
    assert len({letter.body for letter in letters}) == 4


def test_every_language_of_the_changelog_is_offered() -> None:
    languages = Catalogues.read(locales_directory()).supported
    assert {"en", "ru", "ro"} <= set(languages)
