"""The addressees of an appeal: offices, the people in them, and how they are reached."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.language import Localised
from alertbot.intake.paste.channels import LineChannels, channels_of
from alertbot.intake.paste.page import Line, Section
from alertbot.intake.paste.people import Named, key_of, salutation, split_name
from alertbot.intake.paste.vocabulary import Vocabulary

MOST_ADDRESSEES = 100
MOST_CHANNELS = 12
"""Of one addressee."""

LONGEST_OFFICE = 220
"""Characters; a longer line is a sentence, not an office."""

_ENDS = " .,;:–—-"
_ARTICLE = re.compile(r"^(?:and\s|и\s)?(?:the\s)?", re.IGNORECASE)
_TO_OFFICE = re.compile(
    r"\b(?:to|в|во)\s(?:the\s)?([^\W\d_a-zа-я][^.,;:]{2,80}?)\s(?:at|via|by|on|using|or|по|на|через)\b"
)


_APPOSED = re.compile(r",\s([A-ZА-ЯЁ][\w-]{1,30}\s[A-ZА-ЯЁ][\w-]{1,30})(?=[,:;.])")


@dataclass(frozen=True, slots=True)
class Draft:
    """An addressee while its lines are being read. ``line`` is where it begins."""

    line: int
    named: Named
    office: str
    channels: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class Offices:
    """The addressees with the lines they begin on."""

    addressees: tuple[Addressee, ...]
    lines: tuple[int, ...]


class OfficeReader:
    """Reads the lines of one text for its addressees."""

    def __init__(self, vocabulary: Vocabulary, country: str) -> None:
        self._vocabulary = vocabulary
        self._country = country

    def read(self, lines: list[Line]) -> Offices:
        """The addressees: those listed, those of a letter's head, those only named as offices."""
        drafts = self._listed(lines) or self._of_letter(lines)
        if not any(draft.channels for draft in drafts):
            drafts = drafts or self._only_named(lines)
        taken: list[str] = []
        addressees: list[Addressee] = []
        for draft in drafts[:MOST_ADDRESSEES]:
            key = key_of(draft.named.person.split()[-1] if draft.named.person else draft.office, taken)
            taken.append(key)
            addressees.append(self._addressee(key, draft))
        return Offices(tuple(addressees), tuple(draft.line for draft in drafts[:MOST_ADDRESSEES]))

    def _addressee(self, key: str, draft: Draft) -> Addressee:
        language = self._vocabulary.language
        return Addressee(
            key=key,
            office=Localised({language: draft.office}),
            person=draft.named.person,
            honorific=draft.named.honorific,
            salutation=Localised({language: salutation(draft.named, self._vocabulary)}),
            language=language,
            channels=tuple(dict.fromkeys(draft.channels)),
        )

    def _listed(self, lines: list[Line]) -> list[Draft]:
        drafts: list[Draft] = []
        pending: Line | None = None
        sampled: list[Named] = []
        copied = copy_lines(lines, self._vocabulary)
        for index, line in enumerate(lines):
            if line.number in copied:
                continue
            if line.section not in (Section.ACTIONS, Section.ADDRESSEES) or not line.text or line.is_heading:
                pending = None if line.text else pending
                continue
            sampled = self._sampled(line, lines[index + 1 : index + 3]) if self._is_sample(line) else sampled
            embassy = self._embassy(line)
            if embassy is not None:
                drafts.append(embassy)
            elif len(drafts) < MOST_ADDRESSEES:
                known = len(drafts)
                pending = self._take(line, pending, drafts)
                if sampled and len(drafts) > known:
                    drafts[-1:] = [replace(drafts[-1], named=named) for named in sampled]
                    sampled = []
        return [draft for draft in drafts if draft.channels or draft.named.person]

    def _is_sample(self, line: Line) -> bool:
        return self._vocabulary.phrases["sample"].search(line.text, 0, 200) is not None

    def _sampled(self, line: Line, following: list[Line]) -> list[Named]:
        """Whom a sample letter is for: "to the mayor, A. B., and his deputy, C. D.:" and then "Mr. B.:"."""
        after = [other for other in following if other.text]
        if not after or len(after[0].text) > 80:
            return []
        greeted = split_name(after[0].text.rstrip(":,! "), self._vocabulary)
        names = [match.group(1) for match in _APPOSED.finditer(line.text)]
        if not greeted.person or not any(name.split()[-1] == greeted.person for name in names):
            return []
        return [
            replace(greeted, person=name) if name.split()[-1] == greeted.person else Named("", name, "")
            for name in names
        ]

    def _take(self, line: Line, pending: Line | None, drafts: list[Draft]) -> Line | None:
        """Reads one line into ``drafts``; returns it when it may name the office of the next line."""
        found = channels_of(line.text, self._country or None, self._vocabulary)
        text = line.item or line.text
        if found is None:
            return self._nameless(line, text, drafts)
        office = line.text[: found.start].strip(_ENDS)
        if line.item:
            office = _before_item(line, found)
        if not office and pending is not None:
            drafts.append(self._draft(pending.number, pending.item or pending.text, found.channels))
        elif not office and drafts and len(drafts[-1].channels) < MOST_CHANNELS:
            drafts[-1] = replace(drafts[-1], channels=drafts[-1].channels + found.channels)
        elif office:
            draft = self._with_office(line, office, found)
            drafts.extend([draft] if draft else [])
        return None

    def _nameless(self, line: Line, text: str, drafts: list[Draft]) -> Line | None:
        if line.is_numbered and line.section is not Section.ADDRESSEES:
            return None
        named = split_name(text, self._vocabulary)
        if named.person and len(text) <= LONGEST_OFFICE and (line.item or line.section is Section.ADDRESSEES):
            if named.rest:
                drafts.append(self._draft(line.number, text, ()))
                return None
            return line
        return line if len(text) <= LONGEST_OFFICE and text[-1] not in ".:;!?" else None

    def _with_office(self, line: Line, office: str, found: LineChannels) -> Draft | None:
        short = found.labelled and len(office) <= LONGEST_OFFICE
        if line.item or (short and not _TO_OFFICE.search(line.text)):
            return self._draft(line.number, office, found.channels)
        sentence = _TO_OFFICE.search(line.text)
        if sentence is None:
            return None
        return self._draft(line.number, sentence.group(1), found.channels)

    def _draft(self, number: int, text: str, channels: tuple[Channel, ...]) -> Draft:
        named = split_name(text.strip(_ENDS), self._vocabulary)
        return Draft(number, named, named.rest.strip(_ENDS), channels)

    def _embassy(self, line: Line) -> Draft | None:
        """The slot for the embassy in the reader's own country, which each reader fills by country."""
        embassy = self._vocabulary.phrases["embassy"].search(line.text)
        if (
            embassy is None
            or self._vocabulary.phrases["your_country"].search(line.text, embassy.end()) is None
        ):
            return None
        office = line.text[embassy.start() :].split(". ")[0].strip(_ENDS)[:LONGEST_OFFICE]
        channel = Channel(ChannelKind.EMBASSY_BY_COUNTRY, printed=office)
        return Draft(line.number, Named("", "", office), office, (channel,))

    def _of_letter(self, lines: list[Line]) -> list[Draft]:
        """The head of a letter: name and office, the postal address, then "Dear" with the same surname."""
        filled = [line for line in lines if line.text]
        dear = next((i for i, line in enumerate(filled) if self._opens_letter(line)), None)
        if dear is None:
            return []
        for i in range(dear - 1, max(-1, dear - 8), -1):
            named = split_name(filled[i].text, self._vocabulary)
            if named.person and named.person.split()[-1].casefold() in filled[dear].text.casefold():
                printed = "\n".join(line.text for line in filled[i + 1 : dear])
                post = (Channel(ChannelKind.POST, printed, printed),) if printed else ()
                return [Draft(filled[i].number, named, named.rest.strip(_ENDS), post)]
        return []

    def _opens_letter(self, line: Line) -> bool:
        return len(line.text) <= 100 and self._vocabulary.phrases["dear"].match(line.text) is not None

    def _only_named(self, lines: Iterable[Line]) -> list[Draft]:
        """ "A letter addressed to the president, the minister and the prosecutor demanding that ..."."""
        for line in lines:
            start = self._vocabulary.phrases["addressed_to"].search(line.text)
            asks = self._vocabulary.phrases["request"].search(line.text)
            if start is None or asks is None:
                continue
            stop = self._vocabulary.phrases["demanding"].search(line.text, start.end())
            listed = line.text[start.end() : stop.start() if stop else line.text.find(".", start.end())]
            return [
                Draft(line.number, Named("", "", office), office)
                for part in re.split(r",\s|\s(?:and|и)\s", listed)[:MOST_ADDRESSEES]
                if (office := _ARTICLE.sub("", part.strip(_ENDS), count=1).strip(_ENDS))
            ]
        return []


def copy_lines(lines: list[Line], vocabulary: Vocabulary) -> dict[int, Line]:
    """The lines that say who gets copies, by number; a line without addresses takes the next one along."""
    filled = [line for line in lines if line.text]
    found: dict[int, Line] = {}
    for line, following in zip(filled, [*filled[1:], Line(0, "")], strict=True):
        if vocabulary.phrases["copies"].search(line.text) or (
            line.is_heading and line.section is Section.COPIES
        ):
            found[line.number] = line
            if "@" not in line.text:
                found[following.number] = following
    return found


def _before_item(line: Line, found: LineChannels) -> str:
    mark = len(line.text) - len(line.item)
    return line.text[mark : max(mark, found.start)].strip(_ENDS)
