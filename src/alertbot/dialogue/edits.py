"""Edits of single fields: what is asked, what a typed line is read as, and what it changes."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from alertbot.dialogue.draft_orders import CountryNamed, DayNamed
from alertbot.dialogue.engine import Facts, Want
from alertbot.dialogue.screen import LanguageName, Say, say
from alertbot.domain.appeal import Action, ActionKind, Appeal, AppealKind, ConsentBasis
from alertbot.domain.case import Case
from alertbot.domain.language import Localised, When
from alertbot.domain.letter import LetterPlan, plain_source
from alertbot.domain.publication import Draft

FIRST_YEAR = 1900
YEARS_AHEAD = 20
"""A day outside of these is a slip of the hand."""

NOTHING = "-"
"""What is typed to clear a field."""

FIELD = {
    "title": say("edit.title"),
    "summary": say("edit.summary"),
    "code": say("edit.code"),
    "sign_by": say("edit.sign_by"),
    "issuer": say("edit.issuer"),
    "country": say("edit.country"),
    "issued_on": say("edit.issued_on"),
    "expires": say("edit.expires"),
    "letter": say("edit.letter"),
    "demands": say("line.demands.label"),
}
LONGEST_FIELD = {
    "title": 160,
    "summary": 1200,
    "code": 60,
    "sign_by": 60,
    "issuer": 120,
    "country": 60,
    "issued_on": 60,
    "expires": 60,
    "letter": 3500,
    "demands": 3500,
}
"""Characters; a title and a summary of these lengths still make one message with everything else, and
a letter in any alphabet fits its template."""

IN_LANGUAGES = ("title", "summary", "letter", "demands")
"""In the order in which a language is filled."""

DAYS = frozenset({"sign_by", "issued_on", "expires"})

_ASKING = frozenset({ActionKind.WRITE, ActionKind.SIGN, ActionKind.SIGN_ELSEWHERE})

_BODY = """{{{{ salutation }}}}

{body}

{{% if own_sentence %}}
{{{{ own_sentence }}}}

{{% endif %}}
{{% if code %}}({{{{ code }}}})

{{% endif %}}
{{{{ closing }}}}

{{{{ signer }}}}"""
"""A letter of typed words: greeting, room for an own sentence, code, closing and name come with it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A draft's content after an edit."""

    case: Case
    appeal: Appeal


def question(part: str, language: str) -> Say:
    """What is asked when a field is pressed."""
    if part == "demands":
        return say("edit.ask_demands", language=LanguageName(language))
    if part == "letter":
        return say("edit.ask_letter", language=LanguageName(language), most=LONGEST_FIELD[part])
    if part in IN_LANGUAGES:
        name = LanguageName(language)
        return say("edit.ask_in", what=FIELD[part], language=name, most=LONGEST_FIELD[part])
    return say("edit.ask", what=FIELD[part], most=LONGEST_FIELD[part])


def to_read(part: str, typed: str) -> tuple[Want[Any], ...]:
    """What a typed line has to be read as before a field can take it."""
    if part in DAYS and typed.strip() != NOTHING:
        return (DayNamed(typed.strip()),)
    return (CountryNamed(typed.strip()),) if part == "country" else ()


def changed(draft: Draft, part: str, language: str, typed: str, facts: Facts) -> Changed | None:
    """The draft with one field changed; ``None`` when a day or a country cannot be read."""
    case, appeal = draft.case, draft.appeal
    if case is None or appeal is None:
        return None
    line = " ".join(typed.split())
    kept = "" if line == NOTHING else line
    match part:
        case _ if part in IN_LANGUAGES:
            return worded(Changed(case, appeal), part, language, typed)
        case "code":
            return Changed(case, replace(appeal, code=kept))
        case "issuer":
            return Changed(case, replace(appeal, issuer=kept))
        case "country":
            country = facts[CountryNamed(typed)]
            return Changed(replace(case, country=country), appeal) if country else None
        case _:
            return _dated(case, appeal, part, typed, facts)


def worded(now: Changed, part: str, language: str, typed: str) -> Changed:
    """A title, a summary or a letter in one language as it was typed; for demands see
    :func:`alertbot.dialogue.draft_lists.translated`."""
    case, appeal = now.case, now.appeal
    match part:
        case "title":
            return _retitled(case, appeal, language, " ".join(typed.split()))
        case "summary":
            return Changed(case, replace(appeal, summary=_spoken(appeal.summary, language, typed)))
        case _:
            return Changed(case, _with_letter(appeal, language, typed))


def _spoken(text: Localised, language: str, typed: str) -> Localised:
    """The text with another wording in a language; a hyphen takes a language out, never the last one."""
    others = {code: words for code, words in text.texts.items() if code != language}
    if typed.strip() == NOTHING:
        return Localised(others) if others else text
    return Localised({**text.texts, language: typed})


def _dated(case: Case, appeal: Appeal, part: str, typed: str, facts: Facts) -> Changed | None:
    if typed == NOTHING:
        return Changed(case, replace(appeal, sign_by=None)) if part == "sign_by" else None
    day = facts[DayNamed(typed)]
    if day is None or not _likely(day, facts.now):
        return None
    if part == "issued_on":
        return Changed(case, replace(appeal, issued_on=When(day.year, day.month, day.day)))
    if part == "expires":
        return Changed(case, replace(appeal, expires=day)) if day >= facts.now.date() else None
    return Changed(case, replace(appeal, sign_by=day))


def _likely(day: date, now: datetime) -> bool:
    return FIRST_YEAR <= day.year <= now.year + YEARS_AHEAD


def unread(part: str, typed: str, facts: Facts) -> Say:
    """Why a typed line could not be taken."""
    if part == "country":
        return say("edit.no_country")
    if part == "demands":
        return say("edit.demands_differ")
    day = facts[DayNamed(typed)] if part in DAYS and typed != NOTHING else None
    if day is None:
        return say("edit.no_day")
    return say("edit.expired_day", day=day) if part == "expires" else say("edit.far_day", day=day)


def _retitled(case: Case, appeal: Appeal, language: str, line: str) -> Changed:
    """A pasted appeal gave its case and its letter the same title: they follow; own ones stay."""
    old, new = appeal.title, _spoken(appeal.title, language, line)
    letter, before = appeal.letter, old.texts.get(language)
    if letter and language in new.texts and letter.subject.texts.get(language) in (before, None):
        letter = replace(letter, subject=_spoken(letter.subject, language, plain_source(line)))
    if letter and before and language in new.texts:
        letter = replace(letter, body=_said_anew(letter.body, language, before, line))
    titled = replace(appeal, title=new, letter=letter)
    return Changed(replace(case, title=new) if case.title == old else case, titled)


def _said_anew(body: Localised, language: str, before: str, after: str) -> Localised:
    """The letter's line that said the old title says the new one."""
    source = body.texts.get(language, "")
    paragraphs = source.split("\n\n")
    old = plain_source(before.rstrip(" ."))
    if old not in paragraphs:
        return body
    new = plain_source(after.rstrip(" ."))
    kept = "\n\n".join(new if paragraph == old else paragraph for paragraph in paragraphs)
    return Localised({**body.texts, language: kept})


def _with_letter(appeal: Appeal, language: str, typed: str) -> Appeal:
    if typed.strip() == NOTHING and appeal.letter:
        return replace(appeal, letter=replace(appeal.letter, body=_spoken(appeal.letter.body, language, "-")))
    source = _BODY.format(body=plain_source(typed.strip()).replace("\r\n", "\n"))
    title = plain_source(appeal.title.pick(language))
    letter = appeal.letter or LetterPlan(Localised(), Localised())
    letter = replace(
        letter,
        subject=Localised({language: title, **letter.subject.texts}),
        body=Localised({**letter.body.texts, language: source}),
    )
    return with_actions(replace(appeal, letter=letter))


def picked(draft: Draft, part: str, value: str) -> Changed | None:
    """The draft with one of the offered values; ``None`` for a value that is none of them."""
    case, appeal = draft.case, draft.appeal
    if case is None or appeal is None:
        return None
    if part == "consent" and value in set(ConsentBasis) - {ConsentBasis.UNKNOWN}:
        return Changed(case, replace(appeal, consent=ConsentBasis(value)))
    if part == "kind" and value in set(AppealKind):
        return Changed(case, with_actions(replace(appeal, kind=AppealKind(value))))
    return None


def with_actions(appeal: Appeal) -> Appeal:
    """The appeal with what its readers can do: a report asks for nothing; writing needs a letter and an
    address, and whoever had nothing to do but share can now sign."""
    if appeal.kind not in (AppealKind.APPEAL, AppealKind.UPDATE):
        kept = tuple(action for action in appeal.actions if action.kind not in _ASKING)
        return replace(appeal, actions=kept)
    known = {action.kind for action in appeal.actions}
    reachable = any(addressee.channels for addressee in appeal.addressees)
    new = [ActionKind.WRITE] if reachable and appeal.letter and ActionKind.WRITE not in known else []
    new += [ActionKind.SIGN] if appeal.addressees and not known & _ASKING else []
    return replace(appeal, actions=(*(Action(kind) for kind in new), *appeal.actions))
