"""Channels of an official whom a sentence only calls "him" or "her": they go to the one named before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from alertbot.intake.paste.channels import channels_of
from alertbot.intake.paste.names import is_name
from alertbot.intake.paste.page import Line, Section, asks_for_itself
from alertbot.intake.paste.reading import ReadAddressee, ReadChannel
from alertbot.intake.paste.regions import regions_at
from alertbot.intake.paste.vocabulary import Vocabulary

FARTHEST = 3
"""Lines with text between an official's own and one that says "him"."""

LONGEST_LINE = 1_000
REACH = 90
"""Characters before a channel in which the pronoun stands."""

_THING = (
    r"(?:\w{2,14}\s){0,2}?(?:tele)?(?:fax\w*|phone|fon\w*|mail\w*|e-?mail\w*|number|nummer|n[uú]mero|numéro|address|adress\w*|direcci[oó]n"
    r"|indirizzo|courriel|correo|téléphone|teléfono|telefono|факс\w*|телефон\w*|адрес\w*|номер\w*|почт\w*|office)"
)
_PRONOUN = re.compile(
    rf"(?<!\w)(?:(?:his|her|their|son|sa|leur|sein\w{{0,2}}|ihr\w{{0,2}}|su|sus|suo|sua|il\sloro|его|её|ее|их|onun)\s{_THING}"
    r"|(?:fax|call|ring|phone|e-?mail|write|reach|contact|text)\s(?:to\s)?(?:him|her|them)"
    r"|(?:lui|leur)\s(?:écri\w+|fax\w+|téléphon\w+|envo\w+)|l['’](?:appeler|joindre)|(?:écri\w+|fax\w+|téléphon\w+)-(?:lui|leur)"
    r"|(?:ihm|ihr|ihn|ihnen)\b[^.;:@]{0,30}(?:fax\w*|schreib\w*|anruf\w*|mail\w*)|(?:fax|schreib|ruf|mail)\w{0,3}\s(?:ihm|ihr|ihn|ihnen)"
    r"|(?:escr[ií]b|ll[aá]m|m[aá]nd|env[ií]|fax)\w{0,6}(?:le|lo|les)|(?:scriv|telefon|mand|invi|chiam)\w{1,4}(?:gli|lo)"
    r"|(?:пи\w+|звон\w+|позвон\w+|напи\w+)\s(?:ему|ей|им)|(?:ему|ей|им)\s(?:можно\s)?(?:пи\w+|звон\w+|позвон\w+)|kendisine|ona)(?!\w)",
    re.IGNORECASE,
)
_RUN = re.compile(r"[^\W\d_a-zа-я][\w’'-]+(?:\s[^\W\d_a-zа-я][\w’'-]+){1,3}")


def with_pronouns(
    found: Sequence[ReadAddressee],
    copies: Sequence[ReadChannel],
    filled: Sequence[Line],
    country: str,
    regions: tuple[str, ...],
    vocabulary: Vocabulary,
) -> Iterator[ReadAddressee]:
    """The addressees, with the channels that nobody has and that a pronoun gives to the last one above."""
    taken = {one.line for each in found for one in each.channels} | {one.line for one in copies}
    given: dict[int, list[ReadChannel]] = {}
    for at, line in enumerate(filled):
        if line.number in taken or line.section not in (Section.ACTIONS, Section.ADDRESSEES):
            continue
        owner = _owner(found, filled[max(0, at - FARTHEST) : at + 1], vocabulary)
        if owner is not None:
            own = regions_at([found[owner].office], country, regions, vocabulary)
            given.setdefault(owner, []).extend(_channels(line, own, vocabulary))
    for at, one in enumerate(found):
        yield replace(one, channels=(*one.channels, *given[at])) if given.get(at) else one


def _channels(line: Line, regions: tuple[str, ...], vocabulary: Vocabulary) -> tuple[ReadChannel, ...]:
    """The channels of a line whose first one a pronoun leads to."""
    if len(line.text) > LONGEST_LINE or not _PRONOUN.search(line.text) or asks_for_itself(line.text):
        return ()
    channels = channels_of(line.text, regions, vocabulary, line.number)
    if channels is None or not channels.spots:
        return ()
    start = channels.spots[0][0]
    led = _PRONOUN.search(line.text, max(0, start - REACH), start)
    named = vocabulary.offices.search(line.text, led.end(), start) if led else None
    return channels.channels if led is not None and named is None else ()


def _owner(found: Sequence[ReadAddressee], near: Sequence[Line], vocabulary: Vocabulary) -> int | None:
    """The last addressee above a line, when nobody else is named from there up to the line's end."""
    if not near:
        return None
    above = [at for at, one in enumerate(found) if near[0].number <= one.line < near[-1].number]
    if not above:
        return None
    owner = found[above[-1]]
    led = _PRONOUN.search(near[-1].text)
    told = " ".join(line.text for line in near[:-1] if line.number >= owner.line)
    told += " " + near[-1].text[: led.start() if led else None]
    known = f"{owner.person} {owner.office}".casefold()
    others = (run.group() for run in _RUN.finditer(told))
    strangers = (
        name for name in others if is_name(name, vocabulary) and name.split()[-1].casefold() not in known
    )
    return (
        above[-1]
        if next(strangers, None) is None and vocabulary.civil.search(near[-1].text) is None
        else None
    )
