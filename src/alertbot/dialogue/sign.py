"""Signing: counted with two taps; named only by choice, after seeing the exact string; withdrawable."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, ClassVar

from alertbot.dialogue.doors import ShowAppeal, Sign, WriteLetters
from alertbot.dialogue.engine import (
    KEEP,
    Conversation,
    Event,
    Facts,
    Line,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.read import changed, gone, is_for
from alertbot.dialogue.screen import Choice, Country, Part, Screen, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import AppealOf, SupportOf, appeal_meant
from alertbot.domain.appeal import ActionKind
from alertbot.domain.publication import Published
from alertbot.domain.signature import LONGEST_NAME, SignatureMode, Support, clean_name, public_count

NAME = "sign"

SHOWN_DIGITS = 12
"""Hexadecimal digits that tell one typed name from another: enough for one person's slips."""


@dataclass(frozen=True, slots=True)
class CountMe(Tap):
    word: ClassVar[str] = "count"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class AddName(Tap):
    word: ClassVar[str] = "name"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class ConfirmName(Tap):
    """Yes to the string just shown; the string itself waits in the conversation, never in a button.

    ``shown`` is the beginning of that string's SHA-256, so that an older button never stores a newer name.
    """

    word: ClassVar[str] = "named"
    appeal: int
    version: int
    shown: str


@dataclass(frozen=True, slots=True)
class Withdraw(Tap):
    word: ClassVar[str] = "unsign"
    appeal: int


@dataclass(frozen=True, slots=True)
class PutSignature(Order):
    appeal: int
    mode: SignatureMode
    name: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackSignature(Order):
    appeal: int


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    id = appeal_meant(state, event)
    return (AppealOf(id), SupportOf(id))


def step(state: State | None, event: Event, facts: Facts) -> Step:
    id = appeal_meant(state, event)
    published = facts[AppealOf(id)]
    if published is None:
        return gone()
    closed = _closed(published, facts)
    match event:
        case Tapped(Withdraw()):
            return _withdraw(published, facts[SupportOf(id)])
        case _ if closed:
            return closed
        case _ if not is_for(event, published):
            return changed(published)
        case Line() if not _typed_for(state, published):
            return Step(changed(published).screens)
        case Tapped(CountMe()):
            return _count(published, facts[SupportOf(id)])
        case Tapped(AddName()):
            return _ask_name(published)
        case Tapped(ConfirmName(shown=shown)):
            return _sign_named(state, published, facts[SupportOf(id)], shown)
        case Line(text=typed):
            return _show_name(published, typed)
        case _:
            return _offer(published, facts[SupportOf(id)], facts)


def _closed(published: Published, facts: Facts) -> Step | None:
    if not published.appeal.offers(ActionKind.SIGN):
        return Step((Screen((text(say("sign.not_offered")),)),), KEEP)
    if published.closed or not published.appeal.is_open(facts.now):
        return Step((Screen((text(say("sign.closed", title=published.appeal.title)),)),), KEEP)
    return None


def _offer(published: Published, support: Support, facts: Facts) -> Step:
    if support.mode is not None:
        return Step((_standing(published, support, already=True),), KEEP)
    id = published.id
    parts = (
        title(say("sign.about", title=published.appeal.title)),
        text(say("sign.means")),
        item(say("sign.keep.mark")),
        item(say("sign.keep.name")),
        item(say("sign.keep.matrix") if facts.platform == "matrix" else say("sign.keep.platform")),
        text(say("sign.warning", country=Country(published.case.country))),
    )
    rows = (
        (Choice(say("sign.count_me"), tap=CountMe(id, published.version), sensitive=True),),
        (Choice(say("sign.add_name"), tap=AddName(id, published.version), sensitive=True),),
        (Choice(say("sign.not_now"), tap=ShowAppeal(id)),),
    )
    return Step((Screen(parts, rows),), KEEP)


def _count(published: Published, support: Support) -> Step:
    if support.mode is not None:
        return Step((_standing(published, support, already=True),), notice=say("sign.already"))
    counted = Support(SignatureMode.COUNTED, support.total + 1)
    order = PutSignature(published.id, SignatureMode.COUNTED)
    return Step((_standing(published, counted),), orders=(order,), notice=say("sign.thanks"))


def _ask_name(published: Published) -> Step:
    parts = (title(say("sign.name.ask")), text(say("sign.name.who_sees")), note(say("sign.name.instead")))
    row = (Choice(say("sign.only_count"), tap=CountMe(published.id, published.version), sensitive=True),)
    return Step((Screen(parts, (row,), asks=True),), _asked(published))


def _asked(published: Published) -> State:
    return State(NAME, "name", {"appeal": published.id, "version": published.version})


def _typed_for(state: State | None, published: Published) -> bool:
    """A name is typed for the text that was shown; there is no tap to tell which that was."""
    return state is not None and state.data.get("version") == published.version


def _show_name(published: Published, typed: str) -> Step:
    name = clean_name(typed)
    state = _asked(published)
    if name is None:
        return Step((Screen((text(say("sign.name.unusable", most=LONGEST_NAME)),), asks=True),), state)
    parts = (text(say("sign.name.exactly")), Part("quote", name), note(say("sign.name.check")))
    rows = (
        (
            Choice(
                say("sign.name.yes"),
                tap=ConfirmName(published.id, published.version, _mark_of(name)),
                sensitive=True,
            ),
        ),
        (Choice(say("sign.name.again"), tap=AddName(published.id, published.version), sensitive=True),),
        (Choice(say("sign.only_count"), tap=CountMe(published.id, published.version), sensitive=True),),
    )
    return Step((Screen(parts, rows),), state.at("confirm", name=name))


def _mark_of(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:SHOWN_DIGITS]


def _sign_named(state: State | None, published: Published, support: Support, shown: str) -> Step:
    if state is None or state.step != "confirm" or state.data.get("appeal") != published.id:
        return _ask_name(published)
    name = str(state.data["name"])
    if shown != _mark_of(name):
        return _show_name(published, name)
    total = support.total + (support.mode is None)
    named = Support(SignatureMode.NAMED, total)
    order = PutSignature(published.id, SignatureMode.NAMED, name)
    return Step((_standing(published, named),), orders=(order,), notice=say("sign.thanks"))


def _withdraw(published: Published, support: Support) -> Step:
    if support.mode is None:
        return Step((Screen((text(say("sign.nothing_to_withdraw")),)),), KEEP)
    screen = Screen((text(say("sign.withdrawn", title=published.appeal.title)),), once=True, replaces=True)
    return Step((screen,), KEEP, (TakeBackSignature(published.id),))


def _standing(published: Published, support: Support, *, already: bool = False) -> Screen:
    named = support.mode is SignatureMode.NAMED
    head = say("sign.already") if already else say("sign.thanks")
    how = say("sign.is_named") if named else say("sign.is_counted")
    shown = public_count(support.total)
    number = say("sign.number", count=shown, number=shown) if shown else say("sign.few")
    rows: list[tuple[Choice, ...]] = []
    if published.appeal.letter:
        write = WriteLetters(published.id, published.version)
        rows.append((Choice(say("card.write"), tap=write, sensitive=True),))
    rows.append((Choice(say("sign.withdraw"), tap=Withdraw(published.id), sensitive=True),))
    parts = (title(head), text(published.appeal.title), text(how), note(number))
    return Screen(parts, tuple(rows), once=True, replaces=not already)


CONVERSATION = Conversation(NAME, step, wants, taps=(Sign, CountMe, AddName, ConfirmName, Withdraw))
