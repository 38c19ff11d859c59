"""The command line: what scripts rely on. Whatever is wrong ends in one sentence, never in a traceback."""

import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from alertbot.cli import main
from tests.letters.sheets import opened, text_of
from tests.support.paste import APPEAL

CAMPAIGNS = Path(__file__).parents[1] / "campaigns"
Alertbot = Callable[..., "Done"]


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def alertbot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Alertbot]:
    """Runs a command as the console script does, in an empty folder and without settings of ours."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("ALERTBOT_")]:
        monkeypatch.delenv(name)
    root = logging.getLogger()
    handlers, level, config = list(root.handlers), root.level, structlog.get_config()

    def run(*arguments: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Done:
        monkeypatch.setattr(sys, "argv", ["alertbot", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        said = capsys.readouterr()
        return Done(code if isinstance(code, int) else 0, said.out, said.err)

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**config)


def sentence(done: Done, code: int = 2) -> str:
    """The one line that says what is wrong."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    return done.stderr


def test_run_without_a_token_says_which_variable_is_missing(alertbot: Alertbot, tmp_path: Path) -> None:
    said = sentence(alertbot("run"))
    assert "ALERTBOT_TELEGRAM_TOKEN" in said
    assert said.count("\n") == 1


def test_run_with_an_odd_token_does_not_repeat_it(alertbot: Alertbot, tmp_path: Path) -> None:
    said = sentence(alertbot("run", env={"ALERTBOT_TELEGRAM_TOKEN": "oops-secret"}))
    assert "ALERTBOT_TELEGRAM_TOKEN" in said
    assert "oops-secret" not in said


def test_a_key_file_others_can_read_is_refused(alertbot: Alertbot, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o644)
    env = {"ALERTBOT_MASTER_KEY_FILE": str(key), "ALERTBOT_DATA_DIR": str(tmp_path / "data")}
    said = alertbot("migrate", env=env)
    assert said.returncode == 2
    assert "chmod 600" in said.stderr or "0600" in said.stderr


def test_migrate_makes_a_database_and_a_key_that_only_its_owner_reads(
    alertbot: Alertbot, tmp_path: Path
) -> None:
    done = alertbot("migrate", env={"ALERTBOT_DATA_DIR": str(tmp_path / "data")})
    assert done.returncode == 0, done.stderr
    assert "master_key_beside_the_data" in done.stderr
    for path in (tmp_path / "data").iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_check_finds_no_error_in_our_own_campaigns(alertbot: Alertbot) -> None:
    done = alertbot("check", str(CAMPAIGNS))
    assert done.returncode == 0, done.stdout
    assert done.stderr.startswith("0 errors")


def test_check_names_each_fault_by_file_and_line(alertbot: Alertbot, tmp_path: Path) -> None:
    shutil.copytree(CAMPAIGNS / "kurmanov", tmp_path / "kurmanov")
    file = tmp_path / "kurmanov" / "solidarity.yaml"
    file.write_text(file.read_text("utf-8").replace("kind: appeal", "kind: dance", 1), "utf-8")
    done = alertbot("check", str(tmp_path))
    assert done.returncode == 1
    assert any("solidarity.yaml:2: " in line for line in done.stdout.splitlines()), done.stdout


def test_check_of_a_folder_that_is_not_there_is_a_fault(alertbot: Alertbot, tmp_path: Path) -> None:
    assert alertbot("check", str(tmp_path / "nothing")).returncode != 0


def test_a_letter_is_printed(alertbot: Alertbot, tmp_path: Path) -> None:
    done = alertbot("letter", "kurmanov", "--addressee", "esimov", "--locale", "ru", "--name", "Роза")
    assert done.returncode == 0, done.stderr
    assert "Уважаемый господин Есимов!" in done.stdout
    assert "Роза" in done.stdout
    assert done.stderr == ""


def test_letters_to_all_are_one_file_each(alertbot: Alertbot, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = alertbot("letter", "kurmanov", "--addressee", "all", "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert len(list(out.iterdir())) == 4
    assert done.stderr == ""


def test_mail_drafts_to_all_leave_out_and_name_who_has_no_email(alertbot: Alertbot, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = alertbot("letter", "kharkova", "--addressee", "all", "--format", "eml", "-o", str(out))
    assert done.returncode == 0, done.stderr
    left_out = [line.partition(":")[0] for line in done.stderr.splitlines() if "left out" in line]
    assert left_out
    assert all(path.suffix == ".eml" for path in out.iterdir())
    assert len(list(out.iterdir())) > 0


def test_letters_without_any_address_write_no_file_and_are_all_named(
    alertbot: Alertbot, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = alertbot("letter", "glodeni", "--addressee", "all", "--format", "eml", "-o", str(out))
    assert done.returncode == 0
    assert list(out.iterdir()) == []
    assert done.stderr.count("left out") == 5


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("nobody", "--addressee", "all"), "kurmanov"),
        (("kurmanov/nothing", "--addressee", "esimov"), "kurmanov/nothing"),
        (("tikkurila", "--addressee", "all"), "tikkurila"),
        (("kurmanov", "--addressee", "nobody"), "esimov"),
        (("kurmanov", "--addressee", "all"), "-o"),
        (("kurmanov", "--addressee", "esimov", "--locale", "fi"), "fi"),
        (("kurmanov", "--addressee", "esimov", "--format", "pigeon"), "pigeon"),
        (("kharkova", "--addressee", "all", "--nth", "2", "-o", "out"), "--nth"),
        (("kurmanov", "--addressee", "esimov", "-o", "/nowhere/at/all.txt"), "/nowhere/at/all.txt"),
    ],
)
def test_a_letter_that_cannot_be_written_says_why(
    alertbot: Alertbot, arguments: tuple[str, ...], named: str
) -> None:
    assert named in sentence(alertbot("letter", *arguments))


FAXED = {
    "president": ("+77172745631", "+77172745667"),
    "prosecutor_general": ("+77172506402",),
    "commissioner": ("+77172740548",),
    "geneva": ("+41227886602",),
    "brussels": ("+3223745091",),
    "vienna": ("+431890800820",),
}


def left_out(done: Done) -> set[str]:
    assert done.returncode == 0, done.stderr
    return {line.partition(":")[0] for line in done.stderr.splitlines() if ": left out, " in line}


def test_faxes_to_all_are_one_page_each_with_the_numbers_of_the_appeal(
    alertbot: Alertbot, tmp_path: Path
) -> None:
    done = alertbot("letter", "kharkova", "--addressee", "all", "--format", "fax", "-o", str(tmp_path))
    assert left_out(done) == {"interior", "embassy"}
    said = {path.name.split("-", 1)[1]: text_of(path.read_bytes()) for path in tmp_path.glob("fax-*.pdf")}
    assert len(said) == len(list(tmp_path.iterdir())) == len(FAXED)
    for key, numbers in FAXED.items():
        sheet = next(text for name, text in said.items() if name.startswith(key.replace("_", "-")))
        assert tuple(re.findall(r"\+\d{9,}", sheet)) == numbers
    assert all(len(opened(path.read_bytes()).pages) == 1 for path in tmp_path.iterdir())


def test_of_two_fax_numbers_one_can_be_picked(alertbot: Alertbot, tmp_path: Path) -> None:
    out = tmp_path / "fax.pdf"
    order = ("letter", "kharkova", "--addressee", "president", "--format", "fax", "-o", str(out))
    assert alertbot(*order, "--nth", "2").returncode == 0
    assert re.findall(r"\+\d{9,}", text_of(out.read_bytes())) == ["+77172745667"]
    assert "only 2" in sentence(alertbot(*order, "--nth", "3"), code=1)


def test_a_posted_letter_bears_the_address_as_its_source_prints_it(
    alertbot: Alertbot, tmp_path: Path
) -> None:
    done = alertbot("letter", "zhanaozen", "--addressee", "all", "--format", "pdf", "-o", str(tmp_path))
    assert left_out(done) == set()
    (letter,) = tmp_path.iterdir()
    assert letter.name == "letter-prime-minister-en.pdf"
    block = "Mr Serik Akhmetov Prime Minister of Kazakhstan Levyi bereg, Dom Pravitelstva Astana, 010000 "
    assert f"{block}Republic of Kazakhstan The death" in text_of(letter.read_bytes())


def test_a_fax_can_be_piped_on_to_another_program(tmp_path: Path) -> None:
    program = "from alertbot.cli import main; main()"
    order = ("letter", "kharkova", "--addressee", "vienna", "--format", "fax")
    done = subprocess.run(
        [sys.executable, "-c", program, *order], capture_output=True, check=True, cwd=tmp_path
    )
    assert done.stdout.startswith(b"%PDF-")
    assert len(opened(done.stdout).pages) == 1


def test_a_letter_to_edit_exists_for_everybody(alertbot: Alertbot, tmp_path: Path) -> None:
    done = alertbot("letter", "kharkova", "--addressee", "all", "--format", "docx", "-o", str(tmp_path))
    assert left_out(done) == set()
    assert len(list(tmp_path.glob("*.docx"))) == 8


def test_a_letter_too_long_for_a_link_is_left_out_with_that_reason(
    alertbot: Alertbot, tmp_path: Path
) -> None:
    done = alertbot("letter", "kurmanov", "--addressee", "all", "--format", "mailto", "-o", str(tmp_path))
    assert len(left_out(done)) == 4
    assert done.stderr.count("too long for a link") == 4


@pytest.mark.parametrize(
    ("case", "addressee", "form", "reason"),
    [
        ("glodeni", "president", "eml", "no email address"),
        ("kharkova", "interior", "fax", "no fax number"),
        ("kurmanov", "esimov", "pdf", "no postal address"),
        ("kurmanov", "esimov", "mailto", "too long"),
    ],
)
def test_a_letter_its_addressee_cannot_get_that_way_ends_in_one_sentence(
    alertbot: Alertbot, case: str, addressee: str, form: str, reason: str
) -> None:
    said = sentence(alertbot("letter", case, "--addressee", addressee, "--format", form), code=1)
    assert addressee in said
    assert reason in said
    assert said.count("\n") == 1


def test_a_name_that_cannot_be_printed_is_told_by_its_characters_and_writes_nothing(
    alertbot: Alertbot, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    order = ("letter", "kharkova", "--addressee", "all", "--format", "fax", "-o", str(out))
    assert "U+4E2D" in sentence(alertbot(*order, "--name", "中"), code=1)
    assert not out.exists()


def test_a_pasted_text_comes_out_as_json_with_warnings(alertbot: Alertbot, tmp_path: Path) -> None:
    (tmp_path / "appeal.txt").write_text(APPEAL)
    done = alertbot("import", str(tmp_path / "appeal.txt"), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert "warnings" in found
    again = alertbot("import", "-", "--json", stdin=APPEAL)
    assert json.loads(again.stdout) == found


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01", None])
def test_a_text_that_cannot_be_read_says_so(
    alertbot: Alertbot, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "appeal.txt"
    if content is not None:
        file.write_bytes(content)
    assert "appeal.txt" in sentence(alertbot("import", str(file)))


def test_the_plan_of_a_hearing_is_shown_under_a_given_clock(alertbot: Alertbot) -> None:
    done = alertbot(
        "reminders", "--hearing", "2017-10-20T10:00 Asia/Almaty", "--now", "2017-10-04T08:00Z", "--json"
    )
    assert done.returncode == 0, done.stderr
    assert [(row["kind"], row["offset"], row["at"]) for row in json.loads(done.stdout)] == [
        ("reminder", "7d", "2017-10-13T12:00:00Z"),
        ("reminder", "3d", "2017-10-17T12:00:00Z"),
        ("reminder", "1d", "2017-10-19T12:00:00Z"),
        ("reminder", "2h", "2017-10-20T02:00:00Z"),
        ("question", "", "2017-10-20T07:00:00Z"),
    ]


def test_a_hearing_tomorrow_gives_one_notice_now_and_one_reminder_two_hours_before(
    alertbot: Alertbot,
) -> None:
    hearing = ("--hearing", "2017-09-28T10:00 Asia/Almaty", "--now", "2017-09-27T10:00Z")
    rows = json.loads(alertbot("reminders", *hearing, "--json").stdout)
    assert [(row["at"], row["kind"], row["offset"]) for row in rows if row["kind"] != "question"] == [
        ("2017-09-27T10:00:00Z", "notice", ""),
        ("2017-09-28T02:00:00Z", "reminder", "2h"),
    ]
    assert "in place of 1d" in rows[0]["reason"]


def test_of_a_hearing_that_has_begun_only_the_organizers_are_asked(alertbot: Alertbot) -> None:
    hearing = ("--hearing", "2017-09-28T10:00 Asia/Almaty", "--now", "2017-09-29T10:00Z")
    rows = json.loads(alertbot("reminders", *hearing, "--json").stdout)
    assert [(row["at"], row["kind"]) for row in rows] == [("2017-09-29T10:00:00Z", "question")]


def test_a_case_with_nothing_ahead_says_so_beside_its_empty_plan(alertbot: Alertbot) -> None:
    done = alertbot("reminders", "kharkova", "--now", "2026-01-01T00:00Z")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing lies ahead" in done.stderr


def test_what_is_dropped_is_traced_with_its_reason(alertbot: Alertbot) -> None:
    hearing = ("--hearing", "2017-10-05T10:00 Asia/Almaty", "--now", "2017-10-04T08:00Z")
    rows = json.loads(alertbot("reminders", *hearing, "--json", "--trace").stdout)
    assert [row["kind"] for row in rows].count("notice") == 1
    assert {row["reason"] for row in rows if row["kind"] == "dropped"} >= {"past"}


@pytest.mark.parametrize(
    "arguments",
    [(), ("nobody",), ("kurmanov", "--hearing", "2017-10-20T10:00 Asia/Almaty"), ("--hearing", "soon"),
     ("--hearing", "2017-10-20T10:00 Mars/Base"), ("--hearing", "2017-10-20T10:00"),
     ("kurmanov", "--now", "yesterday"), ("--hearing", "2017-10-20T10:00 ../../etc/passwd")],
)  # fmt: skip
def test_a_plan_that_cannot_be_made_says_why(alertbot: Alertbot, arguments: tuple[str, ...]) -> None:
    assert sentence(alertbot("reminders", *arguments)).strip()


def test_a_clock_file_with_a_public_url_is_refused(alertbot: Alertbot, tmp_path: Path) -> None:
    env = {"ALERTBOT_TELEGRAM_TOKEN": "123456:abcdef", "ALERTBOT_CLOCK_FILE": str(tmp_path / "clock")}
    assert "loopback" in sentence(alertbot("run", env=env))


def test_the_installed_command_speaks_one_sentence_and_ends_with_its_code(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("alertbot")
    done = subprocess.run(
        [command, "reminders", "nobody"], capture_output=True, encoding="utf-8", cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip().splitlines()[-1].startswith("alertbot: no case nobody")
    assert "Traceback" not in done.stderr
