"""What recipients will see, before anybody sees it: checklist, exact preview, number and duration."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from alertbot.dialogue import cards, demand_cards, draft_words
from alertbot.dialogue.court_cards import hearing_line
from alertbot.dialogue.day_cards import day_line
from alertbot.dialogue.engine import Want
from alertbot.dialogue.letter_ways import ways
from alertbot.dialogue.screen import (
    Choice,
    Country,
    LanguageName,
    Part,
    Say,
    Screen,
    Span,
    Words,
    item,
    note,
    say,
    text,
    title,
)
from alertbot.dialogue.tap import Tap
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.copies import NO_COPIES, Copies
from alertbot.domain.hearing import StoredHearing
from alertbot.domain.publication import Draft, Published, Purpose


@dataclass(frozen=True, slots=True)
class ShowPreview(Tap):
    word: ClassVar[str] = "preview"
    draft: int
    language: str


@dataclass(frozen=True, slots=True)
class OnlyAPreview(Tap):
    """Stands on the buttons of a preview, so that they look real and do nothing."""

    word: ClassVar[str] = "onlypreview"


@dataclass(frozen=True, slots=True)
class DraftAtHand(Want[Draft | None]):
    id: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many a draft would reach, in how many seconds, and how many others could approve it.

    ``rooms`` get it at once; ``asking`` ask their own organizers first, ``muted`` have muted the case.

    ``version`` is above 1 when this appeal went out before and everyone would be alerted again. A correction
    reaches ``copies`` and writes to ``persons``.
    """

    persons: int
    rooms: int
    seconds: float
    approvers: int
    version: int = 1
    purpose: Purpose = Purpose.NEW
    copies: Copies = NO_COPIES
    muted: int = 0
    asking: int = 0


@dataclass(frozen=True, slots=True)
class ForecastOf(Want[Forecast]):
    """What a stored draft would reach."""

    draft: int


@dataclass(frozen=True, slots=True)
class TooLong(Want[tuple[str, int] | None]):
    """The language in which a draft's alert does not fit one message, and by how many characters."""

    draft: int


@dataclass(frozen=True, slots=True)
class SampleLetter(Want[str]):
    """The body of a draft's first letter in one language, as a signer would get it; empty without one."""

    draft: int
    language: str


def checklist(case: Case, appeal: Appeal, today: date) -> list[Part]:
    """Each field as one line, ticked, missing or doubtful."""
    return [
        *_origin(case, appeal),
        _deadline(appeal, today),
        *_hearings(case, today),
        *_milestones(case),
        *_contents(appeal),
    ]


def _origin(case: Case, appeal: Appeal) -> list[Part]:
    country = _line(say("check.country", country=Country(case.country)), True)
    return [
        _line(appeal.title, bool(appeal.title)),
        _line(say("check.kind", kind=draft_words.KIND[appeal.kind]), True),
        country if case.country else item(say("check.no_country"), "⚠️"),
        _line(
            say("check.issuer", issuer=appeal.issuer) if appeal.issuer else say("check.no_issuer"),
            bool(appeal.issuer),
        ),
        _line(
            say("check.code", code=appeal.code) if appeal.code else say("check.no_code"), bool(appeal.code)
        ),
    ]


def _contents(appeal: Appeal) -> list[Part]:
    reachable = sum(bool(a.channels) for a in appeal.addressees)
    return [
        _line(say("check.languages", languages=_listed(list(appeal.title))), True),
        _line(
            say("check.demands", count=len(appeal.demands), number=len(appeal.demands)), bool(appeal.demands)
        ),
        _line(
            say(
                "check.addressees",
                count=len(appeal.addressees),
                number=len(appeal.addressees),
                reachable=reachable,
            ),
            bool(appeal.addressees) and reachable == len(appeal.addressees),
        ),
        _line(say("check.letter") if appeal.letter else say("check.no_letter"), appeal.letter is not None),
    ]


def _chain(case: Case) -> tuple[StoredHearing, ...]:
    """The draft's court dates as they would stand in the store, by date."""
    replaced = {hearing.supersedes for hearing in case.hearings}
    ordered = sorted(case.hearings, key=lambda hearing: hearing.starts)
    return tuple(StoredHearing(0, 0, hearing, hearing.key in replaced) for hearing in ordered)


def _hearings(case: Case, today: date) -> list[Part]:
    """Each court date as readers will see it; a wrong one is seen before anybody travels to it."""
    ordered = sorted(case.hearings, key=lambda hearing: hearing.starts)
    return [
        item(say("check.hearing_past", hearing=hearing_line(hearing)), "⌛")
        if hearing.day < today
        else item(hearing_line(hearing), "🗓")
        for hearing in ordered
    ]


def _milestones(case: Case) -> list[Part]:
    """Each day that subscribers will be reminded of, as they will be told."""
    return [item(day_line(milestone), "📅") for milestone in case.milestones]


def _listed(codes: list[str]) -> LanguageName | Say:
    """Languages by name, parted by commas."""
    if len(codes) == 1:
        return LanguageName(codes[0])
    return say("list.and_more", first=LanguageName(codes[0]), more=_listed(codes[1:]))


def _line(words: Words, done: bool) -> Part:
    return item(words, "✅" if done else "▫️")


def _deadline(appeal: Appeal, today: date) -> Part:
    if appeal.sign_by is None:
        return _line(say("check.no_sign_by"), False)
    if appeal.sign_by < today:
        return item(say("check.sign_by_past", day=appeal.sign_by), "⚠️")
    return _line(say("check.sign_by", day=appeal.sign_by), True)


def reach_line(forecast: Forecast) -> Words:
    """To how many it would go, how long that takes, and whether they have had it before."""
    if forecast.purpose is Purpose.CORRECTION:
        return say(
            "reach.correction",
            version=forecast.version,
            copies=forecast.copies.there,
            lost=forecast.copies.lost,
            persons=forecast.persons,
        )
    line = say(
        "reach.line",
        persons=forecast.persons,
        rooms=forecast.rooms,
        duration=Span(max(1.0, forecast.seconds)),
    )
    if forecast.asking:
        line = say("reach.asking", line=line, count=forecast.asking, number=forecast.asking)
    if forecast.muted:
        line = say("reach.muted", line=line, count=forecast.muted, number=forecast.muted)
    return line if forecast.version == 1 else say("reach.again", line=line, version=forecast.version)


def as_published(draft: Draft, *, id: int = 0) -> Published | None:
    """The draft as it would stand in the store."""
    if draft.case is None or draft.appeal is None:
        return None
    shown = Published(id, 0, draft.since + 1, draft.case, draft.appeal, draft.changed)
    if draft.purpose is Purpose.CORRECTION:
        return replace(shown, material=shown.version)
    return replace(shown, parent=draft.about) if draft.purpose is Purpose.UPDATE else shown


def message(draft: Draft, published: Published) -> Screen:
    """What goes out of a draft to its readers."""
    if draft.purpose is Purpose.OUTCOME:
        return demand_cards.outcome(published)
    return cards.alert(published)


def screens(draft: Draft, language: str, letter: str) -> tuple[Screen, ...]:
    """The alert, the full case and a letter exactly as readers of one language will see them."""
    published = as_published(draft)
    if published is None or draft.appeal is None:
        return ()
    shown = [
        Screen((note(say("preview.head", language=LanguageName(language))),)),
        _inert(message(draft, published), language),
        _inert(cards.full_case(published, _chain(published.case)), language),
    ]
    if draft.appeal.addressees:
        shown.append(Screen(tuple(_offices(draft.appeal)), locale=language))
    if letter:
        shown.append(Screen((note(say("preview.letter")), Part("copy", letter))))
    return tuple(shown)


def _offices(appeal: Appeal) -> list[Part]:
    parts: list[Part] = [title(say("case.addressees"))]
    for addressee in appeal.addressees:
        parts += [text(addressee.persons or addressee.person or addressee.office), *ways(addressee)]
    return parts


def _inert(screen: Screen, language: str) -> Screen:
    rows = tuple(
        tuple(Choice(choice.label, tap=OnlyAPreview()) for choice in row if choice.tap) for row in screen.rows
    )
    return replace(screen, rows=tuple(row for row in rows if row), locale=language)
