"""What a log line may hold."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from alertbot.logs import HIDDEN, MOST_A_MINUTE, QUIET, Damper, set_up_logs

SECRET = "123456:a-very-secret-token"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """A place logs go to; how the process logs is restored afterwards."""
    root = logging.getLogger()
    handlers, level, config = list(root.handlers), root.level, structlog.get_config()
    stream = io.StringIO()
    set_up_logs((SECRET,), stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**config)


def test_an_event_is_one_line_with_its_values(out: io.StringIO) -> None:
    structlog.get_logger("test").info("store_open", rows=3)
    line = out.getvalue()
    assert line.count("\n") == 1
    assert "store_open" in line
    assert "rows=3" in line


def test_a_secret_is_hidden_wherever_it_stands(out: io.StringIO) -> None:
    structlog.get_logger("test").warning("odd", url=f"https://api/bot{SECRET}/getMe")
    logging.getLogger("some.library").warning("GET https://api/bot%s/getMe", SECRET)
    assert SECRET not in out.getvalue()
    assert out.getvalue().count(HIDDEN) == 2


def test_a_librarys_traceback_is_cut_to_the_class_of_its_error(out: io.StringIO) -> None:
    try:
        int("what somebody typed")
    except ValueError:
        logging.getLogger("some.library").exception("it broke")
    assert "what somebody typed" not in out.getvalue()
    assert "ValueError" in out.getvalue()
    assert "Traceback" not in out.getvalue()


def test_an_exception_that_is_handed_over_is_cut_too(out: io.StringIO) -> None:
    error = ValueError("what somebody typed")
    logging.getLogger("some.library").error("it broke", exc_info=error)
    assert "what somebody typed" not in out.getvalue()


@pytest.mark.parametrize("name", QUIET)
def test_chatty_libraries_may_only_warn(out: io.StringIO, name: str) -> None:
    logging.getLogger(f"{name}.inner").info("GET https://api/bot.../sendMessage")
    assert out.getvalue() == ""


def test_an_empty_secret_hides_nothing(out: io.StringIO) -> None:
    set_up_logs(("",), out)
    structlog.get_logger("test").info("hello")
    assert HIDDEN not in out.getvalue()


class Stopwatch:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_trouble_that_lasts_fills_no_disk_and_its_length_is_told(out: io.StringIO) -> None:
    watch = Stopwatch()
    handler = next(one for one in logging.getLogger().handlers if one.filters)
    handler.filters[:] = [Damper(watch)]
    for second in range(7200):
        watch.seconds = float(second)
        structlog.get_logger("a").error("loop_failed", loop="poll", at=f"x.py:{second % 2}")
        logging.getLogger("b").error("the ledger could not be written: %s", second)
    lines = out.getvalue().splitlines()
    assert len(lines) <= 3 * MOST_A_MINUTE * 120
    assert sum("held_back=25" in line for line in lines) == 2 * 119
    assert sum("held_back=55" in line for line in lines) == 119


def test_what_is_no_trouble_is_always_told_and_one_kind_does_not_hide_another(out: io.StringIO) -> None:
    for number in range(50):
        structlog.get_logger("a").info("appeal_published", broadcast=number)
        structlog.get_logger("a").error("loop_failed", loop=f"loop{number}")
    assert out.getvalue().count("appeal_published") == 50
    assert out.getvalue().count("loop_failed") == 50
