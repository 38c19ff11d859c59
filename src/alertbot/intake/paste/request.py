"""Whether a text asks for something, and of whom: its words tell, or the officials' channels it prints."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.contacts import email_addresses
from alertbot.intake.paste.calls import calls_in, with_calls
from alertbot.intake.paste.countries import is_governments
from alertbot.intake.paste.fragments import without_fragments
from alertbot.intake.paste.kinds import asks_readers, says_ended, says_nothing_is_asked
from alertbot.intake.paste.mails import senders_of
from alertbot.intake.paste.merger import merged
from alertbot.intake.paste.names import is_office
from alertbot.intake.paste.offices import OfficeReader, Offices
from alertbot.intake.paste.page import Line, Section, sections
from alertbot.intake.paste.pronouns import with_pronouns
from alertbot.intake.paste.reading import ReadAddressee, ReadingWarning
from alertbot.intake.paste.regions import regions_of
from alertbot.intake.paste.remnants import remnants_of
from alertbot.intake.paste.spots import Spot, is_signed, opened, spots_in, tells
from alertbot.intake.paste.vocabulary import Vocabulary, squeeze

MOST_BROKEN = 3
"""Lines above a channel in which its sentence may begin."""

FEWEST_SURE = 2
"""Officials' channels that make a text without words of asking an appeal beyond doubt, if it says "write"."""

HEAD_LINES = 8
LONGEST_TITLE = 120
"""Of a text's head, in which it may tell an outcome: lines, and characters of each."""

SMALL_WORDS = 5
"""Of a short sentence; a line of an address has fewer."""

SHORTEST_SENDER = 6
"""Letters and figures of a name that tell a mail's sender."""


@dataclass(frozen=True, slots=True)
class Request:
    """The lines by sections, the offices in them, and whether the text asks.

    ``unsure`` is the line of the only sign that it does, when that is a weak one; else 0.
    """

    lines: list[Line]
    offices: Offices
    asks: bool
    unsure: int = 0

    def doubts(self) -> Iterator[ReadingWarning]:
        """The warning that a text may ask for nothing after all."""
        if self.unsure:
            yield ReadingWarning("request_unsure", line=self.unsure)


def request_of(item: list[Line], country: str, words: Vocabulary) -> Request:
    """What a text asks for.

    Whoever prints a minister's, a prison's or a director's fax or address wants it used: such a text is an
    appeal whatever words it has, unless it says itself that nothing is asked any more.
    """
    regions = regions_of("\n".join(line.text for line in item), country, words.language)
    told = _told_by(item, country, regions, words)
    if not told.asks:
        return told
    filled, offices = _filled(told.lines), told.offices
    found = with_pronouns(offices.addressees, offices.copies, filled, country, regions, words)
    return replace(told, offices=replace(offices, addressees=tuple(found)))


def _told_by(item: list[Line], country: str, regions: tuple[str, ...], words: Vocabulary) -> Request:
    """What a text asks for, and of whom by name or office."""
    reader = OfficeReader(words, country, regions)
    lines = sections(item, words)
    offices = reader.read(_without_mail_heads(lines))
    asks = asks_readers(lines, words, is_letter=offices.of_letter)
    told = Request(lines, offices, asks)
    if says_nothing_is_asked(lines, words):
        return told
    filled = _filled(lines)
    spots = list(spots_in(filled, regions, words))
    calls = asks or any(calls_in(line.text, words) for line in filled)
    if not spots:
        return told if asks and _reaches(offices) else _called(item, told, reader, words)
    glad = any(_tells_outcome(line, words) for line in [one for one in lines if one.text][:HEAD_LINES])
    if not asks and not calls and all(_is_in_prose(filled, spot, glad=glad) for spot in spots):
        return told
    over = len(spots) < FEWEST_SURE and not asks and says_ended(lines, words)
    if over or (not calls and is_signed(filled, spots, words)):
        return told
    unsure = 0 if asks or (calls and len(spots) >= FEWEST_SURE) else filled[spots[0].last].number
    return _opened(replace(told, asks=asks, unsure=unsure), spots, country, regions, reader, words)


def _without_mail_heads(lines: list[Line]) -> list[Line]:
    """The lines; where a mail's head stands nobody is named whom a reader writes to."""
    return [replace(line, text="") if line.section is Section.MAIL else line for line in lines]


def _filled(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.text and line.section is not Section.MAIL]


def _tells_outcome(line: Line, words: Vocabulary) -> bool:
    """Whether a short line of a text's head, a mail's subject too, tells how a case ended."""
    return len(line.text) <= LONGEST_TITLE and words.phrases["outcome"].search(line.text) is not None


def _is_in_prose(filled: Sequence[Line], spot: Spot, *, glad: bool) -> bool:
    """Whether a sentence that tells what happened names an office and a number: nobody is asked to ring.

    ``glad``: below news of an outcome an address in a sentence is told, too.
    """
    text = filled[spot.last].text
    small = sum(word[:1].islower() for word in text.split())
    told = tells(text) or (glad and text[-1] in ".!?…" and small >= SMALL_WORDS)
    return spot.first == spot.last and told and (glad or not email_addresses(text))


def _reaches(offices: Offices) -> bool:
    return any(one.channels for one in offices.addressees)


def _opened(
    told: Request,
    spots: Sequence[Spot],
    country: str,
    regions: tuple[str, ...],
    reader: OfficeReader,
    words: Vocabulary,
) -> Request:
    """The request with the officials whose channels its words did not lead to."""
    lines, offices = told.lines, told.offices
    filled = _filled(lines)
    lost = _lost(spots, filled, offices)
    if told.asks and _reaches(offices):
        lost = [spot for spot in lost if not _is_told_of(filled, spot.last, words)]
    if lost:
        lines = opened(lines, lost, words)
        offices = _both(reader.read(_without_mail_heads(lines)), told.offices)
        told_of = remnants_of(filled, _lost(lost, filled, offices), country, regions, words)
        rest = without_fragments(told_of, words)
        found = sorted([*offices.addressees, *rest], key=lambda one: one.line)
        offices = replace(offices, addressees=tuple(merged(found)))
    kept = tuple(_without_senders(_without_issuers(offices.addressees, filled, words), lines))
    return Request(lines, replace(offices, addressees=kept), True, told.unsure)


def _lost(spots: Sequence[Spot], filled: Sequence[Line], offices: Offices) -> list[Spot]:
    """The spots of officials whose channels were read for nobody."""
    read = {one.line for official in offices.addressees for one in official.channels}
    read |= {one.line for one in offices.copies}
    return [spot for spot in spots if filled[spot.last].number not in read]


def _both(offices: Offices, before: Offices) -> Offices:
    """The offices, and those of before (a letter's head) whose channels are nobody's now."""
    known = {one.value for official in offices.addressees for one in official.channels}
    known |= {one.value for one in offices.copies}
    kept = [
        one for one in before.addressees if one.channels and known.isdisjoint(c.value for c in one.channels)
    ]
    return replace(offices, addressees=(*offices.addressees, *kept))


def _is_told_of(filled: Sequence[Line], at: int, words: Vocabulary) -> bool:
    """Whether a sentence of a description names an official, where others are written to.

    A sentence begins above where a page breaks its lines.
    """
    line = filled[at]
    if line.section not in (Section.OPENING, Section.DESCRIPTION, Section.BACKGROUND) or line.item:
        return False
    text = line.text
    for above, below in zip(
        reversed(filled[max(0, at - MOST_BROKEN) : at]), reversed(filled[: at + 1]), strict=False
    ):
        if (
            below.number - above.number != 1
            or above.is_heading
            or above.text[-1] in ".:;!?"
            or "@" in above.text
        ):
            break
        text = f"{above.text} {text}"
    asks = calls_in(text, words) or words.phrases["request"].search(text)
    return tells(text) and not asks and not email_addresses(line.text)


def _called(item: list[Line], told: Request, reader: OfficeReader, words: Vocabulary) -> Request:
    """The request, when a word for writing or ringing leads to what is at least an office's channel."""
    called = list(with_calls(item, words))
    if called == item:
        return told
    lines = sections(called, words)
    offices = reader.read(_without_mail_heads(lines))
    if not any(one.channels and _is_official(one, words) for one in offices.addressees):
        return told
    kept = tuple(_without_issuers(offices.addressees, _filled(lines), words))
    return Request(lines, replace(offices, addressees=kept), asks_readers(lines, words, is_letter=False))


def _without_issuers(
    found: Sequence[ReadAddressee], filled: Sequence[Line], words: Vocabulary
) -> Iterator[ReadAddressee]:
    """The addressees without the block in which an issuer signs: below the last official, and itself none."""
    floor = max((one.line for one in found if _is_no_issuer(one, words)), default=0)
    for one in found:
        between = (line.text for line in filled if floor < line.number < one.line)
        if not floor or one.line <= floor or any(calls_in(text, words) for text in between):
            yield one


def _without_senders(found: Iterable[ReadAddressee], lines: list[Line]) -> Iterator[ReadAddressee]:
    """The addressees without whoever sent the mail and signs it with their own numbers."""
    senders = senders_of([line.text for line in lines if line.section is Section.MAIL])
    for one in found:
        named = squeeze(one.person or one.office)
        if len(named) < SHORTEST_SENDER or named not in senders:
            yield one


def _is_official(one: ReadAddressee, words: Vocabulary) -> bool:
    """Whether an addressee is an office, a person with a title, or reached at a government's address."""
    mails = [one.value for one in one.channels if one.kind is ChannelKind.EMAIL]
    governs = any(is_governments(mail) or is_office(mail, words) for mail in mails)
    return bool(one.person and one.honorific) or governs or is_office(one.office, words)


def _is_no_issuer(one: ReadAddressee, words: Vocabulary) -> bool:
    """Whether it is surely an official: associations of citizens may be the issuer."""
    civil = words.civil.search(f"{one.person} {one.office}") is not None
    embassy = any(channel.kind is ChannelKind.EMBASSY_BY_COUNTRY for channel in one.channels)
    return embassy or (not civil and _is_official(one, words))
