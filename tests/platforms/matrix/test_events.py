"""What was heard means what it says, and nothing that a stranger sends can be more than unreadable."""

from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.dialogue.engine import Command, Line
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import UnreadableEvent
from alertbot.platforms.matrix.events import Heard, Reader, What
from alertbot.ports import Admitted, Arrived, Incoming, Membership, Migrated, Stayed

ANN, ROOM = "@ann:example.org", "!room:example.org"
READER = Reader("matrix")


def said(content: Any, kind: ChatKind = ChatKind.PERSON, **more: Any) -> Incoming | None:
    return READER.read(Heard(What.SAID, ROOM, kind, ANN, content=content, **more).pack())


def spoken(body: str, kind: ChatKind = ChatKind.PERSON) -> Incoming | None:
    return said({"msgtype": "m.text", "body": body}, kind)


def arrived(incoming: Incoming | None) -> Arrived:
    assert isinstance(incoming, Arrived)
    return incoming


def test_a_person_is_known_by_their_id_and_a_room_by_its_own() -> None:
    assert arrived(spoken("hello")).chat == Address("matrix", ANN)
    assert arrived(spoken("!stop", ChatKind.GROUP)).chat == Address("matrix", ROOM)


@pytest.mark.parametrize(
    ("body", "event"),
    [
        ("hello", Line("hello")),
        ("!help", Command("help", "")),
        ("/Hearing 20 October", Command("hearing", "20 October")),
        ("  !stop  ", Command("stop", "")),
        ("! stop", Line("! stop")),
        ("!", Line("!")),
        ("Stop!", Line("Stop!")),
    ],
)
def test_a_command_begins_with_an_exclamation_mark_or_a_slash(body: str, event: object) -> None:
    assert arrived(spoken(body)).event == event


def test_what_follows_start_is_a_link_that_was_written_out() -> None:
    assert arrived(spoken("!start sign-7-1")).packed == "sign-7-1"
    assert arrived(spoken("!start")).packed is None


def test_a_quoted_command_is_no_command() -> None:
    relation: Any = {"m.in_reply_to": {"event_id": "$one"}}
    answer = "> <@bot:example.org> To stop:\n> !stop\n\n2"

    content = {"msgtype": "m.text", "body": answer, "m.relates_to": relation}
    assert arrived(said(content)).event == Line("2")


def test_programs_edits_and_talk_in_rooms_are_not_followed() -> None:
    assert said({"msgtype": "m.notice", "body": "!help"}) is None
    edit: Any = {"rel_type": "m.replace", "event_id": "$1"}
    assert said({"msgtype": "m.text", "body": "* !halt", "m.relates_to": edit}) is None
    assert spoken("what do you think", ChatKind.GROUP) is None
    assert said({"msgtype": "m.image", "body": "x.png"}, ChatKind.GROUP) is None


def test_a_picture_or_a_voice_is_something_that_cannot_be_read() -> None:
    assert arrived(said({"msgtype": "m.audio", "body": "voice"})) == Arrived(
        Address("matrix", ANN), ChatKind.PERSON, Address("matrix", ANN), trusted=False
    )


def test_an_encrypted_file_carries_what_opens_it() -> None:
    file = {"url": "mxc://a/b", "key": {"k": "K"}, "hashes": {"sha256": "H"}, "iv": "I"}
    sent = arrived(said({"msgtype": "m.file", "body": "a.txt", "file": file, "info": {"size": 7}})).file

    assert sent is not None
    assert (sent.name, sent.size) == ("a.txt", 7)
    assert orjson.loads(sent.id) == {"url": "mxc://a/b", "key": "K", "hash": "H", "iv": "I"}


def test_trust_comes_with_the_event_and_is_never_guessed() -> None:
    assert not arrived(spoken("!halt")).trusted
    assert arrived(said({"msgtype": "m.text", "body": "!halt"}, trusted=True)).trusted


def test_what_becomes_of_the_bot_is_told() -> None:
    entered = Heard(What.ENTERED, ROOM, ChatKind.GROUP, ANN, title="Strike committee")

    assert READER.read(entered.pack()) == Admitted(
        Address("matrix", ROOM), ChatKind.GROUP, Membership.MEMBER, Address("matrix", ANN), "Strike committee"
    )
    left = READER.read(replace(entered, what=What.LEFT, by="").pack())
    assert isinstance(left, Admitted)
    assert (left.membership, left.by) == (Membership.OUT, None)
    moved = Heard(What.MOVED, ROOM, ChatKind.GROUP, to="!new:example.org")
    assert READER.read(moved.pack()) == Migrated(Address("matrix", ROOM), "!new:example.org")
    for closed in (True, False):
        stayed = Heard(What.STAYED, ROOM, ChatKind.GROUP, to="closed" if closed else "")
        assert READER.read(stayed.pack()) == Stayed(Address("matrix", ROOM), closed)
    assert READER.read(Heard(What.NOTED).pack()) is None


def test_somebody_whose_message_has_no_key_is_told_in_private_alone() -> None:
    assert arrived(READER.read(Heard(What.UNREAD, ROOM, by=ANN).pack())).event is None
    assert READER.read(Heard(What.UNREAD, ROOM, ChatKind.GROUP, ANN).pack()) is None


json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=9,
)
fields = st.sampled_from(
    ["msgtype", "body", "m.relates_to", "file", "url", "info", "filename", "size", "key"]
)
contents = st.dictionaries(fields, json | st.sampled_from(["m.text", "m.file", "m.notice", "mxc://a/b"]))


@given(contents | json, st.sampled_from(list(ChatKind)))
def test_whatever_a_stranger_sends_is_read_or_unreadable(content: Any, kind: ChatKind) -> None:
    try:
        read = said(content, kind)
    except UnreadableEvent:
        return
    assert read is None or isinstance(read, Arrived)


@given(st.binary(max_size=60))
def test_bytes_that_were_never_ours_are_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        READER.read(raw)
