"""What packages the program: the container file, the wheel, and the script that checks a change."""

import os
import re
import tomllib
from fnmatch import fnmatch

from .pages import ROOT, read

COPIED = re.compile(r"^COPY (?!--from)(.+) \S+$", re.MULTILINE)


def test_the_container_file_copies_only_what_exists_and_is_not_ignored() -> None:
    let_in = [line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")]
    copied = [
        name.removeprefix("./") for names in COPIED.findall(read("Dockerfile")) for name in names.split()
    ]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert [name for name in copied if not any(fnmatch(name, pattern) for pattern in let_in)] == []


def test_the_container_runs_the_bot_without_being_root() -> None:
    last_stage = read("Dockerfile").rpartition("FROM ")[2]
    assert "USER 10001:10001" in last_stage
    assert 'ENTRYPOINT ["alertbot"]' in last_stage
    assert 'CMD ["run"]' in last_stage
    assert "--require-hashes -r /tmp/requirements.lock" in last_stage


def test_the_wheel_takes_along_what_lies_outside_the_package() -> None:
    wheel = tomllib.loads(read("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"locales": "alertbot/locales", "campaigns": "alertbot/campaigns"}


def test_the_check_of_a_change_can_be_run_and_checks_before_it_tests() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
    script = read(".ci/run")
    assert "set -euo pipefail" in script
    assert script.index("make check") < script.index("make test")


def test_the_licence_is_the_one_that_the_package_declares() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0, January 2004" in read("LICENSE")
