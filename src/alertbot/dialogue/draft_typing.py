"""What is typed into a draft's field: read, checked, kept, or asked for again."""

from dataclasses import replace
from typing import Any

from alertbot.dialogue import draft_addressee as addressees
from alertbot.dialogue import draft_dates as dates
from alertbot.dialogue import draft_enclosures as enclosures
from alertbot.dialogue import draft_languages as languages
from alertbot.dialogue import draft_lists as lists
from alertbot.dialogue import edits, enclosure_file
from alertbot.dialogue.draft_hand import AtHand, again, ask_field, changed_meanwhile, kept, stands
from alertbot.dialogue.draft_lines import hearing_id
from alertbot.dialogue.draft_orders import Contacts, ContactsTyped
from alertbot.dialogue.draft_taps import KeepDate
from alertbot.dialogue.edits import FIELD, LONGEST_FIELD, Changed
from alertbot.dialogue.engine import Facts, State, Step, Want
from alertbot.dialogue.screen import Part, Screen, say, text

TYPING = ("edit", "city", "date")
"""Steps in which the next line of text belongs to a draft's field."""

LONGEST_LINE = 1000
"""Characters of a message that addresses are looked for in."""

_AS_TYPED = ("office", "greeting", "post")
"""Parts of an addressee in which nothing is looked for."""


def to_read(state: State, typed: str) -> tuple[Want[Any], ...]:
    """What a typed line has to be read as."""
    part = str(state.data["part"])
    if part == dates.PART:
        return (dates.reading(state, typed),)
    if part == addressees.PART and state.data["what"] not in _AS_TYPED:
        return (_contacts(state, typed),)
    return edits.to_read(part, typed) if part in FIELD else ()


def _contacts(state: State, typed: str) -> ContactsTyped:
    return ContactsTyped(int(state.data["draft"]), typed[:LONGEST_LINE])


def typed(state: State, line: str, mine: AtHand, facts: Facts) -> Step:
    """What follows from a line typed into a field."""
    part = str(state.data["part"])
    match part:
        case addressees.PART:
            return _addressee(state, line, mine, facts)
        case dates.PART:
            return _date(state, line, mine, facts)
        case enclosures.PART:
            return enclosure_file.described(state, line, mine, facts)
        case "demand" | "person":
            return _member(state, part, line, mine, facts)
        case _:
            return _field(state, part, line, mine, facts)


def _asked_again(state: State, words: Part) -> Step:
    back = (addressees.back(int(state.data["draft"])),)
    return Step((Screen((words,), (back,), asks=True),), state)


def _field(state: State, part: str, line: str, mine: AtHand, facts: Facts) -> Step:
    language = str(state.data["language"])
    if len(line) > LONGEST_FIELD[part]:
        return _asked_again(state, text(say("edit.too_long", most=LONGEST_FIELD[part])))
    if part == "demands":
        changed = lists.translated(mine.case, mine.appeal, language, line)
    else:
        changed = edits.changed(mine.draft, part, language, line.strip(), facts)
    if changed is None:
        return _asked_again(state, text(edits.unread(part, line.strip(), facts)))
    done = kept(mine, changed, part, facts)
    following = languages.next_missing(changed.appeal, language, part) if part in edits.IN_LANGUAGES else ""
    if not following or language == next(iter(mine.appeal.title), ""):
        return done
    asked = ask_field(mine.with_(changed), following, language, facts, (languages.saved(part),))
    return replace(asked, orders=done.orders)


# --- addressees -----------------------------------------------------------------------------------------


def _addressee(state: State, line: str, mine: AtHand, facts: Facts) -> Step:
    what, at = str(state.data["what"]), int(state.data["at"])
    longest = addressees.LONGEST.get(what, LONGEST_LINE)
    if len(line) > longest:
        return _asked_again(state, text(say("edit.too_long", most=longest)))
    found = Contacts() if what in _AS_TYPED else facts[_contacts(state, line)]
    if what == "new":
        appeal = addressees.added(mine.appeal, found, line)
        at = len(appeal.addressees) - 1
    elif not stands(mine, addressees.PART, at, str(state.data["mark"])):
        return changed_meanwhile(mine, facts)
    elif what == "person" or what in _AS_TYPED:
        appeal = addressees.renamed(mine.appeal, at, what, line, found)
    elif found.channels:
        appeal = addressees.with_channels(mine.appeal, at, what, found.channels)
    else:
        return _asked_again(state, text(addressees.unread()))
    return again(mine, Changed(mine.case, appeal), addressees.PART, at, facts)


# --- people and demands ---------------------------------------------------------------------------------


def _member(state: State, part: str, line: str, mine: AtHand, facts: Facts) -> Step:
    at, longest = int(state.data["at"]), lists.LONGEST[part]
    found = lists.typed_lines(part, line)
    if not found:
        return _asked_again(state, text(say("list.empty")))
    if any(len(one) > longest for one in found):
        return _asked_again(state, text(say("edit.too_long", most=longest)))
    if at < 0:
        return kept(mine, lists.added(mine.case, mine.appeal, part, found), f"{part}s", facts)
    if not stands(mine, part, at, str(state.data["mark"])):
        return changed_meanwhile(mine, facts)
    changed = lists.worded(mine.case, mine.appeal, part, at, " ".join(found))
    return kept(mine, changed, f"{part}s", facts)


# --- court dates ----------------------------------------------------------------------------------------


def _date(state: State, line: str, mine: AtHand, facts: Facts) -> Step:
    asked = dates.reading(state, line)
    read = facts[asked]
    if read is None:
        return _asked_again(state, text(say("hearing.unread")))
    if not read.zone:
        asking = Screen((text(say("hearing.which_city")),), asks=True)
        return Step((asking,), replace(state.at("city", typed=asked.typed)))
    after = dates.remembered(state, read)
    hearing = dates.hearing_of(after, mine.case, mine.appeal)
    return Step((dates.echo(mine.id, hearing, facts),), after)


def keep_date(tap: KeepDate, state: State | None, mine: AtHand, facts: Facts) -> Step:
    """The date that was echoed is kept, if it is the one that the button was shown with."""
    if state is None or state.step != "date" or int(state.data["draft"]) != mine.id:
        return changed_meanwhile(mine, facts)
    hearing = dates.hearing_of(state, mine.case, mine.appeal)
    if dates.echo_mark(hearing) != tap.mark:
        shown = dates.echo(mine.id, hearing, facts)
        return Step((replace(shown, parts=(text(say("hearing.other_echo")), *shown.parts)),), state)
    if hearing.starts <= facts.now:
        return _asked_again(state, text(say("date.past")))
    changed = dates.kept(state, mine.case, mine.appeal, hearing)
    line = f"{dates.PART}{changed.case.hearings.index(hearing)}"
    return kept(mine, changed, line, facts, settled=(hearing_id(hearing),))
