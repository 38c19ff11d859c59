"""Demands that no sentence of the letter asks for, language by language."""

import re
from collections.abc import Iterator

from alertbot.domain.appeal import Appeal, DemandOutcome
from alertbot.domain.case import Case
from alertbot.domain.lint.passage import bodies
from alertbot.domain.lint.remark import Remark, RemarkKind
from alertbot.domain.lint.words import WORD, folded, listed

ENOUGH = 0.5
"""Share of a demand's own words that one sentence of the letter must have."""

_STEM = 5
"""Letters that stand for a word: grammar changes what follows, in Russian from about the sixth on."""

_SHORT = 4
_FILLERS = {
    "en": listed(
        "this that these those them they their there with without from into which what when where every"
        " each all any"
        " also must should would could have been being were more than such other others only very well once"
        " again"
        " immediately unconditionally conditions condition delay fully full above circumstances accordingly"
        " towards"
        " against about upon over under the and for her his its our your"
    ),
    "ru": listed(
        "этого этой этих этот того тому этом чтобы который которые которых которой также всех всего всей"
        " всем всегда"
        " немедленно безо всяких условий условия промедления полностью прежде более между через после перед"
        " против"
        " должны должен должно быть было были него неё нее них своих своей свою свои"
    ),
    "ro": listed(
        "acest aceasta acestei acestor acestui care pentru prin fara toate toti tuturor catre asupra dintre"
        " imediat"
        " neconditionat intarziere sale lor celor cele fost fiind sunt este dupa impotriva privind sau iar"
    ),
}
_ALIKE = {
    "en": (
        "free release liberate freedom", "stop end cease halt", "drop withdraw dismiss quash",
        "investigate inquiry probe investigation", "repeal abolish revoke", "respect observe uphold",
        "persecute persecution persecuting", "reinstate rehire", "punish prosecute justice", "allow permit"
        " let",
        "revise revision review", "pay payment paid", "close closure shut", "guarantee ensure protect"
        " protection",
    ),
    "ru": (
        "освободить освобождение свобода отпустить", "прекратить прекращение остановить перестать",
        "снять снятие отозвать отказаться", "расследовать расследование проверить проверка",
        "отменить отмена", "пересмотреть пересмотр", "выплатить выплата заплатить", "соблюдать соблюдение"
        " уважать",
        "защитить защита обеспечить", "наказать наказание привлечь", "восстановить восстановление",
    ),
    "ro": (
        "elibera eliberarea libertate punerea", "inceta incetarea opriti oprirea stopati",
        "retragerea retrageti renuntarea anulare anulati", "ancheta anchetati anchetarea investigarea"
        " investigati",
        "plata platiti achitarea achitati", "abrogarea abrogati", "respectarea respectati", "reangajarea"
        " reintegrarea",
    ),
}  # fmt: skip


def unsaid(appeal: Appeal, case: Case | None) -> Iterator[Remark]:
    """Open demands whose words are missing from every sentence of the letter in the same language."""
    names = _names(appeal, case)
    for body in bodies(appeal):
        said = [_stems(sentence, body.language) for sentence in _pieces(body.text)]
        everything = frozenset[str]().union(*said)
        for index, demand in enumerate(appeal.demands):
            text = demand.text.texts.get(body.language, "")
            asked = _stems(text, body.language) - names
            if demand.outcome is not DemandOutcome.OPEN or not asked:
                continue
            best = max((len(asked & sentence) for sentence in said), default=0)
            if best < ENOUGH * len(asked):
                place = ("demands", index, "text", body.language)
                missing = _missing(text, asked - everything or asked, body.language)
                yield Remark(RemarkKind.DEMAND_UNSAID, place, {"language": body.language, "missing": missing})


def _pieces(text: str) -> list[str]:
    """Paragraphs and the sentences in them: a list's items finish the sentence above it."""
    return [piece for piece in re.split(r"(?<=[.!?…])\s+|\n\s*\n|;\s", text) if piece.strip()]


def _stems(text: str, language: str) -> frozenset[str]:
    fillers = _FILLERS.get(language, frozenset[str]())
    words = (folded(part) for word in WORD.findall(text) for part in re.split(r"[-'’]", word))
    return frozenset(_stem(w, language) for w in words if len(w) >= _least(w) and w not in fillers)


def _least(word: str) -> int:
    """Short words carry no sense of their own, but for a few that ask."""
    return 3 if word in ("end", "pay") else _SHORT


def _stem(word: str, language: str) -> str:
    cut = word[:_STEM]
    return _CLASSES.get(language, {}).get(cut, cut)


_CLASSES = {
    language: {word[:_STEM]: line[:_STEM] for line in lines for word in line.split()}
    for language, lines in _ALIKE.items()
}


def _names(appeal: Appeal, case: Case | None) -> frozenset[str]:
    """Stems of names: that a person is named does not say what is asked."""
    people = case.persons if case else ()
    names = [name for p in people for name in (p.name, *p.aliases, *p.names.texts.values())]
    return frozenset(folded(word)[:_STEM] for name in names for word in WORD.findall(name))


def _missing(text: str, stems: frozenset[str], language: str) -> str:
    """The demand's words behind ``stems``, as printed."""
    words = (word for word in WORD.findall(text) if _stem(folded(word), language) in stems)
    return ", ".join(list(dict.fromkeys(words))[:4])
