"""Settings: what is refused, in one sentence that names the variable and never its value."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.config import is_loopback, load_settings, read_organizers
from alertbot.domain.subscriber import Address
from alertbot.errors import ConfigurationError

TOKEN = "123456:secret-token-text"


@pytest.fixture(autouse=True)
def empty_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No alertbot.toml and no settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("ALERTBOT_")]:
        monkeypatch.delenv(name)


def refused(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    for name, value in variables.items():
        monkeypatch.setenv(f"ALERTBOT_{name}", value)
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert "secret" not in sentence
    return sentence


@pytest.mark.parametrize(
    "address",
    [
        "letters.example.org",
        "http://example.org",
        "https://",
        "ftp://example.org",
        "https://a:secret@b.org",
        "https://b.org/?secret",
        "https://b.org/#secret",
        "https://b.org/se cret",
        "https://письма.example",
    ],
)
def test_an_odd_public_address_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    assert "ALERTBOT_PUBLIC_URL" in refused(monkeypatch, PUBLIC_URL=address)


@pytest.mark.parametrize(
    ("address", "kept"),
    [("https://example.org/bot/", "https://example.org/bot"), ("http://127.0.0.1:8088", None), ("", "")],
)
def test_a_public_address_is_kept_without_its_last_slash(
    monkeypatch: pytest.MonkeyPatch, address: str, kept: str | None
) -> None:
    monkeypatch.setenv("ALERTBOT_PUBLIC_URL", address)
    assert (load_settings().public_url or "") == (address if kept is None else kept)


def test_without_any_settings_there_is_no_token_and_everything_else_has_a_default() -> None:
    settings = load_settings()
    assert settings.telegram_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert (settings.rate, settings.hold, settings.data_dir) == (25, 60, Path("data"))


@pytest.mark.parametrize("token", ["secret", "123456", "abc:secret", ":secret", "123456:se cret", ""])
def test_an_odd_token_is_refused_without_being_repeated(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    assert "ALERTBOT_TELEGRAM_TOKEN" in refused(monkeypatch, TELEGRAM_TOKEN=token)


def test_a_token_hides_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALERTBOT_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("ALERTBOT_ORGANIZERS", "telegram:99887766")
    settings = load_settings()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert TOKEN not in repr(settings)
    assert "99887766" not in repr(settings)


def test_secrets_come_from_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    (tmp_path / "people").write_text("telegram:1001, telegram:1002\n")
    monkeypatch.setenv("ALERTBOT_TELEGRAM_TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("ALERTBOT_ORGANIZERS_FILE", str(tmp_path / "people"))
    settings = load_settings()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert len(settings.organizers) == 2


def test_a_secret_file_that_cannot_be_read_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ALERTBOT_TELEGRAM_TOKEN_FILE" in refused(monkeypatch, TELEGRAM_TOKEN_FILE="/nowhere/at/all")


def test_a_secret_file_that_is_no_text_is_named_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_bytes(b"\xff\xfe\x00")
    assert "ALERTBOT_TELEGRAM_TOKEN_FILE" in refused(monkeypatch, TELEGRAM_TOKEN_FILE=str(tmp_path / "token"))


@pytest.mark.parametrize(
    "url", ["http://api.example.org", "http://10.0.0.1:8081", "ftp://127.0.0.1", "127.0.0.1:8081", "",
            "http://127.0.0.1.example.org", "http://127.evil.example.org"],
)  # fmt: skip
def test_plain_http_beyond_this_machine_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert "ALERTBOT_TELEGRAM_API_URL" in refused(monkeypatch, TELEGRAM_API_URL=url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8081", "http://localhost:8081", "http://[::1]:8081", "https://api.example.org"]
)
def test_loopback_and_https_are_accepted(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("ALERTBOT_TELEGRAM_API_URL", url + "/")
    assert load_settings().telegram_api_url == url


def test_a_clock_file_needs_a_loopback_url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "loopback" in refused(monkeypatch, CLOCK_FILE=str(tmp_path / "clock"))
    monkeypatch.setenv("ALERTBOT_TELEGRAM_API_URL", "http://127.0.0.1:8081")
    assert load_settings().clock_file == tmp_path / "clock"


@pytest.mark.parametrize(
    ("name", "value"), [("RATE", "0"), ("RATE", "fast"), ("HOLD", "-1"), ("HOLD", "nan"), ("RATE", "1001")]
)
def test_a_number_out_of_range_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert f"ALERTBOT_{name}" in refused(monkeypatch, **{name: value})


def test_a_toml_file_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "alertbot.toml").write_text('rate = 10\nhold = 5\norganizers = "telegram:1001"\n')
    monkeypatch.setenv("ALERTBOT_HOLD", "7")
    settings = load_settings()
    assert (settings.rate, settings.hold, len(settings.organizers)) == (10, 7, 1)


def test_a_broken_toml_file_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "alertbot.toml").write_text("rate = = 10\n")
    refused(monkeypatch)


def test_one_entry_is_one_person() -> None:
    first, ann = read_organizers("telegram:1001, ann=telegram:1002+matrix:@ann:example.org")
    assert (first.key, first.accounts) == ("organizer1", (Address("telegram", "1001"),))
    assert (ann.key, len(ann.accounts)) == ("ann", 2)


@pytest.mark.parametrize(
    "text", ["1001", "telegram:", "telegram:abc", "signal:1", "ann=", "telegram:1,telegram:1",
             "ann=telegram:1,ann=telegram:2", "telegram:1+telegram:1", "ann=telegram:1+", "matrix:ann"],
)  # fmt: skip
def test_an_entry_that_names_no_account_or_one_twice_is_refused(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    assert "ALERTBOT_ORGANIZERS" in refused(monkeypatch, ORGANIZERS=text)


@given(st.text(max_size=60))
def test_any_list_of_organizers_is_read_or_refused(text: str) -> None:
    try:
        found = read_organizers(text)
    except ValueError:
        return
    accounts = [account for organizer in found for account in organizer.accounts]
    assert len(set(accounts)) == len(accounts)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "[::1]"])
def test_loopback_is_this_machine(host: str) -> None:
    assert is_loopback(f"http://{host}:80")


@pytest.mark.parametrize(
    ("given", "pays"),
    [
        ({}, False),
        ({"RATE": "30"}, False),
        ({"RATE": "1000"}, True),
        ({"RATE": "1000", "PAID_BROADCAST": "false"}, False),
        ({"RATE": "20", "PAID_BROADCAST": "true"}, True),
    ],
)
def test_a_rate_beyond_the_free_one_is_paid_for_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], pays: bool
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"ALERTBOT_{name}", value)
    assert load_settings().pays is pays


def test_a_role_stands_behind_the_name_and_the_first_without_one_owns() -> None:
    ann, ben, third = read_organizers("ann:reviewer=telegram:1, ben=telegram:2, telegram:3")
    assert [one.role.value for one in (ann, ben, third)] == ["reviewer", "owner", "organizer"]
    assert (ann.key, third.key) == ("ann", "organizer3")
    first, named = read_organizers("telegram:1, :owner=matrix:@ann:example.org")
    assert [(one.key, one.role.value) for one in (first, named)] == [
        ("organizer1", "organizer"),
        ("organizer2", "owner"),
    ]


@pytest.mark.parametrize("text", ["ann:boss=telegram:1", "ann:=telegram:1", "ann:reviewer=telegram:1"])
def test_an_unknown_role_and_a_bot_without_an_owner_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"role|owner"):
        read_organizers(text)


def test_a_second_factor_is_offered_unless_it_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().second_factor == "offered"
    monkeypatch.setenv("ALERTBOT_SECOND_FACTOR", "required")
    assert load_settings().second_factor == "required"
    assert "ALERTBOT_SECOND_FACTOR" in refused(monkeypatch, SECOND_FACTOR="sometimes")


def test_publishing_alone_is_off_unless_it_is_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().break_glass is False
    monkeypatch.setenv("ALERTBOT_BREAK_GLASS", "true")
    assert load_settings().break_glass is True
