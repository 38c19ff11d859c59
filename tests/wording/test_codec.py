from dataclasses import dataclass
from datetime import UTC
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.dialogue.screen import (
    Choice,
    Country,
    File,
    LanguageName,
    Moment,
    Part,
    Say,
    Screen,
    Span,
    Words,
    text,
)
from alertbot.dialogue.tap import Tap, TapBook
from alertbot.domain.language import Localised
from alertbot.errors import StaleTap
from alertbot.wording.codec import (
    screen_from_json,
    screen_to_json,
    utterance_from_json,
    utterance_to_json,
    words_from_json,
    words_to_json,
)
from alertbot.wording.tree import Utterance

from .trees import any_text, utterances


@dataclass(frozen=True, slots=True)
class Pick(Tap):
    word: ClassVar[str] = "pick"
    appeal: int
    way: str


TAPS = TapBook((Pick,))

localised = st.builds(Localised, st.dictionaries(st.sampled_from(["en", "ru", "kk"]), any_text))
moments = st.builds(
    Moment,
    at=st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("Asia/Almaty"), ZoneInfo("Europe/Berlin")])).map(
        lambda at: at.astimezone(UTC)
    ),
    zone=st.sampled_from(["Asia/Almaty", "Europe/Berlin"]),
    dated_only=st.booleans(),
)
args = st.recursive(
    any_text
    | st.integers(-(2**53), 2**53)
    | st.dates()
    | moments
    | st.builds(Country, any_text)
    | st.builds(LanguageName, any_text)
    | st.builds(Span, st.floats(0, 1e9))
    | localised,
    lambda inner: st.builds(
        Say, any_text, st.dictionaries(any_text, inner, max_size=3), st.none() | st.integers(0, 99)
    ),
    max_leaves=6,
)
words: st.SearchStrategy[Words] = (
    st.builds(Say, any_text, st.dictionaries(any_text, args, max_size=3), st.none() | st.integers(0, 99))
    | localised
    | any_text
)
taps = st.builds(Pick, st.integers(0, 10**9), st.from_regex(r"[a-z]{0,9}", fullmatch=True))
choices = st.builds(
    Choice,
    label=words,
    tap=st.none() | taps,
    url=any_text,
    copy=any_text,
    private=st.booleans(),
    sensitive=st.booleans(),
    on=st.none() | st.booleans(),
)
screens = st.builds(
    Screen,
    parts=st.lists(
        st.builds(Part, st.sampled_from(["title", "text", "item", "quote", "copy", "note"]), words, any_text),
        max_size=4,
    ).map(tuple),
    rows=st.lists(st.lists(choices, max_size=2).map(tuple), max_size=2).map(tuple),
    file=st.none() | st.builds(File, any_text, any_text, st.binary()),
    replaces=st.booleans(),
    once=st.booleans(),
    asks=st.booleans(),
)


@settings(deadline=None)
@given(utterances)
def test_an_utterance_comes_back_as_it_was(utterance: Utterance) -> None:
    assert utterance_from_json(utterance_to_json(utterance)) == utterance


@settings(deadline=None)
@given(screens)
def test_a_screen_comes_back_as_it_was(screen: Screen) -> None:
    assert screen_from_json(screen_to_json(screen), TAPS) == screen


@settings(deadline=None)
@given(words)
def test_words_come_back_as_they_were(said: Words) -> None:
    assert words_from_json(words_to_json(said)) == said


def test_a_screen_with_a_tap_nobody_knows_any_more_is_stale() -> None:
    raw = screen_to_json(Screen((text("x"),), ((Choice("A", Pick(1, "a")),),)))
    with pytest.raises(StaleTap):
        screen_from_json(raw, TapBook(()))
