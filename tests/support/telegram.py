"""The stage's Telegram: the playground, over a real connection on this machine."""

from datetime import datetime
from pathlib import Path

from alertbot.platforms.telegram.talk import TelegramPlatform
from alertbot.playground import Limits, Message, Playground

from .actor import Actor, Seen, Settle
from .cast import NAMES, OLGA, OMAR, PEOPLE, ROOMS, START
from .stage import HOLD, Stage


class TelegramActor(Actor):
    def __init__(self, name: str, settle: Settle, playground: Playground) -> None:
        super().__init__(name, settle)
        self.id = NAMES[name]
        self._playground = playground

    @property
    def chat(self) -> str:
        return str(self.id)

    def messages(self) -> list[Seen]:
        return seen(self._playground, self.id)

    def _type(self, text: str) -> None:
        self._playground.say(self.id, self.id, text)

    def _choose(self, message: Seen, label: str) -> None:
        self._playground.press(self.id, message_of(self._playground, self.id, message), label)

    def _send(self, name: str, content: bytes, caption: str) -> None:
        self._playground.send_file(self.id, self.id, name, content, caption)

    def _follow(self, packed: str) -> None:
        self._playground.press_start(self.id, packed)

    async def notices(self) -> list[str]:
        """A tap is answered after its transaction: waits until every one is."""
        world = self._playground.world
        await self._playground.wait_until(
            lambda: len(self._playground.calls("answerCallbackQuery")) >= len(world.queries)
        )
        calls = self._playground.calls("answerCallbackQuery")
        return [text for call in calls if (text := str(call.params.get("text", "")))]


def message_of(playground: Playground, chat: int, seen: Seen) -> Message:
    return next(message for message in playground.history(chat) if str(message.id) == seen.id)


def seen(playground: Playground, chat: int) -> list[Seen]:
    """The bot's messages in a chat."""
    bot = playground.world.bot.id
    return [
        Seen(
            str(message.id),
            message.text,
            tuple(message.labels),
            message.file_name or ("picture" if message.file_id else ""),
            playground.file(message) if message.file_id else b"",
        )
        for message in playground.history(chat)
        if message.sender == bot or "sender_chat" in message.wire
    ]


class TelegramStage(Stage):
    def __init__(
        self, folder: Path, *, at: datetime = START, hold: float = HOLD, limits: Limits | None = None
    ) -> None:
        super().__init__(folder, at=at, hold=hold)
        self.playground = Playground(PEOPLE, ROOMS, clock=self.clock, limits=limits or Limits(enabled=False))
        self._platform: TelegramPlatform | None = None

    @property
    def platform(self) -> TelegramPlatform:
        assert self._platform is not None
        return self._platform

    def actor(self, name: str) -> TelegramActor:
        return TelegramActor(name, self.calm, self.playground)

    def unheard(self) -> bool:
        return bool(self.playground.world.updates.pending)

    async def raise_curtain(self) -> None:
        await self.playground.start()
        self.playground.world.started.update((OLGA, OMAR))  # or else the bot may not write to them

    async def drop_curtain(self) -> None:
        await self.playground.stop()

    async def begin(self) -> None:
        self._platform = TelegramPlatform(self.playground.token, self.playground.url)
        await super().begin()

    def room(self, chat: int) -> list[Seen]:
        """The bot's messages in a room."""
        return seen(self.playground, chat)
