"""What holds for every seed campaign: its file, its languages, its letters."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from alertbot.domain.appeal import Appeal
from alertbot.domain.lint import RemarkKind, lint_appeal
from alertbot.intake import Library
from alertbot.intake.campaign_schema import SCHEMAS, schema_texts
from alertbot.intake.yaml_file import Data, Document, read_document
from alertbot.letters.render import render, salutation

ROOT = Path(__file__).parents[2]
CAMPAIGNS = ROOT / "campaigns"
SEEDS = ROOT.parent / "shared" / "seeds"


def test_all_campaigns_load_without_an_error(library: Library) -> None:
    assert [fault for fault in library.faults if fault.severity == "error"] == []
    keys = [(one.case.key, tuple(a.key for a in one.appeals)) for one in library.cases]
    assert keys == [
        ("glodeni", ("iuf",)),
        ("kharkova", ("observatory",)),
        ("kurmanov", ("solidarity",)),
        ("tikkurila", ("itua",)),
        ("zhanaozen", ("industriall", "monitoring")),
    ]


def as_an_editor_reads(data: Data) -> object:
    if isinstance(data, dict):
        return {key: as_an_editor_reads(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_an_editor_reads(value) for value in data]
    return {"true": True, "false": False}.get(data or "", data)


def test_the_published_schemas_are_those_of_the_models() -> None:
    for name, text in schema_texts().items():
        assert (CAMPAIGNS / "schema" / name).read_text("utf-8") == text


@pytest.mark.parametrize(
    "path", sorted(CAMPAIGNS.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_file_names_its_schema_and_fits_it(path: Path) -> None:
    name = "case.schema.json" if path.name == "case.yaml" else "appeal.schema.json"
    assert path.read_text("utf-8").startswith(f"# yaml-language-server: $schema=../schema/{name}\n")
    schema = json.loads((CAMPAIGNS / "schema" / name).read_text("utf-8"))
    jsonschema.validate(as_an_editor_reads(read_document(path.name, path.read_bytes()).data), schema)
    assert set(SCHEMAS) == {"case.schema.json", "appeal.schema.json", "embassies.schema.json"}


def localised_maps(document: Document) -> Iterator[dict[str, object]]:
    waiting: list[object] = [document.data]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting += found  # pyright: ignore[reportUnknownArgumentType]
        if isinstance(found, dict):
            if "en" in found:
                yield found  # pyright: ignore[reportUnknownVariableType]
            waiting += found.values()  # pyright: ignore[reportUnknownArgumentType]


@pytest.mark.parametrize(
    "path", sorted(CAMPAIGNS.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_text_stands_in_every_language_of_its_case(path: Path) -> None:
    wanted = {"en", "ru", "ro"} if path.parent.name == "glodeni" else {"en", "ru"}
    found = list(localised_maps(read_document(path.name, path.read_bytes())))
    assert found
    assert all(set(texts) == wanted for texts in found)


def test_summaries_fit_a_card_and_letters_a_page(appeals: dict[str, Appeal]) -> None:
    for appeal in appeals.values():
        assert all(len(text) <= 400 for text in appeal.summary.texts.values())
        assert all(len(text) <= 80 for text in appeal.title.texts.values())
        assert RemarkKind.LONG_LETTER not in {remark.kind for remark in lint_appeal(appeal)}


def test_russian_is_written_in_cyrillic_and_romanian_with_its_letters(appeals: dict[str, Appeal]) -> None:
    for appeal in appeals.values():
        for text in (appeal.title, appeal.summary, appeal.text):
            cyrillic = len(re.findall("[А-яЁё]", text.texts["ru"]))
            assert cyrillic > len(re.findall("[A-Za-z]", text.texts["ru"])) * 2
            assert not re.search("[şţŞŢ]", text.texts.get("ro", ""))


def letters(appeals: dict[str, Appeal]) -> Iterator[tuple[Appeal, str, str, str]]:
    for appeal in appeals.values():
        for addressee in appeal.addressees if appeal.letter else ():
            for language in appeal.letter.body if appeal.letter else ():
                letter = render(appeal, 1, addressee, language, "Ann Example", "One line of my own.")
                yield appeal, addressee.key, language, letter.body


def test_every_letter_opens_with_its_salutation_and_ends_with_its_signer(appeals: dict[str, Appeal]) -> None:
    for appeal, key, language, body in letters(appeals):
        addressee = appeal.addressee(key)
        assert addressee is not None
        assert body.split("\n\n")[0] == salutation(addressee, language)
        assert body.endswith("\n\nAnn Example")
        assert body.count("One line of my own.") == 1
        assert "\n" not in body.replace("\n\n", "")
        assert len(body.split()) <= 350


def test_an_office_gets_its_letter_in_the_language_it_reads(appeals: dict[str, Appeal]) -> None:
    for appeal in appeals.values():
        assert all(a.language in (appeal.letter.body if appeal.letter else ()) for a in appeal.addressees)


def test_no_letter_speaks_for_an_organization(appeals: dict[str, Appeal]) -> None:
    for _, _, _, body in letters(appeals):
        assert "on behalf of" not in body
        assert "50 million" not in body
        assert "(General)" not in body
        assert "perscution" not in body


def test_no_campaign_retells_its_source_word_for_word(appeals: dict[str, Appeal]) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seed documents are not beside this repository")
    seeds = " ".join(" ".join(path.read_text("utf-8").split()) for path in sorted(SEEDS.glob("*.txt")))
    for appeal in appeals.values():
        for text in (appeal.summary, appeal.text):
            words = text.pick("en").split()
            runs = (" ".join(words[at : at + 16]) for at in range(len(words) - 15))
            assert [run for run in runs if run in seeds] == []
