"""What is out is corrected, taken back or stopped: nobody keeps the wrong text unless that is listed."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from tests.support.judge import Message

from .court_plays import TICKS
from .plays import Play, approve, publish, submit, to_people
from .stage import IN_FLIGHT, OLGA, OMAR, Stage
from .witness import Arrival

WRONG, RIGHT = "Free Ainur Kurmanov!", "Free Ainur Kurmanov and Zhanna Baitelova!"
LONG_AGO = 3 * 24 * 3600
"""Seconds after which a message can no longer be deleted."""

HOUR = 3600


class Correction(Play):
    """The title was wrong. Everybody has it, every second person took a letter with it, and the second
    organizer approves the right one."""

    name = "correction"
    few, many = 2, 24
    broadcasts: ClassVar = {"alert": 1, "correction": 1, "notice": 1}

    async def prepare(self, stage: Stage) -> None:
        await publish(stage)
        await _take_letters(stage, _takers(stage))
        await _correct(stage)
        await stage.offered(OMAR, "approve-")
        await stage.calm()

    def begin(self, stage: Stage) -> None:
        stage.witness.tap(OMAR, "approve-")

    async def go_on(self, stage: Stage) -> None:
        await stage.until(lambda: stage.broadcasts("correction") and stage.broadcasts("notice"))

    def wrongs(self, stage: Stage) -> list[str]:
        """Whoever took no letter is sent nothing: a copy changes in its place."""
        takers = _takers(stage)
        sent = [arrival.chat for arrival in to_people(stage) if not arrival.edit]
        found = [f"{chat} took no letter and was written to" for chat in sent if chat not in takers]
        return [*found, *_kept_wrong(stage)]


class CorrectedMidway(Play):
    """The correction is approved while the alert is still going out: it stops, and the others get the right
    one."""

    name = "corrected midway"
    few, many = 12, 50
    settings: ClassVar = {"HOLD": f"{HOUR}", "CANARY": f"{HOUR}"}
    broadcasts: ClassVar = {"alert": 2, "correction": 1, "notice": 1}
    states: ClassVar = ("halted",)

    async def prepare(self, stage: Stage) -> None:
        """When the canary of the alert is over, the hold of its correction has half an hour to go."""
        await submit(stage)
        await approve(stage)
        await stage.idle()
        stage.pass_time(HOUR)
        await stage.until(lambda: stage.broadcasts("alert"))
        stage.pass_time(HOUR / 2)
        await _correct(stage)
        await approve(stage)
        await stage.idle()

    def begin(self, stage: Stage) -> None:
        stage.pass_time(HOUR / 2)

    async def go_on(self, stage: Stage) -> None:
        await stage.until(lambda: len(to_people(stage)) >= len(stage.people) // 3)
        stage.pass_time(HOUR / 2)
        await stage.until(lambda: stage.broadcasts("correction"))

    def is_owed(self, stage: Stage, text: str) -> bool:
        """Who has the right text is seen in the chats: nobody knows who had the wrong one before."""
        return text not in {
            arrival.keyboard if arrival.edit else arrival.text for arrival in to_people(stage)
        }

    def wrongs(self, stage: Stage) -> list[str]:
        """Whoever has the wrong text only, or none, is listed: a message was perhaps sent."""
        found = [f"{chat} has no alert" for chat in stage.people if not _has_or_may_have(stage, chat)]
        arrivals = stage.witness.arrivals
        first = next((n for n, arrival in enumerate(arrivals) if RIGHT in arrival.text), len(arrivals))
        began = [life for life, page in stage.pages.items() if page and page.broadcasts["correction"]]
        return [*found, *_kept_wrong(stage), *_late(stage, arrivals[first:], min(began))]


class TakenBack(Play):
    """Everybody has the appeal for three days and its correction since today; now it is taken back."""

    name = "take back"
    few, many = 2, 24
    broadcasts: ClassVar = {"alert": 1, "correction": 1, "notice": 1, "retraction": 2}
    states: ClassVar = ("retracted",)

    async def prepare(self, stage: Stage) -> None:
        await publish(stage)
        stage.pass_time(LONG_AGO)
        await _take_letters(stage, _takers(stage))
        await _correct(stage)
        await approve(stage)
        await stage.until(lambda: stage.broadcasts("notice"))
        await stage.calm()
        await _ask_back(stage)
        await stage.offered(OMAR, "doretract-")
        await stage.calm()

    def begin(self, stage: Stage) -> None:
        stage.witness.tap(OMAR, "doretract-")

    async def go_on(self, stage: Stage) -> None:
        await stage.until(lambda: stage.broadcasts("retraction"))

    def wrongs(self, stage: Stage) -> list[str]:
        return _still_there(stage)


class TakenBackAtOnce(TakenBack):
    """What has just gone out is taken back: it is deleted everywhere."""

    name = "take back at once"
    few, many = 2, 40
    broadcasts: ClassVar = {"alert": 1, "retraction": 1}

    async def prepare(self, stage: Stage) -> None:
        await publish(stage)
        await _ask_back(stage)
        await stage.offered(OMAR, "doretract-")
        await stage.calm()


class HaltedCanary(Play):
    """Organizers have a look first, one of them stops it, and nobody else is ever sent anything."""

    name = "halt in the canary"
    few, many = 2, 20
    settings: ClassVar = {"HOLD": f"{HOUR}", "CANARY": f"{HOUR}"}
    silent = True

    async def prepare(self, stage: Stage) -> None:
        await submit(stage)
        await approve(stage)
        await stage.idle()
        stage.pass_time(HOUR)
        await stage.offered(OLGA, _STOP)
        await stage.idle()

    def begin(self, stage: Stage) -> None:
        """The canary is over at the very moment at which she stops it."""
        stage.witness.tap(OLGA, _STOP)
        stage.pass_time(HOUR)

    async def go_on(self, stage: Stage) -> None:
        await stage.until(lambda: _has_stopped(stage))
        await asyncio.sleep(TICKS)

    def wrongs(self, stage: Stage) -> list[str]:
        return [f"{arrival.chat} was sent what was stopped" for arrival in to_people(stage)]


class HaltedMidway(Play):
    """An alert is stopped while it goes out."""

    name = "halt midway"
    few, many = 12, 60
    settings: ClassVar = {"HOLD": f"{HOUR}", "CANARY": "0"}
    silent = True
    states: ClassVar = ("halted",)

    async def prepare(self, stage: Stage) -> None:
        await submit(stage)
        await approve(stage)
        for organizer in (OLGA, OMAR):
            await stage.offered(organizer, "cancel-")

    def begin(self, stage: Stage) -> None:
        stage.pass_time(HOUR)

    async def go_on(self, stage: Stage) -> None:
        await stage.until(lambda: len(to_people(stage)) >= len(stage.people) // 3)
        await stage.offered(OLGA, _STOP)
        stage.witness.tap(OLGA, _STOP)
        await stage.until(lambda: _has_stopped(stage))

    def is_owed(self, stage: Stage, text: str) -> bool:
        return WRONG not in text

    def wrongs(self, stage: Stage) -> list[str]:
        arrivals = stage.witness.arrivals
        first = next((n for n, arrival in enumerate(arrivals) if _is_stopped(arrival)), len(arrivals))
        stopped = [life for life, page in stage.pages.items() if page and page.stopped]
        return _late(stage, arrivals[first:], min(stopped))


_STOP = "steer-1-halted"


def _has_stopped(stage: Stage) -> bool:
    entry = stage.books.look()
    return entry is not None and entry.stopped > 0


def _is_stopped(arrival: Arrival) -> bool:
    """Whether the organizer saw that it was stopped."""
    return arrival.chat == OLGA and arrival.edit and not arrival.keyboard


def _late(stage: Stage, after: Sequence[Arrival], life: int) -> list[str]:
    """The wrong text leaves in no life after the one in which it was stopped, and ``after`` that was seen no
    more often than was on its way."""
    wrong = [one for one in to_people(stage) if WRONG in one.text and not one.edit]
    found = [f"the wrong text left in life {one.life}, stopped in {life}" for one in wrong if one.life > life]
    late = sum(one in wrong for one in after)
    return found if late <= IN_FLIGHT else [*found, f"the wrong text left {late} times after it was stopped"]


def _cards(stage: Stage, chat: int) -> Iterator[Message]:
    """Copies of the appeal."""
    for message in stage.witness.messages(chat):
        if any(data.startswith("sign-") for data in message.buttons):
            yield message


def _has_or_may_have(stage: Stage, chat: int) -> bool:
    entry = stage.books.look()
    return any(_cards(stage, chat)) or (entry is not None and entry.doubtful[chat] > 0)


def _kept_wrong(stage: Stage) -> list[str]:
    entry = stage.books.look()
    wrong = {chat: sum(WRONG in card.text for card in _cards(stage, chat)) for chat in stage.people}
    return [
        f"{chat} keeps the wrong text"
        for chat, many in wrong.items()
        if many > (entry.doubtful[chat] if entry else 0)
    ]


def _still_there(stage: Stage) -> list[str]:
    return [f"{chat} still has it" for chat in stage.people if any(_cards(stage, chat))]


def _takers(stage: Stage) -> tuple[int, ...]:
    return stage.people[::2]


async def _take_letters(stage: Stage, people: Sequence[int]) -> None:
    steps = ("write-", "offices-", "office-", "prepare-", "take-", "sent-")
    for button, answer in pairwise(steps):
        for person in people:
            stage.witness.tap(person, button)
        await stage.calm()
        for person in people:
            await stage.offered(person, answer)


async def _correct(stage: Stage) -> None:
    """Olga gives the appeal another title and asks for approval."""
    stage.witness.say(OLGA, "/correct")
    await stage.offered(OLGA, "correct-")
    stage.witness.tap(OLGA, "correct-")
    await stage.offered(OLGA, "edit-2-title-en")
    stage.witness.tap(OLGA, "edit-2-title-en")
    await stage.idle()
    stage.witness.say(OLGA, RIGHT)
    await stage.idle()
    stage.witness.tap(OLGA, "submit-")
    await stage.idle()


async def _ask_back(stage: Stage) -> None:
    stage.witness.say(OLGA, "/retract")
    await stage.offered(OLGA, "retract-")
    stage.witness.tap(OLGA, "retract-")
    await stage.offered(OLGA, "askretract-")
    stage.witness.tap(OLGA, "askretract-")
