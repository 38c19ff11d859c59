"""The lint's remarks on a draft, as its organizers read them: where, what, and what to do about it."""

from dataclasses import dataclass
from datetime import date

from alertbot.dialogue.screen import Arg, LanguageName, Say, say
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.lint import Remark, RemarkKind, Severity, lint_appeal, lint_case
from alertbot.domain.lint.remark import Place

CHECKLIST_TELLS = frozenset({RemarkKind.NO_CODE, RemarkKind.PAST_SIGN_BY, RemarkKind.NO_CHANNEL})
"""What a line of the checklist says by itself."""

SENTENCE = {
    RemarkKind.NO_CODE: "remark.no_code",
    RemarkKind.NO_YEAR: "remark.no_year",
    RemarkKind.NO_CHANNEL: "remark.no_channel",
    RemarkKind.NO_LETTER_LANGUAGE: "remark.no_letter_language",
    RemarkKind.LONG_LETTER: "remark.long_letter",
    RemarkKind.PAST_SIGN_BY: "remark.past_sign_by",
    RemarkKind.NO_URL: "remark.no_url",
    RemarkKind.LOST_LINK: "remark.lost_link",
    RemarkKind.MISSPELT: "remark.misspelt",
    RemarkKind.WRONG_SUM: "remark.wrong_sum",
    RemarkKind.WRONG_HEADCOUNT: "remark.wrong_headcount",
    RemarkKind.AMBIGUOUS_DATE: "remark.ambiguous_date",
    RemarkKind.DEMAND_UNSAID: "remark.demand_unsaid",
    RemarkKind.SAME_ADDRESSEE: "remark.same_addressee",
    RemarkKind.UNUSED_BLOCK: "remark.unused_block",
    RemarkKind.NO_BLOCK: "remark.no_block",
    RemarkKind.MIXED_SCRIPTS: "remark.mixed_scripts",
    RemarkKind.HIDDEN_MARK: "remark.hidden_mark",
    RemarkKind.HIDDEN_DIRECTION: "remark.hidden_direction",
    RemarkKind.BAD_ADDRESS: "remark.bad_address",
    RemarkKind.TRAILING_DOT: "remark.trailing_dot",
    RemarkKind.ODD_LETTERS: "remark.odd_letters",
    RemarkKind.BAD_NUMBER: "remark.bad_number",
    RemarkKind.ORGANISATION_VOICE: "remark.organisation_voice",
    RemarkKind.ACCUSED: "remark.accused",
    RemarkKind.ACCUSING_WORDS: "remark.accusing_words",
    RemarkKind.EARLY_VICTORY: "remark.early_victory",
}

PLACE = {
    "title": say("remark.in.title"),
    "summary": say("remark.in.summary"),
    "text": say("remark.in.text"),
    "issuer": say("remark.in.issuer"),
    "issued_on": say("remark.in.issued_on"),
    "sign_by": say("remark.in.sign_by"),
    "code": say("remark.in.code"),
    "reply_to": say("remark.in.reply_to"),
    "letter": say("remark.in.letter"),
}
NUMBERED = {
    "demands": "remark.in.demand",
    "addressees": "remark.in.addressee",
    "actions": "remark.in.action",
    "sources": "remark.in.source",
    "persons": "remark.in.person",
    "timeline": "remark.in.event",
    "hearings": "remark.in.hearing",
}
_LANGUAGE_LETTERS = 2


_LISTED = {"addressees": "addressee", "hearings": "hearing"}
"""Lists that have a line for each of their members."""

_LINES = frozenset(
    {"title", "summary", "issuer", "issued_on", "sign_by", "code", "letter", "demands", "persons"}
)


def line_of(place: Place, of_case: bool) -> str:
    """The line of the checklist that a remark belongs to; ``text`` takes what has none of its own."""
    match place:
        case (str(part), int(at), *_) if part in _LISTED:
            return f"{_LISTED[part]}{at}"
        case (str(part), *_) if part in _LINES and (not of_case or part in ("persons", "title", "summary")):
            return part
        case _:
            return "text"


@dataclass(frozen=True, slots=True)
class Told:
    """A remark as a sentence, and the line of the checklist it stands under."""

    remark: Remark
    words: Say
    line: str

    @property
    def blocks(self) -> bool:
        return self.remark.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Findings:
    """What the lint says about a draft: first what keeps it from going out, then what it asks about."""

    appeal: Appeal
    about_case: tuple[Remark, ...]
    about_appeal: tuple[Remark, ...]

    @classmethod
    def of(cls, case: Case, appeal: Appeal, today: date) -> "Findings":
        return cls(appeal, lint_case(case), lint_appeal(appeal, today, case))

    @property
    def blocks(self) -> bool:
        """Whether the draft cannot be submitted as it is."""
        return any(r.severity is Severity.ERROR for r in (*self.about_case, *self.about_appeal))

    def told(self) -> tuple["Told", ...]:
        """Each remark once, errors first; the same words in several texts are told where they stand first."""
        found = [(remark, True) for remark in self.about_case] + [(r, False) for r in self.about_appeal]
        told: dict[object, Told] = {}
        for remark, of_case in sorted(found, key=lambda pair: pair[0].severity is Severity.WARNING):
            key = (remark.kind, *sorted(remark.args.items()))
            told.setdefault(key, Told(remark, self._line(remark, of_case), line_of(remark.place, of_case)))
        return tuple(told.values())

    def _line(self, remark: Remark, of_case: bool) -> Say:
        args = {name: self._arg(name, value) for name, value in remark.args.items()}
        what = Say(SENTENCE[remark.kind], args)
        where = _where(remark, of_case)
        return say("remark.line", where=where, what=what) if where else what

    def _arg(self, name: str, value: str | int) -> Arg:
        """Data as readers know it: a language's name, a day, an office."""
        addressee = self.appeal.addressee(str(value)) if name == "addressee" else None
        if addressee:
            return addressee.persons or addressee.person or addressee.office
        if name in ("day", "first", "second"):
            return date.fromisoformat(str(value))
        return LanguageName(str(value)) if name == "language" else value


def _where(remark: Remark, of_case: bool) -> Say | None:
    place = remark.place
    if not place:
        return None
    match place:
        case (str(part), int(index), *_) if part in NUMBERED:
            where = Say(NUMBERED[part], {"number": index + 1})
        case ("title" | "summary", *_) if of_case:
            where = say("remark.in.case")
        case (str(part), *_) if part in PLACE:
            where = PLACE[part]
        case _:
            return None
    language = _language(place)
    if language and remark.kind is not RemarkKind.DEMAND_UNSAID:
        return say("remark.in.language", where=where, language=LanguageName(language))
    return where


def _language(place: tuple[str | int, ...]) -> str:
    """The language that a place ends in; a template's slot and what is numbered in it may follow."""
    words = [step for step in place[1:] if isinstance(step, str)]
    return words[-1] if words and len(words[-1]) == _LANGUAGE_LETTERS else ""
