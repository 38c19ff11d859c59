"""One letter in many wordings: what may vary, who gets which, and a lock on everything that may not.

Only words in a template's slots vary, and the order of neighbouring paragraphs its author marked with ``~``.
A slot's words never hold other facts than its first ones, and a finished wording is compared again with the
canonical one: if a single fact differs, the canonical one is what the signer gets.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from math import factorial, prod

from alertbot.domain.letter import LetterPlan
from alertbot.letters.facts import facts, names_in
from alertbot.letters.plain import one_line, tidy
from alertbot.letters.template import BODY_NAMES, VALUES, LetterTemplate

Slots = tuple[tuple[str, tuple[str, ...]], ...]
"""Each slot with the words that may stand in it, the canonical ones first."""

_MOVABLE = "\ue000"
"""Marks a movable paragraph while the letter is put together; values cannot hold a private character."""

_MARK = re.compile(r"^~ +", re.MULTILINE)
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_SLOT = "\ue001"
_BESIDE = re.compile(f"[{_MOVABLE}{_SLOT}]")


@dataclass(frozen=True, slots=True)
class Draw:
    """Numbers drawn from a seed: the same for the same question, unrelated for different ones."""

    key: bytes

    @classmethod
    def of(cls, seed: bytes | str, *context: str) -> "Draw":
        whole = seed.encode("utf-8", "surrogatepass") if isinstance(seed, str) else seed
        return cls(blake2b(whole + "\x1f".join(("", *context)).encode(), digest_size=32).digest())

    def number(self, question: str) -> int:
        return int.from_bytes(blake2b(question.encode(), key=self.key, digest_size=8).digest())

    def order(self, many: int, question: str) -> list[int]:
        return sorted(range(many), key=lambda index: self.number(f"{question} {index}"))


class Forms:
    """A letter's template with the words its slots may take.

    Raises :class:`TemplateRefused`. ``names`` are names the letter may hold.
    """

    def __init__(self, source: str, language: str, slots: Slots, names: Iterable[str]):
        known = BODY_NAMES.union(slot for slot, _ in slots)
        self._template = LetterTemplate(_MARK.sub(_MOVABLE, source.replace(_MOVABLE, "")), known)
        self._language = language
        self._names = names_in(_TAG.sub("\n", source), language).union(names)
        self._counted = lru_cache(maxsize=512)(self._line_facts)
        self._slots = {slot: self._alike(texts) for slot, texts in slots if slot in self._template.names}
        self._canonical = {slot: texts[0] for slot, texts in self._slots.items()}
        self._nothing = dict.fromkeys(known - VALUES, "")

    @property
    def names(self) -> frozenset[str]:
        """Every placeholder the letter has."""
        return self._template.names

    @property
    def wordings(self) -> int:
        """How many different letters the slots and the order of paragraphs give one addressee at most."""
        paragraphs = self._paragraphs(self._canonical, dict.fromkeys(VALUES, ""))
        runs = (len(run) for run in _runs(paragraphs) if run[0].startswith(_MOVABLE))
        return prod(map(len, self._slots.values())) * prod(map(factorial, runs))

    def differing(self, letters: int) -> int:
        """How many of so many letters to one addressee would differ, by the laws of chance."""
        return round(self.wordings * (1 - (1 - 1 / self.wordings) ** letters))

    def fill(self, values: Mapping[str, str], draw: Draw | None = None) -> str:
        """The letter's text; ``values`` may hold a slot, whose words then do not vary."""
        if draw:
            chosen = {slot: texts[draw.number(slot) % len(texts)] for slot, texts in self._slots.items()}
            varied = "\n\n".join(_arranged(self._paragraphs(chosen, values), draw))
            if self._says_the_same(varied, chosen, values):
                return varied
        return "\n\n".join(_arranged(self._paragraphs(self._canonical, values), None))

    def _paragraphs(self, words: Mapping[str, str], values: Mapping[str, str]) -> list[str]:
        return tidy(self._template.fill({**self._nothing, **words, **values})).split("\n\n")

    def _says_the_same(self, varied: str, chosen: Mapping[str, str], values: Mapping[str, str]) -> bool:
        """Whether every word outside the slots is there as it was written, and no slot changed a fact."""
        fixed = self._paragraphs(dict.fromkeys(self._slots, _SLOT), values)
        pieces = (piece.strip() for paragraph in fixed for piece in _BESIDE.split(paragraph))
        if not all(piece in varied for piece in pieces):
            return False
        # Counted without what the signer gave: no wording can change that, and it is not to be kept here.
        impersonal = {**values, "signer": "", "own_sentence": ""}
        return self._facts(self._canonical, impersonal) == self._facts(chosen, impersonal)

    def _facts(self, words: Mapping[str, str], values: Mapping[str, str]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for paragraph in self._paragraphs(words, values):
            counts.update(self._counted(paragraph.removeprefix(_MOVABLE)))
        return counts

    def _line_facts(self, text: str) -> Counter[str]:
        return facts(text, self._language, self._names)

    def _alike(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        wordings = tuple(dict.fromkeys(map(one_line, texts)))
        wanted = self._line_facts(wordings[0])
        return tuple(text for text in wordings if self._line_facts(text) == wanted)


def slots_of(plan: LetterPlan, language: str) -> Slots:
    """The campaign's words for ``language``, and the package's for the slots it leaves to it."""
    own = {slot: texts[language] for slot, texts in plan.variants.items() if texts.get(language)}
    ready = {slot: tuple(texts) for slot, texts in ready_words().get(language, {}).items()}
    closing = {"closing": (neutral("closing", language),)}
    return tuple(sorted({**closing, **ready, **own}.items()))


def neutral(what: str, language: str) -> str:
    """The neutral ``salutation`` or ``closing`` of a language, or else the English one."""
    words = _openings()[what]
    return words.get(language.partition("_")[0]) or words["en"]


@cache
def ready_words() -> Mapping[str, Mapping[str, list[str]]]:
    """The package's own words: language, then slot."""
    return tomllib.loads(files("alertbot.letters").joinpath("variants.toml").read_text(encoding="utf-8"))


@cache
def _openings() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("alertbot.letters").joinpath("openings.toml").read_text(encoding="utf-8"))


def _arranged(paragraphs: list[str], draw: Draw | None) -> Iterator[str]:
    for number, run in enumerate(_runs(paragraphs)):
        movable = draw and run[0].startswith(_MOVABLE)
        ordered = (run[at] for at in draw.order(len(run), f"run {number}")) if draw and movable else run
        yield from (paragraph.removeprefix(_MOVABLE) for paragraph in ordered)


def _runs(paragraphs: list[str]) -> Iterator[list[str]]:
    """Neighbouring movable paragraphs together, every other paragraph alone."""
    run: list[str] = []
    for paragraph in paragraphs:
        if run and not (paragraph.startswith(_MOVABLE) and run[0].startswith(_MOVABLE)):
            yield run
            run = []
        run.append(paragraph)
    if run:
        yield run
