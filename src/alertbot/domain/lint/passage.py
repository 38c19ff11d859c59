"""The texts of a case and an appeal, each with its place and language, as the rules read them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.domain.lint.blocks import words_for
from alertbot.domain.lint.remark import Place, Remark, RemarkKind

LONGEST_READ = 20_000
"""Characters of one text that are looked at; a campaign file allows 12,000."""


@dataclass(frozen=True, slots=True)
class Passage:
    """``language`` is empty where the source has only one text for all. ``written`` is the template behind
    a letter's ``text``, of the same length. A ``lent`` one stands elsewhere and is only compared with."""

    place: Place
    language: str
    text: str
    written: str = ""
    lent: bool = False

    def remark(self, kind: RemarkKind, start: int = 0, **args: str | int) -> Remark:
        """A remark about what begins at ``start`` of the text."""
        before = (self.written or self.text)[:start]
        return Remark(kind, self.place, args, ink=len("".join(before.split())))


def case_passages(case: Case, *, lent: bool = False) -> tuple[Passage, ...]:
    """Every text of a case; ``lent`` to an appeal, it is compared with and never remarked upon."""
    return tuple(replace(passage, lent=lent) for passage in _clipped(_of_case(case)))


def appeal_passages(appeal: Appeal) -> tuple[Passage, ...]:
    """Every text but the letter's."""
    return tuple(_clipped(_of_appeal(appeal)))


def letter_passages(appeal: Appeal) -> tuple[Passage, ...]:
    """Subjects, bodies with every block in them, and the words that may vary."""
    return tuple(_clipped(_of_letter(appeal)))


def bodies(appeal: Appeal, group: str | None = None, key: str = "") -> tuple[Passage, ...]:
    """The letter's body in each of its languages, as one addressee gets it, or with every block."""
    texts = appeal.letter.body.texts if appeal.letter else dict[str, str]()
    return tuple(
        Passage(("letter", "body", language), language, words_for(cut, group, key), cut)
        for language, source in texts.items()
        if (cut := source[:LONGEST_READ])
    )


def _of_case(case: Case) -> Iterator[Passage]:
    yield from _each(("title",), case.title)
    yield from _each(("summary",), case.summary)
    for index, person in enumerate(case.persons):
        yield from _each(("persons", index, "note"), person.note)
    for index, event in enumerate(case.timeline):
        yield from _each(("timeline", index, "text"), event.text)
        yield from _one(("timeline", index, "source"), event.source)
        if event.when.as_date() is None:
            yield from _one(("timeline", index, "when"), event.when.printed)
    for index, hearing in enumerate(case.hearings):
        for name in ("court", "stage", "note", "address"):
            yield from _each(("hearings", index, name), getattr(hearing, name))
        for name in ("source", "room", "case_number"):
            yield from _one(("hearings", index, name), getattr(hearing, name))
    for index, milestone in enumerate(case.milestones):
        yield from _each(("milestones", index, "text"), milestone.text)
        yield from _one(("milestones", index, "source"), milestone.source)
    for index, source in enumerate(case.sources):
        yield from _one(("sources", index, "title"), source.title)


def _of_appeal(appeal: Appeal) -> Iterator[Passage]:
    yield from _each(("title",), appeal.title)
    yield from _each(("summary",), appeal.summary)
    yield from _each(("text",), appeal.text)
    yield from _one(("issuer",), appeal.issuer)
    if appeal.issued_on.as_date() is None:
        yield from _one(("issued_on",), appeal.issued_on.printed)
    for index, demand in enumerate(appeal.demands):
        yield from _each(("demands", index, "text"), demand.text)
    for index, addressee in enumerate(appeal.addressees):
        yield from _each(("addressees", index, "office"), addressee.office)
        yield from _each(("addressees", index, "salutation"), addressee.salutation)
    for index, action in enumerate(appeal.actions):
        yield from _each(("actions", index, "text"), action.text)
    for index, source in enumerate(appeal.sources):
        yield from _one(("sources", index, "title"), source.title)


def _of_letter(appeal: Appeal) -> Iterator[Passage]:
    if appeal.letter is None:
        return
    for language, subject in appeal.letter.subject.texts.items():
        yield Passage(("letter", "subject", language), language, words_for(subject), subject)
    yield from bodies(appeal)
    for slot, texts in appeal.letter.variants.items():
        for language, variants in texts.items():
            for index, variant in enumerate(variants):
                yield Passage(("letter", "variants", slot, language, index), language, variant)


def _each(place: Place, text: Localised) -> Iterator[Passage]:
    for language, words in text.texts.items():
        yield Passage((*place, language), language, words)


def _one(place: Place, text: str) -> Iterator[Passage]:
    if text:
        yield Passage(place, "", text)


def _clipped(passages: Iterator[Passage]) -> Iterator[Passage]:
    for passage in passages:
        text, written = passage.text[:LONGEST_READ], passage.written[:LONGEST_READ]
        yield Passage(passage.place, passage.language, text, written)
