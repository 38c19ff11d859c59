"""Watching a broadcast: progress that redraws itself, pause, resume and halt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from alertbot.dialogue.engine import (
    KEEP,
    Command,
    Conversation,
    Event,
    Facts,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.screen import Choice, Part, Screen, Span, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Progress
from alertbot.domain.language import Localised

BAR = 20
"""Squares of the progress bar: they fit one line of a small phone."""


@dataclass(frozen=True, slots=True)
class Steer(Tap):
    """``to`` is a :class:`BroadcastState` value."""

    word: ClassVar[str] = "steer"
    broadcast: int
    to: str


@dataclass(frozen=True, slots=True)
class SteerBroadcast(Order):
    broadcast: int
    to: BroadcastState


@dataclass(frozen=True, slots=True)
class HaltEverything(Order):
    """Halt every running alert and correction, and send every held draft back; court dates still go out."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A broadcast as an organizer watches it; ``remaining`` in seconds. ``missing``: why copies could not be
    corrected or taken back, as codes, and how many."""

    progress: Progress
    title: Localised
    remaining: float
    missing: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class WatchedNow(Want[Watched | None]):
    broadcast: int


@dataclass(frozen=True, slots=True)
class Running:
    """What is going out, and what waits in its hold."""

    broadcasts: tuple[Watched, ...]
    held: tuple[Localised, ...]


@dataclass(frozen=True, slots=True)
class RunningNow(Want[Running]):
    pass


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(Steer(broadcast=id)):
            return (WatchedNow(id),)
        case _:
            return (RunningNow(),)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(Steer(broadcast=id, to=to)):
            return _steer(facts[WatchedNow(id)], to)
        case Command(word="halt"):
            return _halt(facts[RunningNow()])
        case _:
            return Step((), KEEP)


def _steer(watched: Watched | None, to: str) -> Step:
    wanted = {
        "paused": BroadcastState.PAUSED,
        "running": BroadcastState.RUNNING,
        "halted": BroadcastState.HALTED,
    }
    if watched is None or to not in wanted:
        return Step((Screen((text(say("steer.gone")),)),), KEEP)
    if watched.progress.state in (BroadcastState.DONE, BroadcastState.HALTED):
        return Step((), KEEP, notice=say("steer.over"))
    if watched.progress.kind not in STEERED:
        return Step((), KEEP, notice=say("steer.goes_on"))
    order = SteerBroadcast(watched.progress.id, wanted[to])
    steered = replace(watched, progress=replace(watched.progress, state=wanted[to]))
    return Step((progress_screen(steered),), KEEP, (order,), notice=STATE[wanted[to]])


STATE = {
    BroadcastState.RUNNING: say("broadcast.running"),
    BroadcastState.PAUSED: say("broadcast.paused"),
    BroadcastState.HALTED: say("broadcast.halted"),
    BroadcastState.DONE: say("broadcast.done"),
}


STEERED = (BroadcastKind.ALERT, BroadcastKind.CORRECTION)
"""What organizers pause and halt. What is being taken back is not stopped half-way."""

WATCHED = (*STEERED, BroadcastKind.RETRACTION)
"""What organizers see going out."""

REASON = {
    "in_doubt": say("missing.in_doubt"),
    "moved": say("missing.moved"),
    "gone": say("missing.gone"),
    "halted": say("missing.halted"),
    "nothing-to-amend": say("missing.uneditable"),
    "no-rights": say("missing.no_rights"),
}


def progress_screen(watched: Watched) -> Screen:
    """Bar, sent, failed, remaining time, and the buttons that still make sense."""
    progress = watched.progress
    if (
        progress.kind is BroadcastKind.ALERT
        and progress.state is BroadcastState.HALTED
        and not progress.total
    ):
        return Screen((*_head(watched), note(say("progress.stopped_early"))), replaces=True)
    parts = [
        *_head(watched),
        text(say("progress.bar", bar=_bar(progress.finished, progress.total), percent=_percent(progress))),
        *_reached(progress),
        *_missing(watched),
        note(_tail(watched)),
    ]
    return Screen(tuple(parts), _controls(progress), replaces=True)


def _head(watched: Watched) -> list[Part]:
    match watched.progress.kind:
        case BroadcastKind.CORRECTION:
            return [title(say("progress.correcting", title=watched.title))]
        case BroadcastKind.RETRACTION:
            return [title(say("progress.retracting", title=watched.title))]
        case _:
            return [title(watched.title)]


def _reached(progress: Progress) -> list[Part]:
    sent, total = progress.counts.get(DeliveryState.SENT, 0), progress.total
    match progress.kind:
        case BroadcastKind.CORRECTION:
            return [text(say("progress.corrected", sent=sent, total=total))]
        case BroadcastKind.RETRACTION:
            deleted = progress.counts.get(DeliveryState.RETRACTED, 0)
            return [text(say("progress.retracted", deleted=deleted, rewritten=sent, total=total))]
        case _:
            return [text(say("progress.sent", sent=sent, total=total))]


def _missing(watched: Watched) -> list[Part]:
    """How many were not reached; of copies also why."""
    progress = watched.progress
    if progress.kind in (BroadcastKind.CORRECTION, BroadcastKind.RETRACTION):
        found = sorted(watched.missing.items(), key=lambda pair: -pair[1])
        return [
            item(say("missing.line", number=many, why=REASON.get(code, say("missing.refused", code=code))))
            for code, many in found
        ]
    missed = progress.finished - progress.counts.get(DeliveryState.SENT, 0)
    return [item(say("progress.missed", count=missed, number=missed))] if missed else []


def _tail(watched: Watched) -> Words:
    if watched.progress.state is BroadcastState.RUNNING:
        return say("progress.remaining", duration=Span(max(1.0, watched.remaining)))
    return STATE[watched.progress.state]


def _percent(progress: Progress) -> int:
    return 100 * progress.finished // progress.total if progress.total else 0


def _bar(done: int, total: int) -> str:
    full = BAR * done // total if total else 0
    return "▓" * full + "░" * (BAR - full)


def _controls(progress: Progress) -> tuple[tuple[Choice, ...], ...]:
    if progress.kind not in STEERED:
        return ()
    halt = Choice(say("progress.halt"), tap=Steer(progress.id, "halted"))
    match progress.state:
        case BroadcastState.RUNNING:
            return ((Choice(say("progress.pause"), tap=Steer(progress.id, "paused")), halt),)
        case BroadcastState.PAUSED:
            return ((Choice(say("progress.resume"), tap=Steer(progress.id, "running")), halt),)
        case _:
            return ()


def _halt(running: Running) -> Step:
    if not running.broadcasts and not running.held:
        return Step((Screen((text(say("halt.nothing")),)),), KEEP)
    lines: list[Part] = [item(watched.title) for watched in running.broadcasts]
    lines += [item(held) for held in running.held]
    return Step((Screen((title(say("halt.done")), *lines)),), KEEP, (HaltEverything(),))


CONVERSATION = Conversation(
    "manage", step, wants, commands=frozenset({"halt"}), taps=(Steer,), organizers=True
)
