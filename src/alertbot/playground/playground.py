"""The playground as one object: start it, act as its people, look at what the bot did."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from .api import Api
from .botapi import MAX_BODY, BotApi, Faults, Journal, Request
from .changes import Changes
from .chatpage import ChatPage, NextDue
from .clock import Clock, VirtualClock
from .failures import PlaygroundError, PortBusy
from .limits import Limits, Throttle
from .message import Message
from .seats import BotSeat, Chat, Person
from .updates import Updates
from .users import Users
from .world import Event, World

TOKEN = "1000000001:playground"  # noqa: S105 - opens nothing but a server on this machine
BOT_NAME = "Alertbot"
POPULATED_FROM = 5_000_000_000
Result = TypeVar("Result")


class Playground(Users):
    """A messenger with people in it, and the Bot API server their bot talks to.

    `faults` and `next_due` may be set at any time, also while it runs.
    """

    url: str = ""

    def __init__(
        self,
        people: Iterable[Person] = (),
        chats: Iterable[Chat] = (),
        *,
        bot_username: str = "alert_bot",
        bot_name: str = BOT_NAME,
        token: str = TOKEN,
        limits: Limits | None = None,
        clock: Clock | None = None,
        next_due: NextDue | None = None,
        hints: Iterable[str] = (),
        faults: Faults | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token = token
        self.clock = clock or VirtualClock()
        self._changes = Changes()
        seat = BotSeat(int(token.partition(":")[0]), bot_name, bot_username)
        self.world = World(self.clock, seat, updates=Updates(self._changes.happened))
        super().__init__(self.world)
        self.world.seat(people, chats)
        self.faults, self.next_due = faults, next_due
        self.journal = Journal()
        self.world.listeners.append(self._noticed)
        api = Api(self.world, Throttle(limits or Limits(), monotonic))
        self._botapi = BotApi(api, token, self.journal, lambda: self.faults, self._changes.happened)
        self._page = ChatPage(self.world, self, list(self.world.people), lambda: self.next_due, tuple(hints))
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listens, on a free port when none is given, and returns the address."""
        app = web.Application(client_max_size=MAX_BODY)
        app.add_routes([*self._botapi.routes(), *self._page.routes()])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.stop()
            if error.errno == errno.EADDRINUSE:
                raise PortBusy(host, port) from error
            raise
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        self.world.updates.close()
        self._page.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def base_url(self) -> str:
        """What python-telegram-bot takes as `base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request of the bot's so far, getUpdates included."""
        return tuple(self.journal.requests)

    @property
    def violations(self) -> tuple[Request, ...]:
        """Requests the bot should not have made: refused as wrong, unknown or too fast."""
        return tuple(self.journal.violations)

    def calls(self, method: str) -> list[Request]:
        return [request for request in self.journal.requests if request.method.lower() == method.lower()]

    def history(self, chat: int, viewer: int | None = None) -> list[Message]:
        """What stands in a chat now; with a viewer, only if that person can see it."""
        if viewer is not None:
            self._require_sight(viewer, chat)
        return self.world.history(chat)

    def last(self, chat: int) -> Message:
        """The newest message of a chat."""
        history = self.world.history(chat)
        if not history:
            raise PlaygroundError(f"Nothing has been said in {chat} yet.")
        return history[-1]

    def file(self, message: Message) -> bytes:
        """The content of the file attached to a message."""
        return self.world.files.get(message.file_id).data

    def find_button(self, chat: int, label: str) -> Message:
        """The newest message of a chat that carries this button."""
        for message in reversed(self.world.history(chat)):
            if label in message.labels:
                return message
        raise PlaygroundError(f"No message in {chat} has a button {label!r}.")

    def tap(self, person: int, label: str, chat: int | None = None) -> str:
        """Presses the newest button with this label in the person's private chat, or in the chat given."""
        return self.press(person, self.find_button(chat if chat is not None else person, label), label)

    def malformed(self, raw: dict[str, Any]) -> None:
        """Puts a raw update into the queue, whatever it looks like."""
        self.world.updates.inject(raw)

    def populate(self, number: int, *, first: int = POPULATED_FROM, language: str = "en") -> list[int]:
        """Makes that many people who have started the bot, without telling the bot."""
        ids = list(range(first, first + number))
        for person in ids:
            self.world.people[person] = Person(person, f"Person {person - first + 1}", language)
        self.world.started.update(ids)
        return ids

    async def wait_until(
        self,
        predicate: Callable[[], Result | None],
        timeout: float = 5.0,  # noqa: ASYNC109 - the word tests expect
    ) -> Result:
        """The first true value of the predicate, asked after every event and every request."""
        return await self._changes.until(predicate, timeout)

    async def wait_for_text(
        self,
        chat: int,
        text: str = "",
        *,
        after: int = 0,
        timeout: float = 5.0,  # noqa: ASYNC109 - the word tests expect
    ) -> Message:
        """The newest message of the bot's in a chat that holds this text and has an id above `after`."""

        def found() -> Message | None:
            newest_first = reversed(self.world.history(chat))
            fitting = (m for m in newest_first if self._by_bot(m) and text in m.text and m.id > after)
            return next(fitting, None)

        return await self.wait_until(found, timeout)

    def hint(self, lines: Iterable[str]) -> None:
        """Put other hints on the page, in the place of those that stand there."""
        self._page.hints = tuple(lines)
        self.world.announce("hints", 0, {"hints": list(self._page.hints)})

    def move_clock(self, to: datetime) -> None:
        self.clock.jump(to)
        self.world.announce("clock", 0, {})

    def _by_bot(self, message: Message) -> bool:
        return message.sender == self.world.bot.id or "sender_chat" in message.wire

    def _noticed(self, event: Event) -> None:
        del event
        self._changes.happened()
