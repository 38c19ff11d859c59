"""Updates that arrive damaged, or are none."""

import copy
import json
from typing import Any, cast

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.dialogue.engine import Line
from alertbot.errors import UnreadableEvent
from alertbot.ports import Arrived

from .updates import (
    ANN,
    BOT,
    FORWARD,
    GROUP,
    READER,
    RIGHTS,
    message,
)


def test_an_unreadable_update_says_nothing_of_what_it_held() -> None:
    with pytest.raises(UnreadableEvent) as caught:
        READER.read(orjson.dumps({"update_id": 7, "message": {"text": "SECRET", "chat": "SECRET"}}))
    assert "SECRET" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_half_a_character_does_not_make_a_message_unreadable() -> None:
    raw = orjson.dumps({"update_id": 7, "message": message(text="HALF")}).replace(b"HALF", b"a\\ud83d!")
    said = READER.read(raw)
    assert isinstance(said, Arrived)
    assert said.event == Line("a\ufffd!")


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b'"x"', b"\xff\xfe", b"{", b"[" * 100_000])
def test_what_is_no_update_is_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        READER.read(raw)


def test_a_kind_of_update_nobody_knows_yet_is_passed_over() -> None:
    assert READER.read(b'{"update_id": 7, "telepathy": {"text": "x"}}') is None


CORPUS: list[dict[str, Any]] = [
    {"update_id": 1, "message": message(text="/start sign-7-1", entities=[])},
    {"update_id": 2, "message": message(GROUP, text="/stop", is_topic_message=True, message_thread_id=4)},
    {"update_id": 3, "message": message(document={"file_id": "F", "file_unique_id": "U", "file_size": 9})},
    {"update_id": 4, "message": message(photo=[{"file_id": "F", "file_unique_id": "U"}])},
    {"update_id": 5, "message": message(GROUP, migrate_to_chat_id=-1)},
    {
        "update_id": 6,
        "callback_query": {"id": "q", "from": ANN, "chat_instance": "c", "data": "a", "message": message()},
    },
    {
        "update_id": 7,
        "my_chat_member": {
            "chat": GROUP,
            "from": ANN,
            "date": 1,
            "old_chat_member": {"user": BOT, "status": "left"},
            "new_chat_member": {"user": BOT, "status": "administrator", **RIGHTS},
        },
    },
    {
        "update_id": 8,
        "message": message(text="x", reply_to_message=message(text="y"), forward_origin=FORWARD),
    },
]
JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
    st.just([{}]),
    st.just({"id": {}}),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = [path] if path else []
    items: Any = ()
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
    elif isinstance(value, list):
        items = enumerate(cast("list[Any]", value))
    for key, inner in items:
        found += places(inner, (*path, key))
    return found


@st.composite
def mutants(draw: st.DrawFn) -> dict[str, Any]:
    update = copy.deepcopy(draw(st.sampled_from(CORPUS)))
    for _ in range(draw(st.integers(1, 3))):
        spots = places(update)
        path = draw(st.sampled_from(spots)) if spots else ()
        holder: Any = update
        for key in path[:-1]:
            holder = holder[key]
        if path and draw(st.booleans()):
            holder[path[-1]] = copy.deepcopy(draw(JUNK))
        elif path:
            del holder[path[-1]]
    return update


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutants())
def test_a_damaged_update_is_read_passed_over_or_unreadable_and_nothing_else(update: dict[str, Any]) -> None:

    try:
        incoming = READER.read(json.dumps(update).encode())
    except UnreadableEvent:
        return
    if isinstance(incoming, Arrived):
        assert int(incoming.chat.chat) is not None
        assert incoming.actor is None or int(incoming.actor.chat) > -(1 << 63)
        assert incoming.packed is None or isinstance(incoming.packed, str)
        assert incoming.language is None or incoming.language.isascii()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_noise_is_never_more_than_unreadable(raw: bytes) -> None:
    try:
        READER.read(raw)
    except UnreadableEvent:
        return
