"""Officials told of in sentences that no block of an address holds: their channels are not to be lost."""

from collections.abc import Iterator, Sequence

from alertbot.intake.paste.channels import channels_of, label_start
from alertbot.intake.paste.letterheads import named_of
from alertbot.intake.paste.page import Line
from alertbot.intake.paste.reading import ReadAddressee, ReadChannel
from alertbot.intake.paste.regions import regions_at
from alertbot.intake.paste.spots import Spot, clauses, is_official, is_own, nearest
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_OFFICE = 80
LONGEST_ADDRESS = 300
"""Characters; longer lines tell a story, whose towns are not where an office sits."""

_ENDS = " .,;:–—-("


def remnants_of(
    filled: Sequence[Line],
    spots: Sequence[Spot],
    country: str,
    regions: tuple[str, ...],
    vocabulary: Vocabulary,
) -> Iterator[ReadAddressee]:
    """The officials of spots, each with the channels behind it on its line: "... has a fax: +90 ..."."""
    everywhere = regions
    for spot in spots:
        line = filled[spot.last]
        texts = [one.text for one in filled[spot.first : spot.last + 1]]
        short = sum(map(len, texts)) <= LONGEST_ADDRESS
        regions = regions_at(texts, country, everywhere, vocabulary) if short else everywhere
        found = channels_of(line.text, regions, vocabulary, line.number)
        if found is None or len(found.spots) != len(found.channels):
            continue
        kept: ReadAddressee | None = None
        channels: list[ReadChannel] = []
        for clause, channel in zip(clauses(line.text, found.spots), found.channels, strict=False):
            own = is_own(nearest(clause), vocabulary)
            official = None if own else _official(nearest(clause), line, vocabulary)
            official = official or (None if own or kept else _official(clause, line, vocabulary))
            if official is None and kept is None and not own and spot.first < spot.last:
                official = _official_above(filled[spot.first], line, regions, vocabulary)
            if official is not None and kept is not None:
                yield _with(kept, channels)
                channels = []
            kept = official or kept
            channels += [channel] if kept is not None else []
        if kept is not None:
            yield _with(kept, channels)


def _with(one: ReadAddressee, channels: Sequence[ReadChannel]) -> ReadAddressee:
    return ReadAddressee(
        one.line, one.office, one.person, one.honorific, one.masculine, one.titled, channels=tuple(channels)
    )


def _official_above(
    above: Line, line: Line, regions: tuple[str, ...], vocabulary: Vocabulary
) -> ReadAddressee | None:
    """Who is named further up; beyond a gap, whoever has a channel there is not whom these are for."""
    apart = line.number > above.number + 1
    if apart and channels_of(above.text, regions, vocabulary, above.number) is not None:
        return None
    return _official(above.text, line, vocabulary)


def _official(told: str, line: Line, vocabulary: Vocabulary) -> ReadAddressee | None:
    """Who is named last before a channel: the office from its first word on, and the person beside it."""
    power = next(vocabulary.powers.finditer(told), None)
    if power is None or not is_official(told, vocabulary):
        return None
    behind = told[power.start() :]
    named = named_of([behind[: label_start(behind, vocabulary)].strip(_ENDS)], vocabulary)
    office = (named.office or told[power.start() : power.end()]).split(". ", 1)[0]
    if len(office) > LONGEST_OFFICE:
        office = office[:LONGEST_OFFICE].rsplit(" ", 1)[0]
    return ReadAddressee(
        line.number, office.strip(_ENDS), named.person, named.honorific, named.masculine, named.titled
    )
