"""Everybody who may try something, everywhere it may be tried: as the raw updates that would arrive."""

from collections.abc import Callable
from typing import Any

from .world import BLOCKED, BOT, OLGA, OLGA_ON_MATRIX, OMAR, REVOKED, STRANGER, SUBSCRIBER

Raw = dict[str, Any]
ANONYMOUS, LINKED = 1087968824, 777000
NEWS = {"id": -100900, "type": "channel", "title": "News"}
CHATS: dict[str, Raw] = {
    "private": {"type": "private"},
    "another's": {"id": STRANGER, "type": "private"},
    "group": {"id": -500, "type": "group", "title": "Committee"},
    "supergroup": {"id": -100500, "type": "supergroup", "title": "Committee"},
    "topic": {"id": -100600, "type": "supergroup", "title": "Forum", "is_forum": True},
    "discussion": {"id": -100700, "type": "supergroup", "title": "Discussion", "linked_chat_id": NEWS["id"]},
    "channel": {"id": -100800, "type": "channel", "title": "Alerts"},
    "direct messages": {"id": -100950, "type": "supergroup", "title": "Inbox", "is_direct_messages": True},
}


def account(id: int, *, bot: bool = False) -> Raw:
    return {"id": id, "is_bot": bot, "first_name": "Somebody", "language_code": "en"}


def chat_of(kind: str, person: int) -> Raw:
    return {"id": person, **CHATS[kind]}


def message(kind: str, person: int, said: str, sender: Raw | None = None, **fields: Any) -> Raw:
    chat = chat_of(kind, person)
    topic = {"message_thread_id": 7, "is_topic_message": True} if kind == "topic" else {}
    body = {"message_id": 5, "date": 1_507_104_000, "chat": chat, "text": said, **topic, **fields}
    return {**body, "from": sender or account(person)}


def typed(said: str) -> str:
    """A tap as somebody would type it: as the start of a link."""
    return said if said.startswith("/") else f"/start {said}"


def by_hand(person: int, *, bot: bool = False) -> Callable[[str, str], Raw]:
    """Somebody who types commands and presses buttons."""

    def raw(kind: str, said: str) -> Raw:
        sender = account(person, bot=bot)
        if said.startswith("/"):
            update = "channel_post" if kind == "channel" else "message"
            return {update: message(kind, person, said, sender)}
        shown = message(kind, person, "Look", account(BOT, bot=True))
        return {
            "callback_query": {
                "id": "q",
                "from": sender,
                "chat_instance": "c",
                "data": said,
                "message": shown,
            }
        }

    return raw


def written(update: str = "message", sender: Raw | None = None, **fields: Any) -> Callable[[str, str], Raw]:
    """A message that came about in an odd way, by default from Omar, who may nearly everything."""

    def raw(kind: str, said: str) -> Raw:
        return {update: message(kind, OMAR, typed(said), sender or account(OMAR), **fields)}

    return raw


def in_the_name_of_the_chat(kind: str, said: str) -> Raw:
    anonymous = account(ANONYMOUS, bot=True)
    return {"message": message(kind, OMAR, typed(said), anonymous, sender_chat=chat_of(kind, OMAR))}


def on_matrix(person: str) -> Callable[[str, str], Raw]:
    def raw(kind: str, said: str) -> Raw:
        room, command = kind != "private", said.startswith("/")
        happened = {"what": "said", "text": said} if command else {"what": "followed", "packed": said}
        chat = f"!{kind}:example.org" if room else person
        return {**happened, "chat": chat, "room": room, "by": person, "language": "en"}

    return raw


PRINCIPALS: dict[str, Callable[[str, str], Raw]] = {
    "stranger": by_hand(STRANGER),
    "subscriber": by_hand(SUBSCRIBER),
    "blocked": by_hand(BLOCKED),
    "author": by_hand(OLGA),
    "other organizer": by_hand(OMAR),
    "author elsewhere": on_matrix(OLGA_ON_MATRIX),
    "revoked": by_hand(REVOKED),
    "anonymous admin": in_the_name_of_the_chat,
    "channel post": written("channel_post", sender_chat=NEWS),
    "linked channel": written(sender=account(LINKED), sender_chat=NEWS, is_automatic_forward=True),
    "forwarded": written(forward_origin={"type": "user", "date": 1, "sender_user": account(OMAR)}),
    "via a bot": written(via_bot=account(4343, bot=True)),
    "edited": written("edited_message", edit_date=1_507_104_060),
    "bot account": by_hand(OMAR, bot=True),
    "unverified device": on_matrix(OLGA_ON_MATRIX),
    "look-alike": on_matrix("@olga:examp1e.org"),
    "before the start": by_hand(OMAR),
}
