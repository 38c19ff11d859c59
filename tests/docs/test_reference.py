"""What the reference pages list is what there is."""

import re
from pathlib import Path

import pytest
from typer.core import TyperGroup, TyperOption
from typer.main import get_command

from alertbot.cli import cli
from alertbot.config import PREFIX, SECRETS, Settings
from alertbot.dialogue.conversations import PRIVATE, ROOM
from alertbot.dialogue.guide import EVERYONE, ORGANIZERS
from alertbot.domain.delivery import LEASE, DeliveryState
from alertbot.store import retention

from .pages import PAGES, ROOT, prose, read, row

OPERATORS = "docs/operators.md"
CHAT_COMMAND = re.compile(r"`/([a-z]+)(?: [^`]*)?`")
SOURCE = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))


def commands() -> dict[str, set[str]]:
    group = get_command(cli)
    assert isinstance(group, TyperGroup)
    return {
        name: {param.opts[0] for param in command.params if isinstance(param, TyperOption)} - {"--help"}
        for name, command in group.commands.items()
    }


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented_with_its_options(command: str) -> None:
    described = row(OPERATORS, f"alertbot {command}")
    assert described
    missing = [
        option
        for option in commands()[command]
        if option not in described and option.replace("--", "--no-") not in described
    ]
    assert missing == []


def test_every_setting_is_documented_with_its_default() -> None:
    wrong: list[str] = []
    for name, field in Settings.model_fields.items():
        line = row(OPERATORS, PREFIX + name.upper())
        default = field.default
        plain = isinstance(default, str | int | float | Path)
        shown = f"`{default:g}`" if isinstance(default, float) else f"`{default}`"
        if not line or (plain and shown not in line):
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize("name", SECRETS)
def test_every_secret_is_documented_as_a_file(name: str) -> None:
    assert f"`{PREFIX}{name.upper()}_FILE`" in read(OPERATORS)


def test_no_setting_is_documented_that_does_not_exist() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    known |= {f"{PREFIX}{name.upper()}_FILE" for name in SECRETS}
    named = {name for page in PAGES for name in re.findall(r"ALERTBOT_[A-Z_]+[A-Z]", page.read_text("utf-8"))}
    assert named <= known


def test_every_chat_command_that_pages_name_exists() -> None:
    known = {word for conversation in PRIVATE for word in conversation.commands} | ROOM.commands
    named = {word for page in PAGES for word in CHAT_COMMAND.findall(prose(page))}
    assert named <= known


def test_organizers_read_of_all_their_commands() -> None:
    assert set(ORGANIZERS) - set(CHAT_COMMAND.findall(read("docs/organizers.md"))) <= {"approve"}
    assert {"mydata", "erase", "panic"} <= set(EVERYONE)


def test_the_log_lines_that_operators_look_up_are_written_somewhere() -> None:
    table = read(OPERATORS).partition("## Log lines")[2].partition("## ")[0]
    named = {
        name
        for line in table.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([^`]+)`", line.split("|")[1])
    }
    assert named
    assert {name for name in named if f'"{name}' not in SOURCE} == set()


def test_every_state_of_the_ledger_is_explained() -> None:
    assert [state for state in DeliveryState if not row("ARCHITECTURE.md", state.value)] == []
    assert f"{LEASE.total_seconds():g} s" in row("ARCHITECTURE.md", "sending")


def test_every_room_of_the_house_is_described() -> None:
    house = read("ARCHITECTURE.md")
    rooms = [path for path in (ROOT / "src/alertbot").iterdir() if not path.name.startswith("__")]
    assert [room.name for room in rooms if f"`{room.stem}" not in house] == []


def test_the_periods_of_what_is_kept_are_those_of_the_store() -> None:
    kept = read(OPERATORS).partition("## What is kept")[2].partition("## ")[0]
    days = (
        retention.QUARANTINE,
        retention.AFTER_CLOSE,
        retention.LEFT,
        retention.SILENT,
        retention.PUBLISHED_DRAFT,
        retention.AUDIT,
    )
    hours = (retention.TALK, retention.EVENT, retention.ANSWER, retention.DROPPED_DRAFT)
    told = [f"{period.days} days" for period in days]
    told += [f"{period.total_seconds() / 3600:g} hours" for period in hours]
    assert [period for period in told if period not in kept] == []
