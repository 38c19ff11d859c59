"""Addressees of letters: who is named above "Dear ...", on the envelope that the letter begins with."""

import re
from collections.abc import Iterator
from dataclasses import replace

from alertbot.intake.paste.blocks import BlockReader
from alertbot.intake.paste.envelopes import addressees_of
from alertbot.intake.paste.letterheads import Named, named_of
from alertbot.intake.paste.page import Line, Section
from alertbot.intake.paste.reading import ReadAddressee
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_ENVELOPE = 90
MOST_LETTERS = 12
"""On one page."""
LETTERHEAD_LINES = 14
"""Above "Dear ...": an envelope has no more."""
_TO_READERS = re.compile(
    r"\W{0,3}(?:dear|chers?|ch[eè]res?|estimad\w{1,2}|querid\w{1,2}|liebe\w?|car[ie]|дороги\w{1,2}|уважаемы\w|sevgili|değerli)\s"
    r"(?:\w{1,14}\s){0,2}?(?:friends?|comrades?|colleagues?|supporters?|readers?|members?|activists?|all|sisters?|brothers?"
    r"|party|amie?s?|camarades?|coll[èe]gues?|compañer\w{1,4}|amig\w{1,4}|freund\w{0,5}|genoss\w{0,5}|leser\w{0,5}|amic\w{1,2}"
    r"|compagn\w{1,2}|друзья|коллеги|товарищи|arkadaş\w{0,6}|dostlar\w{0,4})(?!\w)",
    re.IGNORECASE,
)
"""A greeting of those who are asked to write, and of no official."""
_DAY_BEHIND = re.compile(r"\s\d{1,2}\.?\s[^\W\d_]{3,12}\s(?:19|20)\d\d$")


class LetterReader:
    """Reads the letters in the lines of one text for their addressees."""

    def __init__(self, vocabulary: Vocabulary, blocks: BlockReader) -> None:
        self._vocabulary = vocabulary
        self._blocks = blocks

    def read(self, lines: list[Line]) -> list[ReadAddressee]:
        """The head of a letter: the block above "Dear ..." that names whom it greets."""
        found: list[ReadAddressee] = []
        greetings = [at for at, line in enumerate(lines) if self._opens_letter(line)]
        for at in greetings[:MOST_LETTERS]:
            above = lines[max(0, at - LETTERHEAD_LINES * 2) : at]
            above = [line for line in above if line.section is not Section.COPIES]
            found += self._head(above, lines[at].text.strip(" ,:"))
        return [one for one in found if not self._is_civil(one)]

    def _is_civil(self, one: ReadAddressee) -> bool:
        """Whether a letter is one between unions, that asks whoever reads it and not whom it greets."""
        printed = " ".join((one.office, *(channel.value for channel in one.channels)))
        powers = self._vocabulary.powers.search(printed)
        return self._vocabulary.civil.search(printed) is not None and powers is None

    def _head(self, above: list[Line], greeting: str) -> list[ReadAddressee]:
        for found in (*self._greeted(above, greeting), *self._envelope(above), *self._above(above)):
            return [replace(found, salutation=found.salutation or greeting)]
        return []

    def _envelope(self, above: list[Line]) -> Iterator[ReadAddressee]:
        """Short lines right above the greeting, the first of which names somebody or an office."""
        head: list[Line] = []
        for line in reversed([line for line in above if line.text]):
            if len(head) == LETTERHEAD_LINES or not self._is_of_envelope(line):
                break
            head.insert(0, line)
        for at, line in enumerate(head):
            named = named_of([line.text], self._vocabulary)
            if (named.person or named.office) and len(head) - at > 1:
                for block in self._blocks.blocks(head[at:])[:1]:
                    yield from addressees_of([block], self._vocabulary)
                return

    def _is_of_envelope(self, line: Line) -> bool:
        phrases = self._vocabulary.phrases
        lower = sum(word[:1].islower() for word in line.text.split())
        asks = phrases["request"].search(line.text) or phrases["sample"].search(line.text)
        ends = line.text[-1] in "!?…:" or (line.text[-1] == "." and lower > 2)
        return len(line.text) <= LONGEST_ENVELOPE and lower <= 4 and not ends and not line.item and not asks

    def _greeted(self, above: list[Line], greeting: str) -> Iterator[ReadAddressee]:
        """From the line that names whom the letter greets by surname down to the greeting."""
        for at in range(len(above) - 1, -1, -1):
            if self._opens_letter(above[at]):
                return
            text = _DAY_BEHIND.sub("", above[at].text)
            named = named_of([text], self._vocabulary) if text else Named()
            if named.person and _greets(greeting, named.person):
                filled = [replace(above[at], text=text), *(line for line in above[at + 1 :] if line.text)]
                for block in self._blocks.blocks(filled)[:1]:
                    yield from addressees_of([block], self._vocabulary)
                return

    def _above(self, above: list[Line]) -> Iterator[ReadAddressee]:
        """The nearest block above the greeting that names somebody and says where to write to."""
        for block in reversed(self._blocks.blocks(above)):
            for found in addressees_of([block], self._vocabulary):
                if found.channels and (found.person or found.office) and len(block.texts) > 1:
                    yield found

    def _opens_letter(self, line: Line) -> bool:
        if not 5 <= len(line.text) <= 100 or _TO_READERS.match(line.text):
            return False
        return self._vocabulary.phrases["dear"].match(line.text) is not None


def _greets(greeting: str, person: str) -> bool:
    """Whether a greeting names a person: "Dear President Testov" and A. Testov Exampleno."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", greeting)}
    return not words.isdisjoint(word.casefold() for word in re.findall(r"[^\W\d_]{4,}", person))
