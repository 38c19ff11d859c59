"""Taking an appeal back: one organizer asks, which stops it at once; another one confirms."""

from dataclasses import dataclass
from typing import ClassVar

from alertbot.dialogue import whereabouts
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Order, State, Step, Tapped
from alertbot.dialogue.screen import Choice, Screen, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.whereabouts import RecentAppeals, Whereabouts, WhereaboutsOf
from alertbot.domain.language import Localised

NAME = "retract"


@dataclass(frozen=True, slots=True)
class RetractAppeal(Tap):
    """Look at what taking it back would mean."""

    word: ClassVar[str] = "retract"
    appeal: int


@dataclass(frozen=True, slots=True)
class AskRetraction(Tap):
    word: ClassVar[str] = "askretract"
    appeal: int


@dataclass(frozen=True, slots=True)
class ConfirmRetraction(Tap):
    word: ClassVar[str] = "doretract"
    appeal: int


@dataclass(frozen=True, slots=True)
class RefuseRetraction(Tap):
    word: ClassVar[str] = "noretract"
    appeal: int


@dataclass(frozen=True, slots=True)
class StopAndAsk(Order):
    """Stop everything of an appeal that is still going out, and ask the others to confirm its withdrawal."""

    appeal: int


@dataclass(frozen=True, slots=True)
class TakeBack(Order):
    """Take every copy of an appeal back; only for another organizer than the one who asked."""

    appeal: int


@dataclass(frozen=True, slots=True)
class KeepAppeal(Order):
    """It stays as it is; what was stopped stays stopped."""

    appeal: int


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(tap):
            where = facts[WhereaboutsOf(int(getattr(tap, "appeal", 0)))]
            if where is None:
                return whereabouts.gone()
            if where.published.withdrawn:
                return _told("retract.already")
            return _about(tap, where, facts)
        case _:
            return whereabouts.choose(say("retract.which"), facts[RecentAppeals()], RetractAppeal)


def _about(tap: Tap, where: Whereabouts, facts: Facts) -> Step:
    id = where.published.id
    match tap:
        case AskRetraction() if where.asked_by is None:
            return Step((_replaced("retract.asked"),), KEEP, (StopAndAsk(id),))
        case ConfirmRetraction() if where.asked_by not in (None, facts.organizer):
            return Step((_replaced("retract.done"),), KEEP, (TakeBack(id),))
        case RefuseRetraction() if where.asked_by is not None:
            return Step((_replaced("retract.kept"),), KEEP, (KeepAppeal(id),))
        case _:
            return Step((_offer(where, facts),), KEEP)


def _told(id: str) -> Step:
    return Step((_SAID[id],), KEEP)


def _replaced(id: str) -> Screen:
    return Screen(_SAID[id].parts, replaces=True)


_SAID = {
    "retract.already": Screen((text(say("retract.already")),)),
    "retract.asked": Screen((text(say("retract.asked")),)),
    "retract.done": Screen((text(say("retract.done")),)),
    "retract.kept": Screen((text(say("retract.kept")),)),
}


def _offer(where: Whereabouts, facts: Facts) -> Screen:
    id = where.published.id
    if where.asked_by is None:
        ask = Choice(say("retract.ask"), tap=AskRetraction(id))
        return Screen((*whereabouts.lines(where), text(say("retract.how"))), ((ask,),))
    if where.asked_by == facts.organizer:
        keep = Choice(say("retract.keep"), tap=RefuseRetraction(id))
        return Screen((*whereabouts.lines(where), text(say("retract.not_alone"))), ((keep,),))
    return request(where)


def request(where: Whereabouts) -> Screen:
    """What the others are asked when one organizer wants an appeal withdrawn."""
    id = where.published.id
    row = (
        Choice(say("retract.confirm"), tap=ConfirmRetraction(id)),
        Choice(say("retract.keep"), tap=RefuseRetraction(id)),
    )
    head = title(say("retract.please"))
    return Screen((head, *whereabouts.lines(where), text(say("retract.how"))), (row,))


def refused(about: Localised) -> Screen:
    """To the others, when one of them decided that it stays."""
    return Screen((text(say("retract.refused", title=about)),))


def withdrawn() -> Screen:
    """What stands in the place of a copy, without a word of what stood there."""
    return Screen((title(say("withdrawn.title")), text(say("withdrawn.text")), note(say("withdrawn.more"))))


CONVERSATION = Conversation(
    NAME,
    step,
    whereabouts.wants,
    commands=frozenset({"retract"}),
    taps=(RetractAppeal, AskRetraction, ConfirmRetraction, RefuseRetraction),
    organizers=True,
)
