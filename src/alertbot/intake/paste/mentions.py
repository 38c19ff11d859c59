"""Officials that a sentence mentions before (or in a bracket behind) a channel, wherever in it they stand.

"The head of the court is Mr A. Testov, and his office reads mail: a@example.org", "Call +1 ... (ask for the
warden, B. Sample)": the sentence is given back as a letterhead line, "Head of the court, Mr A. Testov: ...".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from alertbot.intake.paste.channels import LineChannels, label_start
from alertbot.intake.paste.honorifics import PARTICLES
from alertbot.intake.paste.leads import office_alone
from alertbot.intake.paste.letterheads import Named, named_of, tells
from alertbot.intake.paste.names import is_town
from alertbot.intake.paste.page import Line
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_LEAD = 500
"""Characters before a channel in which somebody is looked for."""

LONGEST_POST = 70
"""Characters before a name in which an office in small letters stands."""

_BEHIND = re.compile(r"[\s.,]{0,2}\(([^()]{6,90})\)")
_ASKED = re.compile(
    r"\s{0,2}[,(]\s?((?:and\s)?(?:ask(?:ing)?\sfor|demande[rz]\s|pida\shablar\scon|pid[ea]n?\s|preguntar\spor|pregunte\w?\spor|verlang\w+\s|fragt?\w?\snach"
    r"|chiede\w+\sdi|спросит\w+|просите|sorun)[^(),;:@\d]{4,80})(?=[),;:.]|$)",
    re.IGNORECASE,
)
_NAMED_BEHIND = re.compile(r"\s{0,2}[-–—,;:(]\s{0,2}([^\W\d_a-zа-я][^@:;]{4,120}?)[).\s]{0,3}$")
"""Who has the address that a line begins with: "a@example.org - Minister of Justice, A. Testov"."""

_RUN = re.compile(
    r"(?<![\w@./-])[^\W\d_a-zа-я](?:[\w’'.-]*[\w’'])?\.?"
    r"(?:\s(?:(?:of|for|de|del|des|du|der|della|di|the|la|bin|ibn|al|el|van|von|y|and|&|и)\s){0,2}[^\W\d_a-zа-я][\w’'.-]*){0,9}"
)
"""Capitalised words in a row, with the small ones between them."""

_LINK = re.compile(
    r"(?:,|\s[–—-]|:|\s(?:is|is\scalled|ist|heißt|est|s['’]appelle|se\sllama|es|è|si\schiama|это|зовут))\s{1,2}$"
)
"""Between an office and who holds it."""

_ASK_FOR = re.compile(
    r"^(?:and\s)?(?:ask(?:ing)?\sfor|pida\shablar\scon|pid[ea]n?|pregunte\w?\spor|verlang\w+|fragt?\w?\snach|chiede\w+\sdi|спросит\w+|просите|attn\.?:?|attention:?|demande[rz](?:\sà\sparler\sà)?|preguntar\spor|pregunten\spor|verlangt|fragt\snach"
    r"|chiedere\sdi|chiedete\sdi|спросить|спросите|sorun)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in a text: where, and as a letterhead would print it."""

    start: int
    end: int
    printed: str


def with_brackets_before(line: Line, found: LineChannels | None, vocabulary: Vocabulary) -> Line:
    """The line; a bracket behind a number that says who answers there stands before the number."""
    if found is None:
        return line
    text = line.text
    behind = _NAMED_BEHIND.match(text, found.spots[-1][1]) if found.spots else None
    if behind is not None and not any(c.isalnum() for c in line.item[: found.start] or text[: found.start]):
        named = named_of([behind[1]], vocabulary)
        between = text[found.spots[0][1] : found.spots[-1][0]]
        if (named.person or named.office) and vocabulary.offices.search(between) is None:
            return replace(line, text=f"{behind[1]}: {text[: behind.start()]}")
    ends = [0, *(end for _, end in found.spots)]
    for (start, end), before in reversed(list(zip(found.spots, ends, strict=False))):
        bracket = _BEHIND.match(text, end) or _ASKED.match(text, end)
        inner = _ASK_FOR.sub("", bracket[1]) if bracket else ""
        asked = named_of([inner], vocabulary) if bracket else Named()
        if bracket is None or not asked.person or _is_where(inner, asked, vocabulary):
            continue
        label = label_start(text[:start], vocabulary)
        cut = start if label is None else label
        lead = text[:cut].rstrip(" ,:;(–—-")
        if named_of([lead[max(before, len(lead) - LONGEST_LEAD) :]], vocabulary).person:
            continue
        joined = f"{lead}, {inner}: " if vocabulary.offices.search(lead) else f"{inner}: "
        text = joined + text[cut:end] + text[bracket.end() :]
    return replace(line, text=text)


def _is_where(inner: str, named: Named, vocabulary: Vocabulary) -> bool:
    """ "(Test Park, Bursa)": a quarter and its town, and nobody."""
    behind = inner.split(",")[1:]
    plain = not named.honorific and not named.office
    return plain and bool(behind) and all(is_town(part, vocabulary) for part in behind)


def mentioned_in(line: Line, found: LineChannels | None, vocabulary: Vocabulary) -> list[Line]:
    """The line as a letterhead of the one whom it mentions last before its first channel, if any."""
    if found is None or not found.spots:
        return []
    start = found.spots[0][0]
    label = label_start(line.text[:start], vocabulary)
    lead = line.text[: start if label is None else label]
    mentions = list(mentions_of(lead[-LONGEST_LEAD:], vocabulary))
    if not mentions:
        return []
    last = mentions[-1]
    between = lead[-LONGEST_LEAD:][last.end :].strip(" ,;:(.")
    post = f", {between}" if any(c.isdigit() for c in between) and not tells(between) else ""
    return [replace(line, text=f"{last.printed}{post}: {line.text[len(lead) :]}")]


def mentions_of(text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """The people in a text whose office is named with them."""
    for run in _RUN.finditer(text):
        named = named_of([run.group()], vocabulary)
        if not named.person or run.group().isupper():
            continue
        start, office = (run.start(), named.office) if named.office else _post_before(text, run, vocabulary)
        end, behind = (run.end(), "") if office else _post_behind(text, run.end(), vocabulary)
        if office or behind:
            yield Mention(start, end, _printed(named, office or behind))


def _printed(named: Named, office: str) -> str:
    return f"{office}, {f'{named.honorific} {named.person}'.strip()}"


def _post_before(text: str, run: re.Match[str], vocabulary: Vocabulary) -> tuple[int, str]:
    """The office right before a name: "the manager of the plant, Ann Example", "commissario Mario Prova"."""
    before = text[max(0, run.start() - LONGEST_POST) : run.start()]
    link = _LINK.search(before)
    told = before[: link.start()] if link else before.rstrip()
    clause = re.split(r"[,;:()]\s?|\.\s|\s[–—-]\s", told)[-1]
    office = office_alone(clause.strip(), vocabulary)
    if not office or (link is None and len(office.split()) > 3):
        return run.start(), ""
    return run.start() - len(before) + before.rfind(office), office


def _post_behind(text: str, end: int, vocabulary: Vocabulary) -> tuple[int, str]:
    """The office right behind a name: "Ann Example, head of the prison"."""
    behind = re.match(r",\s([^,;:()]{4,70})(?=[,;:(]|$)", text[end : end + LONGEST_POST + 10])
    clause = behind[1].strip() if behind else ""
    office = clause if clause and vocabulary.offices.search(clause) and not _has_verb(clause) else ""
    return (end + behind.end(), office) if behind and office else (end, "")


def _has_verb(clause: str) -> bool:
    small = [word for word in clause.split() if word[0].islower() and word not in PARTICLES]
    return len(small) > 4
