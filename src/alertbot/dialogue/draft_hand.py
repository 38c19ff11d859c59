"""A draft in its author's hand: what every edit asks, keeps and shows again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from alertbot.dialogue import draft_addressee as addressees
from alertbot.dialogue import draft_dates as dates
from alertbot.dialogue import draft_enclosures as enclosures
from alertbot.dialogue import draft_languages as languages
from alertbot.dialogue import draft_lists as lists
from alertbot.dialogue import edits
from alertbot.dialogue.draft_lines import DOUBT_LINE, Line, lines
from alertbot.dialogue.draft_orders import NAME, FillDraft
from alertbot.dialogue.draft_taps import Settle, mark
from alertbot.dialogue.edits import Changed
from alertbot.dialogue.engine import Facts, State, Step
from alertbot.dialogue.review import review
from alertbot.dialogue.screen import Choice, Part, Screen, item, say, text
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.publication import Draft


@dataclass(frozen=True, slots=True)
class AtHand:
    """A draft that its author may change, with its content."""

    draft: Draft
    case: Case
    appeal: Appeal

    @property
    def id(self) -> int:
        return self.draft.id

    def with_(self, changed: Changed) -> "AtHand":
        draft = replace(self.draft, case=changed.case, appeal=changed.appeal)
        return AtHand(draft, changed.case, changed.appeal)


def at_hand(draft: Draft) -> AtHand | None:
    return AtHand(draft, draft.case, draft.appeal) if draft.case and draft.appeal else None


def changed_meanwhile(mine: AtHand, facts: Facts) -> Step:
    """A button from before a change touches nothing; the draft is shown as it is now."""
    return Step((review(mine.draft, facts, first=(text(say("submit.changed")),)),), None)


def stands(mine: AtHand, part: str, at: int, seen: str) -> bool:
    match part:
        case addressees.PART:
            return addressees.is_meant(mine.appeal, at, seen)
        case dates.PART:
            return dates.is_meant(mine.case, at, seen)
        case enclosures.PART:
            return enclosures.is_meant(mine.appeal, at, seen)
        case "demand" | "person":
            return lists.is_meant(mine.case, mine.appeal, part, at, seen)
        case _:
            return False


def state_of(mine: AtHand, part: str, **more: str | int) -> State:
    return State(NAME, "edit", {"draft": mine.id, "part": part, "language": "", **more})


def ask_field(mine: AtHand, part: str, language: str, facts: Facts, first: Iterable[Part] = ()) -> Step:
    language = language or next(iter(mine.appeal.title), "en")
    line = line_of(mine, part, facts)
    parts = [*first, text(edits.question(part, language)), *asked_about(line)]
    if part in ("title", "summary") and (now := _now(mine.appeal, part).get(language)):
        parts.append(Part("copy", now))
    parts += languages.demands_to_translate(mine.appeal) if part == "demands" else ()
    rows = ((languages.later(mine.id),),) if first else last_rows(mine, line)
    state = state_of(mine, part, language=language, chain=int(bool(first)))
    return Step((Screen(tuple(parts), rows, asks=True),), state)


def _now(appeal: Appeal, part: str) -> dict[str, str]:
    return dict((appeal.title if part == "title" else appeal.summary).texts)


def line_of(mine: AtHand, key: str, facts: Facts) -> Line | None:
    known = lines(mine.draft, facts.now.date())
    return next((line for line in known if line.key == key), None)


def asked_about(line: Line | None) -> list[Part]:
    """What is asked about a line."""
    return [item(question.words, "❓") for question in line.questions] if line else []


def settling(mine: AtHand, line: Line | None) -> Settle | None:
    """The button that says that a line is right as it stands."""
    if line is None or not line.questions or any(question.blocks for question in line.questions):
        return None
    return Settle(mine.id, line.key, line.mark)


def last_rows(mine: AtHand, line: Line | None) -> tuple[tuple[Choice, ...], ...]:
    settle = settling(mine, line)
    right = ((Choice(say("review.right"), tap=settle),),) if settle else ()
    return (*right, (addressees.back(mine.id),))


def asking(mine: AtHand, key: str, shown: Screen, facts: Facts) -> Screen:
    """A screen about a line with what is asked about it, and the button that says it is right: above
    the last row, which leads back."""
    line = line_of(mine, key, facts)
    settle = settling(mine, line)
    right = ((Choice(say("review.right"), tap=settle),),) if settle else ()
    rows = (*shown.rows[:-1], *right, shown.rows[-1])
    return replace(shown, parts=(*shown.parts, *asked_about(line)), rows=rows)


def opened(mine: AtHand, part: str, at: int, facts: Facts) -> Step:
    match part:
        case addressees.PART:
            return _addressee(mine, at, facts)
        case enclosures.PART:
            return _enclosures(mine, at, facts)
        case dates.PART:
            hearing = mine.case.hearings[at]
            settle = settling(mine, line_of(mine, f"{part}{at}", facts))
            shown = dates.screen(mine.id, mine.case, at, facts, settle)
            place = {"city": hearing.city, "zone": hearing.zone, "mark": mark(hearing)}
            return Step((shown,), state_of(mine, part, at=at, **place))
        case "demand":
            shown = lists.demand_screen(mine.id, mine.appeal, at)
            return Step((shown,), state_of(mine, part, at=at, mark=mark(mine.appeal.demands[at])))
        case _:
            shown = lists.person_screen(mine.id, mine.case, at)
            return Step((shown,), state_of(mine, part, at=at, mark=mark(mine.case.persons[at])))


def _addressee(mine: AtHand, at: int, facts: Facts) -> Step:
    """One addressee; an address typed next is added to it."""
    addressee = mine.appeal.addressees[at]
    state = state_of(mine, addressees.PART, at=at, mark=mark(addressee), what="contact")
    shown = addressees.screen(mine.id, mine.appeal, at)
    return Step((asking(mine, f"{addressees.PART}{at}", shown, facts),), state)


def _enclosures(mine: AtHand, at: int, facts: Facts) -> Step:
    """Pictures and documents; what is typed next says what the one at ``at`` shows, -1 for none."""
    if at >= 0:
        state = state_of(mine, enclosures.PART, at=at, mark=mark(mine.appeal.enclosures[at]))
        return Step((enclosures.ask_words(mine.id, mine.appeal, at),), state)
    shown = asking(mine, enclosures.LINE, enclosures.screen(mine.id, mine.appeal), facts)
    return Step((shown,), state_of(mine, enclosures.PART, at=-1))


def kept(mine: AtHand, changed: Changed, line: str, facts: Facts, *, settled: tuple[str, ...] = ()) -> Step:
    """The draft with a change kept, as a checklist. What the paste left open about the line is over."""
    after, order = _stored(mine, changed, line, settled)
    known = lines(after.draft, facts.now.date())
    shown = next((one for one in known if one.key == line), None)
    first = (text(say("review.kept")), item(shown.words, shown.sign)) if shown else ()
    return Step((review(after.draft, facts, first=first, known=known),), None, (order,))


def again(mine: AtHand, changed: Changed, part: str, at: int, facts: Facts) -> Step:
    """The draft with a change kept, and the thing in a list that was changed."""
    after, order = _stored(mine, changed, part, ())
    return replace(opened(after, part, at, facts), orders=(order,))


def _stored(mine: AtHand, changed: Changed, line: str, settled: tuple[str, ...]) -> tuple[AtHand, FillDraft]:
    about = "dates" if line.startswith(dates.PART) else line
    doubts = tuple(d for d in mine.draft.doubts if DOUBT_LINE.get(d.code, "text") != about)
    known = tuple(dict.fromkeys((*mine.draft.settled, *settled)))
    draft = replace(mine.draft, doubts=doubts, settled=known)
    after = AtHand(draft, mine.case, mine.appeal).with_(changed)
    return after, FillDraft(mine.id, changed.case, changed.appeal, doubts, known)
