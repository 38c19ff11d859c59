"""What a raw update of Telegram's means to us.

Nearly half of all slightly damaged updates make the library's reader raise something (trust research, F3),
and what it lets through may still hold a list where a text belongs. So every value is checked where it is
used, and whatever goes wrong is one error: this update cannot be read.
"""

import re
from contextlib import suppress
from dataclasses import dataclass

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Message,
    PhotoSize,
    Update,
    User,
)
from telegram import Document as SentDocument
from telegram.constants import ChatID, ChatMemberStatus, ChatType

from alertbot.dialogue.engine import Command, Event, Line
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import UnreadableEvent
from alertbot.platforms.telegram import wire
from alertbot.ports import Admitted, Arrived, FileRef, Incoming, Membership, Migrated

FOLLOWED = ("message", "callback_query", "my_chat_member")
"""The updates we ask for. Edited messages are left out: an edit must never give a command again."""

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+(.*))?\Z", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{2,35}\Z")
_NOBODY = frozenset({int(ChatID.ANONYMOUS_ADMIN), int(ChatID.SERVICE_CHAT), int(ChatID.FAKE_CHANNEL)})
_KINDS = {
    ChatType.PRIVATE: ChatKind.PERSON,
    ChatType.GROUP: ChatKind.GROUP,
    ChatType.SUPERGROUP: ChatKind.GROUP,
    ChatType.CHANNEL: ChatKind.CHANNEL,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads updates for one bot: ``id`` and ``username`` (without @) are the bot's own."""

    platform: str
    id: int
    username: str

    def read(self, raw: bytes) -> Incoming | None:
        """What the update means, ``None`` for one we do not follow; :class:`UnreadableEvent`."""
        with suppress(Exception):  # the library raises whatever the damage leads to
            return self._incoming(Update.de_json(wire.read(raw)))
        # Raised apart from the first error, whose text would quote what somebody wrote.
        raise UnreadableEvent("an update does not have the shape Telegram promises")

    def _incoming(self, update: Update) -> Incoming | None:
        if update.message is not None:
            return self._message(update.message)
        if update.callback_query is not None:
            return self._tapped(update.callback_query)
        if update.my_chat_member is not None:
            return self._admitted(update.my_chat_member)
        return None

    # --- messages -----------------------------------------------------------------------------------

    def _message(self, message: Message) -> Incoming | None:
        if message.migrate_to_chat_id is not None:
            return Migrated(self._place(message.chat), str(_number(message.migrate_to_chat_id)))
        if message.migrate_from_chat_id is not None:
            old = Address(self.platform, str(_number(message.migrate_from_chat_id)))
            return Migrated(old, str(_number(message.chat.id)))
        if message.via_bot is not None or _is_another_bots(message):
            return None
        kind = _kind(message.chat)
        if _is_anothers(message.chat, message.from_user):
            return None
        if kind is ChatKind.PERSON:
            return self._said_in_private(message)
        return self._said_in_a_room(message) if kind is ChatKind.GROUP else None

    def _said_in_private(self, message: Message) -> Arrived | None:
        if message.text is not None:
            event = self._event(_text(message.text), forwarded=message.forward_origin is not None)
            starts = isinstance(event, Command) and event.word == "start" and event.rest
            packed = event.rest if isinstance(event, Command) and starts else None
            return self._arrived(message, event, packed) if event else None
        if message.document is not None and message.animation is None:
            document = message.document
            name = wire.whole(_text(document.file_name)) if document.file_name is not None else ""
            return self._arrived(message, file=_file(document, name, message))
        if message.photo:
            return self._arrived(message, file=_file(message.photo[-1], "", message))
        if message.effective_attachment is not None or message.checklist is not None:
            return self._arrived(message)
        return None

    def _said_in_a_room(self, message: Message) -> Arrived | None:
        """Commands, and what is said in reply to us; nobody else's talk, and nothing passed on."""
        if message.text is None or message.forward_origin is not None:
            return None
        event = self._event(_text(message.text), forwarded=False)
        if event is None or (isinstance(event, Line) and not self._answers_us(message)):
            return None
        return self._arrived(message, event)

    def _event(self, text: str, *, forwarded: bool) -> Event | None:
        """A forwarded command is no command: its writer is somebody else. ``None``: another bot's."""
        said = wire.whole(text)
        found = None if forwarded else _COMMAND.match(said)
        if found is None:
            return Line(said)
        word, bot, rest = found.groups()
        if bot is not None and bot.lower() != self.username.lower():
            return None
        return Command(word.lower(), (rest or "").strip())

    def _answers_us(self, message: Message) -> bool:
        answered = message.reply_to_message
        if answered is None or answered.from_user is None or answered.forum_topic_created is not None:
            return False
        return answered.from_user.id == self.id

    def _arrived(
        self,
        message: Message,
        event: Event | None = None,
        packed: str | None = None,
        file: FileRef | None = None,
    ) -> Arrived:
        return Arrived(
            chat=self._place(message.chat, message),
            kind=_kind(message.chat),
            actor=self._author(message),
            event=event,
            packed=packed,
            file=file,
            language=_language(message.from_user),
        )

    # --- taps and memberships -------------------------------------------------------------------------

    def _tapped(self, query: CallbackQuery) -> Arrived | None:
        if query.message is None or query.data is None:
            return None
        message = query.message
        if _is_anothers(message.chat, query.from_user):
            return None
        return Arrived(
            chat=self._place(message.chat, message if isinstance(message, Message) else None),
            kind=_kind(message.chat),
            actor=self._person(query.from_user),
            packed=wire.whole(_text(query.data)),
            message=str(_number(message.message_id)),
            tap=_text(query.id),
            language=_language(query.from_user),
        )

    def _admitted(self, change: ChatMemberUpdated) -> Admitted:
        kind = _kind(change.chat)
        title = _text(change.chat.title) if kind.is_room and change.chat.title is not None else ""
        return Admitted(
            chat=self._place(change.chat),
            kind=kind,
            membership=_membership(kind, change.new_chat_member),
            by=self._person(change.from_user),
            title=wire.whole(title),
            language=_language(change.from_user),
        )

    # --- addresses ------------------------------------------------------------------------------------

    def _place(self, chat: Chat, message: Message | None = None) -> Address:
        topic = message is not None and message.is_topic_message is True
        thread = str(_number(message.message_thread_id)) if message is not None and topic else None
        return Address(self.platform, str(_number(chat.id)), thread)

    def _author(self, message: Message) -> Address | None:
        """``None`` where a chat speaks instead of a person."""
        hidden = message.sender_chat is not None or message.is_automatic_forward is not None
        return None if hidden else self._person(message.from_user)

    def _person(self, user: User | None) -> Address | None:
        """``None`` where the account stands for a chat, for Telegram itself or for a program."""
        if user is None or user.is_bot is not False or _number(user.id) in _NOBODY:
            return None
        return Address(self.platform, str(user.id))


def _file(file: SentDocument | PhotoSize, name: str, message: Message) -> FileRef:
    """Of a photograph Telegram lists its sizes in rising order."""
    size = _number(file.file_size) if file.file_size is not None else None
    caption = wire.whole(_text(message.caption)) if message.caption is not None else ""
    return FileRef(_text(file.file_id), name, size, caption)


def _is_anothers(chat: Chat, user: User | None) -> bool:
    """A private chat has its person's id. In a business account's chats somebody else may speak or press:
    what only they may see must not be shown there."""
    return chat.type == ChatType.PRIVATE and user is not None and user.id != chat.id


def _is_another_bots(message: Message) -> bool:
    """An anonymous administrator also writes as a bot, but in the name of a chat."""
    author = message.from_user
    return author is not None and author.is_bot is True and message.sender_chat is None


def _membership(kind: ChatKind, member: ChatMember) -> Membership:
    writes = {
        ChatMemberStatus.OWNER: True,
        ChatMemberStatus.ADMINISTRATOR: True,
        ChatMemberStatus.MEMBER: True,
        ChatMemberStatus.RESTRICTED: getattr(member, "can_send_messages", False) is True,
        ChatMemberStatus.LEFT: False,
        ChatMemberStatus.BANNED: False,
    }[ChatMemberStatus(member.status)]
    if kind is ChatKind.CHANNEL:
        writes = getattr(member, "can_post_messages", False) is True
    return Membership.MEMBER if writes else Membership.OUT


def _kind(chat: Chat) -> ChatKind:
    return _KINDS[ChatType(chat.type)]


def _language(user: User | None) -> str | None:
    code = user.language_code if user is not None else None
    return code if isinstance(code, str) and _LANGUAGE.match(code) else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: object) -> int:
    """An identifier: whole, and small enough to be stored."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 1 << 63:
        raise TypeError("no number")
    return value
