"""Writing: choose offices, language and one sentence of one's own, and take the letters along."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from alertbot.dialogue.doors import WriteLetters
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Line, Order, State, Step, Tapped, Want
from alertbot.dialogue.read import changed, gone, is_for
from alertbot.dialogue.screen import (
    Choice,
    File,
    LanguageName,
    Part,
    Screen,
    Words,
    item,
    note,
    say,
    text,
    title,
)
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import AppealOf, appeal_meant
from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Appeal
from alertbot.domain.letter import Letter, LetterMode
from alertbot.domain.publication import Published
from alertbot.domain.signature import clean_name

NAME = "write_letter"
THEIRS = "theirs"
"""Each office in the language it reads, where there is a letter in it."""

LONGEST_SENTENCE = 400
"""Characters of one's own sentence; the whole letter is to stay on one page."""


@dataclass(frozen=True, slots=True)
class ToggleOffice(Tap):
    """``office`` counts the appeal's addressees from 0."""

    word: ClassVar[str] = "office"
    appeal: int
    version: int
    office: int


@dataclass(frozen=True, slots=True)
class AllOffices(Tap):
    word: ClassVar[str] = "offices"
    appeal: int
    version: int
    on: int


@dataclass(frozen=True, slots=True)
class Prepare(Tap):
    word: ClassVar[str] = "prepare"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class InLanguage(Tap):
    word: ClassVar[str] = "lang"
    appeal: int
    version: int
    language: str


@dataclass(frozen=True, slots=True)
class OwnSentence(Tap):
    word: ClassVar[str] = "own"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class OwnName(Tap):
    word: ClassVar[str] = "signer"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class TakeLetters(Tap):
    word: ClassVar[str] = "take"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class ReadyLetter:
    """A rendered letter, its ``.eml`` where the office has an email, and a translation for the reader."""

    letter: Letter
    eml: File | None
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Letters(Want[tuple[ReadyLetter, ...]]):
    """The letters to some offices of an appeal; ``language`` is one of its own or :data:`THEIRS`."""

    appeal: int
    offices: tuple[int, ...]
    language: str
    sentence: str
    signer: str


@dataclass(frozen=True, slots=True)
class TookLetters(Order):
    appeal: int
    version: int
    addressees: tuple[str, ...]


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    id = appeal_meant(state, event)
    if isinstance(event, Tapped) and isinstance(event.tap, TakeLetters) and _same(state, id):
        return (AppealOf(id), _letters_wanted(state))
    return (AppealOf(id),)


def _letters_wanted(state: State | None) -> Letters:
    data: Mapping[str, Any] = state.data if state else {}
    return Letters(
        int(data["appeal"]),
        tuple(data["offices"]),
        str(data["language"]),
        str(data["sentence"]),
        str(data["signer"]),
    )


def _same(state: State | None, appeal: int) -> bool:
    return state is not None and state.data.get("appeal") == appeal and bool(state.data.get("offices"))


def _begin(published: Published) -> State:
    everyone = list(range(len(published.appeal.addressees)))
    language = THEIRS
    data = {"appeal": published.id, "offices": everyone, "language": language, "sentence": "", "signer": ""}
    return State(NAME, "offices", data)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    id = appeal_meant(state, event)
    published = facts[AppealOf(id)]
    if published is None:
        return gone()
    if published.appeal.letter is None or not published.appeal.addressees:
        return Step((Screen((text(say("letter.not_planned")),)),), KEEP)
    if published.closed or not published.appeal.is_open(facts.now):
        return Step((Screen((text(say("letter.closed", title=published.appeal.title)),)),), KEEP)
    if not is_for(event, published):
        return changed(published)
    known = state if state and state.data.get("appeal") == id else None
    if isinstance(event, Line):
        return _typed(known or _begin(published), published, event.text)
    return _tapped(known or _begin(published), event, published, facts, fresh=known is None)


def _tapped(state: State, event: Event, published: Published, facts: Facts, *, fresh: bool) -> Step:
    match event:
        case Tapped(ToggleOffice(office=office)) if office < len(published.appeal.addressees):
            chosen = set(state.data["offices"]) ^ {office}
            return _choose(state.at("offices", offices=sorted(chosen)), published, replaces=True)
        case Tapped(AllOffices(on=on)):
            chosen = range(len(published.appeal.addressees)) if on else ()
            return _choose(state.at("offices", offices=list(chosen)), published, replaces=True)
        case Tapped(Prepare()):
            return _options(state, published) if state.data["offices"] else _choose_one(state, published)
        case Tapped(InLanguage(language=language)):
            return _options(state.at("options", language=language), published)
        case Tapped(OwnSentence()):
            return _ask(state, "sentence")
        case Tapped(OwnName()):
            return _ask(state, "signer")
        case Tapped(TakeLetters()) if not fresh and state.data["offices"]:
            return _take(state, published, facts)
        case _:
            return _choose(_begin(published), published, replaces=False)


def _choose(state: State, published: Published, *, replaces: bool) -> Step:
    appeal, id, version = published.appeal, published.id, published.version
    chosen = set(state.data["offices"])
    boxes = tuple(
        (Choice(_office_label(a), tap=ToggleOffice(id, version, n), on=n in chosen),)
        for n, a in enumerate(appeal.addressees)
    )
    everyone = len(chosen) == len(appeal.addressees)
    switch = Choice(say("letter.none_of_them"), tap=AllOffices(id, version, 0))
    if not everyone:
        switch = Choice(say("letter.all_of_them"), tap=AllOffices(id, version, 1))
    go = Choice(say("letter.continue", count=len(chosen), number=len(chosen)), tap=Prepare(id, version))
    reachable = any(addressee.channels for addressee in appeal.addressees)
    how = note(say("letter.channels_note")) if reachable else text(say("letter.no_address_yet"))
    parts = (title(say("letter.to_whom")), text(appeal.title), how)
    return Step((Screen(parts, (*boxes, (switch, go)), replaces=replaces),), state)


def _choose_one(state: State, published: Published) -> Step:
    step = _choose(state, published, replaces=True)
    return Step(step.screens, step.state, notice=say("letter.choose_one"))


def _office_label(addressee: Addressee) -> Words:
    if addressee.person or addressee.persons:
        return say("letter.office", person=addressee.persons or addressee.person, office=addressee.office)
    return addressee.office


def _options(state: State, published: Published) -> Step:
    plan = published.appeal.letter
    languages = tuple(plan.body) if plan else ()
    id, version, data = published.id, published.version, state.data
    current = say("letter.language.theirs")
    if data["language"] != THEIRS:
        current = say("letter.language.one", language=LanguageName(str(data["language"])))
    parts = [
        title(say("letter.ready", count=len(data["offices"]), number=len(data["offices"]))),
        item(current),
        item(
            say("letter.sentence.is", sentence=data["sentence"])
            if data["sentence"]
            else say("letter.sentence.none")
        ),
        item(say("letter.signer.is", name=data["signer"]) if data["signer"] else say("letter.signer.none")),
    ]
    rows: list[tuple[Choice, ...]] = [
        (Choice(say("letter.take"), tap=TakeLetters(id, version), sensitive=True),)
    ]
    if len(languages) > 1:
        rows.append(tuple(_language_choice(state, published, code) for code in (THEIRS, *languages)))
    if plan and plan.mode is LetterMode.PERSONAL:
        rows.append((Choice(say("letter.own_sentence"), tap=OwnSentence(id, version)),))
        rows.append((Choice(say("letter.own_name"), tap=OwnName(id, version)),))
    return Step((Screen(tuple(parts), tuple(rows), replaces=True),), state.at("options"))


def _language_choice(state: State, published: Published, code: str) -> Choice:
    label = say("letter.language.short") if code == THEIRS else say("language.name", name=LanguageName(code))
    tap = InLanguage(published.id, published.version, code)
    return Choice(label, tap=tap, on=state.data["language"] == code)


def _ask(state: State, what: str) -> Step:
    question = (
        say("letter.sentence.ask", most=LONGEST_SENTENCE) if what == "sentence" else say("letter.signer.ask")
    )
    return Step((Screen((text(question), note(say("letter.dash_clears"))), asks=True),), state.at(what))


def _typed(state: State, published: Published, typed: str) -> Step:
    line = " ".join(typed.split())
    if state.step == "sentence":
        if len(line) > LONGEST_SENTENCE:
            return Step(
                (Screen((text(say("letter.sentence.long", most=LONGEST_SENTENCE)),), asks=True),), state
            )
        changed = state.at("options", sentence="" if line == "-" else line)
    elif state.step == "signer":
        name = "" if line == "-" else clean_name(line)
        if name is None:
            return Step((Screen((text(say("letter.signer.unusable")),), asks=True),), state)
        changed = state.at("options", signer=name)
    else:
        return _choose(state, published, replaces=False)
    step = _options(changed, published)
    return Step(tuple(_standing_alone(screen) for screen in step.screens), step.state)


def _standing_alone(screen: Screen) -> Screen:
    return Screen(screen.parts, screen.rows)


def _take(state: State, published: Published, facts: Facts) -> Step:
    ready = facts[_letters_wanted(state)]
    coming = say("letter.coming", count=len(ready), number=len(ready))
    first = Screen((text(coming),), replaces=True)
    screens = [first, *_translations(ready), *(s for r in ready for s in _hand_over(published.appeal, r))]
    again = WriteLetters(published.id, published.version)
    last = Screen(
        (text(say("letter.done", count=len(ready), number=len(ready))), note(say("letter.forget"))),
        rows=((Choice(say("letter.again"), tap=again),),),
        once=True,
    )
    order = TookLetters(published.id, published.version, tuple(r.letter.addressee for r in ready))
    return Step((*screens, last), None, (order,))


def _translations(ready: tuple[ReadyLetter, ...]) -> list[Screen]:
    """Each distinct translation once, before the letters it explains."""
    seen = dict.fromkeys(r.translation for r in ready if r.translation)
    return [Screen((title(say("letter.translation")), Part("quote", body)), once=True) for body in seen]


def _hand_over(appeal: Appeal, ready: ReadyLetter) -> list[Screen]:
    letter = ready.letter
    addressee = appeal.addressee(letter.addressee)
    if addressee is None:
        return []
    parts = (
        title(_office_label(addressee)),
        *ways(addressee),
        text(say("letter.subject")),
        Part("copy", letter.subject),
        text(say("letter.body")),
        Part("copy", letter.body),
    )
    screens = [Screen(parts, once=True)]
    if ready.eml:
        screens.append(Screen((note(say("letter.eml")),), file=ready.eml, once=True))
    return screens


WAY = {
    ChannelKind.EMAIL: say("way.email"),
    ChannelKind.FAX: say("way.fax"),
    ChannelKind.POST: say("way.post"),
    ChannelKind.PHONE: say("way.phone"),
    ChannelKind.WEBFORM: say("way.webform"),
    ChannelKind.IN_PERSON: say("way.in_person"),
    ChannelKind.EMBASSY_BY_COUNTRY: say("way.embassy"),
}


def ways(addressee: Addressee) -> tuple[Part, ...]:
    """How to reach an office, one line a channel; says so when no channel is known."""
    if not addressee.channels:
        return (item(say("way.none")),)
    lines = [_way(channel) for channel in addressee.channels]
    if not addressee.email:
        lines.insert(0, note(say("way.no_email")))
    return tuple(lines)


def _way(channel: Channel) -> Part:
    if channel.kind is ChannelKind.EMBASSY_BY_COUNTRY:
        return item(WAY[channel.kind])
    value: Words = channel.value or channel.printed
    if channel.alternatives:
        value = say("way.or", first=channel.value, others=", ".join(channel.alternatives))
    return item(say("way.line", kind=WAY[channel.kind], value=value))


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    taps=(WriteLetters, ToggleOffice, AllOffices, Prepare, InLanguage, OwnSentence, OwnName, TakeLetters),
)
