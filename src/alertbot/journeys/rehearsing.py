"""Rehearsing: what somebody in an exercise says is handed to it, in the transaction that heard it."""

from typing import Protocol

from alertbot.dialogue.drill import (
    Aid,
    BeginExercise,
    EndExercise,
    JoinExercise,
    PassOn,
    Practices,
    PracticesNow,
    PressIn,
)
from alertbot.dialogue.engine import Event
from alertbot.domain.subscriber import Address
from alertbot.journeys.desk import Journey, Who
from alertbot.ports import Tx


class Stages(Protocol):
    """The exercises that run. Nothing here waits: they go on beside the transaction, not within it."""

    def seen(self, chat: Address, organizer: str | None) -> Practices: ...

    def begin(self, id: int, who: Who) -> None: ...

    def join(self, id: int, who: Who) -> None:
        """Nothing happens when somebody was faster, or it is over."""
        ...

    def end(self, id: int, who: Who) -> None:
        """Only for somebody who is in it."""
        ...

    def hear(self, who: Who, event: Event) -> None: ...

    def press(self, who: Who, number: int) -> None: ...

    def help(self, who: Who, what: str) -> None: ...


class Rehearsing:
    def __init__(self, stages: Stages) -> None:
        self._stages = stages

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={PracticesNow: self._now},
            does={
                BeginExercise: self._begin,
                JoinExercise: self._join,
                EndExercise: self._end,
                PassOn: self._pass_on,
                PressIn: self._press,
                Aid: self._help,
            },
        )

    async def _now(self, tx: Tx, want: PracticesNow, who: Who) -> Practices:
        return self._stages.seen(who.chat, who.organizer)

    async def _begin(self, tx: Tx, order: BeginExercise, who: Who) -> None:
        self._stages.begin(order.exercise, who)

    async def _join(self, tx: Tx, order: JoinExercise, who: Who) -> None:
        self._stages.join(order.exercise, who)

    async def _end(self, tx: Tx, order: EndExercise, who: Who) -> None:
        self._stages.end(order.exercise, who)

    async def _pass_on(self, tx: Tx, order: PassOn, who: Who) -> None:
        self._stages.hear(who, order.event)

    async def _press(self, tx: Tx, order: PressIn, who: Who) -> None:
        self._stages.press(who, order.number)

    async def _help(self, tx: Tx, order: Aid, who: Who) -> None:
        self._stages.help(who, order.what)
