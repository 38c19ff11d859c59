"""How a hearing went: organizers are asked, answer by a button, and may tell whoever acted."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, ClassVar

from alertbot.dialogue import cards, court_cards
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Line, Order, State, Step, Tapped, Want
from alertbot.dialogue.hearing_fields import leads_elsewhere
from alertbot.dialogue.hearing_taps import MoveTo, Undate
from alertbot.dialogue.hearing_words import may_be_answered
from alertbot.dialogue.screen import Choice, Part, Screen, Words, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.case import Case
from alertbot.domain.hearing import HearingState, StoredHearing
from alertbot.domain.outcome import Answer

NAME = "outcomes"
LONGEST = 600
"""Characters of an outcome: what fits a screen beside the rest of the message."""

Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class HowItWent(Tap):
    """``answer`` is a value of :class:`Answer`."""

    word: ClassVar[str] = "went"
    hearing: int
    answer: str


@dataclass(frozen=True, slots=True)
class WriteOutcome(Tap):
    """Write, or write anew, what came out of a hearing."""

    word: ClassVar[str] = "writeoutcome"
    hearing: int


@dataclass(frozen=True, slots=True)
class Wordless(Tap):
    """Only tell that it took place, or that it was decided."""

    word: ClassVar[str] = "wordless"
    hearing: int


@dataclass(frozen=True, slots=True)
class SendOutcome(Tap):
    """Send exactly the words that its own message showed; ``mark`` tells them apart."""

    word: ClassVar[str] = "sendoutcome"
    hearing: int
    mark: str


@dataclass(frozen=True, slots=True)
class TellNobody(Tap):
    word: ClassVar[str] = "tellnobody"
    hearing: int


@dataclass(frozen=True, slots=True)
class SettleHearing(Order):
    """It took place: nobody is asked any more."""

    hearing: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnnounceOutcome(Order):
    """Tell those who acted in the case or follow it; ``words`` as an organizer wrote them, perhaps none."""

    hearing: int
    answer: Answer
    words: str


@dataclass(frozen=True, slots=True)
class HearingSeen:
    """``missed``: the last reminder of it could not be sent before it began."""

    case: Case
    stored: StoredHearing
    missed: bool = False


@dataclass(frozen=True, slots=True)
class HearingAt(Want[HearingSeen | None]):
    hearing: int


@dataclass(frozen=True, slots=True)
class OutcomeReach(Want[int]):
    """How many an outcome would reach: those who acted, followers, rooms."""

    hearing: int


LABELS = {
    Answer.HELD: say("outcome.answer.held"),
    Answer.ADJOURNED: say("outcome.answer.adjourned"),
    Answer.DECIDED: say("outcome.answer.decided"),
}
HEADS = {Answer.HELD: say("outcome.held"), Answer.DECIDED: say("outcome.decided")}


def answers(hearing: int) -> Rows:
    """The buttons under the question how a hearing went."""
    return (tuple(Choice(label, tap=HowItWent(hearing, answer)) for answer, label in LABELS.items()),)


def question(seen: HearingSeen) -> Screen:
    """What organizers are asked once, three hours after the court was to sit."""
    parts = (
        title(say("outcome.ask")),
        text(court_cards.headline(seen.case, seen.stored.hearing)),
        text(seen.case.title),
        *((text(say("outcome.missed")),) if seen.missed else ()),
        note(say("outcome.ask_note")),
    )
    return Screen(parts, answers(seen.stored.id))


def unanswered(seen: HearingSeen) -> Screen:
    """What organizers are told once, when a day has passed without an answer."""
    parts = (
        title(say("outcome.unknown")),
        text(court_cards.headline(seen.case, seen.stored.hearing)),
        text(seen.case.title),
        note(say("outcome.unknown_note")),
    )
    return Screen(parts, answers(seen.stored.id))


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    hearing = _hearing_meant(state, event)
    counted = isinstance(event, Line) or (isinstance(event, Tapped) and isinstance(event.tap, Wordless))
    return (HearingAt(hearing), *((OutcomeReach(hearing),) if counted else ()))


def _hearing_meant(state: State | None, event: Event) -> int:
    if isinstance(event, Tapped):
        return int(getattr(event.tap, "hearing", 0))
    return int(state.data.get("hearing", 0)) if state else 0


def step(state: State | None, event: Event, facts: Facts) -> Step:
    hearing = _hearing_meant(state, event)
    seen = facts[HearingAt(hearing)]
    if seen is None:
        return Step((Screen((text(say("hearing.gone")),)),))
    match event:
        case Tapped(HowItWent(answer=answer)):
            return _answered(seen, answer, facts)
        case Tapped(WriteOutcome()):
            return ask_for_words(seen, _answer_of(state))
        case Tapped(Wordless()):
            return _confirm(seen, _answer_of(state), "", facts[OutcomeReach(hearing)])
        case Tapped(SendOutcome(mark=shown)):
            return _send(seen, state, shown)
        case Tapped(TellNobody()):
            return Step((Screen((text(say("outcome.nobody")),), replaces=True),))
        case Line() as line if state:
            return _written(seen, state, line.text, facts[OutcomeReach(hearing)])
        case _:
            return Step((question(seen),), KEEP)


def _answer_of(state: State | None) -> Answer:
    return Answer(state.data["answer"]) if state and "answer" in state.data else Answer.HELD


def _answered(seen: HearingSeen, said: str, facts: Facts) -> Step:
    stored, hearing = seen.stored, seen.stored.hearing
    if hearing.state is HearingState.HELD and not stored.superseded:
        again = Choice(say("outcome.write"), tap=WriteOutcome(stored.id))
        return Step((Screen((text(say("outcome.already")),), ((again,),)),), KEEP)
    if not may_be_answered(stored) or said not in list(Answer):
        return Step((Screen((text(say("hearing.already_moved")),)),), KEEP)
    if hearing.starts > facts.now:
        return Step((Screen((text(say("outcome.too_early", when=cards.moment(hearing))),)),), KEEP)
    answer = Answer(said)
    if answer is Answer.ADJOURNED:
        return Step((_new_date(stored),), KEEP)
    asked = ask_for_words(seen, answer)
    return Step(asked.screens, asked.state, (SettleHearing(stored.id, answer),))


def _new_date(stored: StoredHearing) -> Screen:
    case, key = stored.case_id, stored.hearing.key
    known = Choice(say("outcome.date_known"), tap=MoveTo(case, key))
    unknown = Choice(say("outcome.date_unknown"), tap=Undate(case, key, 1))
    return Screen((text(say("outcome.new_date")),), ((known, unknown),))


def ask_for_words(seen: HearingSeen, answer: Answer) -> Step:
    id = seen.stored.id
    choices = (
        Choice(say("outcome.wordless"), tap=Wordless(id)),
        Choice(say("outcome.tell_nobody"), tap=TellNobody(id)),
    )
    parts = (title(HEADS[answer]), text(say("outcome.what")), note(say("outcome.what_note")))
    state = State(NAME, "words", {"hearing": id, "answer": answer.value})
    return Step((Screen(parts, (choices,), asks=True),), state)


def _written(seen: HearingSeen, state: State, typed: str, reach: int) -> Step:
    words = "\n".join(line.strip() for line in typed.strip().splitlines() if line.strip())
    if not words or len(words) > LONGEST or leads_elsewhere(words):
        return Step((Screen((text(say("outcome.refused", most=LONGEST)),), asks=True),), state)
    return _confirm(seen, _answer_of(state), words, reach)


def _confirm(seen: HearingSeen, answer: Answer, words: str, reach: int) -> Step:
    """Exactly what will go out, to how many, and a button that sends just that."""
    id = seen.stored.id
    parts: list[Part] = [note(say("outcome.confirm", count=reach, number=reach))]
    parts += cards.outcome(seen.case, seen.stored.hearing, None, HEADS[answer], words).parts
    send = Choice(say("outcome.send", count=reach, number=reach), tap=SendOutcome(id, mark(answer, words)))
    others = (
        Choice(say("outcome.again"), tap=WriteOutcome(id)),
        Choice(say("outcome.tell_nobody"), tap=TellNobody(id)),
    )
    state = State(NAME, "confirm", {"hearing": id, "answer": answer.value, "words": words})
    return Step((Screen(tuple(parts), ((send,), others)),), state)


def mark(answer: Answer, words: str) -> str:
    """Tells one outcome from another: answer and words."""
    return sha256(f"{answer}\n{words}".encode("utf-8", "replace")).hexdigest()[:12]


def _send(seen: HearingSeen, state: State | None, shown: str) -> Step:
    words = str(state.data.get("words", "")) if state else ""
    answer = _answer_of(state)
    stands = state is not None and state.step == "confirm" and state.data.get("hearing") == seen.stored.id
    if not stands or shown != mark(answer, words):
        again = Choice(say("outcome.write"), tap=WriteOutcome(seen.stored.id))
        return Step((Screen((text(say("outcome.other")),), ((again,),)),), KEEP)
    told: Words = say("outcome.sent")
    order = AnnounceOutcome(seen.stored.id, answer, words)
    return Step((Screen((text(told),), replaces=True, once=True),), None, (order,))


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    taps=(HowItWent, WriteOutcome, Wordless, SendOutcome, TellNobody),
    organizers=True,
)
