"""Pictures and PDFs beside campaign files: named, found, cleaned; what is wrong is told by line."""

from pathlib import Path

import pytest

from alertbot.intake import check_campaigns, load_campaigns, load_one_file
from tests.support.enclosures import HIDDEN, document, photograph

CASE = """title: {en: Free Rosa}
summary: {en: She was arrested.}
country: KZ
"""
APPEAL = """kind: report
title: {en: Free Rosa}
summary: {en: She was arrested.}
"""


def campaign(folder: Path, *names: str, extra: str = "") -> Path:
    """A folder with one case, whose appeal names these files."""
    case = folder / "rosa"
    case.mkdir()
    listed = "".join(f"  - file: {name}\n    text: {{en: Rosa}}\n" for name in names)
    (case / "case.yaml").write_text(CASE, "utf-8")
    (case / "first.yaml").write_text(APPEAL + (f"enclosures:\n{listed}" if names else "") + extra, "utf-8")
    return case


def told(folder: Path) -> str:
    return "\n".join(str(fault) for fault in check_campaigns(folder) if fault.severity == "error")


def test_what_lies_beside_an_appeal_is_named_and_cleaned(tmp_path: Path) -> None:
    case = campaign(tmp_path, "rosa.jpg", "verdict.pdf")
    (case / "rosa.jpg").write_bytes(photograph())
    (case / "verdict.pdf").write_bytes(document())
    assert told(tmp_path) == ""
    (prepared,) = load_campaigns(tmp_path).cases
    made = [one.cleaned() for one in prepared.files["first"]]
    assert [one.caption.pick("en") for one, _ in made] == ["Rosa", "Rosa"]
    assert not any(HIDDEN.encode() in content for _, content in made)


def test_what_is_missing_or_no_picture_is_told_with_its_line(tmp_path: Path) -> None:
    case = campaign(tmp_path, "gone.jpg", "text.png")
    (case / "text.png").write_text("no picture", "utf-8")
    said = told(tmp_path)
    assert "first.yaml:5: there is no file gone.jpg" in said
    assert "first.yaml:7: text.png: it is neither" in said
    assert load_campaigns(tmp_path).cases == ()


LEADING_AWAY = ("../case.jpg", "/etc/a.jpg", "rosa.exe", "rosa.JPG", "a b.jpg", ".jpg", "x" * 70 + ".jpg")


@pytest.mark.parametrize("name", LEADING_AWAY)
def test_no_name_leads_out_of_the_folder_or_to_another_kind_of_file(tmp_path: Path, name: str) -> None:
    campaign(tmp_path, f'"{name}"')
    assert "write the name of a file in this folder" in told(tmp_path)


def test_a_link_to_somewhere_else_is_no_file(tmp_path: Path) -> None:
    elsewhere = tmp_path / "secret.jpg"
    elsewhere.write_bytes(photograph())
    case = campaign(tmp_path, "rosa.jpg")
    (case / "rosa.jpg").symlink_to(elsewhere)
    assert "there is no file rosa.jpg" in told(tmp_path)


def test_a_file_that_is_named_twice_or_by_nobody_is_told(tmp_path: Path) -> None:
    case = campaign(tmp_path, "rosa.jpg", "rosa.jpg")
    (case / "rosa.jpg").write_bytes(photograph())
    (case / "left.jpg").write_bytes(photograph())
    said = told(tmp_path)
    assert "rosa.jpg is named twice" in said
    assert "left.jpg:0: no appeal beside it names this file" in said


def test_a_sixth_file_and_one_without_words_are_refused(tmp_path: Path) -> None:
    campaign(tmp_path, *(f"r{n}.jpg" for n in range(6)))
    assert "too long" in told(tmp_path)
    (tmp_path / "rosa" / "first.yaml").write_text(f"{APPEAL}enclosures:\n  - file: a.jpg\n", "utf-8")
    assert "`text` is missing" in told(tmp_path)


def test_a_campaign_file_sent_alone_is_told_to_bring_no_pictures() -> None:
    whole = f"key: first\ncase: {{key: rosa, title: {{en: a}}, summary: {{en: b}}, country: KZ}}\n{APPEAL}"
    listed = "enclosures:\n  - file: rosa.jpg\n    text: {en: Rosa}\n"
    assert load_one_file("first.yaml", whole.encode()).appeal
    sent = load_one_file("first.yaml", (whole + listed).encode())
    assert sent.appeal is None
    assert any("add them to the draft" in fault.message for fault in sent.faults)
