"""What a drill shows of itself: its checklist, what comes next, and the buttons that only it has."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from alertbot.dialogue.engine import State
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.drill import DrillStep

NAME = "drill"


@dataclass(frozen=True, slots=True)
class DrillTap(Tap):
    """A button of the exercise's own bot, by its number there. It carries no other tap, so that nothing in
    it can mean anything to the real bot, and it dies with the exercise."""

    word: ClassVar[str] = "drilltap"
    exercise: int
    number: int


@dataclass(frozen=True, slots=True)
class HelpDrill(Tap):
    """``what``: ``board``, ``text`` (the ready text is pasted), ``hour`` or ``day`` (so much time passes)."""

    word: ClassVar[str] = "drillhelp"
    exercise: int
    what: str


@dataclass(frozen=True, slots=True)
class EndDrill(Tap):
    word: ClassVar[str] = "drillend"
    exercise: int


@dataclass(frozen=True, slots=True)
class Practice:
    """One exercise, as somebody in it sees it. ``alone``: the second organizer is made up."""

    id: int
    done: frozenset[DrillStep] = frozenset()
    alone: bool = True

    @property
    def unwatched(self) -> bool:
        """Whether what was stopped had reached nobody yet, so that there was nothing to watch."""
        return DrillStep.HALT in self.done and DrillStep.WATCH not in self.done

    @property
    def next(self) -> DrillStep | None:
        return next((step for step in DrillStep if step not in self.done), None)


STEPS: Mapping[DrillStep, Words] = {
    DrillStep.PASTE: say("drill.step.paste"),
    DrillStep.FIX: say("drill.step.fix"),
    DrillStep.SUBMIT: say("drill.step.submit"),
    DrillStep.APPROVE: say("drill.step.approve"),
    DrillStep.HOLD: say("drill.step.hold"),
    DrillStep.WATCH: say("drill.step.watch"),
    DrillStep.HALT: say("drill.step.halt"),
    DrillStep.HEARING: say("drill.step.hearing"),
    DrillStep.MOVE: say("drill.step.move"),
    DrillStep.CORRECT: say("drill.step.correct"),
    DrillStep.CLOSE: say("drill.step.close"),
    DrillStep.RETRACT: say("drill.step.retract"),
}


def board(practice: Practice, head: Words | None = None) -> Screen:
    """The whole checklist."""
    lines = [item(words, "✅" if step in practice.done else "▫️") for step, words in STEPS.items()]
    company = say("drill.alone") if practice.alone else say("drill.together")
    parts: list[Part] = [title(say("drill.mark")), *([text(head)] if head else []), *lines]
    parts += _watch_again(practice)
    return Screen((*parts, note(company), note(say("drill.real"))), _helps(practice))


def ticked(practice: Practice, new: tuple[DrillStep, ...]) -> Screen:
    """What has just been done, and what comes next; without the mark, which its window adds."""
    done: list[Part] = [item(STEPS[step], "✅") for step in new]
    if practice.next is None:
        return Screen((*done, text(say("drill.complete"))))
    following = (text(say("drill.next")), text(STEPS[practice.next]), *_watch_again(practice))
    return Screen((*done, *following), _helps(practice))


def _watch_again(practice: Practice) -> list[Part]:
    return [note(say("drill.watch_again"))] if practice.unwatched else []


def paused(standing: State) -> Screen:
    """Shown when a real conversation begins in the middle of an exercise: its questions are for real."""
    back = Choice(say("drill.back"), tap=HelpDrill(int(standing.data["exercise"]), "board"))
    return Screen((title(say("drill.mark")), text(say("drill.paused"))), ((back,),))


def colleague(tap: DrillTap) -> Screen:
    """To somebody who practises alone, when the made-up colleague is asked for a yes."""
    return Screen((text(say("drill.colleague")),), ((Choice(say("drill.colleague.yes"), tap=tap),),))


def came() -> Screen:
    """To the one who began, when a colleague joins."""
    return Screen((text(say("drill.came")),))


def taken_away() -> Screen:
    """In the place of a copy that a messenger would delete."""
    return Screen((text(say("drill.taken_away")),))


def timed_out() -> Screen:
    return Screen((text(say("drill.timed_out")),))


def left() -> Screen:
    """To the one who stayed, when the other ended it."""
    return Screen((text(say("drill.left")),))


def interrupted() -> Screen:
    """When the bot itself stops, or the exercise cannot go on."""
    return Screen((text(say("drill.interrupted")),))


def _helps(practice: Practice) -> tuple[tuple[Choice, ...], ...]:
    id = practice.id
    ready = Choice(say("drill.ready_text"), tap=HelpDrill(id, "text"))
    time = (
        Choice(say("drill.hour"), tap=HelpDrill(id, "hour")),
        Choice(say("drill.day"), tap=HelpDrill(id, "day")),
    )
    stop = Choice(say("drill.stop"), tap=EndDrill(id))
    first = () if DrillStep.PASTE in practice.done else ((ready,),)
    return (*first, time, (stop,))
