"""``alertbot check`` says that an alert does not fit one message, before anybody tries to submit it."""

from datetime import date
from pathlib import Path

import pytest

from alertbot.app.overlong import overlong

TODAY = date(2017, 10, 4)
CASE = "title: {en: Free}\nsummary: {en: Free}\ncountry: KZ\n"
APPEAL = """kind: appeal
title: {en: Free}
summary:
  en: |
    %s
actions:
  - kind: call
    text: {en: Call the court}
"""


@pytest.fixture
def campaigns(tmp_path: Path) -> Path:
    folder = tmp_path / "mill"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, "utf-8")
    (folder / "long.yaml").write_text(APPEAL % ("Facts about the case. " * 250), "utf-8")
    (folder / "short.yaml").write_text(APPEAL % "Facts about the case.", "utf-8")
    return tmp_path


@pytest.mark.parametrize("path", ["", "mill", "mill/long.yaml"])
def test_an_alert_too_long_for_one_message_is_an_error_at_its_summary(campaigns: Path, path: str) -> None:
    (fault,) = overlong(campaigns / path, TODAY)
    assert (Path(fault.file).name, fault.line, fault.severity) == ("long.yaml", 4, "error")
    assert "characters too long for one message" in fault.message


@pytest.mark.parametrize("path", ["mill/short.yaml", "mill/case.yaml", "nowhere", "mill/nothing.yaml"])
def test_what_fits_and_what_is_not_there_draws_nothing(campaigns: Path, path: str) -> None:
    assert list(overlong(campaigns / path, TODAY)) == []


def test_a_case_with_errors_is_left_to_its_errors(campaigns: Path) -> None:
    (campaigns / "mill" / "short.yaml").write_text("kind: apeal\n", "utf-8")
    assert list(overlong(campaigns, TODAY)) == []
