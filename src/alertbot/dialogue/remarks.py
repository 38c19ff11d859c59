"""The lint's remarks on a draft, as its organizers read them: where, what, and what to do about it."""

from dataclasses import dataclass
from datetime import date

from alertbot.dialogue.screen import Arg, LanguageName, Part, Say, item, note, say, title
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.lint import Remark, RemarkKind, Severity, lint_appeal, lint_case

MOST_SHOWN = 12
"""Lines; whoever sees as many looks again once they are dealt with."""

CHECKLIST_TELLS = frozenset({RemarkKind.NO_CODE, RemarkKind.PAST_SIGN_BY})

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

    def lines(self, told: frozenset[RemarkKind] = CHECKLIST_TELLS) -> list[Part]:
        """Each remark as a line, errors first; kinds in ``told`` are left out."""
        found = [(remark, True) for remark in self.about_case] + [(r, False) for r in self.about_appeal]
        told_once: dict[object, Part] = {}
        for remark, of_case in sorted(found, key=lambda pair: pair[0].severity is Severity.WARNING):
            if remark.kind not in told:
                told_once.setdefault((remark.kind, *sorted(remark.args.items())), self._line(remark, of_case))
        parts = list(told_once.values())
        more = len(parts) - MOST_SHOWN
        rest = [note(say("remark.more", count=more, number=more))] if more > 0 else []
        return [title(say("remark.title")), *parts[:MOST_SHOWN], *rest] if parts else []

    def _line(self, remark: Remark, of_case: bool) -> Part:
        args = {name: self._arg(name, value) for name, value in remark.args.items()}
        what = Say(SENTENCE[remark.kind], args)
        where = _where(remark, of_case)
        words = say("remark.line", where=where, what=what) if where else what
        return item(words, "⛔" if remark.severity is Severity.ERROR else "⚠️")

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
