"""Editing a draft: each line of its checklist in one tap and one message, kept as it is typed."""

from dataclasses import replace
from typing import Any

from alertbot.dialogue import draft_addressee as addressees
from alertbot.dialogue import draft_dates as dates
from alertbot.dialogue import draft_enclosures as enclosures
from alertbot.dialogue import draft_languages as languages
from alertbot.dialogue import draft_lists as lists
from alertbot.dialogue import draft_words as words
from alertbot.dialogue import edits, enclosure_file
from alertbot.dialogue.draft_hand import (
    AtHand,
    again,
    ask_field,
    asking,
    changed_meanwhile,
    kept,
    line_of,
    opened,
    stands,
    state_of,
)
from alertbot.dialogue.draft_lines import consent_id
from alertbot.dialogue.draft_taps import (
    Change,
    DropDraft,
    Edit,
    KeepDate,
    Open,
    Pick,
    Remove,
    Review,
    ReviewPage,
    Settle,
    mark,
)
from alertbot.dialogue.edits import FIELD, Changed
from alertbot.dialogue.engine import KEEP, Facts, Step, Want
from alertbot.dialogue.review import review
from alertbot.dialogue.screen import Choice, Screen, say, text
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import ChoicesNow

TAPS = (Review, ReviewPage, Edit, Pick, Open, Change, Remove, Settle, KeepDate)


def wanted(tap: Tap) -> tuple[Want[Any], ...]:
    """What a tap needs beside the draft."""
    match tap:
        case Edit(part="languages") | Pick(part="language"):
            return (ChoicesNow(),)
        case _:
            return ()


# --- taps -----------------------------------------------------------------------------------------------


def tapped(tap: Tap, mine: AtHand, facts: Facts) -> Step:
    """What follows from a button of the checklist or of a screen below it."""
    match tap:
        case Edit(part=enclosures.LINE):
            return opened(mine, enclosures.PART, -1, facts)
        case Edit(part=part, language=language):
            return _ask(mine, part, language, facts)
        case Pick(part=part, value=value):
            return _pick(mine, part, value, facts)
        case Open(part=part, at=at, mark=seen) if stands(mine, part, at, seen):
            return opened(mine, part, at, facts)
        case Change(part=part, at=at, mark=seen, what=what) if stands(mine, part, at, seen):
            return _change(mine, part, at, what, facts)
        case Remove(part=part, at=at, mark=seen, what=what) if stands(mine, part, at, seen):
            return _remove(mine, part, at, what, facts)
        case Settle(line=key, mark=seen):
            return _settle(mine, key, seen, facts)
        case ReviewPage(page=page):
            return Step((replace(review(mine.draft, facts, page), replaces=True),), None)
        case Review():
            return Step((review(mine.draft, facts),), None)
        case _:
            return changed_meanwhile(mine, facts)


def _ask(mine: AtHand, part: str, language: str, facts: Facts) -> Step:
    match part:
        case "languages":
            return Step((languages.screen(mine.id, mine.appeal, facts[ChoicesNow()].locales),), None)
        case "demands" if not language:
            shown = asking(mine, part, lists.demands_screen(mine.id, mine.appeal), facts)
            return Step((shown,), state_of(mine, "demand", at=-1))
        case "persons":
            shown = asking(mine, part, lists.persons_screen(mine.id, mine.case), facts)
            return Step((shown,), state_of(mine, "person", at=-1))
        case addressees.PART:
            asked = Screen((text(say("addressee.ask_new")),), ((addressees.back(mine.id),),), asks=True)
            own = next(iter(mine.appeal.title), "en")
            return Step((asked,), state_of(mine, part, at=-1, what="new", language=own))
        case dates.PART:
            return Step((asking(mine, "dates", dates.ask(mine.id), facts),), state_of(mine, part, at=-1))
        case "drop":
            return Step((_drop(mine),), None)
        case "kind" | "consent":
            return Step((_offer(mine, part, facts),), None)
        case _ if part in FIELD and (part not in edits.IN_LANGUAGES or language or part == "letter"):
            return ask_field(mine, part, language, facts)
        case "text":
            whole = Screen((text(say("line.text")),), ((addressees.back(mine.id),),))
            return Step((asking(mine, part, whole, facts),))
        case _:
            return Step((Screen((text(say("message.unreadable")),)),), KEEP)


def _drop(mine: AtHand) -> Screen:
    sure = Choice(say("review.drop_sure"), tap=DropDraft(mine.id))
    return Screen((text(say("review.drop_ask")),), ((sure, addressees.back(mine.id)),))


def _offer(mine: AtHand, part: str, facts: Facts) -> Screen:
    offered = words.KIND if part == "kind" else words.CONSENT
    now = mine.appeal.kind if part == "kind" else mine.appeal.consent
    rows = tuple(
        (Choice(label, tap=Pick(mine.id, part, value.value), on=value is now),)
        for value, label in offered.items()
    )
    question = say("kind.ask") if part == "kind" else say("consent.ask")
    shown = Screen((text(question),), (*rows, (addressees.back(mine.id),)))
    return asking(mine, part, shown, facts)


def _pick(mine: AtHand, part: str, value: str, facts: Facts) -> Step:
    if part == "language":
        if value not in (*facts[ChoicesNow()].locales, *languages.wanted(mine.appeal)):
            return changed_meanwhile(mine, facts)
        first = languages.next_missing(mine.appeal, value, "")
        return ask_field(mine, first or "title", value, facts)
    changed = edits.picked(mine.draft, part, value)
    if changed is None:
        return changed_meanwhile(mine, facts)
    settled = (consent_id(changed.appeal),) if part == "consent" else ()
    return kept(mine, changed, part, facts, settled=settled)


def _change(mine: AtHand, part: str, at: int, what: str, facts: Facts) -> Step:
    if part == "person":
        changed = lists.about_person(mine.case, mine.appeal, at, what)
        return again(mine, changed, part, at, facts)
    if part == enclosures.PART:
        return opened(mine, part, at, facts)
    if part != addressees.PART:
        return changed_meanwhile(mine, facts)
    addressee = mine.appeal.addressees[at]
    if what.startswith("turn_") and what[5:].isdigit():
        return again(mine, Changed(mine.case, addressees.turned(mine.appeal, at, what)), part, at, facts)
    if what not in addressees.FIELDS and addressees.channel_at(what) is None:
        return changed_meanwhile(mine, facts)
    question = Screen(addressees.question(addressee, what), ((addressees.back(mine.id),),), asks=True)
    own = next(iter(mine.appeal.title), "en")
    return Step((question,), state_of(mine, part, at=at, mark=mark(addressee), what=what, language=own))


def _remove(mine: AtHand, part: str, at: int, what: str, facts: Facts) -> Step:
    match part:
        case addressees.PART:
            changed = addressees.removed(mine.case, mine.appeal, at, what)
            return again(mine, changed, part, at, facts) if what else kept(mine, changed, part, facts)
        case enclosures.PART:
            return enclosure_file.removed(mine, at, facts)
        case dates.PART:
            return kept(mine, dates.removed(mine.case, mine.appeal, at), "dates", facts)
        case _:
            return kept(mine, lists.removed(mine.case, mine.appeal, part, at), f"{part}s", facts)


def _settle(mine: AtHand, key: str, seen: str, facts: Facts) -> Step:
    line = line_of(mine, key, facts)
    if line is None or line.mark != seen:
        return changed_meanwhile(mine, facts)
    ids = tuple(question.id for question in line.questions)
    return kept(mine, Changed(mine.case, mine.appeal), "", facts, settled=ids)
