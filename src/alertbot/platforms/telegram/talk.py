"""Telegram behind :class:`alertbot.ports.Platform`."""

import asyncio
import logging
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, TypeVar, cast

from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.constants import CallbackQueryLimit, ChatMemberStatus, FileSizeLimit
from telegram.error import TelegramError

from alertbot.dialogue.engine import Document
from alertbot.domain.subscriber import Address
from alertbot.errors import InDoubt, NothingToAmend, RecipientGone, Rejected
from alertbot.platforms.telegram import view, wire
from alertbot.platforms.telegram.bot import PUBLIC_API, DiscreetBot, means_refused, token_refused
from alertbot.platforms.telegram.events import FOLLOWED, Reader
from alertbot.platforms.telegram.failures import failure, means_deleted, means_unchanged
from alertbot.platforms.telegram.request import upload
from alertbot.platforms.telegram.view import Payload
from alertbot.ports import Capabilities, FileRef, Incoming, RawEvent
from alertbot.wording.pages import seam, units
from alertbot.wording.tree import Utterance

log = logging.getLogger(__name__)
T = TypeVar("T")

POLL_SECONDS = 25
"""How long one request waits for an event (Bot API, getUpdates)."""
SPARE_SECONDS = 10.0
DELETABLE_SECONDS = 48 * 3600 - 60.0
"""A bot may delete its messages for 48 hours (Bot API, deleteMessage); a minute is for the way."""
_UNUSABLE_PAUSE = 1.0
_MISSHAPEN = (LookupError, TypeError, ValueError, AttributeError)
"""What the library raises for an answer that is JSON and yet not Telegram's."""


_CAN = Capabilities(
    buttons=True,
    edit=True,
    longest=view.TEXT_UNITS,
    largest_file=int(FileSizeLimit.FILESIZE_DOWNLOAD),
    delete_within=DELETABLE_SECONDS,
    holds_back=True,
)

PICTURES = frozenset({"image/png", "image/jpeg"})
"""Shown in the chat itself, not as a file to open."""


class TelegramPlatform:
    """One bot. ``connections`` is how many requests may be on their way at once; ``paid`` tells Telegram
    that messages beyond its free rate may be charged to the bot's balance of Stars (up to 1,000 a second)."""

    def __init__(
        self,
        token: str,
        api: str = PUBLIC_API,
        *,
        name: str = "telegram",
        connections: int = 128,
        poll_seconds: int = POLL_SECONDS,
        paid: bool = False,
    ) -> None:
        self._bot = DiscreetBot(token, api, connections)
        self._name = name
        self._poll_seconds = poll_seconds
        self._reader = Reader(name, 0, "")
        self._terms: dict[str, Any] = {"allow_paid_broadcast": True} if paid else {}

    def __repr__(self) -> str:
        return f"TelegramPlatform({self._name})"

    @property
    def name(self) -> str:
        return self._name

    @property
    def can(self) -> Capabilities:
        return _CAN

    @property
    def home(self) -> str:
        return view.deep_link(self._reader.username, "")

    async def open(self) -> None:
        """Also removes a webhook, which would keep every event from us. A :class:`SendFailure` when Telegram
        cannot be reached: the same call may be made again."""
        await _admitted(self._bot.initialize())
        self._reader = Reader(self._name, self._bot.id, self._bot.username)
        webhook = await _admitted(self._bot.get_webhook_info())
        if webhook.url:
            log.warning("a webhook was set and is removed; if it was none of yours, change the bot's token")
            await _admitted(self._bot.delete_webhook())

    async def close(self) -> None:
        await self._bot.shutdown()

    # --- events -------------------------------------------------------------------------------------------

    async def poll(self, after: int | None, *, wait: bool = True) -> Sequence[RawEvent]:
        """:class:`Rejected` ``conflict`` while another program polls with our token, and ``token`` while
        Telegram does not take ours: it may take it again, so this is no reason to end."""
        seconds = self._poll_seconds if wait else 0
        asked: dict[str, Any] = {"timeout": seconds, "allowed_updates": list(FOLLOWED)}
        if after is not None:
            asked["offset"] = after + 1
        updates = await _heard(self._bot.call("getUpdates", asked, seconds=seconds + SPARE_SECONDS))
        if not isinstance(updates, list):
            raise InDoubt("no list of updates")
        listed = cast("list[Any]", updates)
        events = [RawEvent(id, wire.write(update)) for update in listed if (id := _id(update)) is not None]
        if len(events) < len(listed):
            log.warning("left out updates without an id: %d", len(listed) - len(events))
        if listed and not events:
            # They cannot be confirmed and come again at once.
            await asyncio.sleep(_UNUSABLE_PAUSE)
        return events

    def parse(self, raw: bytes) -> Incoming | None:
        return self._reader.read(raw)

    async def fetch(self, file: FileRef) -> Document:
        if file.size is not None and file.size > self.can.largest_file:
            return Document(file.name, None)
        try:
            return Document(file.name, await _asked(self._download(file)))
        except (Rejected, RecipientGone, NothingToAmend):  # too large after all, or no longer there
            return Document(file.name, None)

    async def _download(self, file: FileRef) -> bytes:
        found = await self._bot.get_file(file.id)
        return bytes(await found.download_as_bytearray())

    # --- messages -----------------------------------------------------------------------------------------

    def encode(self, utterance: Utterance) -> Payload:
        return view.encode(utterance, self._reader.username)

    async def show(self, to: Address, payload: Payload) -> str:
        place = {**_place(to), **self._terms}
        if payload.handout is None:
            return await self._write({**place, wire.WRITTEN: payload.written})
        handout = payload.handout
        kind = "photo" if handout.media_type in PICTURES else "document"
        file = upload(handout.name, handout.media_type, handout.content)
        asked = self._bot.call(f"send{kind.capitalize()}", {**payload.parameters, **place, kind: file})
        return _reference(await _asked(asked))

    async def _write(self, message: dict[str, Any]) -> str:
        """In the general topic when the one it was meant for was closed or deleted: nothing got there."""
        try:
            return _reference(await _asked(self._bot.call("sendMessage", message)))
        except Rejected as refused:
            if refused.code != "thread-gone" or message.pop("message_thread_id", None) is None:
                raise
        return _reference(await _asked(self._bot.call("sendMessage", message)))

    async def amend(self, to: Address, message: str, payload: Payload) -> None:
        """A message cannot become a document: :class:`NothingToAmend` for a payload with one."""
        if payload.handout is not None or not message.isdigit():
            raise NothingToAmend("not editable")
        which = {"chat_id": int(to.chat), "message_id": int(message), wire.WRITTEN: payload.written}
        try:
            await self._bot.call("editMessageText", which)
        except TelegramError as error:
            failed = None if means_unchanged(error) else failure(error)
        else:
            failed = None
        if failed is not None:
            raise failed

    async def delete(self, to: Address, message: str) -> None:
        if not message.isdigit():
            raise NothingToAmend("not deletable")
        try:
            await self._bot.call("deleteMessage", {"chat_id": int(to.chat), "message_id": int(message)})
        except TelegramError as error:
            failed = None if means_deleted(error) else failure(error)
        else:
            failed = None
        if failed is not None:
            raise failed

    async def acknowledge(self, tap: str, notice: str | None) -> None:
        text = wire.clean(notice) if notice else None
        if text and units(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
            text = text[: seam(text, CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH - 1)].rstrip() + "…"
        try:
            await self._bot.answer_callback_query(tap, text)
        except (TelegramError, *_MISSHAPEN):
            log.debug("a tap was not acknowledged")

    # --- rooms and menus ----------------------------------------------------------------------------------

    async def is_administrator(self, room: Address, person: Address) -> bool:
        try:
            member = await self._bot.get_chat_member(int(room.chat), int(person.chat))
        except (TelegramError, *_MISSHAPEN):
            return False
        return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)

    async def introduce(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """English, or else the first language, is also what everybody else sees."""
        usual = "en" if "en" in commands else next(iter(commands), None)
        for locale, listed in commands.items():
            language = None if locale == usual else locale[:2]
            try:
                await self._bot.set_my_commands(
                    [BotCommand(word, text) for word, text in listed],
                    scope=BotCommandScopeAllPrivateChats(),
                    language_code=language,
                )
            except (TelegramError, *_MISSHAPEN):
                log.warning("the command menu was not accepted for %s", locale)


async def _asked(answer: Awaitable[T]) -> T:
    """The answer, or the failure it means; what the library raised is not kept: it may quote a message."""
    try:
        return await answer
    except TelegramError as error:
        failed = failure(error)
    except _MISSHAPEN:
        failed = InDoubt("misshapen answer")
    raise failed


async def _admitted(answer: Awaitable[T]) -> T:
    """As :func:`_asked`, where a refused token is for the operator to mend: :class:`ConfigurationError`."""
    try:
        return await answer
    except TelegramError as error:
        failed = token_refused() if means_refused(error) else failure(error)
    except _MISSHAPEN:
        failed = InDoubt("misshapen answer")
    raise failed


async def _heard(answer: Awaitable[T]) -> T:
    """As :func:`_asked`, where a refused token is told apart."""
    try:
        return await answer
    except TelegramError as error:
        failed = Rejected("token") if means_refused(error) else failure(error)
    except _MISSHAPEN:
        failed = InDoubt("misshapen answer")
    raise failed


def _place(to: Address) -> dict[str, Any]:
    thread = {"message_thread_id": int(to.thread)} if to.thread else {}
    return {"chat_id": int(to.chat), **thread}


def _reference(result: Any) -> str:
    """The message's id. Sent it was; an answer without one leaves us in doubt what it became."""
    number = cast("dict[str, Any]", result).get("message_id") if isinstance(result, dict) else None
    if not isinstance(number, int):
        raise InDoubt("no message id")
    return str(number)


def _id(update: Any) -> int | None:
    id = cast("dict[str, Any]", update).get("update_id") if isinstance(update, dict) else None
    return id if isinstance(id, int) and not isinstance(id, bool) and 0 <= id < 1 << 63 else None
