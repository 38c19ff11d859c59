"""Telegram's limits, held to the letter: any sliding window, closed on neither side."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

SECOND = 1.0
MINUTE = 60.0


@dataclass
class Limits:
    """``rate``: messages in any second; ``chat``: in any second to a private chat; ``group``: a minute."""

    rate: int = 30
    chat: int = 1
    group: int = 20
    arrivals: list[float] = field(default_factory=list[float])
    """When each message that counted arrived, in seconds."""

    def __post_init__(self) -> None:
        self._all = deque[float]()
        self._chats = defaultdict[int, deque[float]](deque)

    def wait(self, chat: int, at: float) -> float:
        """Seconds until a message to a chat would be in order: 0 for now."""
        whole = _until(self._all, SECOND, self.rate, at)
        if chat < 0:
            return max(whole, _until(self._chats[chat], MINUTE, self.group, at))
        return max(whole, _until(self._chats[chat], SECOND, self.chat, at))

    def which(self, chat: int, at: float) -> str:
        """The limit that a message would break."""
        if _until(self._all, SECOND, self.rate, at) > 0:
            return "all chats"
        return "a group" if chat < 0 else "a private chat"

    def count(self, chat: int, at: float, *, for_chat: bool = True) -> None:
        """``for_chat`` false: it cost the server a request, but never reached the chat."""
        self._all.append(at)
        self.arrivals.append(at)
        if for_chat:
            self._chats[chat].append(at)

    def busiest_second(self) -> int:
        """The most messages in any sliding second."""
        most, first = 0, 0
        for last, at in enumerate(self.arrivals):
            while self.arrivals[first] <= at - SECOND:
                first += 1
            most = max(most, last - first + 1)
        return most


def _until(window: "deque[float]", length: float, most: int, at: float) -> float:
    while window and window[0] <= at - length:
        window.popleft()
    return window[len(window) - most] + length - at if len(window) >= most else 0.0
