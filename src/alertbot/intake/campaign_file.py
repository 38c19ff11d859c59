"""One campaign file at a time: from bytes to a case or an appeal, or to faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.domain.lint import lint_appeal, lint_case
from alertbot.errors import CampaignError, Fault
from alertbot.intake.campaign_faults import faults_of
from alertbot.intake.campaign_fields import is_key, localised, near
from alertbot.intake.campaign_letters import letter_faults
from alertbot.intake.campaign_models import AppealFile, CaseFile, LetterEntry
from alertbot.intake.campaign_paper import paper_faults
from alertbot.intake.campaign_references import (
    appeal_faults,
    case_faults,
    group_faults,
    template_faults,
)
from alertbot.intake.campaign_remarks import warnings_of
from alertbot.intake.yaml_file import Document, Place, read_document, read_text
from alertbot.letters.template import BODY_NAMES, SUBJECT_NAMES

Model = TypeVar("Model", bound=BaseModel)

CASE_FILE = "case.yaml"


@dataclass(frozen=True, slots=True)
class SentFile:
    """What an organizer's file holds. ``case`` is set when the file tells a new one; ``appeal`` is ``None``
    when there are errors among ``faults``."""

    appeal: Appeal | None
    case: Case | None
    faults: tuple[Fault, ...]


def has_errors(faults: tuple[Fault, ...]) -> bool:
    return any(fault.severity == "error" for fault in faults)


def read_case(
    name: str, content: bytes, key: str, *, look_twice: bool = True
) -> tuple[Case, tuple[Fault, ...]]:
    """The case and its warnings; :class:`CampaignError` when there are errors. ``look_twice`` false leaves
    out what an organizer should only look at again."""
    document = read_document(name, content)
    entry = _model(CaseFile, document)
    if entry.key not in (None, key):
        raise CampaignError((document.fault(("key",), f"the folder says `{key}`; leave `key` out here"),))
    case = entry.value(key)
    remarks = warnings_of(lint_case(case), document) if look_twice else ()
    return case, _sorted_or_raised((*case_faults(case, document), *remarks))


def read_appeal(
    name: str,
    content: bytes,
    key: str,
    case: Case,
    letters: Mapping[str, tuple[str, bytes]],
    today: date | None,
    *,
    look_twice: bool = True,
) -> tuple[Appeal, tuple[Fault, ...]]:
    """The appeal and its warnings; :class:`CampaignError` when there are errors.

    ``letters``: language to (file name, content) of the templates beside the file. ``look_twice`` as in
    :func:`read_case`.
    """
    document = read_document(name, content)
    entry = _model(AppealFile, document)
    faults: list[Fault] = []
    if entry.case not in (None, case.key):
        faults.append(document.fault(("case",), f"the folder says `{case.key}`; leave `case` out here"))
    if entry.key not in (None, key):
        faults.append(document.fault(("key",), f"the file's name says `{key}`; leave `key` out here"))
    bodies = _Bodies(document, entry.letter, {n: (f, read_text(f, c)) for n, (f, c) in letters.items()})
    appeal, more = _appeal(entry, document, case.key, key, case, bodies, today, look_twice=look_twice)
    return appeal, _sorted_or_raised((*faults, *more))


def read_enclosures(name: str, content: bytes) -> tuple[tuple[str, Localised, int], ...]:
    """The files that an appeal's file names under ``enclosures``: name, what each shows, and the line it
    stands in. :class:`CampaignError` for a file that :func:`read_appeal` refuses, too."""
    document = read_document(name, content)
    entries = _model(AppealFile, document).enclosures
    return tuple(
        (entry.file, localised(entry.text), document.line_of(("enclosures", at)))
        for at, entry in enumerate(entries)
    )


def read_sent_file(name: str, content: bytes, cases: Mapping[str, Case], today: date | None) -> SentFile:
    """A single file as it comes through a chat; ``cases`` are those it may name. Never raises for content."""
    shown_name = PurePath(name).name[:80] or "file"
    try:
        document = read_document(shown_name, content)
        entry = _model(AppealFile, document)
        key = _key_of(entry, document)
        case, told, faults = _case_named(entry, document, cases)
        if entry.enclosures:
            message = "a file sent alone brings no pictures; leave `enclosures` out and add them to the draft"
            faults = (*faults, document.fault(("enclosures",), message))
        bodies = _Bodies(document, entry.letter, {})
        appeal, more = _appeal(entry, document, case.key, key, case, bodies, today)
        return SentFile(appeal, told, _sorted_or_raised((*faults, *more)))
    except CampaignError as error:
        return SentFile(None, None, error.faults)


def _key_of(entry: AppealFile, document: Document) -> str:
    key = entry.key or PurePath(document.name).stem
    if not is_key(key):
        raise CampaignError((document.fault((), "`key` is missing: a short name such as `appeal_2`"),))
    return key


def _case_named(
    entry: AppealFile, document: Document, cases: Mapping[str, Case]
) -> tuple[Case, Case | None, tuple[Fault, ...]]:
    if isinstance(entry.case, CaseFile):
        if entry.case.key is None:
            raise CampaignError((document.fault(("case",), "`key` is missing"),))
        told = entry.case.value(entry.case.key)
        remarks = warnings_of(lint_case(told), document, ("case",))
        return told, told, (*case_faults(told, document, ("case",)), *remarks)
    if entry.case is None:
        message = "`case` is missing: the key of a case, or a map that tells a new one"
        raise CampaignError((document.fault((), message),))
    if entry.case not in cases:
        hint = near(entry.case, list(cases))
        raise CampaignError((document.fault(("case",), f"there is no case `{entry.case}`{hint}"),))
    return cases[entry.case], None, ()


@dataclass(frozen=True, slots=True)
class _Bodies:
    """The letter's templates, wherever they stand."""

    document: Document
    letter: LetterEntry | None
    beside: Mapping[str, tuple[str, str]]

    def texts(self) -> dict[str, str]:
        inline = (self.letter.body or {}) if self.letter else {}
        return {**inline, **{language: text.strip() for language, (_, text) in self.beside.items()}}

    def fault(self, language: str, line: int, message: str) -> Fault:
        if language in self.beside:
            return Fault(self.beside[language][0], line, message)
        place: Place = ("letter", "body", language)
        start = self.document.line_of(place)
        return Fault(self.document.name, start + line, message)

    def faults(self) -> list[Fault]:
        if self.letter is None:
            message = "this template belongs to an appeal without a `letter`"
            return [Fault(name, 1, message) for name, _ in self.beside.values()]
        found: list[Fault] = []
        texts = self.texts()
        if not texts:
            message = "the letter has no text: add `body` here or a file such as appeal.en.j2 beside it"
            found.append(self.document.fault(("letter",), message))
        for language in texts:
            if language not in self.letter.subject:
                message = f"`subject` is missing in `{language}`, a language of the letter"
                found.append(self.document.fault(("letter", "subject"), message))
        both = set(self.letter.body or {}) & set(self.beside)
        message = "this letter also stands in a file beside this one; keep one of them"
        found += [self.document.fault(("letter", "body", language), message) for language in both]
        found += [
            Fault(name, 1, "the letter is empty") for name, text in self.beside.values() if not text.strip()
        ]
        return found


def _appeal(
    entry: AppealFile,
    document: Document,
    case_key: str,
    key: str,
    case: Case,
    bodies: _Bodies,
    today: date | None,
    *,
    look_twice: bool = True,
) -> tuple[Appeal, list[Fault]]:
    texts = bodies.texts()
    appeal = entry.value(case_key, key, texts)
    faults = [*appeal_faults(appeal, case, document), *bodies.faults()]
    if entry.letter:
        faults += group_faults(appeal, entry.letter, document)
        faults += _template_faults(entry.letter, appeal, bodies)
        faults += letter_faults(appeal, case, entry.letter, document, bodies.fault)
        faults += paper_faults(appeal, document, bodies.fault)
    if look_twice:
        faults += warnings_of(lint_appeal(appeal, today, case), document, letters=bodies.beside)
    return appeal, faults


def _template_faults(letter: LetterEntry, appeal: Appeal, bodies: _Bodies) -> Iterator[Fault]:
    names = BODY_NAMES.union(letter.variants)
    for language, text in bodies.texts().items():
        for line, message in template_faults(text, appeal, letter.groups, names):
            yield bodies.fault(language, line, message)
    for language, subject in letter.subject.items():
        for _, message in template_faults(subject, appeal, letter.groups, SUBJECT_NAMES):
            yield bodies.document.fault(("letter", "subject", language), message)


def _model(model: type[Model], document: Document) -> Model:
    if not isinstance(document.data, dict):
        raise CampaignError((document.fault((), "a campaign file is a map: `key: value` lines"),))
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise CampaignError(faults_of(error, model, document)) from None


def _sorted_or_raised(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    ordered = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line)))
    if has_errors(ordered):
        raise CampaignError(ordered)
    return ordered
