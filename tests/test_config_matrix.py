"""What is set for Matrix either works or is told in one sentence."""

from pathlib import Path

import pytest

from alertbot.app.matrix import RATE, matrix_account, pace
from alertbot.app.serving import serve
from alertbot.config import load_settings
from alertbot.errors import ConfigurationError

KEY = "k" * 43


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"ALERTBOT_MATRIX_{name}", value)


def test_without_a_user_there_is_no_matrix() -> None:
    assert matrix_account(load_settings()) is None


@pytest.mark.parametrize("name", ["HOMESERVER", "PASSWORD", "TOKEN", "LOGIN_TOKEN"])
def test_anything_without_the_user_names_the_user(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    put(monkeypatch, **{name: "https://hs.example.org"})
    with pytest.raises(ConfigurationError, match="ALERTBOT_MATRIX_USER"):
        matrix_account(load_settings())


def test_the_homeserver_is_found_by_the_users_server(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, USER="@bot:example.org", PASSWORD="pass word", DEVICES=f"@ann:example.org {KEY}")
    settings = load_settings()
    account = matrix_account(settings)

    assert account is not None
    assert (account.homeserver, account.password, account.token) == ("example.org", "pass word", None)
    assert settings.matrix_devices == {"@ann:example.org": {KEY}}
    assert "pass word" not in repr(settings)


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from a file\n", "utf-8")
    put(monkeypatch, USER="@bot:example.org", PASSWORD_FILE=str(tmp_path / "secret"))
    account = matrix_account(load_settings())

    assert account is not None
    assert account.password == "from a file"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("USER", "bot", "MATRIX_USER: must look like"),
        ("HOMESERVER", "http://matrix.example.org", "MATRIX_HOMESERVER: plain http"),
        ("HOMESERVER", "ftp://x", "MATRIX_HOMESERVER: must look like"),
        ("DEVICES", "@ann:example.org abc", "MATRIX_DEVICES: entry 1"),
    ],
)
def test_a_wrong_value_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    put(monkeypatch, **{name: value})
    with pytest.raises(ConfigurationError, match=said):
        load_settings()


async def test_without_any_platform_both_are_offered() -> None:
    with pytest.raises(ConfigurationError, match=r"ALERTBOT_TELEGRAM_TOKEN is not set.*ALERTBOT_MATRIX_USER"):
        await serve(load_settings())


@pytest.mark.parametrize(
    ("settings", "rate"),
    [
        ({"MATRIX_USER": "@bot:example.org"}, RATE),
        ({"MATRIX_USER": "@bot:example.org", "RATE": "3"}, 3),
        (
            {
                "MATRIX_USER": "@bot:example.org",
                "TELEGRAM_TOKEN": "424242:AAF-a_token_of_nobody_0123456789abcd",
            },
            25,
        ),
    ],
)
def test_the_usual_rate_is_telegrams_and_slows_nobody_down_on_matrix_alone(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], rate: int
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"ALERTBOT_{name}", value)

    assert pace(load_settings()) == rate


@pytest.mark.parametrize(("homeserver", "taken"), [("http://127.0.0.1:8008", True), ("example.org", False)])
def test_on_matrix_alone_a_clock_file_asks_for_a_homeserver_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, homeserver: str, taken: bool
) -> None:
    put(monkeypatch, USER="@alertbot:example.org", HOMESERVER=homeserver)
    monkeypatch.setenv("ALERTBOT_CLOCK_FILE", str(tmp_path / "clock"))
    if taken:
        assert load_settings().clock_file == tmp_path / "clock"
        return
    with pytest.raises(ConfigurationError, match="loopback matrix_homeserver"):
        load_settings()
