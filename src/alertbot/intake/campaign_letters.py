"""What is wrong with a campaign's letters beyond their syntax: openings, helpers, letterheads, wordings."""

import re
from collections.abc import Callable, Iterator

from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.letter import LetterMode, LetterPlan
from alertbot.domain.lint.blocks import words_for
from alertbot.errors import Fault
from alertbot.intake.campaign_models import LetterEntry
from alertbot.intake.yaml_file import Document, shown
from alertbot.letters.facts import facts, names_in, stems_of
from alertbot.letters.template import SLOTS, TemplateRefused
from alertbot.letters.variation import Forms, slots_of

ENOUGH = 80
"""Of a hundred letters, how many should differ."""

_PLACEHOLDER = re.compile(r"\{\{-?\s*(\w+)\s*-?\}\}")

InTemplate = Callable[[str, int, str], Fault]
"""Makes a fault of a language, a line of its template (from 1) and a sentence."""


def letter_faults(
    appeal: Appeal, case: Case, letter: LetterEntry, document: Document, in_template: InTemplate
) -> Iterator[Fault]:
    """``in_template`` knows where each language's template stands."""
    plan = appeal.letter
    if plan is None:
        return
    yield from _openings(appeal, document)
    yield from _helpers(appeal, plan, document)
    yield from _letterhead(plan, document)
    yield from _used(plan, document, in_template)
    for language in plan.body:
        yield from _wordings(appeal, case, plan, language, document)
    yield from _too_few(plan, letter, document)


def _openings(appeal: Appeal, document: Document) -> Iterator[Fault]:
    """A bracket in a salutation means two offices at once: "Mr. Prosecutor (General):"."""
    for index, addressee in enumerate(appeal.addressees):
        for what, texts in (("salutation", addressee.salutation), ("closing", addressee.closing)):
            for language, text in texts.texts.items():
                place = ("addressees", index, what, language)
                if "(" in text or ")" in text:
                    yield document.fault(place, f"a {what} is for one office; write it without brackets")
                if "\n" in text:
                    yield document.fault(place, f"a {what} is one line")


def _helpers(appeal: Appeal, plan: LetterPlan, document: Document) -> Iterator[Fault]:
    """Who is only asked for help must not get the words meant for those who are to answer for it."""
    answerable = [a for a in appeal.addressees if not a.secondary]
    for index, addressee in enumerate(appeal.addressees):
        for language, source in plan.body.texts.items() if addressee.secondary else ():
            if not _has_own_words(source, addressee, answerable):
                yield document.fault(
                    ("addressees", index, "secondary"),
                    f"`{addressee.key}` is only asked for help: the letter in `{language}` needs a block for "
                    f'it alone, {{% if group == "{addressee.group}" %}}, that says for what',
                )


def _has_own_words(source: str, addressee: Addressee, others: list[Addressee]) -> bool:
    own = words_for(source, addressee.group, addressee.key)
    theirs = [words_for(source, other.group, other.key) for other in others]
    return any(
        not character.isspace() and all(text[at].isspace() for text in theirs)
        for at, character in enumerate(own)
    )


def _letterhead(plan: LetterPlan, document: Document) -> Iterator[Fault]:
    if plan.mode is LetterMode.PERSONAL and plan.letterhead:
        message = "one person's letter has no letterhead; take it out, or set `mode: organisation`"
        yield document.fault(("letter", "letterhead"), message)
    if plan.mode is LetterMode.ORGANISATION and plan.variants:
        message = "an organisation's letter has one wording; take the variants out"
        yield document.fault(("letter", "variants"), message)


def _used(plan: LetterPlan, document: Document, in_template: InTemplate) -> Iterator[Fault]:
    """Slots without words, and words without a slot."""
    asked: set[str] = set()
    for language, source in plan.body.texts.items():
        there = dict(slots_of(plan, language))
        for found in _PLACEHOLDER.finditer(source):
            slot = found[1]
            asked.add(slot)
            if slot in SLOTS.union(plan.variants) and slot not in there:
                line = source.count("\n", 0, found.start()) + 1
                message = f"there are no words for `{slot}` in `{language}`; write some under `variants`"
                yield in_template(language, line, message)
    for slot in plan.variants:
        if slot not in asked:
            message = f"no letter has a place for these words; write {{{{ {slot} }}}} where they go"
            yield document.fault(("letter", "variants", slot), message, "warning")


def _too_few(plan: LetterPlan, letter: LetterEntry, document: Document) -> Iterator[Fault]:
    """Words that no letter uses, and letters that vary too little to differ."""
    for slot, texts in letter.variants.items():
        for language in texts:
            if language not in plan.body.texts:
                place = ("letter", "variants", slot, language)
                yield document.fault(place, f"there is no letter in `{language}`", "warning")
    for language, source in plan.body.texts.items():
        try:
            forms = Forms(source, language, slots_of(plan, language), ())
        except TemplateRefused:
            continue
        differing = forms.differing(100)
        if 1 < differing < ENOUGH:
            message = f"of 100 letters in `{language}` about {differing} would differ; add wordings, or slots"
            yield document.fault(("letter", "variants"), message, "warning")


def _wordings(
    appeal: Appeal, case: Case, plan: LetterPlan, language: str, document: Document
) -> Iterator[Fault]:
    """Every wording of a slot, compared with the first one."""
    names = names_in(plan.body.pick(language), language).union(_people(appeal, case))
    demands = stems_of(d.text.texts[language] for d in appeal.demands if language in d.text.texts)
    for slot, texts in plan.variants.items():
        first, *others = texts.get(language) or ("",)
        wanted = facts(first, language, names, demands)
        for number, text in enumerate((first, *others)):
            place = ("letter", "variants", slot, language, number)
            for message in _wording(text):
                yield document.fault(place, message)
            found = facts(text, language, names, demands)
            if found != wanted:
                changed = ", ".join(f"`{shown(fact)}`" for fact in (wanted - found) + (found - wanted))
                message = f"every wording holds the same facts as the first; keep out of them: {changed}"
                yield document.fault(place, message)


def _wording(text: str) -> Iterator[str]:
    if re.search(r"\{[{%#]", text):
        yield "these words are put in as they are; placeholders belong into the letter"
    if "\n" in text:
        yield "a wording is one line"


def _people(appeal: Appeal, case: Case) -> Iterator[str]:
    names: list[str] = []
    for person in case.persons:
        names += (person.name, *person.names.texts.values(), *person.aliases)
    for addressee in appeal.addressees:
        names += (addressee.person, *addressee.persons.texts.values())
    for name in names:
        yield from name.split()
