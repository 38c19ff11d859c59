"""Translating somebody else's draft: title, summary, letter and demands in any language but its own.

Nothing else of a draft can be changed here. Whoever translates cannot approve; what was approved goes back to
its author with the first word that changes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from alertbot.dialogue import draft_languages as languages
from alertbot.dialogue import draft_lists as lists
from alertbot.dialogue import draft_words as words
from alertbot.dialogue import edits
from alertbot.dialogue.approve import LookOver
from alertbot.dialogue.draft_hand import AtHand, at_hand
from alertbot.dialogue.draft_taps import Review, Translate
from alertbot.dialogue.edits import IN_LANGUAGES, LONGEST_FIELD, NOTHING, Changed
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
from alertbot.dialogue.preview import DraftAtHand, ShowPreview
from alertbot.dialogue.screen import Choice, LanguageName, Part, Screen, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import ChoicesNow
from alertbot.domain.appeal import Appeal
from alertbot.domain.publication import Draft, DraftStage

NAME = "translate"
OPEN_TO_IT = (DraftStage.OPEN, DraftStage.SUBMITTED, DraftStage.HOLD)


@dataclass(frozen=True, slots=True)
class TranslatePart(Tap):
    """Put one part into a language; ``part`` is one of :data:`IN_LANGUAGES`, empty for the first that is
    missing."""

    word: ClassVar[str] = "translatepart"
    draft: int
    part: str
    language: str


@dataclass(frozen=True, slots=True)
class PutIntoWords(Order):
    """What was typed for one part in one language. It is worked into the draft as that stands by then."""

    draft: int
    part: str
    language: str
    typed: str = field(repr=False)


def own_language(appeal: Appeal) -> str:
    """The language that an appeal was written in: its author's to change."""
    return next(iter(appeal.title or appeal.summary), "en")


def is_theirs(draft: Draft | None, organizer: str | None) -> bool:
    """Whether a draft may be translated by this person: somebody else's, and not out yet."""
    return draft is not None and draft.author != organizer and draft.stage in OPEN_TO_IT


def translated(now: Changed, part: str, language: str, typed: str) -> Changed | None:
    """A draft's content with one part in one language; ``None`` for what would be more than a translation."""
    fits = typed.strip() not in ("", NOTHING) and len(typed) <= LONGEST_FIELD.get(part, 0)
    if part not in parts_of(now.appeal) or not fits or language == own_language(now.appeal):
        return None
    if part == "demands":
        return lists.translated(now.case, now.appeal, language, typed)
    after = edits.worded(now, part, language, typed.strip())
    return replace(after, appeal=replace(after.appeal, actions=now.appeal.actions))


def parts_of(appeal: Appeal) -> tuple[str, ...]:
    """What of an appeal can be put into another language."""
    there = {"letter": appeal.letter is not None, "demands": bool(appeal.demands)}
    return tuple(part for part in IN_LANGUAGES if there.get(part, True))


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(tap):
            return (DraftAtHand(int(getattr(tap, "draft", 0))), ChoicesNow())
        case Line() if state:
            return (DraftAtHand(int(state.data["draft"])), ChoicesNow())
        case _:
            return ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(Translate(draft=id)):
            return _about(id, facts, lambda mine: Step((_overview(mine, facts),)))
        case Tapped(TranslatePart(draft=id, part=part, language=language)):
            return _about(id, facts, lambda mine: _asked(mine, part, language, facts))
        case Line(text=typed) if state:
            return _about(int(state.data["draft"]), facts, lambda mine: _typed(state, typed, mine, facts))
        case _:
            return Step((Screen((text(say("message.unreadable")),)),), KEEP)


def _about(id: int, facts: Facts, then: Callable[[AtHand], Step]) -> Step:
    draft = facts[DraftAtHand(id)]
    mine = at_hand(draft) if draft else None
    if draft is None or mine is None or draft.stage is DraftStage.DROPPED:
        return Step((Screen((text(say("draft.gone")),)),))
    if not is_theirs(draft, facts.organizer):
        return Step((Screen((text(say("translate.not_here")),)),))
    return then(mine)


def _overview(mine: AtHand, facts: Facts, first: tuple[Part, ...] = ()) -> Screen:
    """Every language with what is missing in it, and buttons for all but the draft's own."""
    appeal, own = mine.appeal, own_language(mine.appeal)
    known = words.languages_of(appeal)
    parts: list[Part] = [*first, title(say("translate.title")), text(appeal.title)]
    for language in known:
        whole = not words.lacking(appeal, language)
        parts.append(item(words.language_line(appeal, language), "✅" if whole else "▫️"))
    parts.append(note(say("translate.how", language=LanguageName(own))))
    if mine.draft.stage is not DraftStage.OPEN:
        parts.append(note(say("translate.voids")))
    rows = [row for language in known[: languages.MOST] if language != own for row in _of(mine, language)]
    new = [code for code in _offered(mine, facts) if code not in known][: languages.MOST]
    added = [
        Choice(say("language.add", language=LanguageName(code)), tap=TranslatePart(mine.id, "", code))
        for code in new
    ]
    pairs = [tuple(added[at : at + 2]) for at in range(0, len(added), 2)]
    return Screen(tuple(parts), (*rows, *pairs, (_back(mine),)))


def _offered(mine: AtHand, facts: Facts) -> tuple[str, ...]:
    """The languages that something may be put into."""
    offered = (*facts[ChoicesNow()].locales, *languages.wanted(mine.appeal), *words.languages_of(mine.appeal))
    return tuple(code for code in dict.fromkeys(offered) if code != own_language(mine.appeal))


def _of(mine: AtHand, language: str) -> tuple[tuple[Choice, ...], ...]:
    name = LanguageName(language)
    first = (
        Choice(say("review.edit_title", language=name), tap=TranslatePart(mine.id, "title", language)),
        Choice(say("review.edit_summary", language=name), tap=TranslatePart(mine.id, "summary", language)),
    )
    second = {
        "letter": Choice(
            say("review.edit_letter", language=name), tap=TranslatePart(mine.id, "letter", language)
        ),
        "demands": Choice(
            say("review.edit_demands", language=name), tap=TranslatePart(mine.id, "demands", language)
        ),
    }
    rest = tuple(choice for part, choice in second.items() if part in parts_of(mine.appeal))
    return (first, rest) if rest else (first,)


def _back(mine: AtHand) -> Choice:
    return Choice(say("preview.back"), tap=LookOver(mine.id))


def _asked(mine: AtHand, part: str, language: str, facts: Facts) -> Step:
    part = part or languages.next_missing(mine.appeal, language, "") or "title"
    if part not in parts_of(mine.appeal) or language not in _offered(mine, facts):
        return Step((_overview(mine, facts),))
    return _ask(mine, part, language)


def _ask(mine: AtHand, part: str, language: str, first: tuple[Part, ...] = ()) -> Step:
    """What is asked for, below what it says in the draft's own language and what it says by now."""
    own = own_language(mine.appeal)
    parts = [*first, text(edits.question(part, language))]
    if part in ("title", "summary"):
        said = (mine.appeal.title if part == "title" else mine.appeal.summary).texts
        parts += [Part("copy", said[code]) for code in (own, language) if said.get(code)]
    parts += languages.demands_to_translate(mine.appeal) if part == "demands" else ()
    look = Choice(say("review.preview", language=LanguageName(own)), tap=ShowPreview(mine.id, own))
    later = Choice(say("language.later"), tap=Translate(mine.id))
    state = State(NAME, "words", {"draft": mine.id, "part": part, "language": language})
    return Step((Screen(tuple(parts), ((look,), (later,)), asks=True),), state)


def _typed(state: State, typed: str, mine: AtHand, facts: Facts) -> Step:
    part, language = str(state.data["part"]), str(state.data["language"])
    changed = translated(Changed(mine.case, mine.appeal), part, language, typed)
    if changed is None:
        too_long = text(say("edit.too_long", most=LONGEST_FIELD[part]))
        no_words = say("edit.demands_differ") if part == "demands" else say("translate.no_words")
        refused = text(no_words) if len(typed) <= LONGEST_FIELD[part] else too_long
        return _ask(mine, part, language, (refused,))
    told = [languages.saved(part)]
    if mine.draft.stage is not DraftStage.OPEN:
        told.append(text(say("translate.voided")))
    after = replace(mine.with_(changed), draft=replace(mine.draft, stage=DraftStage.OPEN))
    following = languages.next_missing(changed.appeal, language, part)
    order = PutIntoWords(mine.id, part, language, typed)
    if following:
        return replace(_ask(after, following, language, tuple(told)), orders=(order,))
    return Step((_overview(after, facts, tuple(told)),), None, (order,))


def told_to_author(draft: Draft, who: str, order: PutIntoWords) -> Screen:
    """That somebody else put words into their draft, and the way to look at them."""
    parts = (
        text(
            say(
                "translate.told",
                who=who,
                language=LanguageName(order.language),
                what=languages.NAMES[order.part],
            )
        ),
        text(draft.appeal.title if draft.appeal else ""),
        note(say("translate.told_look")),
    )
    look = Choice(
        say("review.preview", language=LanguageName(order.language)),
        tap=ShowPreview(draft.id, order.language),
    )
    return Screen(parts, ((look,), (Choice(say("preview.back"), tap=Review(draft.id)),)))


CONVERSATION = Conversation(NAME, step, wants, taps=(Translate, TranslatePart), organizers=True)
