"""The lines of a draft's checklist: each field with its state, what is asked about it, and its button."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from hashlib import sha256

from alertbot.dialogue import draft_enclosures
from alertbot.dialogue import draft_words as words
from alertbot.dialogue.court_cards import hearing_line
from alertbot.dialogue.draft_taps import Edit, Open, mark
from alertbot.dialogue.remarks import CHECKLIST_TELLS, Findings
from alertbot.dialogue.screen import Country, Words, say
from alertbot.dialogue.tap import Tap
from alertbot.domain.appeal import Appeal, ConsentBasis
from alertbot.domain.case import Case
from alertbot.domain.hearing import Hearing, HearingState
from alertbot.domain.lint import RemarkKind
from alertbot.domain.publication import Doubt, Draft

SHORT_ID = 8
"""Hexadecimal digits of a question's name."""


class LineState(IntEnum):
    """In the order of the checklist: what keeps the draft from going out stands first."""

    WRONG = 0
    MISSING = 1
    DOUBTFUL = 2
    DONE = 3


SIGN = {LineState.WRONG: "⛔", LineState.MISSING: "▫️", LineState.DOUBTFUL: "⚠️", LineState.DONE: "✅"}


@dataclass(frozen=True, slots=True)
class Question:
    """Something about a line that its author should look at; ``id`` is what "it is right" is kept under."""

    id: str
    words: Words
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """``key`` names it; ``label`` stands on its button, ``words`` tell what there is."""

    key: str
    label: Words
    words: Words
    tap: Tap
    there: bool = True
    questions: tuple[Question, ...] = ()
    past: bool = False

    @property
    def state(self) -> LineState:
        if any(question.blocks for question in self.questions):
            return LineState.WRONG
        if not self.there:
            return LineState.MISSING
        return LineState.DOUBTFUL if self.questions else LineState.DONE

    @property
    def sign(self) -> str:
        return "⌛" if self.past and self.state is LineState.DONE else SIGN[self.state]

    @property
    def mark(self) -> str:
        """What a button that settles its questions is bound to."""
        return sha256("".join(question.id for question in self.questions).encode()).hexdigest()[:SHORT_ID]


DOUBT_LINE = {
    "no_request": "kind",
    "request_unsure": "kind",
    "code_missing": "code",
    "title_missing": "title",
    "country_missing": "country",
    "date_missing": "issued_on",
    "ambiguous_date": "issued_on",
    "hearing_without_city": "dates",
    "known_person": "persons",
}
"""What the reading of a text leaves open, by line; the rest is about the text as a whole."""

SAME_AS_DOUBT = {
    "link_without_address": RemarkKind.LOST_LINK,
    "date_missing": RemarkKind.NO_YEAR,
    "year_missing": RemarkKind.NO_YEAR,
    "ambiguous_date": RemarkKind.AMBIGUOUS_DATE,
}
"""What the reading of a pasted text has told need not be told again by the lint."""

_TOLD_BY_ITSELF = frozenset({"no_address", "country_missing", "date_missing"})
"""Doubts that an empty line says already."""


def lines(draft: Draft, today: date) -> tuple[Line, ...]:
    """The whole checklist, what needs its author first; empty for a draft without content."""
    case, appeal = draft.case, draft.appeal
    if case is None or appeal is None:
        return ()
    asked = questions(draft, case, appeal, today)
    plain = (*_fields(draft.id, case, appeal, today), *_lists(draft.id, case, appeal, today))
    plain = tuple(sorted(plain, key=_rank))
    known = {line.key for line in plain}
    if rest := [question for key, found in asked.items() if key not in known for question in found]:
        whole = Line("text", say("line.text"), say("line.text"), Edit(draft.id, "text", ""))
        plain, asked = (*plain, whole), {**asked, "text": tuple(rest)}
    made = (_asked(line, asked.get(line.key, ())) for line in plain)
    return tuple(sorted(made, key=lambda line: line.state))


_FIRST = ("title", "summary", "persons", "demands", "hearing", "addressee", "code", "sign_by")
"""What does most harm when it is wrong stands before the rest of what is done."""


def _rank(line: Line) -> int:
    return next((n for n, key in enumerate(_FIRST) if line.key.rstrip("0123456789") == key), len(_FIRST))


def _asked(line: Line, questions: tuple[Question, ...]) -> Line:
    return Line(line.key, line.label, line.words, line.tap, line.there, questions, line.past)


def questions(draft: Draft, case: Case, appeal: Appeal, today: date) -> dict[str, tuple[Question, ...]]:
    """What is open about each line; settled questions are left out, unless they keep the draft back."""
    found: dict[str, list[Question]] = {}
    for key, question in _all(draft, case, appeal, today):
        if question.blocks or question.id not in draft.settled:
            found.setdefault(key, []).append(question)
    return {key: tuple(those) for key, those in found.items()}


def _all(draft: Draft, case: Case, appeal: Appeal, today: date) -> Iterator[tuple[str, Question]]:
    told = set(CHECKLIST_TELLS)
    for doubt in draft.doubts:
        told |= {SAME_AS_DOUBT[doubt.code]} if doubt.code in SAME_AS_DOUBT else set()
        if doubt.code not in _TOLD_BY_ITSELF and (doubt.code, doubt.line) != ("code_missing", 0):
            yield DOUBT_LINE.get(doubt.code, "text"), _doubted(doubt)
    for remark in Findings.of(case, appeal, today).told():
        if remark.remark.kind not in told:
            facts = (str(remark.remark.kind), *map(str, sorted(remark.remark.args.items())))
            yield remark.line, Question(_id(*facts), remark.words, remark.blocks)
    if appeal.sign_by and appeal.sign_by < today:
        yield "sign_by", Question(_id("past", str(appeal.sign_by)), say("line.day_past"))
    if appeal.consent is not ConsentBasis.UNKNOWN:
        yield "consent", Question(consent_id(appeal), say("line.consent_sure"))
    if draft.purpose.asks and appeal.expires and appeal.expires < today:
        yield "expires", Question(_id("expired"), say("line.expired"), blocks=True)
    yield from _wordless(appeal)
    for at, hearing in enumerate(case.hearings):
        if hearing.day >= today and hearing.state is HearingState.SCHEDULED:
            yield f"hearing{at}", Question(hearing_id(hearing), say("line.hearing_sure"))


def _wordless(appeal: Appeal) -> Iterator[tuple[str, Question]]:
    for at in draft_enclosures.wordless(appeal):
        unsaid = say("line.enclosure_wordless", number=at + 1)
        id = _id("wordless", appeal.enclosures[at].digest)
        yield draft_enclosures.LINE, Question(id, unsaid, blocks=True)


def _doubted(doubt: Doubt) -> Question:
    return Question(_id(doubt.code, doubt.detail, str(doubt.line)), words.doubt_line(doubt))


def consent_id(appeal: Appeal) -> str:
    """What "it is right" about the ground of consent is kept under."""
    return _id("consent", appeal.consent)


def hearing_id(hearing: Hearing) -> str:
    """What "it is right" about a court date is kept under: another date asks again."""
    return _id("hearing", mark(hearing))


def _id(*facts: str) -> str:
    return sha256("\n".join(facts).encode("utf-8", "replace")).hexdigest()[:SHORT_ID]


# --- what there is --------------------------------------------------------------------------------------


def _fields(id: int, case: Case, appeal: Appeal, today: date) -> Iterator[Line]:
    own = next(iter(appeal.title or appeal.summary), "en")
    for key, label, shown, there in (*_told(case, appeal, own), *_terms(case, appeal)):
        language = own if key in ("title", "summary") else ""
        yield Line(key, label, shown, Edit(id, key, language), there)


def _told(case: Case, appeal: Appeal, own: str) -> Iterator[tuple[str, Words, Words, bool]]:
    title, summary = appeal.title.texts.get(own, ""), appeal.summary.texts.get(own, "")
    yield (
        "title",
        words.titled(own),
        say("line.title", title=title) if title else say("line.no_title"),
        bool(title),
    )
    yield (
        "summary",
        words.summed(own),
        say("line.summary", summary=words.cut(summary)) if summary else say("line.no_summary"),
        bool(summary),
    )
    yield "kind", say("line.kind"), say("check.kind", kind=words.KIND[appeal.kind]), True
    country = say("check.country", country=Country(case.country))
    yield (
        "country",
        say("review.country"),
        country if case.country else say("check.no_country"),
        bool(case.country),
    )
    issuer = say("check.issuer", issuer=appeal.issuer) if appeal.issuer else say("check.no_issuer")
    yield "issuer", say("review.issuer"), issuer, bool(appeal.issuer)
    dated = appeal.issued_on.year is not None or bool(appeal.issued_on.printed)
    issued = say("line.issued_on", when=appeal.issued_on) if dated else say("line.no_issued_on")
    yield "issued_on", say("line.issued_on.label"), issued, dated


def _terms(case: Case, appeal: Appeal) -> Iterator[tuple[str, Words, Words, bool]]:
    code = say("check.code", code=appeal.code) if appeal.code else say("check.no_code")
    yield "code", say("review.code"), code, bool(appeal.code)
    last = say("check.sign_by", day=appeal.sign_by) if appeal.sign_by else say("check.no_sign_by")
    yield "sign_by", say("review.sign_by"), last, appeal.sign_by is not None
    basis = words.CONSENT.get(appeal.consent)
    consent = say("line.consent", basis=basis) if basis else say("line.no_consent")
    yield "consent", say("line.consent.label"), consent, basis is not None
    closes = say("line.expires", day=appeal.expires) if appeal.expires else say("line.no_expires")
    yield "expires", say("line.expires.label"), closes, appeal.expires is not None
    letter = words.letter_line(appeal)
    yield "letter", say("line.letter.label"), letter, appeal.letter is not None
    yield "languages", say("line.languages.label"), words.languages_line(appeal), True
    count = len(case.persons)
    people = say("line.persons", count=count, number=count, names=words.names(case.persons))
    yield "persons", say("line.persons.label"), people if count else say("line.no_persons"), bool(count)
    count = len(appeal.demands)
    demands = say("check.demands", count=count, number=count)
    yield "demands", say("line.demands.label"), demands if count else say("line.no_demands"), bool(count)


def _lists(id: int, case: Case, appeal: Appeal, today: date) -> Iterator[Line]:
    for at, addressee in enumerate(appeal.addressees):
        tap = Open(id, "addressee", at, mark(addressee))
        label = words.who(addressee)
        shown = words.addressee_line(at, addressee)
        yield Line(f"addressee{at}", label, shown, tap, bool(addressee.channels))
    yield _counted_addressees(id, appeal)
    for at, hearing in enumerate(case.hearings):
        past = hearing.day < today
        shown = say("check.hearing_past", hearing=hearing_line(hearing)) if past else hearing_line(hearing)
        label = say("line.hearing.label", day=hearing.day)
        yield Line(f"hearing{at}", label, shown, Open(id, "hearing", at, mark(hearing)), past=past)
    count = len(case.hearings)
    dates = say("line.dates", count=count, number=count) if count else say("line.no_dates")
    yield Line("dates", say("line.add_date"), dates, Edit(id, "hearing", ""))
    pictures, opens = draft_enclosures.LINE, Edit(id, draft_enclosures.LINE, "")
    yield Line(pictures, say("line.enclosures.label"), draft_enclosures.line(appeal), opens)


def _counted_addressees(id: int, appeal: Appeal) -> Line:
    count, reachable = len(appeal.addressees), sum(bool(a.channels) for a in appeal.addressees)
    shown = say("check.addressees", count=count, number=count, reachable=reachable)
    new = Edit(id, "addressee", "")
    known = shown if count else say("line.no_addressees")
    return Line("addressees", say("line.add_addressee"), known, new, there=bool(count))
