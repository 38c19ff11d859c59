"""What raw updates mean."""

import copy
import json
from typing import Any, cast

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.dialogue.engine import Command, Line
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import UnreadableEvent
from alertbot.platforms.telegram.events import Reader
from alertbot.ports import Admitted, Arrived, FileRef, Incoming, Membership, Migrated

READER = Reader("telegram", 42, "alert_bot")
ANN = {"id": 1001, "is_bot": False, "first_name": "Ann", "language_code": "kk"}
BOT = {"id": 42, "is_bot": True, "first_name": "Alertbot", "username": "alert_bot"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Ann"}
GROUP = {"id": -100500, "type": "supergroup", "title": "Strike committee"}
CHANNEL = {"id": -100600, "type": "channel", "title": "News"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
FORWARD = {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}


def read(kind: str, value: dict[str, Any]) -> Incoming | None:
    return READER.read(orjson.dumps({"update_id": 7, kind: value}))


def message(chat: dict[str, Any] = PRIVATE, **fields: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_500_000_000, "chat": chat, "from": ANN, **fields}


def heard(chat: dict[str, Any] = PRIVATE, **fields: Any) -> Arrived:
    incoming = read("message", message(chat, **fields))
    assert isinstance(incoming, Arrived)
    return incoming


def ignored(chat: dict[str, Any] = PRIVATE, **fields: Any) -> bool:
    return read("message", message(chat, **fields)) is None


def tapped(**fields: Any) -> Incoming | None:
    query = {"id": "q1", "from": ANN, "chat_instance": "c", "data": "sign-7-1", "message": message(text="x")}
    return read("callback_query", {**query, **fields})


def member(chat: dict[str, Any], status: str, **fields: Any) -> Admitted:
    new = {"user": BOT, "status": status, **fields}
    old = {"user": BOT, "status": "left"}
    change = {"chat": chat, "from": ANN, "date": 1, "old_chat_member": old, "new_chat_member": new}
    incoming = read("my_chat_member", change)
    assert isinstance(incoming, Admitted)
    return incoming


RIGHTS = dict.fromkeys(
    (
        "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
        "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
        "can_post_stories", "can_edit_stories", "can_delete_stories",
    ),
    False,
)  # fmt: skip
LIMITS = dict.fromkeys(
    (
        "is_member", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
        "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes",
        "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews",
        "can_edit_tag", "can_react_to_messages",
    ),
    True,
)  # fmt: skip


# --- private chats ------------------------------------------------------------------------------------------


def test_a_line_comes_from_a_person_in_their_language() -> None:
    said = heard(text="Сәлем")
    assert said == Arrived(
        chat=Address("telegram", "1001"),
        kind=ChatKind.PERSON,
        actor=Address("telegram", "1001"),
        event=Line("Сәлем"),
        language="kk",
    )


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/help", Command("help")),
        ("/Help@Alert_Bot", Command("help")),
        ("/newappeal  Free Max\nnow ", Command("newappeal", "Free Max\nnow")),
        ("/start", Command("start")),
        ("/home/ann", Line("/home/ann")),
        ("/", Line("/")),
        (" /help", Line(" /help")),
        ("/помощь", Line("/помощь")),
    ],
)
def test_a_command_is_a_slash_and_a_word(text: str, event: object) -> None:
    assert heard(text=text).event == event


def test_another_bots_command_is_not_ours() -> None:
    assert ignored(text="/stop@other_bot")
    assert ignored(GROUP, text="/stop@other_bot")


def test_a_deep_link_comes_as_a_command_and_as_it_was_packed() -> None:
    said = heard(text="/start sign-7-1")
    assert said.event == Command("start", "sign-7-1")
    assert said.packed == "sign-7-1"
    assert heard(text="/start").packed is None


def test_a_forwarded_appeal_is_text_and_a_forwarded_command_is_no_command() -> None:
    assert heard(text="URGENT: Max was arrested", forward_origin=FORWARD).event == Line(
        "URGENT: Max was arrested"
    )
    assert heard(text="/approve 7", forward_origin=FORWARD).event == Line("/approve 7")


def test_a_document_is_a_file_to_fetch_and_its_caption_is_no_command() -> None:
    document = {"file_id": "F", "file_unique_id": "U", "file_name": "appeal.txt", "file_size": 900}
    said = heard(document=document, caption="/approve 7")
    assert said.file == FileRef("F", "appeal.txt", 900, "/approve 7")
    assert said.event is None


def test_a_photograph_is_fetched_in_its_largest_size() -> None:
    sizes = [
        {"file_id": id, "file_unique_id": id, "width": side, "height": side, "file_size": side}
        for id, side in (("S", 90), ("M", 320), ("L", 1280))
    ]
    assert heard(photo=sizes, caption="Rosa").file == FileRef("L", "", 1280, "Rosa")
    assert heard(photo=sizes).file == FileRef("L", "", 1280)


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "F", "file_unique_id": "U", "duration": 1}},
        {"location": {"latitude": 1.0, "longitude": 1.0}},
        {
            "document": {"file_id": "F", "file_unique_id": "U"},
            "animation": {"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1, "duration": 1},
        },
    ],
    ids=["voice", "location", "animation"],
)
def test_what_we_cannot_read_is_still_heard(content: dict[str, Any]) -> None:
    said = heard(**content)
    assert (said.event, said.file, said.packed) == (None, None, None)


def test_service_messages_are_passed_over() -> None:
    assert ignored(pinned_message=message(text="x"))
    assert ignored(GROUP, new_chat_members=[ANN])
    assert ignored(GROUP, left_chat_member=ANN)
    assert ignored(GROUP, new_chat_title="x")
    assert ignored()


def test_what_other_bots_say_is_passed_over() -> None:
    assert ignored(**{"from": BOT}, text="/approve 7")
    assert ignored(via_bot=BOT, text="/approve 7")
    assert ignored(GROUP, **{"from": BOT}, text="/approve 7")


# --- rooms --------------------------------------------------------------------------------------------------


def test_a_group_command_keeps_who_gave_it() -> None:
    said = heard(GROUP, text="/subscribe@alert_bot")
    assert said.chat == Address("telegram", "-100500")
    assert said.kind is ChatKind.GROUP
    assert said.actor == Address("telegram", "1001")
    assert said.event == Command("subscribe")


def test_talk_in_a_group_is_nobody_elses_business() -> None:
    assert ignored(GROUP, text="see you tomorrow")
    assert ignored(GROUP, text="/stop", forward_origin=FORWARD)
    assert ignored(GROUP, document={"file_id": "F", "file_unique_id": "U"})
    assert ignored(GROUP, photo=[{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1}])


def test_a_reply_to_the_bot_in_a_group_is_heard() -> None:
    answered = message(GROUP, **{"from": BOT}, text="Which country?")
    assert heard(GROUP, text="Kazakhstan", reply_to_message=answered).event == Line("Kazakhstan")
    assert ignored(GROUP, text="Kazakhstan", reply_to_message=message(GROUP, text="x"))


def test_a_topic_the_bot_made_is_not_an_answer_to_it() -> None:
    created = {"name": "Alerts", "icon_color": 1}
    head = message(GROUP, **{"from": BOT}, forum_topic_created=created)
    assert ignored(GROUP, text="hello", reply_to_message=head, is_topic_message=True, message_thread_id=5)


def test_a_topic_is_part_of_the_address_and_a_mere_thread_is_not() -> None:
    assert heard(GROUP, text="/stop", is_topic_message=True, message_thread_id=9).chat.thread == "9"
    assert heard(GROUP, text="/stop", message_thread_id=9).chat.thread is None


@pytest.mark.parametrize(
    "author",
    [
        {"from": ANONYMOUS, "sender_chat": GROUP},
        {"from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}, "sender_chat": CHANNEL},
        {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}, "sender_chat": CHANNEL},
        {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}, "is_automatic_forward": True},
        {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
        {"from": {**ANN, "id": 1087968824}},
        {"from": ANN, "sender_chat": GROUP},
    ],
    ids=["anonymous", "channel", "linked", "automatic", "telegram", "number", "as-chat"],
)
def test_whoever_speaks_for_a_chat_is_nobody(author: dict[str, Any]) -> None:
    assert heard(GROUP, **{"text": "/stop", **author}).actor is None


@pytest.mark.parametrize(
    "kind", ["edited_message", "channel_post", "edited_channel_post", "business_message", "inline_query"]
)
def test_edits_and_posts_are_no_commands(kind: str) -> None:
    value = message(CHANNEL if "channel" in kind else PRIVATE, text="/approve 7")
    if kind == "inline_query":
        value = {"id": "1", "from": ANN, "query": "/approve 7", "offset": ""}
    assert read(kind, value) is None


def test_a_message_in_a_channel_is_passed_over() -> None:
    assert ignored(CHANNEL, text="/stop")


# --- taps, memberships, migrations --------------------------------------------------------------------------


def test_a_tap_names_its_message_and_how_to_answer_it() -> None:
    assert tapped() == Arrived(
        chat=Address("telegram", "1001"),
        kind=ChatKind.PERSON,
        actor=Address("telegram", "1001"),
        packed="sign-7-1",
        message="5",
        tap="q1",
        language="kk",
    )


def test_a_tap_on_a_message_telegram_no_longer_shows_still_counts() -> None:
    faded = {"chat": PRIVATE, "message_id": 5, "date": 0}
    said = tapped(message=faded)
    assert isinstance(said, Arrived)
    assert said.message == "5"


def test_a_tap_in_a_room_keeps_room_topic_and_person_apart() -> None:
    said = tapped(message=message(GROUP, **{"from": BOT}, is_topic_message=True, message_thread_id=9))
    assert isinstance(said, Arrived)
    assert said.chat == Address("telegram", "-100500", "9")
    assert said.actor == Address("telegram", "1001")


def test_a_tap_without_data_or_message_is_passed_over() -> None:
    assert tapped(data=None) is None
    assert tapped(message=None, inline_message_id="i") is None


@pytest.mark.parametrize(
    ("chat", "status", "fields", "membership"),
    [
        (PRIVATE, "member", {}, Membership.MEMBER),
        (PRIVATE, "kicked", {"until_date": 0}, Membership.OUT),
        (GROUP, "member", {}, Membership.MEMBER),
        (GROUP, "administrator", RIGHTS, Membership.MEMBER),
        (GROUP, "restricted", {**LIMITS, "can_send_messages": True, "until_date": 0}, Membership.MEMBER),
        (GROUP, "restricted", {**LIMITS, "can_send_messages": False, "until_date": 0}, Membership.OUT),
        (GROUP, "left", {}, Membership.OUT),
        (GROUP, "kicked", {"until_date": 0}, Membership.OUT),
        (CHANNEL, "administrator", {**RIGHTS, "can_post_messages": True}, Membership.MEMBER),
        (CHANNEL, "administrator", {**RIGHTS, "can_post_messages": False}, Membership.OUT),
        (CHANNEL, "member", {}, Membership.OUT),
        (CHANNEL, "left", {}, Membership.OUT),
    ],
)
def test_membership_means_that_the_bot_may_write(
    chat: dict[str, Any], status: str, fields: dict[str, Any], membership: Membership
) -> None:
    assert member(chat, status, **fields).membership is membership


def test_a_room_tells_its_title_and_who_brought_the_bot() -> None:
    came = member(GROUP, "member")
    assert (came.title, came.by, came.kind) == (
        "Strike committee",
        Address("telegram", "1001"),
        ChatKind.GROUP,
    )
    assert member(PRIVATE, "member").title == ""


def test_a_group_that_became_a_supergroup_goes_on_there() -> None:
    small = {"id": -77, "type": "group", "title": "x"}
    moved = Migrated(Address("telegram", "-77"), "-100500")
    assert read("message", message(small, migrate_to_chat_id=-100500)) == moved
    assert read("message", message(GROUP, migrate_from_chat_id=-77)) == moved


# --- damage -------------------------------------------------------------------------------------------------


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
