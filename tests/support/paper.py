"""The stage's platform without buttons: choices are numbered, and answered by number or by word."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from alertbot.platforms.transcript import Shown, TranscriptPlatform
from alertbot.ports import RawEvent

from .actor import Actor, Seen, Settle
from .cast import LANGUAGES, START
from .stage import HOLD, Stage

_NUMBERED = re.compile(r"(\d+)\. (.+)")


class Paper(TranscriptPlatform):
    """Counts what happened, so that the stage knows when the bot has heard it all."""

    happened = 0
    confirmed = 0

    async def poll(self, after: int | None, *, wait: bool = True) -> Sequence[RawEvent]:
        self.confirmed = after or 0
        return await super().poll(after, wait=wait)

    def _happened(self, **event: str | int | bool | list[list[str]]) -> None:
        self.happened += 1
        super()._happened(**event)


class PaperActor(Actor):
    """Answers by number and by word in turn; by number where a word would be ambiguous."""

    def __init__(self, name: str, settle: Settle, paper: TranscriptPlatform) -> None:
        super().__init__(name, settle)
        self._paper = paper
        self._by_word = False

    @property
    def chat(self) -> str:
        return self.name

    def messages(self) -> list[Seen]:
        return [_seen(shown) for shown in self._paper.chats.get(self.name, [])]

    def _type(self, text: str) -> None:
        self._paper.say(self.name, text, language=LANGUAGES[self.name])

    def _choose(self, message: Seen, label: str) -> None:
        newest = self.messages()[-1]
        assert message.id == newest.id, f"{self.name} can only answer the newest message: {newest.text}"
        self._by_word = not self._by_word
        by_word = self._by_word and message.labels.count(label) == 1
        self._type(label if by_word else str(message.labels.index(label) + 1))

    def _send(self, name: str, content: bytes, caption: str) -> None:
        self._paper.send_file(self.name, name, content, caption=caption, language=LANGUAGES[self.name])

    def _follow(self, packed: str) -> None:
        self._paper.follow(self.name, packed, language=LANGUAGES[self.name])

    async def notices(self) -> list[str]:
        return []


def numbered(text: str) -> tuple[str, tuple[str, ...]]:
    """A message's words, and the numbered choices below them."""
    head, _, tail = text.rpartition("\n\n")
    lines = tail.split("\n")
    found = [match for line in lines if (match := _NUMBERED.fullmatch(line))]
    if found and [match[1] for match in found] == [str(n) for n in range(1, len(found) + 1)]:
        return head, tuple(match[2] for match in found)
    return text, ()


def _seen(shown: Shown) -> Seen:
    text, labels = numbered(shown.text)
    file = shown.handout
    return Seen(shown.message, text, labels, file.name if file else "", file.content if file else b"")


class PaperStage(Stage):
    def __init__(self, folder: Path, *, at: datetime = START, hold: float = HOLD) -> None:
        super().__init__(folder, at=at, hold=hold)
        self.paper = Paper()

    @property
    def platform(self) -> Paper:
        return self.paper

    def actor(self, name: str) -> PaperActor:
        return PaperActor(name, self.calm, self.paper)

    def unheard(self) -> bool:
        return self.paper.happened > self.paper.confirmed

    async def raise_curtain(self) -> None:
        """Nothing to start."""

    async def drop_curtain(self) -> None:
        """Nothing to stop."""
