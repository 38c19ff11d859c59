"""What the operator writes about devices is read, or refused with the entry that is wrong."""

import pytest

from alertbot.platforms.matrix.account import Account, read_devices

KEY = "a1B2" * 10 + "c3D"


def test_a_session_key_is_read_as_apps_show_it_in_groups_of_four() -> None:
    grouped = " ".join(KEY[n : n + 4] for n in range(0, len(KEY), 4))

    assert read_devices(f"@ann:example.org {grouped}") == {"@ann:example.org": {KEY}}


def test_one_person_may_have_several_devices() -> None:
    other = KEY[::-1]

    read = read_devices(f"@ann:example.org {KEY}, @omar:example.org:8448 {KEY}=, @ann:example.org {other}")

    assert read == {"@ann:example.org": {KEY, other}, "@omar:example.org:8448": {KEY}}


@pytest.mark.parametrize(
    "wrong", ["ann", "@ann:example.org", f"ann:example.org {KEY}", "@ann:example.org abcd"]
)
def test_an_entry_that_names_no_device_is_refused_by_its_number(wrong: str) -> None:
    with pytest.raises(ValueError, match="entry 2"):
        read_devices(f"@omar:example.org {KEY}, {wrong}")


def test_an_account_shows_no_secret() -> None:
    account = Account("https://hs", "@bot:hs", "secret1", "secret2", "secret3")

    assert "secret" not in repr(account)
