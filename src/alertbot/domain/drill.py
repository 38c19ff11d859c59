"""An exercise: the steps of a campaign, and how far somebody who practises has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum


class DrillStep(StrEnum):
    """In the order in which they are asked for; any other order counts as well."""

    PASTE = "paste"
    FIX = "fix"
    SUBMIT = "submit"
    APPROVE = "approve"
    HOLD = "hold"
    WATCH = "watch"
    HALT = "halt"
    HEARING = "hearing"
    MOVE = "move"
    CORRECT = "correct"
    CLOSE = "close"
    RETRACT = "retract"


@dataclass(frozen=True, slots=True)
class Checklist:
    """When each step was first seen done, since the exercise began."""

    done: Mapping[DrillStep, timedelta] = field(default_factory=dict[DrillStep, timedelta])

    def with_steps(self, steps: Iterable[DrillStep], at: timedelta) -> "Checklist":
        """What is done stays done, at the time it was seen first."""
        return replace(self, done={**dict.fromkeys(steps, at), **self.done})

    @property
    def complete(self) -> bool:
        return not self.forgotten

    @property
    def forgotten(self) -> tuple[DrillStep, ...]:
        return tuple(step for step in DrillStep if step not in self.done)

    @property
    def to_published(self) -> timedelta | None:
        """From the paste to the end of the hold; ``None`` when nothing was published."""
        published, pasted = self.done.get(DrillStep.HOLD), self.done.get(DrillStep.PASTE)
        return None if published is None else published - (pasted or timedelta())
