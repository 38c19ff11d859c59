"""Officials named in a paragraph, each with the channels printed behind them, parted into lines of their own.

"Write to the President, A. Testov (fax ...), to Judge B. Exampleno, Supreme Court, fax ...; email ..." holds
the same facts as a list, and is read as one: an official begins at a name or an office and ends at the last
channel before the next one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from alertbot.intake.paste.channels import LineChannels, label_start
from alertbot.intake.paste.honorifics import without_honorific
from alertbot.intake.paste.leads import LEADS_BACK, REACHED
from alertbot.intake.paste.letterheads import named_of
from alertbot.intake.paste.names import is_name, is_namesake
from alertbot.intake.paste.page import Line, Section, asks_for_itself, sentence_starts
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_LEAD = 700
"""Characters before a channel in which its official is looked for."""

TOLD_WORDS = 4
"""Lower-case words that make what stands before an official a sentence and not a label."""

SHORTEST_OFFICIAL = 9
SHORTEST_HELD = 4
SHORTEST_SECOND = 15
"""Characters that an official behind another one has at least: "office fax:" is the same official's."""

_WORD = re.compile(r"(?:[a-zà]{0,5}l|d)[’'](?=[^\W\d_a-zа-я])|[^\s,;:()\[\]]+")
_CLAUSE_END = re.compile(r"\s?[,;:()\[\]]|\s[–—-]\s|\.\s(?=[^\W\d_a-zа-я]{3})")
_SMALL = frozenset(
    ("of", "for", "and", "the", "on", "to", "in", "de", "del", "la", "las", "los", "du", "des", "le", "les",
     "y", "e", "et", "und", "der", "die", "das", "für", "von", "zu", "dei", "della", "delle", "degli", "di",
     "al", "по", "и", "bin", "ve")
)  # fmt: skip
"""Words within the names of offices."""

_LEADS_ON = _SMALL | {
    "or",
    "oder",
    "ou",
    "by",
    "via",
    "per",
    "par",
    "por",
    "an",
    "am",
    "at",
    "au",
    "aux",
    "или",
    "на",
}
_ASIDE = re.compile(r"\s{0,2}\([^()]{0,120}(?:\)|$)|\s{0,2}\((?:or|ou|o|oder|или)\s[^()]{0,120}?(?=\+?\d)")
"""What a bracket behind a channel says of it: "(c/o the Council)", "(or Press Office fax +41 ...)"."""

_AND_THE = re.compile(
    r"(?:^|[\s,;.])(?:and|or|y|et|und|e|и|ve|o|ou|oder|sowie|ainsi|plus|also|así\scomo|nonché|а\sтакже|ayrıca)\s(?:[^,;:()@\d]{0,40}?\s)??"
    r"(?:to\s)?(?:the|a\sla|al|la|el|à\sla|à\sl[’']|qu[’'](?:au|à\sla)|le|l[’']|aux?|an\s(?:die|den|das)|bei\sder|beim|das|die|den|alla|all[’']|il|в|во)"
    r"(?:\s|(?<=[’']))(?=\w)"
)
"""What leads from one official's channels to the next office."""

_TAIL = re.compile(
    r"(?:[\s,;:(\[–—-]{1,4}(?:at|on|by|via|to|using|with|or|and|in|the|à|au|par|ou|et|oder|und|unter|per|o|e|al|por"
    r"|y|по|и|или|на|ve|veya))+[\s,;:(\[–—-]{0,4}$",
    re.IGNORECASE,
)


def officials_in(line: Line, found: LineChannels | None, vocabulary: Vocabulary) -> list[Line]:
    """The line parted before each official; nothing when it names none, or one at its very beginning."""
    if found is None or not found.spots:
        return []
    mark = len(line.text) - len(line.item) if line.item else 0
    starts = list(_starts(line, found, vocabulary, mark))
    if not starts or (len(starts) == 1 and starts[0] <= mark):
        return []
    if starts[0] > mark and not _may_tell(line, starts[0], vocabulary):
        return []
    texts = [line.text[start:end] for start, end in pairwise([*starts, len(line.text)])]
    texts[0] = line.text[:mark] + texts[0]
    if any(end <= starts[0] for _, end in found.spots):
        texts.insert(0, line.text[: starts[0]])
    return [replace(line, text=_TAIL.sub("", text).strip(" ,;(–—")) for text in texts]


def _may_tell(line: Line, start: int, vocabulary: Vocabulary) -> bool:
    """Whether what stands before the first official asks to write there, or is no sentence at all."""
    before = line.text[:start]
    if asks_for_itself(before) or vocabulary.phrases["contact"].search(before):
        return False
    told = sum(word[:1].islower() for word in before.split())
    asks = vocabulary.phrases["request"].search(line.text) or vocabulary.openers["calls"].search(before)
    if line.section is Section.ADDRESSEES or asks is not None or told < TOLD_WORDS:
        return True
    named = named_of([line.text[start : start + LONGEST_LEAD].split(":")[0]], vocabulary)
    return bool(named.person and named.office)


def _starts(line: Line, found: LineChannels, vocabulary: Vocabulary, mark: int) -> Iterator[int]:
    """Where officials begin, each before a channel and behind the last one of the official before."""
    text, end, known = line.text, mark, False
    for start, after in found.spots:
        aside = _ASIDE.match(text, end) if end > mark else None
        at = max(aside.end() if aside else end, start - LONGEST_LEAD)
        if at >= start:
            end = after
            continue
        lead = text[at:start]
        label = label_start(lead, vocabulary)
        official = _official(lead[:label], vocabulary, SHORTEST_SECOND if known else SHORTEST_OFFICIAL)
        if official is None and end > mark:
            official = _another(lead[:label], vocabulary)
        if official is not None:
            known = True
            yield at + official
        end = after


def _another(lead: str, vocabulary: Vocabulary) -> int | None:
    """Where another office begins behind a channel: "... and to the embassy, ...", "et la mairie de ..."."""
    for joint in _AND_THE.finditer(lead):
        office = vocabulary.offices.match(lead, joint.end())
        if office is not None and not _tells(lead[office.end() :]):
            return joint.end()
    return None


def _official(lead: str, vocabulary: Vocabulary, shortest: int) -> int | None:
    """Where in the words before a channel its official begins: the first one behind what only tells."""
    floor = _told_until(lead, vocabulary)
    for word in _WORD.finditer(lead, floor):
        if not _may_begin(lead, word, floor) or _is_in_street(lead, word.start(), vocabulary):
            continue
        end = _CLAUSE_END.search(lead, word.end())
        clause = _TAIL.sub("", lead[word.start() : end.start() if end else len(lead)]).strip()
        told = end is not None and _remarks(lead[end.end() :], vocabulary)
        held = end is not None and _is_person(lead[end.end() :], vocabulary)
        if not told and names_official(clause, vocabulary, SHORTEST_HELD if held else shortest):
            return None if _is_label(lead, word.start(), vocabulary) else word.start()
    return None


def _is_person(behind: str, vocabulary: Vocabulary) -> bool:
    """Whether a person's name stands right behind an office, however short that is."""
    end = _CLAUSE_END.search(behind)
    name = behind[: end.start() if end else len(behind)].strip()
    return is_name(without_honorific(name, vocabulary)[1], vocabulary)


def _is_in_street(lead: str, start: int, vocabulary: Vocabulary) -> bool:
    """ "5, bd du Roi Albert II", "3 Palace Court": names of streets hold kings and courts."""
    before = re.split(r"[;:()]\s?|,\s(?!\w{1,12}\s)", lead[:start])[-1].replace(",", " ").split()[-4:]
    if before and before[-1].isdigit():
        return True
    return any(
        word.casefold().strip(".") in vocabulary.streets
        for word in before
        if word[0].islower() and "/" not in word
    )


def _is_label(lead: str, start: int, vocabulary: Vocabulary) -> bool:
    """ "Fax of the minister's office:" only says whose number follows."""
    labels = (vocabulary.channels[kind].search(lead, 0, start) for kind in ("fax", "phone", "email"))
    return lead.rstrip()[-1:] == ":" and any(labels)


def _told_until(lead: str, vocabulary: Vocabulary) -> int:
    """Where the last sentence begins, behind its colon when that opens a list."""
    starts = [start for start in sentence_starts(lead, vocabulary) if _tells(lead[:start])]
    floor = starts[-1] if starts else 0
    if LEADS_BACK.search(lead):
        return floor
    colon = max((m.end() for m in re.finditer(r":\s", lead) if _tells(lead[floor : m.start()], 3)), default=0)
    return max(floor, colon)


def _tells(text: str, words: int = TOLD_WORDS) -> bool:
    return sum(word[:1].islower() for word in text.split() if word not in _LEADS_ON) >= words


def _remarks(text: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands between an official and a channel tells something, and is no longer an office.

    "... has promised to visit her; thank him at" leads back to the official.
    """
    if LEADS_BACK.search(text):
        return False
    text = REACHED.sub("", text)
    clauses = (clause.strip() for clause in _CLAUSE_END.split(text))
    return any(_tells(clause) and vocabulary.offices.match(clause) is None for clause in clauses)


def _may_begin(lead: str, word: re.Match[str], floor: int) -> bool:
    """A capital begins an official; a small letter only behind a mark or a short word ("to the", "au")."""
    before = lead[floor : word.start()].rstrip(" (")
    if word.group()[0].isupper():
        return not before or not before.split()[-1][:1].isupper() or before[-1] in ",;:.)("
    return not before or before[-1] in ",;:." or len(before.split()[-1]) <= 4


def names_official(clause: str, vocabulary: Vocabulary, shortest: int) -> bool:
    """Whether a clause is a person's name, or from its first word on an office of so many characters."""
    honorifics, bare, _, _ = without_honorific(clause, vocabulary)
    if is_name(bare, vocabulary) or (honorifics and is_namesake(bare, vocabulary)):
        return True
    if honorifics and bare and bare[0].isupper() and " " not in bare:
        return True
    office = vocabulary.offices.search(bare)
    if clause[:1].isupper() and vocabulary.titles.fullmatch(clause):
        return True
    if office is None or len(clause) < shortest:
        return False
    before = bare[: office.start()].split()
    if any(word[0].islower() and word not in _SMALL for word in before):
        return False
    if clause[0].isupper():
        return " " in clause or vocabulary.offices.fullmatch(clause) is not None
    title = vocabulary.titles.match(clause)
    return title is not None or (office.start() == 0 and bool(named_of([clause], vocabulary).person))
