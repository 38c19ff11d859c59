"""After the letters are handed over: their ways and files on demand, and the embassy in the reader's country.

What a reader typed for the letters is kept, sealed, while files may still be asked for; a country never is.
"""

from collections.abc import Mapping
from typing import Any

from alertbot.dialogue.engine import KEEP, Event, Facts, Keep, Line, State, Step, Tapped, Want
from alertbot.dialogue.letter_taps import (
    THEIRS,
    AskCountry,
    EmbassyIn,
    FileOf,
    ForgetMine,
    HostsOf,
    InCountry,
    Made,
    Mine,
    ShowWays,
    SuspectsOf,
    TakeFile,
)
from alertbot.dialogue.letter_versions import InHand
from alertbot.dialogue.letter_ways import (
    FORMS,
    advice,
    letter_parts,
    office_label,
    office_rows,
    page_rows,
    pairs,
    sent_rows,
    time_left,
)
from alertbot.dialogue.screen import Choice, Country, Screen, Words, note, say, text, title
from alertbot.domain.addressee import Addressee
from alertbot.domain.advice import advise

NAME = "write_letter"
HANDED = "handed"
COUNTRY = "country"

TAPS = (ShowWays, TakeFile, AskCountry, InCountry, ForgetMine)

HOW: Mapping[str, Words] = {
    "eml": say("form.how.eml"),
    "fax": say("form.how.fax"),
    "post": say("form.how.post"),
    "docx": say("form.how.docx"),
    "picture": say("form.how.picture"),
}


def mine(state: State | None, appeal: int, language: str = "") -> Mine:
    """What this reader typed for the letters of an appeal, as far as it is still kept."""
    if state is None or state.data.get("appeal") != appeal:
        return Mine(language or THEIRS)
    data = state.data
    chosen = language or str(data.get("language", THEIRS))
    return Mine(chosen, str(data.get("sentence", "")), str(data.get("signer", "")))


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    """What is needed beside the versions of the appeal."""
    match event:
        case Tapped(ShowWays(appeal=id)):
            return (SuspectsOf(id),)
        case Tapped(TakeFile() as tap):
            return (_file_wanted(state, tap),)
        case Tapped(AskCountry(appeal=id)):
            return (HostsOf(id),)
        case Tapped(InCountry(appeal=id, version=version, office=office, country=country)):
            return (HostsOf(id), SuspectsOf(id), EmbassyIn(id, version, office, country, mine(state, id)))
        case Line(text=typed) if state and state.step == COUNTRY:
            return (HostsOf(_id(state)), SuspectsOf(_id(state)), _embassy_wanted(state, typed))
        case _:
            return ()


def _id(state: State) -> int:
    return int(state.data["appeal"])


def _file_wanted(state: State | None, tap: TakeFile) -> FileOf:
    form, _, language = tap.what.partition("_")
    return FileOf(tap.appeal, tap.version, tap.office, form, mine(state, tap.appeal, language))


def _embassy_wanted(state: State, typed: str) -> EmbassyIn:
    data = state.data
    return EmbassyIn(_id(state), int(data["version"]), int(data["office"]), typed, mine(state, _id(state)))


def step(state: State | None, event: Event, held: InHand, facts: Facts) -> Step:
    match event:
        case Tapped(ForgetMine()):
            return Step((Screen((text(say("letter.forgotten")),)),), None if state else KEEP)
        case Line(text=typed) if state and state.step == COUNTRY:
            office = _office(held, int(state.data["office"]))
            found = _embassy_wanted(state, typed)
            return _answered(state, found, office, held, facts) if office else _no_office(held)
        case Tapped(tap):
            office = _office(held, int(getattr(tap, "office", -1)))
            return _tapped(state, tap, office, held, facts) if office else _no_office(held)
        case _:
            return _no_office(held)


def _office(held: InHand, number: int) -> Addressee | None:
    addressees = held.appeal.addressees
    return addressees[number] if 0 <= number < len(addressees) else None


def _no_office(held: InHand) -> Step:
    return Step((Screen((text(say("letter.office_gone")),), held.way_on()),), KEEP)


def _tapped(state: State | None, tap: object, office: Addressee, held: InHand, facts: Facts) -> Step:
    match tap:
        case ShowWays(language=language):
            return Step((_ways(office, language, held, facts),), KEEP)
        case TakeFile():
            return Step((_file(state, tap, office, held, facts),), KEEP)
        case AskCountry(office=number, language=language):
            return _ask(state, number, language, held, facts)
        case InCountry(office=number, country=country):
            want = EmbassyIn(held.of.id, held.of.version, number, country, mine(state, held.of.id))
            return _answered(state, want, office, held, facts)
        case _:
            return _no_office(held)


def _ways(office: Addressee, language: str, held: InHand, facts: Facts) -> Screen:
    advised = advise(office, time_left(held.appeal, facts.now), facts[SuspectsOf(held.of.id)])
    parts = (title(office_label(office)), *held.remarks(), *advice(office, advised))
    return Screen(parts, (*office_rows(held, office.key, language, advised), *held.way_on()))


def _file(state: State | None, tap: TakeFile, office: Addressee, held: InHand, facts: Facts) -> Screen:
    form, _, language = tap.what.partition("_")
    if form not in FORMS:
        return Screen((text(say("letter.office_gone")),))
    made = facts[_file_wanted(state, tap)]
    back = Choice(say("letter.ways_back"), tap=ShowWays(tap.appeal, tap.version, tap.office, language))
    rows = ((back,), *held.way_on())
    if made.file is None:
        return Screen((text(_unmade(made)),), rows)
    parts = [text(office_label(office)), note(HOW[form]), *held.remarks()]
    if state is None or state.data.get("appeal") != tap.appeal:
        parts.append(note(say("form.nothing_of_yours")))
    return Screen(tuple(parts), rows, file=made.file, once=True)


def _unmade(made: Made) -> Words:
    if made.unprintable:
        return say("form.unprintable", characters=made.unprintable)
    return say("form.impossible")


# --- the embassy in your country ----------------------------------------------------------------------------


def _ask(state: State | None, office: int, language: str, held: InHand, facts: Facts) -> Step:
    known = mine(state, held.of.id, language)
    data = {
        "appeal": held.of.id,
        "version": held.of.version,
        "office": office,
        "language": known.language,
        "sentence": known.sentence,
        "signer": known.signer,
    }
    return Step((_question(say("embassy.ask"), office, held, facts),), State(NAME, COUNTRY, data))


def _question(words: Words, office: int, held: InHand, facts: Facts) -> Screen:
    sender, hosts = Country(held.of.case.country), facts[HostsOf(held.of.id)]
    parts = [title(say("embassy.title", sender=sender)), text(words)]
    if hosts:
        parts.append(note(say("embassy.known", sender=sender)))
    taps = [(host, InCountry(held.of.id, held.of.version, office, host)) for host in hosts]
    choices = [Choice(say("country.name", name=Country(h)), tap=tap, sensitive=True) for h, tap in taps]
    return Screen((*parts, note(say("embassy.forgets"))), pairs(choices), asks=True)


def _answered(state: State | None, want: EmbassyIn, office: Addressee, held: InHand, facts: Facts) -> Step:
    found = facts[want]
    if found.country is None:
        return Step((_question(say("embassy.which"), want.office, held, facts),), state or KEEP)
    again = Choice(
        say("embassy.another"),
        tap=AskCountry(held.of.id, held.of.version, want.office, want.mine.language),
        sensitive=True,
    )
    sender = Country(held.of.case.country)
    if found.ready is None:
        unknown = say("embassy.unknown", sender=sender, country=Country(found.country))
        parts = (text(unknown), note(say("embassy.others_stay")))
        return Step((Screen(parts, ((again,),), once=True),), _afterwards(state))
    left, suspects = time_left(held.appeal, facts.now), facts[SuspectsOf(held.of.id)]
    advised = advise(found.ready.addressee, left, suspects)
    files = (Screen((note(HOW[form]),), file=file, once=True) for form, file in found.files)
    rows = (*page_rows(found.ready), *sent_rows(held, want.office, advised), (again,))
    last = Screen((text(say("embassy.done")), note(say("embassy.forgotten"))), rows, once=True)
    letter = Screen(letter_parts(found.ready, advised), once=True)
    return Step((letter, *files, last), _afterwards(state))


def _afterwards(state: State | None) -> "State | Keep | None":
    """The country is nowhere in it: what was typed in answer is gone with the event."""
    if state is None:
        return KEEP
    return kept(state) if state.step == COUNTRY else KEEP


def kept(state: State) -> State | None:
    """The conversation after the letters, if there is anything to keep for their files."""
    names = ("appeal", "version", "language", "sentence", "signer")
    data = {name: state.data[name] for name in names if name in state.data}
    if not data.get("sentence") and not data.get("signer"):
        return None
    return State(NAME, HANDED, data)
