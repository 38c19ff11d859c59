"""Addresses as appeals print them: blocks of lines under a heading, bullets, letterheads.

A block is an office's lines (its name, who holds it, where post is brought) with the channels and the
salutation printed below. A new one begins after those, at a bullet, or after a blank line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste.channels import (
    LineChannels,
    channels_of,
    kind_meant,
    label_with_colon,
    number_alone,
)
from alertbot.intake.paste.figures import beside_coded
from alertbot.intake.paste.leads import (
    is_other_channel,
    is_seam,
    joins,
    office_before,
    without_lead,
    without_other_channels,
)
from alertbot.intake.paste.letterheads import named_of, tells
from alertbot.intake.paste.mentions import mentioned_in, with_brackets_before
from alertbot.intake.paste.names import is_name, is_office, is_town
from alertbot.intake.paste.officials import officials_in
from alertbot.intake.paste.page import Line, asks_for_itself
from alertbot.intake.paste.reading import ReadChannel
from alertbot.intake.paste.regions import regions_at
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_LINE = 260
"""Characters; a longer line without a channel is a sentence, not an address."""

LONGEST_GREETING = 60
GREETING_WORDS = 3
"""A salutation longer than the one has at least the other ("Dear President Karimov")."""

LONGEST_TITLE = 80
"""Characters before a list of addresses in which an office may be named."""

FEWEST_BEFORE_SHARED = 2
"""Names before the last one of a list that shares its channels."""

TELLING = 4
"""Small words before a channel that make a sentence of them."""

MOST_LINES = 14
"""Of one block."""

_ENDS = " .,;:–—-("
_NUMBERS_BELOW = re.compile(
    r"\s\(?(?:tele)?(?:fax|phone|tel\.?)(?:\s?(?:/|and|&)\s?(?:fax|phone))?\s?(?:numbers?|nos?\.?|lines?)?\)?\s?:$",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(
    r"\b(?:address(?:es|ees)?|contacts?|targets?|officials|adresses?|destinataires?|coordonnées|direcciones|destinatari[oa]s|contactos"
    r"|adressen|anschriften|ansprechpartner|indirizzi|contatti|recapiti|адреса|адресаты|контакты|adresler\w*|iletişim\w*)(?:\s\([^)]{0,40}\))?\s?:$",
    re.IGNORECASE,
)
"""What ends a line that only says what the lines below it are."""

_SALUTATION = re.compile(r"[:：]\s{0,10}([^()\n]{2,120})")


@dataclass
class Block:
    """Lines of one addressee while they are being collected; ``goes_on``: another one stands right above."""

    number: int
    texts: list[str] = field(default_factory=list[str])
    channels: list[ReadChannel] = field(default_factory=list[ReadChannel])
    salutation: str = ""
    is_item: bool = False
    goes_on: bool = False

    @property
    def is_closed(self) -> bool:
        return bool(self.channels or self.salutation)


class BlockReader:
    """Collects the blocks of a run of lines.

    ``regions`` are the countries of numbers without a country code, the likeliest first; ``country`` is the
    one the text is about.
    """

    def __init__(self, vocabulary: Vocabulary, country: str, regions: tuple[str, ...]) -> None:
        self._vocabulary = vocabulary
        self._country = country
        self._regions = regions
        self._usual: ChannelKind | None = None
        self._above = ""
        self._meant: ChannelKind | None = None
        self.meant: ChannelKind | None = None

    def blocks(self, lines: Iterable[Line]) -> list[Block]:
        """The blocks in order; lines that are sentences end one and belong to none."""
        kept = list(lines)
        doubled = _is_double_spaced(kept)
        blocks: list[Block] = []
        self._usual = None
        self._above = ""
        open_block: Block | None = None
        gap = False
        for line in kept:
            if not line.text:
                gap = not doubled
                continue
            self._meant = kind_meant(line.text, self._vocabulary) or self.meant
            for part in self._parts(line):
                open_block = self._take(part, open_block, blocks, gap)
                gap = False
            if any(c.isalpha() for c in line.text):
                self._above = line.text
        kept = [block for block in blocks if block.texts or block.channels]
        return _shared(_joined(kept, self._vocabulary), self._vocabulary)

    def _parts(self, line: Line) -> Iterator[Line]:
        """A line that lists several offices with their channels, parted behind each one's last channel."""
        cut = self._after_greeting(line.text)
        if cut is not None:
            yield from self._parts(replace(line, text=line.text[:cut].strip()))
            yield from self._parts(replace(line, text=line.text[cut:].strip()))
            return
        found = channels_of(line.text, self._regions, self._vocabulary, line.number)
        start = found.spots[0][0] if found and found.spots else 0
        if start and self._opens_list(line.text[:start]):
            line = replace(line, text=line.text[start:])
            found = channels_of(line.text, self._regions, self._vocabulary, line.number)
        turned = with_brackets_before(line, found, self._vocabulary)
        if turned.text != line.text:
            line, found = turned, channels_of(turned.text, self._regions, self._vocabulary, line.number)
        parts = officials_in(line, found, self._vocabulary) or self._mentioned(line, found) or [line]
        mark = line.text[: len(line.text) - len(line.item)] if line.item else ""
        if mark and not parts[0].item:
            parts[0] = replace(parts[0], text=mark + parts[0].text)
        yield from parts

    def _mentioned(self, line: Line, found: LineChannels | None) -> list[Line]:
        """A sentence as the letterhead of whom it mentions; an address is one already."""
        lead = line.text[: found.spots[0][0]] if found and found.spots else ""
        if sum(word[:1].islower() and len(word) > 3 for word in lead.split()) < TELLING:
            return []
        named = named_of([lead], self._vocabulary)
        if named.person and named.office and lead.startswith(named.office):
            return []
        if named.person and not tells(lead.split(named.person.split()[0])[0]):
            return []
        return mentioned_in(line, found, self._vocabulary)

    def _opens_list(self, before: str) -> bool:
        """ "... and to send it to these addresses:" right before the first of them: no office is named."""
        asks = self._vocabulary.openers["calls"].search(before) or self._vocabulary.phrases["request"].search(
            before
        )
        named = self._vocabulary.offices.search(before, max(0, len(before) - LONGEST_TITLE))
        return before.rstrip().endswith(":") and asks is not None and named is None and self._is_prose(before)

    def _after_greeting(self, text: str) -> int | None:
        """Where the next office begins when a salutation and what follows it were pasted onto one line."""
        label = self._vocabulary.phrases["salutation"].search(text)
        greeting = _SALUTATION.match(text[label.end() :].lstrip()) if label else None
        if label is None or greeting is None or len(greeting.group(1)) <= LONGEST_GREETING:
            return None
        start = text.index(greeting.group(1), label.end())
        if label_with_colon(text[start:], self._vocabulary) is None:
            return None
        words = greeting.group(1).split(" ")
        named = start + len(" ".join(words[:GREETING_WORDS])) + 1
        office = self._vocabulary.offices.search(text, named)
        return office.start() if office and office.start() < start + len(greeting.group(1)) else None

    def _take(self, line: Line, current: Block | None, blocks: list[Block], gap: bool) -> Block | None:
        text, salutation = self._salutation(without_lead(line.item or line.text))
        if is_seam(text, self._vocabulary) or self._introduces(text):
            return self._of_heading(line.number, text, blocks)
        if not text and not salutation:
            return current
        if is_other_channel(text):
            return current
        last = current.channels[-1].kind if current and current.channels else self._usual
        begun = [] if current is None or current.is_closed else current.texts
        # An item of a list or what stands below a blank line may be somebody else in another country.
        same = current is not None and not line.item and not gap
        printed = [one.printed for one in current.channels] if current and same else []
        here = regions_at([*begun, text], self._country, self._regions, self._vocabulary)
        regions = beside_coded(" ".join([*printed, text]), here)
        found = channels_of(text, regions, self._vocabulary, line.number, last, self._meant, _number(current))
        found = found or number_alone(
            text, regions, self._vocabulary, line.number, None if begun else last, self._above
        )
        lead = self._lead(text, found)
        if found is not None and (self._is_prose(lead) or asks_for_itself(text[: found.start])):
            return None
        if found is None and text.startswith("(") and text.endswith((")", ".)")):
            return current
        if found is None and (len(text) > LONGEST_LINE or self._is_sentence(text)):
            return None
        if current is None or self._begins(line, current, lead, gap):
            current = Block(line.number, is_item=bool(line.item), goes_on=current is not None)
            blocks.append(current)
        if lead and len(current.texts) < MOST_LINES:
            current.texts.append(lead)
        current.channels += found.channels if found else ()
        current.salutation = current.salutation or salutation
        return current

    def _lead(self, text: str, found: LineChannels | None) -> str:
        """What stands before a line's first channel: no label, and not the request to write there."""
        if found is None:
            return without_other_channels(text).strip(_ENDS + " ")
        lead = office_before(text[: found.start], _ENDS + " ")
        if all(joins(word, self._vocabulary) for word in lead.casefold().split()):
            return ""
        if lead and self._vocabulary.phrases["request"].match(f"{lead} {text[-1]}"):
            return self._asked(lead)
        return lead if any(c.isalnum() for c in lead.replace("Tel", "")) else ""

    def _asked(self, lead: str) -> str:
        """Whom a request names before the channel: "You may complain to the Department of Prisons:"."""
        office = self._vocabulary.powers.search(lead)
        before = lead[: office.start()].split() if office else []
        named = lead[office.start() :] if office else ""
        if any(word[0].isupper() for word in before[1:]) or tells(named):
            return ""
        return (
            named if office and not office.group().casefold().startswith(("auto", "auth", "behörd")) else ""
        )

    def _of_heading(self, number: int, text: str, blocks: list[Block]) -> Block | None:
        """ "Example Parole Board Fax Numbers:" names the office whose numbers follow."""
        heading = _NUMBERS_BELOW.search(text) if len(text) <= LONGEST_TITLE else None
        named = text[: heading.start()].strip(_ENDS) if heading else ""
        told = any(word[:1].islower() and len(word) > 3 for word in named.split())
        if told or not is_office(named, self._vocabulary):
            return None
        blocks.append(Block(number, [named]))
        return blocks[-1]

    def _introduces(self, text: str) -> bool:
        """ "The fax numbers are:": no office, but what the numbers below it are."""
        if not text.endswith(":") or any(c.isdigit() for c in text) or len(text) > LONGEST_LINE:
            return False
        if is_name(text.rstrip(":"), self._vocabulary):
            return False
        if self._vocabulary.openers["calls"].search(text):
            return True
        if _ADDRESSES.search(text):
            return True
        kinds = [
            kind
            for kind in (ChannelKind.FAX, ChannelKind.PHONE)
            if self._vocabulary.channels[kind].search(text)
        ]
        if not kinds and is_office(text, self._vocabulary):
            return False
        self._usual = kinds[0] if len(kinds) == 1 and " " in text else self._usual
        return " " in text

    def _is_prose(self, lead: str) -> bool:
        """ "If you have trouble, send your own message to": no office stands before that address."""
        return len(lead) > 12 and self._vocabulary.phrases["prose"].search(lead) is not None

    def _begins(self, line: Line, current: Block, lead: str, gap: bool) -> bool:
        if line.item and not lead and current.texts and current.is_item:
            return False
        if line.item and not (current.is_item and not current.texts):
            return not (_is_dash(line) and not current.is_item)
        return bool(lead) and (current.is_closed or gap or self._is_whole(lead, current))

    def _is_whole(self, lead: str, current: Block) -> bool:
        """Whether one line names person and office, and so did the line that began the block before it."""
        if not current.texts or not lead.strip()[:1].isupper():
            return False
        return all(
            named.person and named.office
            for named in (named_of([text], self._vocabulary) for text in (lead, current.texts[0]))
        )

    def _is_sentence(self, text: str) -> bool:
        """A sentence asks, tells or explains; an address does not."""
        phrases = self._vocabulary.phrases
        if phrases["request"].search(text) or phrases["copies"].match(text):
            return True
        if len(text) < 50 or text[-1] not in ".!?…":
            return False
        words = [word for word in text.split() if word[:1].isalpha()]
        return len(words) > 8 and sum(word[0].islower() for word in words) * 2 > len(words)

    def _salutation(self, text: str) -> tuple[str, str]:
        """The line without its salutation, and the salutation: "Salutation: Dear Minister"."""
        label = self._vocabulary.phrases["salutation"].search(text)
        value = _SALUTATION.match(text[label.end() :].lstrip()) if label else None
        if label is None or value is None or len(text[: label.start()].strip()) > LONGEST_LINE:
            return text, ""
        after = text[label.end() :].lstrip()[value.end() :].lstrip(" )")
        before = text[: label.start()].rstrip(" (,;")
        printed, more = value.group(1).strip(), ""
        cut = label_with_colon(printed, self._vocabulary)
        if cut is not None:
            printed, more = printed[:cut].strip(), printed[cut:]
        return f"{before} {more} {after}".strip(), printed.strip(" ;")


def _number(block: Block | None) -> str:
    """The last number (E.164) of a block: the one below it may leave out its area code."""
    kinds = (ChannelKind.FAX, ChannelKind.PHONE)
    numbers = [one.value for one in block.channels if one.kind in kinds] if block else []
    return numbers[-1] if numbers else ""


def _is_dash(line: Line) -> bool:
    return line.text[:1] in "-–—*"


def _is_double_spaced(lines: list[Line]) -> bool:
    """Whether every line is followed by a blank one, as some web pages paste."""
    filled = sum(bool(line.text) for line in lines)
    pairs = sum(bool(a.text and b.text) for a, b in pairwise(lines))
    return filled > 3 and pairs == 0


def _joined(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Blocks that a blank line tore apart: a name above, its address and channels below."""
    kept: list[Block] = []
    for block in blocks:
        before = kept[-1] if kept else None
        torn = block.goes_on and before is not None and not before.is_closed and len(before.texts) <= 2
        torn = torn and not block.is_item and not (before and _both_whole(before, block, vocabulary))
        torn = torn and not (before is not None and before.is_item and _tells(before.texts))
        torn = torn and (not block.texts or len(block.texts) > 1 or len(before.texts if before else ()) == 1)
        goes_on = _goes_on_in(before, block, vocabulary) or _is_their_post(before, block, vocabulary)
        if before is not None and (torn or goes_on):
            before.texts += block.texts
            before.channels += block.channels
            before.salutation = block.salutation
        else:
            kept.append(block)
    return kept


def _shared(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Blocks; a list of names and ranks, one a line, shares the channels printed below the last of them."""
    begun = 0
    for at, block in enumerate(blocks):
        if not block.goes_on or (at and blocks[at - 1].is_closed):
            begun = at
        if not block.is_closed or at - begun < FEWEST_BEFORE_SHARED:
            continue
        listed = blocks[begun : at + 1]
        if all(len(one.texts) == 1 for one in listed[:-1]) and all(
            named.person and named.office for named in (named_of(one.texts[:1], vocabulary) for one in listed)
        ):
            for one in listed[:-1]:
                one.channels = list(block.channels)
    return blocks


def _is_their_post(before: Block | None, block: Block, vocabulary: Vocabulary) -> bool:
    """Whether a person's own channel stands between their name and their post ("Mr A. Testov: a@b.org")."""
    if before is None or not (block.goes_on and before.is_closed) or block.is_item or len(before.texts) != 1:
        return False
    who, what = named_of(before.texts, vocabulary), named_of(block.texts, vocabulary)
    alone = bool(who.person) and not who.office and not who.rest
    return alone and not what.person and vocabulary.titles.search(what.office, 0, 24) is not None


def _goes_on_in(before: Block | None, block: Block, vocabulary: Vocabulary) -> bool:
    """Whether a block is but the town or country of the address above it, torn off by a blank line."""
    if before is None:
        return False
    named = block.goes_on and not before.is_closed and len(before.texts) > 1 and len(block.texts) == 1
    return named and not block.is_item and is_town(block.texts[0], vocabulary)


def _tells(texts: list[str]) -> bool:
    """Whether a bullet is a sentence, as demands are."""
    return bool(texts) and sum(word[:1].islower() for word in texts[0].split()) > 5


def _both_whole(one: Block, other: Block, vocabulary: Vocabulary) -> bool:
    """Whether both name a person: then they are two addressees, however close they stand."""
    return all(named_of(block.texts, vocabulary).person for block in (one, other))
