"""The addressees of an appeal: offices, the people in them, and how they are reached; and who gets copies."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste.blocks import Block, BlockReader
from alertbot.intake.paste.channels import channels_of, kind_meant
from alertbot.intake.paste.envelopes import addressees_of
from alertbot.intake.paste.fragments import without_fragments
from alertbot.intake.paste.greetings import LONGEST_ENVELOPE, LetterReader
from alertbot.intake.paste.honorifics import without_honorific
from alertbot.intake.paste.letterheads import Named, named_of
from alertbot.intake.paste.mentions import mentions_of
from alertbot.intake.paste.merger import adopted, merged
from alertbot.intake.paste.names import is_place, is_town
from alertbot.intake.paste.page import Line, Section, is_for_diplomats, sentences
from alertbot.intake.paste.people import restored
from alertbot.intake.paste.reading import ReadAddressee, ReadChannel
from alertbot.intake.paste.regions import regions_at
from alertbot.intake.paste.signatures import signed
from alertbot.intake.paste.vocabulary import Vocabulary

MOST_ADDRESSEES = 100
LONGEST_OFFICE = 220
"""Characters; a longer line is a sentence, not an office."""

OFFICE_REACH = 24
"""Characters from its beginning in which a line that names an office says so; demands name them later."""

_ENDS = " .,;:–—-"
_ARTICLE = re.compile(
    r"^(?:and\s|и\s|y\s|et\s|und\s|e\s|ve\s)?(?:the\s|el\s|la\s|le\s|der\s|die\s)?", re.IGNORECASE
)
_CAPITALISED = re.compile(
    r"(?<![\w@.])[A-ZА-ЯЁÀ-ÖØ-Þİ][\w’'-]{1,30}(?:\s(?:(?:of|de|du|des|del|della|dell|dei|the|la|le|y|and|für|der|für|im|in|по)\s){0,2}(?:[ld]['’])?[A-ZА-ЯЁÀ-ÖØ-Þİ][\w’'-]{1,30}){1,8}"
)
_CONTACTS_OF = re.compile(
    r"^(?:контакты|contacts?\sof|contactos?\sde|contatti\sdi|contacts\sde|kontakte?\sder)\s(.{3,80}):$",
    re.IGNORECASE,
)

_WRITE_TO = re.compile(
    r"\b(?:e-?mails?|messages?|letters?|faxes|lettres?|cartas?|correos|briefe|mails|lettere)\s"
    r"(?:to\sthe|à\sl[’']|à\sla|aux?|a\sla|al|an\s(?:die|den|das)|alla|all[’'])\s?([\w’' -]{4,60})[.:]?$",
    re.IGNORECASE,
)
"""The office a request names in small letters: "envoyez des emails à l'ambassade"."""

_LETTERS_TO = re.compile(
    r"\b(?:letters?|messages?|faxes|appeals|protests?|e-?mails?|lettres?|cartas?|[Bb]riefe?|lettere)\b[^.:;@]{0,50}?"
    r"\s(?:to|à|au|a|al|an)\s(?:the\s|la\s|le\s|el\s|den\s|die\s)?"
    r"([^\W\d_a-zа-я][\w’'-]+(?:\s[\w’'-]+){0,4}),\s([^\W\d_a-zа-я][\w’'.-]+(?:\s[^\W\d_a-zа-я][\w’'.-]+){1,3})(?=[,.;(\s]|$)"
)
FEWEST_FIGURES = 7
"""Of a number that could not be read."""

HEAD_LINES = 3
"""Lines of a block that say who it is."""

LINES_ABOVE = 8
"""Lines with text above channels that stand alone, in which their office is looked for."""

_IS_CHANNEL = re.compile(
    r"\W{0,3}(?:(?:fa[xk]s?|факс|e-?mail|e-?posta|courriel|correo|tel\w{0,6}|тел\w{0,6}|mail)\W{0,4})?(?:\+?\(?\d[\d\s()./-]{6,24}|\S{2,60}@\S)",
    re.IGNORECASE,
)
"""A line that begins with a number or an address, with its label or without."""

_CONTACT = re.compile(r"@|\d[\d\s()./-]{5,24}\d")
_APPOSED = re.compile(r",\s([A-ZА-ЯЁ][\w-]{1,30}\s[A-ZА-ЯЁ][\w-]{1,30})(?=[,:;.])")


@dataclass(frozen=True, slots=True)
class Offices:
    """The addressees in the order they are printed, and the channels of those who get copies."""

    addressees: tuple[ReadAddressee, ...] = ()
    copies: tuple[ReadChannel, ...] = ()
    of_letter: bool = False


class OfficeReader:
    """Reads the lines of one text for its addressees."""

    def __init__(self, vocabulary: Vocabulary, country: str, regions: tuple[str, ...]) -> None:
        self._vocabulary = vocabulary
        self._country = country
        self._regions = regions
        self._blocks = BlockReader(vocabulary, country, regions)

    def read(self, lines: list[Line]) -> Offices:
        """The addressees: those listed, else those of a letter's head, else those only named as offices."""
        self._blocks.meant = kind_meant("\n".join(line.text for line in lines), self._vocabulary)
        copies = copy_lines(lines, self._vocabulary)
        found = [*self._listed(lines, copies), *self._embassies(lines, copies)]
        reached = any(one.channels and (one.person or one.office) for one in found)
        letter = [] if reached else LetterReader(self._vocabulary, self._blocks).read(lines)
        loose = [one for one in found if one.channels and letter]
        found = [*letter, *loose] or found or list(self._only_named(lines))
        found = found or list(self._only_told(lines))
        found = _without_strays(list(adopted([self._named_above(one, lines) for one in found])), lines)
        unique = dict.fromkeys(sorted(without_fragments(found, self._vocabulary), key=lambda one: one.line))
        addressees = tuple(merged(unique))[:MOST_ADDRESSEES]
        return Offices(addressees, self._copies(copies), bool(letter))

    def _named_above(self, one: ReadAddressee, lines: list[Line]) -> ReadAddressee:
        """Channels that stand alone go to the office named before them: "write to the Embassy of X:"."""
        if one.office or one.person:
            return one
        request = self._vocabulary.phrases["request"]
        before = [line for line in lines if line.text and line.number <= one.line][-LINES_ABOVE:]
        # A line with a channel of its own names somebody else.
        before = [line for line in before if line.number == one.line or not _CONTACT.search(line.text)]
        asking = [line.text for line in before if line.is_heading or line.asks or request.search(line.text)]
        for text in reversed([_before_channel(text, one) for text in asking]):
            contacts = _CONTACTS_OF.match(text)
            if contacts is not None:
                return replace(one, office=contacts[1].strip(_ENDS))
            mention = next(mentions_of(text.rstrip(_ENDS), self._vocabulary), None)
            if mention is not None:
                named = named_of([mention.printed], self._vocabulary)
                return _named(replace(one, office=named.office), named)
            runs = [run.group().strip(_ENDS) for run in _CAPITALISED.finditer(text[: LONGEST_OFFICE * 3])]
            offices = [run for run in runs if self._vocabulary.offices.search(run) and not _is_shouted(run)]
            if offices:
                named = named_of([offices[-1]], self._vocabulary)
                whole = bool(named.person and named.office)
                return (
                    _named(replace(one, office=named.office), named)
                    if whole
                    else replace(one, office=offices[-1])
                )
            told = _WRITE_TO.search(text)
            if told is not None and self._vocabulary.offices.match(told[1]):
                return replace(one, office=told[1].strip(_ENDS))
        return one

    def _listed(self, lines: list[Line], copies: dict[Line, Line]) -> Iterator[ReadAddressee]:
        signing = signed(lines)
        for run in _runs([line for line in lines if line.number not in signing], copies, self._vocabulary):
            found = list(self._of_blocks(run, run[0].section))
            for index, line in enumerate(run):
                if line.text and self._is_sample(line):
                    following = [other for other in run[index + 1 : index + 4] if other.text]
                    found = _shared(found, self._sampled(line, following), line.number)
            yield from found

    def _of_blocks(self, lines: list[Line], section: Section) -> Iterator[ReadAddressee]:
        blocks = self._blocks.blocks(lines)
        called = set(self._called(lines))
        for at, block in enumerate(blocks):
            block = block if section is Section.ADDRESSEES else _end_of(block)
            listed = section is Section.ADDRESSEES or self._is_among_others(blocks, at)
            listed = listed or (block.number in called and self._is_whole(block))
            wanted = block.is_closed or (listed and self._is_addressed(block))
            own = section is Section.ACTIONS and self._is_issuers(block)
            if wanted and not own and not self._is_demand(block):
                yield from addressees_of([block], self._vocabulary)

    def _called(self, lines: list[Line]) -> Iterator[int]:
        """The numbers of the lines right below "Please send letters to:"."""
        filled = [line for line in lines if line.text]
        request = self._vocabulary.phrases["request"]
        for line, following in pairwise(filled):
            if line.text.endswith(":") and request.search(line.text):
                yield following.number

    def _is_issuers(self, block: Block) -> bool:
        """Whether a block outside a list names a union or a campaign, and no power that could be asked."""
        head = " ".join(block.texts[:HEAD_LINES])
        return (
            self._vocabulary.civil.search(head) is not None and self._vocabulary.powers.search(head) is None
        )

    def _is_among_others(self, blocks: list[Block], at: int) -> bool:
        """Whether a block of a person and their office stands right below another one with channels."""
        above = blocks[at - 1] if at else None
        if above is None or not above.channels or not blocks[at].goes_on:
            return False
        return self._is_whole(above) and self._is_whole(blocks[at])

    def _is_whole(self, block: Block) -> bool:
        named = named_of(block.texts, self._vocabulary)
        return bool(named.person and named.office)

    def _is_addressed(self, block: Block) -> bool:
        """An office without any channel counts when its lines name it and say where post is brought."""
        named = named_of(block.texts, self._vocabulary)
        begins = self._vocabulary.offices.search(_ARTICLE.sub("", named.office), 0, OFFICE_REACH)
        figures = max((sum(c.isdigit() for c in text) for text in block.texts), default=0)
        sits = (len(named.rest) > 1 or figures >= FEWEST_FIGURES) and not any(
            ":" in line for line in named.rest
        )
        sits = sits and any(
            is_place(line, self._vocabulary) or is_town(line, self._vocabulary) for line in named.rest
        )
        sits = sits and not any(line.endswith(("!", "?")) for line in named.rest)
        holds = named.honorific or sits or begins or self._vocabulary.offices.search(named.office)
        known = len(block.texts) > 1 or block.is_item or figures >= FEWEST_FIGURES
        return bool((named.person and holds) or (begins and known))

    def _is_demand(self, block: Block) -> bool:
        first = block.texts[0] if block.texts else ""
        return not block.channels and (
            self._vocabulary.phrases["demand_starts"].match(first) is not None or len(first) > LONGEST_OFFICE
        )

    def _is_sample(self, line: Line) -> bool:
        return self._vocabulary.phrases["sample"].search(line.text, 0, 200) is not None

    def _sampled(self, line: Line, following: list[Line]) -> list[Named]:
        """Whom a sample letter is for: "to the mayor, A. B., and his deputy, C. D.:" and then "Mr. B.:"."""
        if not following or len(following[0].text) > 80:
            return []
        honorifics, surname, masculine, titled = without_honorific(
            following[0].text.rstrip(":,! "), self._vocabulary
        )
        names = [match.group(1) for match in _APPOSED.finditer(line.text)]
        if not honorifics or not any(name.split()[-1] == surname for name in names):
            return []
        greeted = Named(" ".join(honorifics), masculine=masculine, titled=titled)
        return [
            replace(greeted, person=name) if name.split()[-1] == surname else Named(person=name)
            for name in names
        ]

    def _embassies(self, lines: list[Line], copies: dict[Line, Line]) -> Iterator[ReadAddressee]:
        """The slot for the embassy in the reader's own country, which each reader fills by country."""
        phrases = self._vocabulary.phrases
        for line in lines:
            if line.section not in (Section.ACTIONS, Section.ADDRESSEES) or line in copies:
                continue
            embassy = phrases["embassy"].search(line.text)
            if embassy is None or phrases["your_country"].search(line.text, embassy.end()) is None:
                continue
            if channels_of(line.text, (), self._vocabulary) is not None:
                continue
            office = line.text[embassy.start() :].split(". ")[0].strip(_ENDS)[:LONGEST_OFFICE]
            channel = ReadChannel(ChannelKind.EMBASSY_BY_COUNTRY, "", office, line.number)
            yield ReadAddressee(line.number, office, channels=(channel,))

    def _only_named(self, lines: Iterable[Line]) -> Iterator[ReadAddressee]:
        """ "A letter addressed to the president, the minister and the prosecutor demanding that ..."."""
        for line in lines:
            start = self._vocabulary.phrases["addressed_to"].search(line.text)
            asks = self._vocabulary.phrases["request"].search(line.text)
            if start is None or asks is None:
                continue
            stop = self._vocabulary.phrases["demanding"].search(line.text, start.end())
            end = stop.start() if stop else line.text.find(".", start.end())
            listed = line.text[start.end() : end if end > 0 else None]
            for part in re.split(r",\s|\s(?:and|и|y|et|und|e|ve)\s", listed)[:MOST_ADDRESSEES]:
                office = _ARTICLE.sub("", part.strip(_ENDS), count=1).strip(_ENDS)
                if 3 <= len(office) <= LONGEST_OFFICE:
                    yield ReadAddressee(line.number, office)
            return

    def _only_told(self, lines: Iterable[Line]) -> Iterator[ReadAddressee]:
        """ "Send letters in protest to the Home Secretary, Ann Example, ...": an office and who holds it."""
        for line in lines:
            told = (
                _LETTERS_TO.search(line.text)
                if self._vocabulary.phrases["request"].search(line.text)
                else None
            )
            if told is None:
                continue
            named = named_of([", ".join(told.groups())], self._vocabulary)
            if named.person and named.office and self._vocabulary.offices.search(told[1]):
                yield _named(ReadAddressee(line.number, named.office), named)

    def _copies(self, lines: dict[Line, Line]) -> tuple[ReadChannel, ...]:
        found: list[ReadChannel] = []
        for block in self._blocks.blocks(lines.values()):
            found += block.channels
        for line in lines.values():
            known = {one.value for one in found}
            found += [one for one in self._within_request(line) if one.value not in known]
        return tuple({(one.kind, one.value): one for one in reversed(found)}.values())[::-1]

    def _within_request(self, line: Line) -> tuple[ReadChannel, ...]:
        """ "Please copy your letters to the union at ...": here the addresses stand in a sentence."""
        if not self._vocabulary.phrases["copies"].search(line.text):
            return ()
        regions = regions_at([line.text], self._country, self._regions, self._vocabulary) or self._regions
        found = channels_of(line.text, regions, self._vocabulary, line.number)
        return found.channels if found else ()


def _before_channel(text: str, one: ReadAddressee) -> str:
    """What stands before a channel on its own line: whoever is named behind it is somebody else."""
    at = text.find(one.channels[0].printed) if one.channels else -1
    return text[:at] if at > 0 else text


def _without_strays(found: list[ReadAddressee], lines: list[Line]) -> list[ReadAddressee]:
    """Channels that stand alone outside a list are nobody's when others are somebody's."""
    if not any(one.channels and (one.person or one.office) for one in found):
        return found
    listed = {line.number for line in lines if line.section is Section.ADDRESSEES}
    return [one for one in found if one.person or one.office or one.line in listed]


def _is_shouted(text: str) -> bool:
    """Whether half of the words are in capitals, as titles of appeals are and offices are not."""
    words = [word for word in text.split() if len(word) > 1]
    return sum(word.isupper() for word in words) * 2 >= len(words)


def _shared(found: list[ReadAddressee], sampled: list[Named], line: int) -> list[ReadAddressee]:
    """The addressees; those of a sample letter share the channels printed first behind it."""
    at = next((at for at, one in enumerate(found) if one.line > line and one.channels), None)
    if at is None or not sampled:
        return found
    return [*found[:at], *(_named(found[at], named) for named in sampled), *found[at + 1 :]]


def _named(told: ReadAddressee, named: Named) -> ReadAddressee:
    return replace(
        told, person=restored(named.person), honorific=named.honorific, masculine=named.masculine,
        titled=named.titled,
    )  # fmt: skip


def _end_of(block: Block) -> Block:
    """Where no heading opens a list, only the lines right above the channels belong to an office."""
    return replace(block, texts=block.texts[-7:]) if len(block.texts) > 7 else block


def _runs(lines: list[Line], copies: dict[Line, Line], vocabulary: Vocabulary) -> Iterator[list[Line]]:
    """Lines of one section in a row, between headings, without those about copies.

    A section that begins in the middle of an address has its first lines, too.
    """
    run: list[Line] = []
    head: list[Line] = []
    for line in lines:
        inside = line.section in (Section.ACTIONS, Section.ADDRESSEES) and not line.is_heading
        if (
            inside
            and not run
            and head
            and _CONTACT.search(line.text)
            and named_of([one.text for one in head], vocabulary).person
        ):
            run = [replace(one, section=line.section) for one in head]
        is_head = not inside and line.text and not line.is_heading and len(line.text) <= LONGEST_ENVELOPE
        head = [*head, line] if is_head and line.section is not Section.COPIES else []
        if inside and line not in copies and not (run and run[0].section is not line.section):
            run.append(line)
            continue
        if any(one.text for one in run):
            yield run
        run = [line] if inside and line not in copies else []
    if any(one.text for one in run):
        yield run


def copy_lines(lines: list[Line], vocabulary: Vocabulary) -> dict[Line, Line]:
    """The lines about copies, each with its part of them: a section, or a sentence and what follows it."""
    filled = [line for line in lines if line.text]
    found = {line: line for line in filled if line.section is Section.COPIES}
    for line, following in pairwise([*filled, Line(0, "")]):
        copied = vocabulary.phrases["copies"].search(line.text)
        if line in found or copied is None or is_for_diplomats(line.text, copied.end(), vocabulary):
            continue
        found[line] = _copied_part(line, vocabulary)
        below = following.number == line.number + 1 and _IS_CHANNEL.match(following.text) is not None
        if "@" not in line.text and (line.text.rstrip().endswith(":") or below):
            found[following] = following
    return found


def _copied_part(line: Line, vocabulary: Vocabulary) -> Line:
    """Only what stands from the word "copies" on: the sentence before it may give another address."""
    for sentence in sentences(line.text, vocabulary):
        match = vocabulary.phrases["copies"].search(sentence)
        if match is not None:
            return replace(line, text=sentence[match.start() :] + line.text.split(sentence, 1)[1])
    return line
