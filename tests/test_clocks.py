"""The clock that follows a file, and instants as text."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.clocks import FileClock, SystemClock, instant
from alertbot.errors import ConfigurationError


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Stopwatch:
    watch = Stopwatch()
    monkeypatch.setattr("alertbot.clocks.time.monotonic", watch)
    return watch


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clock"
    path.write_text("2017-10-04T08:00:00Z\n")
    return path


def rewrite(file: Path, text: str) -> None:
    before = file.stat().st_mtime_ns
    file.write_text(text)
    os.utime(file, ns=(before, before + 1_000_000))


def test_time_runs_on_from_what_the_file_says(file: Path, watch: Stopwatch) -> None:
    clock = FileClock(file)
    watch.seconds += 90
    assert clock.now() == datetime(2017, 10, 4, 8, 1, 30, tzinfo=UTC)


def test_time_jumps_when_the_file_is_rewritten_forwards_and_backwards(file: Path, watch: Stopwatch) -> None:
    clock = FileClock(file)
    rewrite(file, "2017-10-20T10:00+06:00")
    assert clock.now() == datetime(2017, 10, 20, 4, tzinfo=UTC)
    watch.seconds += 1
    rewrite(file, "2017-10-01T00:00Z")
    assert clock.now() == datetime(2017, 10, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "2017-1", "soon", "\x00"])
def test_a_file_that_is_just_being_written_changes_nothing(file: Path, watch: Stopwatch, text: str) -> None:
    clock = FileClock(file)
    rewrite(file, text)
    watch.seconds += 5
    assert clock.now() == datetime(2017, 10, 4, 8, 0, 5, tzinfo=UTC)
    rewrite(file, "2017-10-05T00:00Z")
    assert clock.now() == datetime(2017, 10, 5, tzinfo=UTC)


def test_a_file_that_goes_away_changes_nothing(file: Path, watch: Stopwatch) -> None:
    clock = FileClock(file)
    file.unlink()
    watch.seconds += 5
    assert clock.now() == datetime(2017, 10, 4, 8, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "2017-13-01"])
def test_a_file_without_an_instant_is_refused_at_start(tmp_path: Path, text: str) -> None:
    (tmp_path / "clock").write_text(text)
    with pytest.raises(ConfigurationError, match="ALERTBOT_CLOCK_FILE"):
        FileClock(tmp_path / "clock")


def test_a_missing_file_is_refused_at_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="ALERTBOT_CLOCK_FILE"):
        FileClock(tmp_path / "clock")


def test_the_systems_time_is_aware_and_believed() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.jump == timedelta()


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Machine:
    """A time of day that can be set, and seconds that run on all the same."""

    def __init__(self) -> None:
        self.time, self.steady = NOON, 1000.0
        self.clock = SystemClock(lambda: self.time, lambda: self.steady)

    def runs(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        self.steady += seconds


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(hours=-1), timedelta(days=-3650)], ids=str)
def test_a_jump_of_the_systems_clock_moves_nothing_until_it_is_taken_back(jump: timedelta) -> None:
    machine = Machine()
    machine.runs(60)
    machine.time += jump
    for minute in range(1, 100):
        machine.runs(60)
        assert machine.clock.now() == NOON + timedelta(minutes=1 + minute)
        assert machine.clock.jump == jump
    machine.time -= jump + timedelta(seconds=2)
    assert machine.clock.now() == machine.time
    assert machine.clock.jump == timedelta()


def test_small_corrections_are_followed_however_many_there_are() -> None:
    machine = Machine()
    for _ in range(50):
        machine.runs(1)
        machine.time += timedelta(minutes=4)
        assert machine.clock.now() == machine.time
        assert machine.clock.jump == timedelta()


def test_a_long_time_in_which_nobody_asks_is_no_jump() -> None:
    machine = Machine()
    machine.runs(86_400 * 30)
    assert machine.clock.now() == machine.time
    assert machine.clock.jump == timedelta()


def test_an_instant_without_an_offset_is_utc() -> None:
    assert instant("2017-10-04T08:00") == datetime(2017, 10, 4, 8, tzinfo=UTC)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - bounds
def test_an_instant_comes_back_in_utc(at: datetime) -> None:
    read = instant(at.isoformat())
    assert read == at.astimezone(UTC)
    assert read.utcoffset() == timedelta(0)


@given(st.text(max_size=30))
def test_any_text_is_an_instant_or_a_value_error(text: str) -> None:
    try:
        read = instant(text)
    except ValueError:
        return
    assert read.tzinfo is UTC
