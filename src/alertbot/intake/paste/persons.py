"""The people a text is about: those it names with an honorific, by their role or by their fate."""

import re
from collections.abc import Iterator

from alertbot.domain.case import Person, PersonRole
from alertbot.intake.paste.page import Line, Section, sentences
from alertbot.intake.paste.people import key_of, restored
from alertbot.intake.paste.vocabulary import Vocabulary

MOST_PERSONS = 40

_NAME = re.compile(
    r"[A-ZА-ЯЁ][\w-]{1,30}(?:[’'][A-ZА-ЯЁ]?\w{1,30})?(?:\s[A-ZА-ЯЁ](?:[’'](?=[A-ZА-ЯЁ]))?[\w-]{1,30}){1,2}"
)
_NEXT = re.compile(r"(?:,\s|\s?,?\s(?:and|и)\s)")
_HONORIFIC = re.compile(
    r"(?<!\w)(?:Messrs|Mrs|Mr|Ms|M|Dr|Г-н|Г-жа|г-н|г-на|г-ну|г-жа|г-жи|г-же)\.?\s{1,2}(?=[A-ZА-ЯЁ])"
)
_POSSESSIVE = re.compile(r"[’']s?$")
_AGE = re.compile(r",\s\d{2},")
_AFTER_NAME = re.compile(r"(?:[’']s?)?\s")
_FREE = re.compile(r"^(?:Free|Свободу)\s(?=[A-ZА-ЯЁ])")


def persons_of(
    title: str,
    lines: list[Line],
    demands: tuple[str, ...],
    officials: tuple[str, ...],
    vocabulary: Vocabulary,
) -> tuple[Person, ...]:
    """The people in the order they appear; ``officials`` (the addressees) are left out."""
    contexts: dict[str, list[str]] = {}
    official = {name.casefold() for name in officials}
    for sentence in _told(title, lines, vocabulary):
        for name in _names(sentence, vocabulary):
            if name.casefold() not in official and len(contexts) < MOST_PERSONS:
                contexts.setdefault(name, [])
    for sentence in _told(title, lines, vocabulary):
        for name, told in contexts.items():
            if name.split()[-1] in sentence and len(told) < 12:
                told.append(sentence)
    taken: list[str] = []
    persons: list[Person] = []
    for name, told in contexts.items():
        taken.append(key_of(name, taken))
        persons.append(Person(taken[-1], name, _role(name, told, demands, vocabulary)))
    return tuple(persons)


def _told(title: str, lines: list[Line], vocabulary: Vocabulary) -> Iterator[str]:
    yield "" if title.isupper() else title
    for line in lines:
        if line.text.isupper():
            continue
        if (
            line.section not in (Section.CONTACT, Section.NOTES, Section.ADDRESSEES, Section.COPIES)
            and len(line.text) < 20_000
        ):
            yield from sentences(line.text, vocabulary)


def _names(sentence: str, vocabulary: Vocabulary) -> Iterator[str]:
    starts = [match.end() for match in _HONORIFIC.finditer(sentence)]
    starts += [match.end() + 1 for match in vocabulary.cues.finditer(sentence)]
    free = _FREE.match(sentence)
    starts += [free.end()] if free else []
    starts += [name.start() for name in _NAME.finditer(sentence) if _has_a_fate(sentence, name, vocabulary)]
    for start in sorted(starts):
        while name := _NAME.match(sentence, start):
            if _is_an_office(name.group(), vocabulary):
                break
            yield restored(_HONORIFIC.sub("", _POSSESSIVE.sub("", name.group()), count=1))
            following = _NEXT.match(sentence, name.end())
            if following is None:
                break
            start = following.end()


def _has_a_fate(sentence: str, name: re.Match[str], vocabulary: Vocabulary) -> bool:
    """ "Rosa Tuletaeva's sentence", "Alexander Bozhenko, 20,": what follows tells that this is a person."""
    link = _AFTER_NAME.match(sentence, name.end())
    aged = _AGE.match(sentence, name.end()) is not None
    return aged or (link is not None and vocabulary.phrases["fate"].match(sentence, link.end()) is not None)


def _is_an_office(name: str, vocabulary: Vocabulary) -> bool:
    """ "Prosecutor General" and "Human Rights Commissioner" look like names."""
    words = {word.casefold() for word in name.split()}
    return bool(words & vocabulary.glue.lexicon) or vocabulary.cues.search(name) is not None


def _role(name: str, told: list[str], demands: tuple[str, ...], vocabulary: Vocabulary) -> PersonRole:
    phrases = vocabulary.phrases
    surname = name.split()[-1]
    if any(surname in demand and phrases["release"].search(demand) for demand in demands):
        return PersonRole.PRISONER
    near = [sentence for sentence in told if name in sentence] or told
    for phrase, role in (("family", PersonRole.RELATIVE), ("witness", PersonRole.WITNESS)):
        if any(_just_before(phrases[phrase], sentence, name) for sentence in near):
            return role
    if any(phrases["jailed"].search(s) and phrases["accused"].search(s) for s in near):
        return PersonRole.PRISONER
    if any(phrases["accused"].search(s) for s in near):
        return PersonRole.DEFENDANT
    if any(phrases["union"].search(s) for s in near):
        return PersonRole.UNIONIST
    return PersonRole.VICTIM


def _just_before(cue: re.Pattern[str], sentence: str, name: str) -> bool:
    """Whether a cue ("witness", "her son") stands right before the name."""
    at = sentence.find(name)
    return any(match.end() >= at - 3 for match in cue.finditer(sentence, max(0, at - 30), max(0, at)))
