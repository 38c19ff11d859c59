"""Reading: the list of appeals, one appeal, its full case, sharing it, being reminded of its court dates."""

from dataclasses import dataclass, replace
from typing import Any

from alertbot.dialogue import cards, case_page, enclosures
from alertbot.dialogue.case_page import CasesAbout, searched_for
from alertbot.dialogue.doors import (
    FullCase,
    RemindMe,
    Share,
    ShowAppeal,
    ShowAppeals,
    WriteLetters,
)
from alertbot.dialogue.enclosures import EnclosedWith, ShowEnclosures
from alertbot.dialogue.engine import (
    KEEP,
    Command,
    Conversation,
    Event,
    Facts,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.screen import Choice, Part, Screen, item, note, say, text, title
from alertbot.dialogue.subscribe import welcome
from alertbot.dialogue.wants import AppealOf, ChoicesNow, Follows, HearingsOf, OpenAppeals
from alertbot.domain.publication import Published


@dataclass(frozen=True, slots=True)
class Follow(Order):
    case_id: int


@dataclass(frozen=True, slots=True)
class Unfollow(Order):
    case_id: int


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(RemindMe(appeal=id)):
            return (AppealOf(id), HearingsOf(id), Follows(id), ChoicesNow())
        case Tapped(FullCase(appeal=id)):
            return (AppealOf(id), HearingsOf(id))
        case Tapped(ShowEnclosures(appeal=id)):
            return (AppealOf(id), EnclosedWith(id))
        case Tapped(ShowAppeal(appeal=id)) | Tapped(Share(appeal=id)):
            return (AppealOf(id),)
        case Command(word="letter"):
            return (OpenAppeals(letters=True),)
        case Command(rest=typed) if searched := searched_for(typed):
            return (CasesAbout(searched),)
        case _:
            return (OpenAppeals(),)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Command(word="letter"):
            return Step((_letters(facts[OpenAppeals(letters=True)]),), KEEP)
        case Command(rest=typed) if searched := searched_for(typed):
            return Step((case_page.results(searched, facts[CasesAbout(searched)]),), KEEP)
        case Tapped(
            ShowAppeal(appeal=id)
            | FullCase(appeal=id)
            | RemindMe(appeal=id)
            | Share(appeal=id)
            | ShowEnclosures(appeal=id)
        ) as tapped:
            published = facts[AppealOf(id)]
            return _about(tapped, published, facts) if published else gone()
        case _:
            return Step((_list(facts[OpenAppeals()]),), KEEP)


def gone() -> Step:
    """The appeal a tap names does not exist (any more)."""
    return Step((Screen((text(say("appeal.gone")),)),), KEEP)


def changed(published: Published) -> Step:
    """A tap was made for an older version: its text comes before anything is done in its name."""
    card = cards.alert(published)
    return Step((replace(card, parts=(note(say("appeal.changed")), *card.parts)),), KEEP)


def is_for(event: Event, published: Published) -> bool:
    """Whether a tap was made for the version that is published now, or for none."""
    return not isinstance(event, Tapped) or getattr(event.tap, "version", None) in (None, published.version)


def _about(tapped: Tapped, published: Published, facts: Facts) -> Step:
    match tapped.tap:
        case FullCase(appeal=id):
            full = cards.full_case(published, facts[HearingsOf(id)])
            return Step((replace(full, rows=(*full.rows, (case_page.door(id),))),), KEEP)
        case ShowEnclosures(appeal=id, kind=kind):
            return Step(enclosures.shown(published, kind, facts[EnclosedWith(id)]), KEEP)
        case Share():
            return Step((_share(published, facts),), KEEP)
        case RemindMe(on=on):
            return _remind(published, facts) if on else _remind_no_more(published, facts)
        case _:
            return Step((cards.alert(published),), KEEP)


def _list(appeals: tuple[Published, ...]) -> Screen:
    if not appeals:
        return Screen((text(say("appeals.none")),))
    choices = (*(cards.short(p) for p in appeals), *case_page.cases_of(appeals))
    return Screen((title(say("appeals.title")),), rows=tuple((choice,) for choice in choices))


def _letters(appeals: tuple[Published, ...]) -> Screen:
    if not appeals:
        return Screen((text(say("letter.none")),))
    choices = (Choice(p.appeal.title, tap=WriteLetters(p.id, p.version), sensitive=True) for p in appeals)
    return Screen((text(say("letter.which")),), rows=tuple((choice,) for choice in choices))


def _share(published: Published, facts: Facts) -> Screen:
    appeal = published.appeal
    parts: list[Part] = [text(say("share.forward")), title(appeal.title), text(appeal.summary)]
    if facts.home:
        parts.append(text(facts.home + ShowAppeal(published.id).pack()))
    return Screen(tuple(parts))


def _remind(published: Published, facts: Facts) -> Step:
    if facts.subscriber is None:
        return Step((welcome(facts, facts.locale),), KEEP)
    appeal, follows = published.appeal, facts[Follows(published.id)]
    said = say("remind.already", title=appeal.title) if follows else say("remind.on", title=appeal.title)
    ahead = cards.next_hearings(facts[HearingsOf(published.id)])
    dates = tuple(item(say("hearing.when", when=cards.moment(h))) for h in ahead if h.starts > facts.now)
    if not dates:
        dates = (note(say("remind.no_date")),)
    parts = (text(said), *dates, note(say("remind.how")))
    row = (Choice(say("remind.stop"), tap=RemindMe(published.id, 0)),)
    return Step((Screen(parts, rows=(row,)),), KEEP, () if follows else (Follow(published.case_id),))


def _remind_no_more(published: Published, facts: Facts) -> Step:
    if not facts[Follows(published.id)]:
        return Step((Screen((text(say("remind.none", title=published.appeal.title)),)),), KEEP)
    screen = Screen((text(say("remind.off", title=published.appeal.title)),))
    return Step((screen,), KEEP, (Unfollow(published.case_id),))


CONVERSATION = Conversation(
    "read",
    step,
    wants,
    commands=frozenset({"appeals", "letter"}),
    taps=(ShowAppeals, ShowAppeal, FullCase, Share, RemindMe, ShowEnclosures),
)
