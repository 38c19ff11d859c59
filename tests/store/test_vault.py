import base64
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.subscriber import Address
from alertbot.errors import ConfigurationError, SealBroken
from alertbot.store.vault import Vault, read_key, tag

from .world import MASTER

VAULT = Vault(MASTER)
ADDRESSES = st.builds(
    Address,
    st.sampled_from(["telegram", "matrix"]),
    st.text(max_size=20),
    st.none() | st.text(max_size=5),
)


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_what_is_sealed_opens_again(plain: bytes, row: bytes) -> None:
    assert VAULT.open("draft|content", row, VAULT.seal("draft|content", row, plain)) == plain


def test_the_same_text_is_never_sealed_the_same_way_twice() -> None:
    assert VAULT.seal("a|b", 1, b"text") != VAULT.seal("a|b", 1, b"text")


@pytest.mark.parametrize(("place", "row"), [("draft|content", 2), ("talk|state", 1)])
def test_a_sealed_value_does_not_open_in_another_place(place: str, row: int) -> None:
    sealed = VAULT.seal("draft|content", 1, b"text")
    with pytest.raises(SealBroken):
        VAULT.open(place, row, sealed)


@given(st.binary(max_size=60))
def test_bytes_that_were_never_sealed_break_the_seal(noise: bytes) -> None:
    with pytest.raises(SealBroken):
        VAULT.open("a|b", 1, noise)


def test_another_master_key_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        Vault(bytes(32)).open("a|b", 1, VAULT.seal("a|b", 1, b"text"))


@given(ADDRESSES, ADDRESSES)
def test_two_addresses_share_a_lookup_only_when_they_are_one(first: Address, second: Address) -> None:
    assert (VAULT.lookup(first) == VAULT.lookup(second)) == (first == second)


def test_a_lookup_needs_the_key() -> None:
    address = Address("telegram", "1001")
    assert VAULT.lookup(address) != Vault(bytes(32)).lookup(address)
    assert len(VAULT.lookup(address)) == 16


def test_tags_of_two_appeals_cannot_be_compared() -> None:
    lookup = VAULT.lookup(Address("telegram", "1001"))
    assert tag(b"one", lookup, "signed") != tag(b"two", lookup, "signed")


def test_a_key_is_made_in_the_data_directory_and_the_caller_is_told(tmp_path: Path) -> None:
    made = Vault.unlock(None, tmp_path / "data")
    file = tmp_path / "data" / "master.key"
    assert made.beside_data
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    again = Vault.unlock(None, tmp_path / "data")
    assert again.open("a|b", 1, made.seal("a|b", 1, b"text")) == b"text"


@pytest.mark.parametrize(
    "content",
    [MASTER, base64.b64encode(MASTER) + b"\n", base64.urlsafe_b64encode(b"\xff" * 32)],
    ids=["raw", "base64", "urlsafe"],
)
def test_a_configured_key_is_read_raw_or_as_base64(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)
    file.chmod(0o600)
    assert read_key(file) in (MASTER, b"\xff" * 32)
    assert not Vault.unlock(file, tmp_path).beside_data


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o611])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "key"
    file.write_bytes(MASTER)
    file.chmod(mode)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        Vault.unlock(file, tmp_path)


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33, base64.b64encode(b"y" * 31)])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(ConfigurationError, match="32 bytes"):
        read_key(file)


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        Vault.unlock(tmp_path / "nowhere", tmp_path)


def test_neither_key_nor_address_shows_in_a_repr() -> None:
    assert "hidden" in repr(VAULT)
