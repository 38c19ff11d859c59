"""Writing: choose offices, language and one sentence of one's own, and take the letters along."""

from typing import Any

from alertbot.dialogue import guide, letter_desk
from alertbot.dialogue.doors import WriteLetters
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Line, State, Step, Tapped, Want
from alertbot.dialogue.letter_desk import COUNTRY, HANDED, NAME, kept, mine
from alertbot.dialogue.letter_taps import (
    THEIRS,
    AllOffices,
    ForgetMine,
    InLanguage,
    Letters,
    OwnName,
    OwnSentence,
    Prepare,
    ReadyLetter,
    ShowWays,
    SuspectsOf,
    TakeLetters,
    ToggleOffice,
    TookLetters,
)
from alertbot.dialogue.letter_versions import InHand, in_hand, versions_wanted
from alertbot.dialogue.letter_ways import Rows, hand_over, office_label
from alertbot.dialogue.read import changed, gone
from alertbot.dialogue.screen import Choice, LanguageName, Part, Screen, item, note, say, text, title
from alertbot.dialogue.wants import AppealOf, appeal_meant
from alertbot.domain.letter import LetterMode
from alertbot.domain.publication import Published
from alertbot.domain.signature import clean_name

LONGEST_SENTENCE = 400
"""Characters of one's own sentence; the whole letter is to stay on one page."""


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    wanted = (*versions_wanted(state, event), *letter_desk.wants(state, event))
    if isinstance(event, Tapped) and isinstance(event.tap, TakeLetters) and _same(state, event.tap):
        return (*wanted, SuspectsOf(event.tap.appeal), _letters_wanted(state, event.tap.version))
    return wanted


def _same(state: State | None, tap: TakeLetters) -> bool:
    chosen = _chosen(state, tap.appeal, tap.version)
    return chosen is not None and bool(chosen.data["offices"])


def _chosen(state: State | None, appeal: int, version: int) -> State | None:
    """The conversation, if it is about choosing letters of this version."""
    if state is None or "offices" not in state.data:
        return None
    about = (state.data.get("appeal"), state.data.get("version"))
    return state if about == (appeal, version) else None


def _letters_wanted(state: State | None, version: int) -> Letters:
    appeal, offices = (int(state.data["appeal"]), tuple(state.data["offices"])) if state else (0, ())
    return Letters(appeal, version, offices, mine(state, appeal))


def _begin(of: Published) -> State:
    everyone = list(range(len(of.appeal.addressees)))
    data = {"appeal": of.id, "version": of.version, "offices": everyone, "language": THEIRS}
    return State(NAME, "offices", {**data, "sentence": "", "signer": ""})


def step(state: State | None, event: Event, facts: Facts) -> Step:
    published = facts[AppealOf(appeal_meant(state, event))]
    if published is None:
        return gone()
    if isinstance(event, Line) and state and state.step == HANDED:
        return guide.step(None, event, facts)
    if published.appeal.letter is None or not published.appeal.addressees:
        return Step((Screen((text(say("letter.not_planned")),)),), KEEP)
    if published.closed or not published.appeal.is_open(facts.now):
        return Step((Screen((text(say("letter.closed", title=published.appeal.title)),)),), KEEP)
    held = in_hand(published, state, event, facts)
    if held is None:
        return changed(published)
    return _written(state, event, held, facts)


def _written(state: State | None, event: Event, held: InHand, facts: Facts) -> Step:
    known = state if state and state.data.get("appeal") == held.of.id else None
    at_desk = known is not None and known.step == COUNTRY
    if isinstance(event, Tapped) and isinstance(event.tap, letter_desk.TAPS):
        return letter_desk.step(known, event, held, facts)
    if isinstance(event, Line):
        if at_desk:
            return letter_desk.step(known, event, held, facts)
        return _typed(_chosen(known, held.of.id, held.of.version) or _begin(held.of), held, event.text)
    chosen = _chosen(known, held.of.id, held.of.version)
    return _tapped(chosen or _begin(held.of), event, held, facts, fresh=chosen is None)


def _tapped(state: State, event: Event, held: InHand, facts: Facts, *, fresh: bool) -> Step:
    match event:
        case Tapped(ToggleOffice(office=office)) if office < len(held.appeal.addressees):
            chosen = set(state.data["offices"]) ^ {office}
            return _choose(state.at("offices", offices=sorted(chosen)), held, replaces=True)
        case Tapped(AllOffices(on=on)):
            chosen = range(len(held.appeal.addressees)) if on else ()
            return _choose(state.at("offices", offices=list(chosen)), held, replaces=True)
        case Tapped(Prepare()):
            return _options(state, held) if state.data["offices"] else _choose_one(state, held)
        case Tapped(InLanguage(language=language)):
            return _options(state.at("options", language=language), held)
        case Tapped(OwnSentence()):
            return _ask(state, "sentence")
        case Tapped(OwnName()):
            return _ask(state, "signer")
        case Tapped(TakeLetters()) if not fresh and state.data["offices"]:
            return _take(state, held, facts)
        case _:
            return _choose(_begin(held.of), held, replaces=False)


def _choose(state: State, held: InHand, *, replaces: bool) -> Step:
    appeal, id, version = held.appeal, held.of.id, held.of.version
    chosen = set(state.data["offices"])
    boxes = tuple(
        (Choice(office_label(a), tap=ToggleOffice(id, version, n), on=n in chosen),)
        for n, a in enumerate(appeal.addressees)
    )
    everyone = len(chosen) == len(appeal.addressees)
    switch = Choice(say("letter.none_of_them"), tap=AllOffices(id, version, 0))
    if not everyone:
        switch = Choice(say("letter.all_of_them"), tap=AllOffices(id, version, 1))
    go = Choice(say("letter.continue", count=len(chosen), number=len(chosen)), tap=Prepare(id, version))
    reachable = any(addressee.channels for addressee in appeal.addressees)
    how = note(say("letter.channels_note")) if reachable else text(say("letter.no_address_yet"))
    parts = (title(say("letter.to_whom")), text(appeal.title), *held.remarks(), how)
    rows = (*boxes, (switch, go), *held.way_on())
    return Step((Screen(parts, rows, replaces=replaces),), state)


def _choose_one(state: State, held: InHand) -> Step:
    step = _choose(state, held, replaces=True)
    return Step(step.screens, step.state, notice=say("letter.choose_one"))


def _options(state: State, held: InHand) -> Step:
    plan = held.appeal.letter
    languages = tuple(plan.body) if plan else ()
    id, version, data = held.of.id, held.of.version, state.data
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
        rows.append(tuple(_language_choice(state, held, code) for code in (THEIRS, *languages)))
    if plan and plan.mode is LetterMode.PERSONAL:
        rows.append((Choice(say("letter.own_sentence"), tap=OwnSentence(id, version)),))
        rows.append((Choice(say("letter.own_name"), tap=OwnName(id, version)),))
    shown = Screen((*parts, *held.remarks()), (*rows, *held.way_on()), replaces=True)
    return Step((shown,), state.at("options"))


def _language_choice(state: State, held: InHand, code: str) -> Choice:
    label = say("letter.language.short") if code == THEIRS else say("language.name", name=LanguageName(code))
    tap = InLanguage(held.of.id, held.of.version, code)
    return Choice(label, tap=tap, on=state.data["language"] == code)


def _ask(state: State, what: str) -> Step:
    question = (
        say("letter.sentence.ask", most=LONGEST_SENTENCE) if what == "sentence" else say("letter.signer.ask")
    )
    return Step((Screen((text(question), note(say("letter.dash_clears"))), asks=True),), state.at(what))


def _typed(state: State, held: InHand, typed: str) -> Step:
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
        return _choose(state, held, replaces=False)
    step = _options(changed, held)
    return Step(tuple(_standing_alone(screen) for screen in step.screens), step.state)


def _standing_alone(screen: Screen) -> Screen:
    return Screen(screen.parts, screen.rows)


def _take(state: State, held: InHand, facts: Facts) -> Step:
    ready = facts[_letters_wanted(state, held.of.version)]
    suspects = facts[SuspectsOf(held.of.id)]
    coming = say("letter.coming", count=len(ready), number=len(ready))
    first = Screen((text(coming), *held.remarks()), replaces=True)
    letters = (hand_over(held, one, facts.now, suspects) for one in ready)
    after = kept(state)
    last = _done(held, ready, something_kept=after is not None)
    order = TookLetters(held.of.id, held.of.version, tuple(r.letter.addressee for r in ready))
    return Step((first, *_translations(ready), *letters, last), after, (order,))


def _done(held: InHand, ready: tuple[ReadyLetter, ...], *, something_kept: bool) -> Screen:
    """The last word: from here every office's ways are one choice away, also where only the newest message
    can be answered."""
    id, version = held.of.id, held.of.version
    keys = [addressee.key for addressee in held.appeal.addressees]
    rows: Rows = tuple(
        (
            Choice(
                say("letter.ways_to", office=office_label(one.addressee)),
                tap=ShowWays(id, version, keys.index(one.letter.addressee), one.letter.language),
                sensitive=True,
            ),
        )
        for one in ready
        if one.letter.addressee in keys
    )
    parts = [text(say("letter.done", count=len(ready), number=len(ready)))]
    if something_kept:
        parts.append(note(say("letter.kept")))
        rows = (*rows, (Choice(say("letter.forget_mine"), tap=ForgetMine(id, version), sensitive=True),))
    else:
        parts.append(note(say("letter.forget")))
    again = Choice(say("letter.again"), tap=WriteLetters(id, version), sensitive=True)
    return Screen(tuple(parts), (*rows, *(held.way_on() or ((again,),))), once=True)


def _translations(ready: tuple[ReadyLetter, ...]) -> list[Screen]:
    """Each distinct translation once, before the letters it explains."""
    seen = dict.fromkeys(r.translation for r in ready if r.translation)
    return [Screen((title(say("letter.translation")), Part("quote", body)), once=True) for body in seen]


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    taps=(
        WriteLetters,
        ToggleOffice,
        AllOffices,
        Prepare,
        InLanguage,
        OwnSentence,
        OwnName,
        TakeLetters,
        *letter_desk.TAPS,
    ),
)
