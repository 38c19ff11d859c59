"""Lengths, pieces, found entities and links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.playground.entities import found
from alertbot.playground.links import DeepLink, WrongLink, checked, deep_link, is_payload
from alertbot.playground.utf16 import split, units

WORDS = st.text(st.sampled_from("aя😀 \n"), max_size=300)


@given(WORDS, st.integers(min_value=4, max_value=40))
def test_a_long_text_is_cut_into_pieces_that_fit_and_lose_no_word(text: str, limit: int) -> None:
    pieces = split(text, limit)

    assert all(0 < units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_text_is_cut_at_a_line_end_where_one_is_near() -> None:
    assert split("aaaa aaa\nbbb bbbb", 10) == ["aaaa aaa", "bbb bbbb"]


@given(WORDS)
def test_length_is_counted_in_utf16_units(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le")) // 2


def test_links_mentions_commands_and_addresses_are_found() -> None:
    text = "😀 /start@alert_bot see https://example.org/a. Write a@example.org or @dana_p #free"

    kinds = {one["type"]: (one["offset"], one["length"]) for one in found(text)}

    assert kinds == {
        "bot_command": (3, 16),
        "url": (24, 21),
        "email": (53, 13),
        "mention": (70, 7),
        "hashtag": (78, 5),
    }


def test_nothing_is_found_inside_of_code() -> None:
    code = {"type": "code", "offset": 0, "length": 19}
    assert found("https://example.org", [code]) == [code]


def test_paths_and_sums_are_no_commands() -> None:
    assert found("and/or 24/7 /a/b") == []


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("example.org", "http://example.org"),
        ("example.org:8080/x", "http://example.org:8080/x"),
        ("HTTPS://Example.org", "HTTPS://Example.org"),
        ("tg://user?id=1", "tg://user?id=1"),
    ],
)
def test_a_link_telegram_accepts_is_kept(url: str, kept: str) -> None:
    assert checked(url) == kept


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org", "http://a b.org", "http://[x", "http://x"]
)
def test_a_link_telegram_refuses_is_refused(url: str) -> None:
    with pytest.raises(WrongLink):
        checked(url)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://t.me/alert_bot?start=kz-3", DeepLink("alert_bot", "kz-3", in_group=False)),
        ("t.me/alert_bot", DeepLink("alert_bot", "", in_group=False)),
        ("https://t.me/alert_bot?startgroup=kz", DeepLink("alert_bot", "kz", in_group=True)),
        ("tg://resolve?domain=alert_bot&start=kz", DeepLink("alert_bot", "kz", in_group=False)),
        ("https://example.org/alert_bot?start=kz", None),
    ],
)
def test_a_deep_link_is_understood(url: str, link: DeepLink | None) -> None:
    assert deep_link(url) == link


def test_a_start_payload_has_a_narrow_alphabet() -> None:
    assert is_payload("A-z_9" * 12)
    assert not any(map(is_payload, ["", "a b", "я", "x" * 65, "a=b"]))
