"""Somebody who talks with the bot, whatever the platform: types, chooses, sends files, and reads."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from .phrases import matching, means, tidy

Settle = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Seen:
    """A message as it stands before a reader."""

    id: str
    text: str
    labels: tuple[str, ...] = ()
    file_name: str = ""
    file: bytes = field(default=b"", repr=False)

    def fits(self, what: str, locale: str = "") -> bool:
        return bool(matching(what, locale).search(tidy(self.text)))

    def label(self, what: str, locale: str = "") -> str | None:
        """The first choice that a message id or a piece of text means."""
        return next((label for label in self.labels if means(label, what, locale)), None)


class Actor(ABC):
    """``settle`` waits until the bot has answered everything it was asked."""

    def __init__(self, name: str, settle: Settle) -> None:
        self.name = name
        self._settle = settle
        self._before: dict[str, Seen] = {}

    # --- what a platform provides -------------------------------------------------------------------------

    @property
    @abstractmethod
    def chat(self) -> str:
        """The private chat's id on the platform."""

    @abstractmethod
    def messages(self) -> list[Seen]:
        """The bot's messages in the private chat, oldest first."""

    @abstractmethod
    def _type(self, text: str) -> None: ...

    @abstractmethod
    def _choose(self, message: Seen, label: str) -> None: ...

    @abstractmethod
    def _send(self, name: str, content: bytes, caption: str) -> None: ...

    @abstractmethod
    def _follow(self, packed: str) -> None: ...

    @abstractmethod
    async def notices(self) -> list[str]:
        """Short lines shown over the chat, where the platform has such."""

    # --- what people do -----------------------------------------------------------------------------------

    async def says(self, text: str) -> None:
        await self._doing(lambda: self._type(text))

    async def start(self) -> None:
        await self.says("/start")

    async def follows(self, packed: str) -> None:
        """Opens the private chat with what a link carries."""
        await self._doing(lambda: self._follow(packed))

    async def subscribe(self) -> None:
        await self.start()
        await self.taps("welcome.agree")

    async def taps(self, what: str) -> None:
        """Chooses the newest choice that fits a message id or a piece of its label."""
        message, label = self._offered(what)
        await self._doing(lambda: self._choose(message, label))

    def taps_unheard(self, what: str) -> None:
        """Chooses while the bot is down."""
        self._choose(*self._offered(what))

    def says_unheard(self, text: str) -> None:
        """Types while the bot is down."""
        self._type(text)

    async def sends(self, name: str, content: bytes, caption: str = "") -> None:
        await self._doing(lambda: self._send(name, content, caption))

    async def _doing(self, act: Callable[[], None]) -> None:
        self.looks_away()
        act()
        await self._settle()

    def looks_away(self) -> None:
        """From here on only what is new or redrawn counts as seen."""
        self._before = {message.id: message for message in self.messages()}

    # --- what people see ----------------------------------------------------------------------------------

    def news(self) -> list[Seen]:
        """What is new or redrawn since the last thing this person did."""
        return [message for message in self.messages() if self._before.get(message.id) != message]

    def sees(self, *what: str, locale: str = "") -> None:
        for one in what:
            assert any(m.fits(one, locale) for m in self.news()), f"{self.name} does not see {one}: {self}"

    def sees_not(self, *what: str) -> None:
        for one in what:
            assert not any(m.fits(one) for m in self.news()), f"{self.name} sees {one}: {self}"

    def sees_nothing(self) -> None:
        assert self.news() == [], str(self)

    def sees_one(self, what: str) -> Seen:
        """The only news there is."""
        news = self.news()
        assert len(news) == 1, str(self)
        assert news[0].fits(what), str(self)
        return news[0]

    def is_offered(self, *what: str) -> None:
        for one in what:
            assert any(m.label(one) for m in self.news()), f"{self.name} is not offered {one}: {self}"

    def is_not_offered(self, *what: str) -> None:
        for one in what:
            assert not any(m.label(one) for m in self.news()), f"{self.name} is offered {one}: {self}"

    @property
    def buttons(self) -> list[str]:
        """The choices of all news, in order."""
        return [label for message in self.news() for label in message.labels]

    @property
    def files(self) -> dict[str, bytes]:
        """Files that came with the news."""
        return {message.file_name: message.file for message in self.news() if message.file_name}

    @property
    def text(self) -> str:
        """All news as one text, without direction isolates."""
        return tidy(" ".join(message.text for message in self.news()))

    def _offered(self, what: str) -> tuple[Seen, str]:
        for message in reversed(self.messages()):
            label = message.label(what)
            if label:
                return message, label
        raise AssertionError(f"{self.name} was never offered {what}: {self}")

    def __str__(self) -> str:
        shown = [f"{m.text}\n{list(m.labels)}{m.file_name}" for m in self.news()]
        return f"{self.name} sees:\n" + "\n---\n".join(shown)
