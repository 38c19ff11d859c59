"""What a button of a withdrawn or corrected appeal leads to, whatever it was for."""

from collections.abc import Mapping
from typing import Any

from alertbot.dialogue.engine import KEEP, Event, State, Step, Tapped, Want
from alertbot.dialogue.read import changed
from alertbot.dialogue.retract import withdrawn
from alertbot.dialogue.sign import Withdraw
from alertbot.dialogue.wants import AppealOf
from alertbot.domain.publication import Published


def barred(state: State | None, event: Event, found: Mapping[Want[Any], Any]) -> Step | None:
    """The answer to a tap, or a typed line, that comes too late; ``None`` where it may go on.

    A signature can be taken back at any time.
    """
    if isinstance(event, Tapped) and isinstance(event.tap, Withdraw):
        return None
    about = next((found[want] for want in found if isinstance(want, AppealOf)), None)
    if not isinstance(about, Published):
        return None
    if about.withdrawn:
        return Step((withdrawn(),), KEEP if isinstance(event, Tapped) else None)
    version = _version(state, event)
    if version and version < about.material:
        corrected = changed(about)
        return corrected if isinstance(event, Tapped) else Step(corrected.screens)
    return None


def _version(state: State | None, event: Event) -> int:
    """The version that a tap was made for, or that a conversation began with; 0 for none."""
    if isinstance(event, Tapped):
        return int(getattr(event.tap, "version", 0))
    return int(state.data.get("version", 0)) if state else 0
