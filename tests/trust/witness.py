"""The server before which all lives of a play are lived: it knows in which of them each message left."""

import asyncio
import random
from collections.abc import Mapping
from contextvars import ContextVar
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.support.judge import Judge, Message
from tests.support.judge_limits import Limits

LATENCY = 0.12
"""Seconds until an answer leaves, at most: what arrived is counted at once, so a life that is killed in
between does not know that it sent."""

UNHURRIED = Limits(rate=100_000, chat=100_000, group=100_000)
"""Pacing is proven elsewhere; forked lives start faster than any restart that would have to be paced."""

DELETED = "deleted: "
_SLOW = ("sendmessage", "senddocument", "editmessagetext", "deletemessage")
_life: ContextVar[int] = ContextVar("life")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message, an edit or a deletion that took effect. ``life``: which one sent it, even when it arrived
    later; ``text`` of what was deleted begins with ``DELETED``."""

    life: int
    chat: int
    text: str
    keyboard: str
    edit: bool


@dataclass(frozen=True, slots=True)
class Memory:
    """What chats show, to go on from later, before another witness."""

    chats: Mapping[int, Mapping[int, Message]]
    next_message: int
    next_update: int


class Witness(Judge):
    """Each life talks to an address of its own; see :meth:`address`."""

    def __init__(self, seed: str, memory: Memory | None = None) -> None:
        super().__init__(Limits(UNHURRIED.rate, UNHURRIED.chat, UNHURRIED.group))
        self.arrivals: list[Arrival] = []
        self.listeners: set[int] = set()
        """Lives that have begun to listen."""
        self._chance = random.Random(seed)  # noqa: S311 - waiting times, not secrets
        if memory is not None:
            for chat, messages in deepcopy(memory.chats).items():
                self._chats[chat].update(messages)
            self._next_message, self._next_update = memory.next_message, memory.next_update

    def address(self, life: int) -> str:
        return f"{self.url}/{life}"

    def memory(self) -> Memory:
        return Memory(deepcopy(self._chats), self._next_message, self._next_update)

    @property
    def heard_all(self) -> bool:
        """Whether everything that people did has been fetched and confirmed."""
        return not self._updates

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        _life.set(int(request.match_info["life"]))
        method = request.match_info["method"].lower()
        if method == "getupdates":
            self.listeners.add(_life.get())
        try:
            answer = await super()._serve(request)
        except ConnectionResetError:
            # Killed in the middle of a request: what is not whole has no effect.
            return web.Response()
        if method in _SLOW:
            await asyncio.sleep(self._chance.uniform(0, LATENCY))
        return answer

    def _send(self, chat: int, parameters: Mapping[str, Any], part: str, most: int) -> Mapping[str, Any]:
        wire = super()._send(chat, parameters, part, most)
        self._note(int(wire["message_id"]), chat, edit=False)
        return wire

    def _edit(self, chat: int, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        wire = super()._edit(chat, parameters)
        self._note(int(wire["message_id"]), chat, edit=True)
        return wire

    def _delete(self, chat: int, id: int) -> bool:
        text = self._chats[chat][id].text if id in self._chats[chat] else ""
        done = super()._delete(chat, id)
        self.arrivals.append(Arrival(_life.get(), chat, f"{DELETED}{text}", "", edit=False))
        return done

    def _note(self, id: int, chat: int, *, edit: bool) -> None:
        message = self._chats[chat][id]
        self.arrivals.append(Arrival(_life.get(), chat, message.text, message.keyboard, edit))
