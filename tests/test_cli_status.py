"""``alertbot status``: beside a running bot or without one, it reads, and leaves everything as it was."""

import asyncio
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from alertbot.app.health import Heart
from alertbot.app.served import served
from alertbot.app.status import lines, look
from alertbot.cli import main
from alertbot.config import Settings
from alertbot.domain.delivery import DeliveryState
from alertbot.domain.subscriber import Address
from alertbot.errors import ConfigurationError, Rejected
from alertbot.ports import Payload
from tests.support.cast import CANARIES
from tests.support.telegram import TelegramStage

Run = Callable[..., tuple[int, str, str]]
NOBODY = "127.0.0.1:9"
"""The discard port: nothing answers there."""


def settings(folder: Path, listen: str = NOBODY) -> Settings:
    return Settings(data_dir=folder, listen=listen)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command as a shell runs it: its code, what it printed, what it complained of."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("ALERTBOT_")]:
        monkeypatch.delenv(name)

    def command(*arguments: str, **env: str) -> tuple[int, str, str]:
        for name, value in env.items():
            monkeypatch.setenv(f"ALERTBOT_{name.upper()}", value)
        monkeypatch.setattr(sys, "argv", ["alertbot", "status", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return command


def test_without_a_database_one_sentence_says_so(run: Run) -> None:
    code, said, complaint = run()
    assert (code, said) == (2, "")
    assert complaint.count("\n") == 1
    assert "There is no database" in complaint


def test_a_database_of_another_release_is_told_in_one_sentence(run: Run, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "other.sqlite")
    connection.execute("CREATE TABLE something (else_entirely)")
    connection.close()
    code, _, complaint = run(database_url=f"sqlite:///{tmp_path}/other.sqlite")
    assert code == 2
    assert complaint.count("\n") == 1


def test_a_bot_that_does_not_run_can_be_looked_at(run: Run, folder: Path) -> None:
    code, said, _ = run(data_dir=str(folder), listen=NOBODY)
    assert code == 0
    assert f"does not answer at {NOBODY}" in said
    assert "messages     none" in said


def test_programs_get_json(run: Run, folder: Path) -> None:
    code, said, _ = run("--json", data_dir=str(folder), listen=NOBODY)
    found = json.loads(said)
    assert code == 0
    assert set(found["outbox"]) == {state.value for state in DeliveryState}
    assert found["bot"] == {"answers": False, "at": NOBODY}
    assert (found["failed"], found["in_doubt"], found["parked"], found["last_backup"]) == ([], [], None, None)


def test_a_look_changes_no_byte_and_needs_no_key(folder: Path) -> None:
    before = (folder / "alertbot.sqlite").read_bytes()
    assert not list(folder.glob("*.key"))
    asyncio.run(look(settings(folder)))
    assert (folder / "alertbot.sqlite").read_bytes() == before
    assert {path.name.partition("-")[0] for path in folder.iterdir()} == {"alertbot.lock", "alertbot.sqlite"}


async def test_a_running_bot_is_seen_with_what_failed_and_says_it_is_ready(
    stage: TelegramStage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.subscribe("ann", "boris")
    show = stage.platform.show

    async def refused(to: Address, payload: Payload) -> str:
        if to.chat == stage.ann.chat:
            raise Rejected("bad-request")
        return await show(to, payload)

    monkeypatch.setattr(stage.platform, "show", refused)
    await stage.announce("Free Ainur")
    file = folder / "alertbot.sqlite"
    async with served("127.0.0.1:0", stage.store, stage.clock, stage.bot.heart, database=file) as url:
        found = await look(settings(folder, url.removeprefix("http://")))

    assert found["bot"]["answers"]
    assert found["bot"]["ok"], found["bot"]
    (failed,) = found["failed"]
    assert (failed["kind"], failed["title"], failed["rows"]) == ("alert", "Free Ainur Kurmanov!", 1)
    assert failed["oldest"][0]["reason"] == "bad-request"
    text = "\n".join(lines(found))
    assert "failed       1 of alert 1: Free Ainur Kurmanov!" in text
    assert "bot          ready" in text
    shown = text + json.dumps(found)
    assert [canary for canary in CANARIES if canary in shown] == []


async def test_another_bots_answers_are_not_taken_for_this_ones(stage: TelegramStage, folder: Path) -> None:
    other = folder / "another.sqlite"
    async with served("127.0.0.1:0", stage.store, stage.clock, stage.bot.heart, database=other) as url:
        found = await look(settings(folder, url.removeprefix("http://")))
    assert not found["bot"]["answers"]


async def test_a_bot_that_is_not_ready_says_what_is_wrong(stage: TelegramStage, folder: Path) -> None:
    deaf, file = Heart(stage.clock), folder / "alertbot.sqlite"
    async with served("127.0.0.1:0", stage.store, stage.clock, deaf, database=file) as url:
        found = await look(settings(folder, url.removeprefix("http://")))
    text = "\n".join(lines(found))
    assert "NOT ready" in text
    assert "poll: no platform is connected yet" in text


async def test_what_a_crash_left_in_the_log_is_seen(
    stage: TelegramStage, tmp_path: Path, folder: Path
) -> None:
    await stage.subscribe("ann")
    left = tmp_path / "left"
    left.mkdir()
    for name in ("alertbot.sqlite", "alertbot.sqlite-wal"):
        shutil.copy(folder / name, left / name)
    assert (await look(settings(left)))["outbox"]["sent"] > 0


async def test_a_database_of_another_kind_is_refused() -> None:
    odd = Settings.model_construct(database_url=SecretStr("postgresql://somewhere/db"), listen=NOBODY)
    with pytest.raises(ConfigurationError):
        await look(odd)
