"""Updates: kept until a higher offset confirms them, handed over at once to whoever polls."""

import asyncio
import json
import random
import time
from dataclasses import dataclass
from typing import Any

from benchmarks.message import PLAIN

from .wire import Line, answer

MOST_AT_ONCE = 100
_DATE = 1_700_000_000


@dataclass(slots=True)
class Touch:
    """Something a person did, and when the bot did what about it; ``None`` for not yet."""

    chat: int
    pushed: float
    answered: float | None = None
    replied: float | None = None


class Updates:
    """A poll that finds something is answered without the server's latency: what is measured from here is
    the bot's own time."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._next = 1
        self._kept: dict[int, bytes] = {}
        self._polls: list[tuple[Line, asyncio.TimerHandle]] = []
        self._by_chat: dict[int, Touch] = {}
        self._by_query: dict[bytes, Touch] = {}
        self.touches: list[Touch] = []

    # --- towards the bot ----------------------------------------------------------------------------------

    def poll(self, line: Line, offset: int, seconds: float) -> None:
        for id in [id for id in self._kept if id < offset]:
            del self._kept[id]
        if self._kept or seconds <= 0:
            line.write(self._found())
            return
        self._polls.append((line, self._loop.call_later(seconds, self._give_up, line)))

    def _give_up(self, line: Line) -> None:
        self._polls = [poll for poll in self._polls if poll[0] is not line]
        line.write(self._found())

    def _found(self) -> bytes:
        some = list(self._kept.values())[:MOST_AT_ONCE]
        return answer(b'{"ok":true,"result":[%b]}' % b",".join(some))

    def _push(self, kind: str, what: dict[str, Any]) -> None:
        id = self._next
        self._next += 1
        self._kept[id] = json.dumps({"update_id": id, kind: what}).encode()
        polls = [(line, timer) for line, timer in self._polls if line.is_open]
        self._polls = []
        for line, timer in polls:
            timer.cancel()
            line.write(self._found())

    def answered(self, query: bytes) -> None:
        touch = self._by_query.get(query)
        if touch is not None and touch.answered is None:
            touch.answered = time.monotonic()

    def replied(self, chat: int, now: float) -> None:
        touch = self._by_chat.get(chat)
        if touch is not None and touch.replied is None:
            touch.replied = now

    # --- what people do -----------------------------------------------------------------------------------

    def say(self, chat: int, text: str) -> None:
        length = len(text.partition(" ")[0])
        self._note(chat)
        message: dict[str, Any] = {"message_id": 1, "date": _DATE, "chat": _chat(chat), "text": text}
        message["from"] = _person(chat)
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        self._push("message", message)

    def tap(self, chat: int, data: str) -> None:
        touch = self._note(chat)
        query = str(chat)
        self._by_query[query.encode()] = touch
        message = {"message_id": 1, "date": _DATE, "chat": _chat(chat), "text": PLAIN}
        about = {"message": message, "chat_instance": "1", "data": data}
        self._push("callback_query", {"id": query, "from": _person(chat), **about})

    def tap_on(self, chats: range, data: str, per_second: float, seed: int) -> None:
        """One tap by each of these persons, at random instants as people would."""
        chance = random.Random(seed)  # noqa: S311 - the same instants in every run, no secret
        waiting = iter(chats)

        def next_one() -> None:
            if (chat := next(waiting, None)) is not None:
                self.tap(chat, data)
                self._loop.call_later(chance.expovariate(per_second), next_one)

        next_one()

    def _note(self, chat: int) -> Touch:
        touch = Touch(chat, time.monotonic())
        self._by_chat[chat] = touch
        self.touches.append(touch)
        return touch

    def close(self) -> None:
        for _, timer in self._polls:
            timer.cancel()
        self._polls = []


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Reader", "language_code": "en"}


def _chat(chat: int) -> dict[str, Any]:
    return {"id": chat, "type": "private", "first_name": "Reader"}
