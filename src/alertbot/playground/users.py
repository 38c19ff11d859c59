"""What people do in a messenger, as the bot gets to know it."""

from __future__ import annotations

from . import standing, wire
from .entities import found
from .failures import PlaygroundError
from .links import deep_link, is_payload
from .message import Message
from .seats import BotStatus
from .snapshot import room_view
from .utf16 import split
from .wire import Json
from .world import Query, Room, World

_SERVICE = frozenset({"new_chat_members", "migrate_to_chat_id", "migrate_from_chat_id"})


class Users:
    """Every method is one thing a person can do with their hands."""

    def __init__(self, world: World) -> None:
        self._world = world

    def press_start(self, person: int, payload: str = "") -> Message:
        """Presses START (or RESTART after a block), with the payload of a deep link."""
        if payload and not is_payload(payload):
            raise PlaygroundError(
                f"The start payload {payload!r} is not made of 1-64 letters, digits, _ and -."
            )
        if person in self._world.blocked:
            self.unblock(person)
        return self.say(person, person, f"/start {payload}".strip())[0]

    def say(self, person: int, chat: int, text: str, *, reply_to: int = 0, thread: int = 0) -> list[Message]:
        """Sends a text; a long one goes out as several messages, in order."""
        self._require_voice(person, chat)
        extra = self._context(chat, reply_to, thread)
        return [self._deliver(person, chat, _text(piece) | extra) for piece in split(text)]

    def send_file(self, person: int, chat: int, name: str, data: bytes, caption: str = "") -> Message:
        self._require_voice(person, chat)
        stored = self._world.files.keep(name, data)
        document = {
            "file_id": stored.id,
            "file_unique_id": stored.unique_id,
            "file_name": name,
            "mime_type": stored.mime,
            "file_size": len(data),
        }
        words = {"caption": caption} if caption else {}
        return self._deliver(person, chat, {"document": document, **words})

    def press(self, person: int, message: Message, button: int | str) -> str:
        """Presses a callback button, by label or by position; the answer is the id of the query."""
        current = self._world.message(message.chat, message.id)
        if current is None:
            raise PlaygroundError("The message with this button was deleted.")
        self._require_sight(person, current.chat)
        data = _chosen(current, button).get("callback_data")
        if data is None:
            raise PlaygroundError(
                f"The button {button!r} sends nothing to the bot: it opens a link or copies a text."
            )
        return self._query(person, current, data)

    def open_link(self, person: int, url: str, chat: int | None = None) -> Message:
        """Follows a link to the bot; a startgroup link needs the group that the person chooses."""
        link = deep_link(url)
        if link is None or link.username.lower() != self._world.bot.username.lower():
            raise PlaygroundError(f"{url} does not lead to the bot.")
        if not link.in_group:
            return self.press_start(person, link.payload)
        if chat is None:
            raise PlaygroundError("A startgroup link needs a group to add the bot to.")
        self.add_bot(chat, person)
        return self.say(person, chat, f"/start@{self._world.bot.username} {link.payload}".strip())[0]

    def block(self, person: int) -> None:
        self._world.person(person)
        if person not in self._world.blocked:
            standing.block(self._world, person, blocked=True)

    def unblock(self, person: int) -> None:
        if person in self._world.blocked:
            standing.block(self._world, person, blocked=False)

    def add_bot(self, chat: int, by: int) -> None:
        """Adds the bot: to a group as a member, to a channel as an administrator that may post."""
        room = self._acting(chat, by)
        if room.bot in ("member", "administrator"):
            raise PlaygroundError(f"The bot is in {room.chat.title!r} already.")
        standing.change(self._world, chat, "administrator" if room.kind == "channel" else "member", by)
        self._service(room, by, {"new_chat_members": [wire.bot(self._world.bot)]})

    def promote_bot(self, chat: int, by: int, *, may_post: bool = True) -> None:
        self._restand(chat, by, "administrator", may_post=may_post)

    def demote_bot(self, chat: int, by: int) -> None:
        self._restand(chat, by, "member")

    def remove_bot(self, chat: int, by: int) -> None:
        self._restand(chat, by, "kicked")
        room = self._world.room(chat)
        self._service(room, by, {"left_chat_member": wire.bot(self._world.bot)})

    def upgrade_group(self, chat: int, by: int) -> int:
        """Makes a supergroup of a group; its new id. Three updates tell the bot, in the order that is
        hardest on it: first that it is in a chat it has never heard of, then what became of the old one."""
        old = self._acting(chat, by, administrator=True)
        if old.kind != "group":
            raise PlaygroundError(f"{old.chat.title!r} is a {old.kind} already.")
        new = self._world.upgrade(chat)
        if new.bot in ("member", "administrator"):
            standing.join(self._world, new.chat.id, by)
        self._world.announce("room", new.chat.id, {"room": room_view(new)})
        self._service(old, by, {"migrate_to_chat_id": new.chat.id})
        self._service(new, by, {"migrate_from_chat_id": chat})
        self._world.announce("room", chat, {"moved": new.chat.id})
        return new.chat.id

    def _restand(self, chat: int, by: int, status: BotStatus, *, may_post: bool = True) -> None:
        room = self._acting(chat, by, administrator=True)
        if room.bot not in ("member", "administrator"):
            raise PlaygroundError(f"The bot is not in {room.chat.title!r}.")
        standing.change(self._world, chat, status, by, may_post=may_post)

    def _acting(self, chat: int, by: int, *, administrator: bool = False) -> Room:
        """The room, once it is certain that this person may change something in it."""
        room = self._world.room(chat)
        self._require_sight(by, chat)
        self._require_standing(room)
        if (administrator or room.kind == "channel") and not room.is_administrator(by):
            raise PlaygroundError(f"Only administrators of {room.chat.title!r} can do this.")
        return room

    def _service(self, room: Room, by: int, content: Json) -> None:
        """A line such as "Bot was added"; channels have none."""
        if room.kind != "channel":
            self._deliver(by, room.chat.id, content)

    def _require_sight(self, person: int, chat: int) -> None:
        name = self._world.person(person).name
        own = person == chat
        shared = chat not in self._world.people and person in self._world.room(chat).statuses
        if not own and not shared:
            raise PlaygroundError(f"{name} is not in this chat.")

    def _require_standing(self, room: Room) -> None:
        if room.moved_to:
            raise PlaygroundError(f"{room.chat.title!r} became a supergroup; go on there.")

    def _require_voice(self, person: int, chat: int) -> None:
        self._require_sight(person, chat)
        if chat in self._world.blocked:
            raise PlaygroundError(f"{self._world.person(person).name} has blocked the bot; unblock it first.")
        if chat in self._world.rooms:
            room = self._world.rooms[chat]
            self._require_standing(room)
            if room.kind == "channel" and not room.is_administrator(person):
                raise PlaygroundError(f"Only administrators can post in {room.chat.title!r}.")

    def _context(self, chat: int, reply_to: int, thread: int) -> Json:
        context: Json = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
        if reply_to:
            replied = self._world.message(chat, reply_to)
            if replied is None:
                raise PlaygroundError(f"There is no message {reply_to} to reply to.")
            context["reply_to_message"] = {k: v for k, v in replied.wire.items() if k != "reply_to_message"}
        return context

    def _deliver(self, person: int, chat: int, content: Json) -> Message:
        """Posts and, where the bot may read it, tells the bot."""
        if person == chat and person not in self._world.started:
            self._world.started.add(person)
            self._world.announce("person", person, {"blocked": False, "started": True})
        message = self._world.post(chat, person, content)
        self._world.read[person, chat] = message.id
        if self._bot_reads(message):
            kind = "channel_post" if message.wire["chat"]["type"] == "channel" else "message"
            self._world.updates.push(kind, message.wire)
        return message

    def _bot_reads(self, message: Message) -> bool:
        """Privacy mode: an ordinary member sees commands, replies to itself and service messages only."""
        if message.chat in self._world.people:
            return True
        status = self._world.rooms[message.chat].bot
        if status != "member":
            return status == "administrator"
        wire_form = message.wire
        replied = wire_form.get("reply_to_message", {}).get("from", {}).get("id") == self._world.bot.id
        service = not _SERVICE.isdisjoint(wire_form)
        return replied or service or self._is_own_command(message.text)

    def _is_own_command(self, text: str) -> bool:
        if not text.startswith("/"):
            return False
        _, _, name = text.split(maxsplit=1)[0].partition("@")
        return name.lower() in ("", self._world.bot.username.lower())

    def _query(self, person: int, message: Message, data: str) -> str:
        query = str(4_000_000_000_000_000 + len(self._world.queries) + 1)
        self._world.queries[query] = Query(person, message.chat, message.id)
        payload = {
            "id": query,
            "from": self._world.user_wire(person),
            "message": message.wire,
            "chat_instance": str(abs(message.chat) * 7 + 1),
            "data": data,
        }
        self._world.announce("query", message.chat, {"query": query, "by": person})
        self._world.updates.push("callback_query", payload)
        return query


def _text(piece: str) -> Json:
    entities = found(piece)
    return {"text": piece, "entities": entities} if entities else {"text": piece}


def _chosen(message: Message, button: int | str) -> Json:
    if isinstance(button, int):
        return message.buttons[button]
    for candidate in message.buttons:
        if candidate["text"] == button:
            return candidate
    raise PlaygroundError(f"There is no button {button!r}; there are {message.labels}.")
