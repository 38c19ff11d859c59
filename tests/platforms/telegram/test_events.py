"""What raw updates mean."""

from typing import Any

import pytest

from alertbot.dialogue.engine import Command, Line
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.ports import Arrived, FileRef, Membership, Migrated

from .updates import (
    ANN,
    ANONYMOUS,
    BOT,
    CHANNEL,
    FORWARD,
    GROUP,
    LIMITS,
    PRIVATE,
    RIGHTS,
    heard,
    ignored,
    member,
    message,
    read,
    tapped,
)

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
