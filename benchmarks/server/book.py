"""What arrived: every accepted message's chat and time, and how often the limit refused one."""

from array import array
from collections import Counter


class Book:
    def __init__(self) -> None:
        self.chats = array("q")
        self.times = array("d")
        self.refused = 0
        self.calls: Counter[str] = Counter()

    def accept(self, chat: int, now: float) -> int:
        """The number of the message."""
        self.chats.append(chat)
        self.times.append(now)
        return len(self.times)

    def written(self) -> bytes:
        """All chats as 64-bit integers, then all times as 64-bit floats, in this machine's byte order."""
        return self.chats.tobytes() + self.times.tobytes()


def read(raw: bytes) -> tuple[list[int], list[float]]:
    """Chats and times from :meth:`Book.written`."""
    half = len(raw) // 2
    chats, times = array("q"), array("d")
    chats.frombytes(raw[:half])
    times.frombytes(raw[half:])
    return chats.tolist(), times.tolist()
