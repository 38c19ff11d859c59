"""A letter that cannot be printed is found before anybody signs it off."""

from pathlib import Path

import pytest

from alertbot.errors import Fault
from alertbot.intake import check_campaigns

CASE = "title: {en: The mill}\nsummary: {en: What happened}\ncountry: MD\n"

APPEAL = """\
kind: appeal
title: {en: Free Ann Stone}
summary: {en: Ann is in prison}
code: MDA 001
issued_on: 2017-10-04
addressees:
  - key: mayor
    office: {en: Mayor}
    channels:
      - {kind: fax, value: "+373 22 123 456"}
letter:
  subject: {en: Ann Stone}
"""

LETTER = "{{ salutation }}\n\nRelease Ann Stone, MDA 001.\n\n{{ signer }}\n"


def unprintable(folder: Path, appeal: str = APPEAL, letter: str = LETTER) -> list[Fault]:
    case = folder / "mill"
    case.mkdir(parents=True)
    (case / "case.yaml").write_text(CASE, "utf-8")
    (case / "union.yaml").write_text(appeal, "utf-8")
    (case / "union.en.j2").write_text(letter, "utf-8")
    return [fault for fault in check_campaigns(folder) if "cannot be printed" in fault.message]


def test_a_letter_the_fonts_can_print_is_no_fault(tmp_path: Path) -> None:
    assert unprintable(tmp_path) == []


def test_a_character_the_fonts_lack_is_an_error_on_its_line(tmp_path: Path) -> None:
    (fault,) = unprintable(tmp_path, letter=LETTER.replace("Ann Stone", "Ann 石"))
    assert (fault.file.rpartition("/")[2], fault.line, fault.severity) == ("union.en.j2", 3, "error")
    assert '"石" CJK UNIFIED IDEOGRAPH-77F3 (U+77F3)' in fault.message


@pytest.mark.parametrize(
    ("written", "instead", "line"),
    [
        ("subject: {en: Ann Stone}", "subject: {en: Ann 石}", 12),
        ("code: MDA 001", "code: MDA 001 石", 4),
        ("office: {en: Mayor}", "office: {en: Mayor 石}", 8),
        ("office: {en: Mayor}", 'office: {en: Mayor}\n    salutation: {en: "Dear 石,"}', 9),
        ("office: {en: Mayor}", "office: {en: Mayor}\n    person: Ann 石", 9),
    ],
)
def test_everything_that_stands_on_paper_is_looked_at(
    tmp_path: Path, written: str, instead: str, line: int
) -> None:
    (fault,) = unprintable(tmp_path, appeal=APPEAL.replace(written, instead))
    assert (fault.file.rpartition("/")[2], fault.line, fault.severity) == ("union.yaml", line, "error")


def test_a_letter_that_only_goes_by_mail_is_a_warning(tmp_path: Path) -> None:
    mailed = APPEAL.replace('{kind: fax, value: "+373 22 123 456"}', "{kind: email, value: a@example.org}")
    (fault,) = unprintable(tmp_path, appeal=mailed, letter=LETTER.replace("Ann Stone", "Ann 石"))
    assert fault.severity == "warning"
