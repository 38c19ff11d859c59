"""The channels printed on one line: which label stands before a number, which addresses are alternatives."""

import re
from dataclasses import dataclass, replace

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.contacts import Found, email_addresses, links, phone_numbers
from alertbot.intake.numbers import lacks_trunk, phone_number
from alertbot.intake.paste.figures import (
    BEHIND,
    RING,
    carried_numbers,
    coded_figures,
    ends_a_call,
    is_beside_address,
    is_coded,
    is_valid,
    is_wrong,
    labelled_figures,
    old_numbers,
    rings,
    stands_alone,
    stands_behind_office,
)
from alertbot.intake.paste.reading import ReadChannel
from alertbot.intake.paste.vocabulary import Vocabulary

_HYPHENS = str.maketrans("\u2010\u2011\u2012", "---")
"""Hyphens that do not break and figure dashes."""

LABEL_REACH = 60
"""Characters before a number in which its label ("Fax:", "by fax") may stand."""

NEAR_LABEL = 22
"""Characters between a label and a number that prints no country code; dates are figures, too."""

NEAREST_RING = 8
"""Characters between a number's label and a word that asks to ring the next one."""

_MARK = re.compile(r"\s{0,2}\.?\s{0,2}(?:\([^)]{0,60}\)\s{0,2})?[:：]\s{0,2}")
MOST_RETRIED = 40
"""Numbers of one line; a longer list is read for one country only."""

_SHORT = re.compile(r"(?<!\w)(?P<fax>F|Fx|Ф|ф)?(?(fax)|(?:T|Ph|M|E|W|т|Т))\s{0,2}[:.]\s{0,2}$")
_BRACKET = re.compile(r"\s?\(")
_AFTER = re.compile(
    r"[\s.,;–—-]{0,3}\(?\s?(?:by\s|par\s|per\s|por\s|(?:(?:this|that)\sis|it['’]?s|c['’]est|das\sist|(?:éste?\s)?es|(?:questo\s)?è|это|bu)"
    r"\s(?:(?:a|the|un|une|le|ein|das|el|il)\s)?)?",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s{0,2}[-–+]{0,2}\s?\(?\d")
"""Figures right behind a label: it is theirs, not the number's before it ("74 56 31, fax -41")."""

_FIGURES = re.compile(r"\d[\d\s()./-]{4,}\d")
_DOMESTIC = re.compile(
    r"\(0?\d{2,5}\)\s?[/-]?\d[\d\s-]{3,12}\d|(?:1[-.])?\d{3}[-.]\d{3}[-.]\d{4}(?!\d)|0\d(?:[\s.-]\d\d){4}(?!\d)"
    r"|0\d{2,5}-\d{6,8}(?!\d)|0-\d{3}-\d{3}[\s-]\d{2}[\s-]?\d{2}(?!\d)"
    r"|0\d{1,4}[\s/-]{1,2}\d{2,4}[\s-]\d{3,5}(?!\d)|0\d{1,4}\s[–-]\s\d{2,3}(?:[\s.-]\d{2,4}){1,3}(?!\d)"
)
"""Figures with an area code, as nothing but telephone numbers is printed."""


_ANY_FAX = re.compile(r"(?:fa[xk]s?|факс|t[ée]l[ée]copi|belgegeçer|facs)\w{0,12}", re.IGNORECASE)
_FAX_BEFORE = re.compile(r"fa[xk]s?\s?[:.]?\s?[+(]{0,2}$", re.IGNORECASE)
_LABELS = re.compile(r"[\s.:：№#°)(–-]{0,5}(?:(?:nos?|nr|n|number|and|y|et|und|/)\b[\s.:°]{0,3})?[+(]{0,2}\d")
"""Figures behind a word for a fax: there it is but their label."""

_WEB_FORM = re.compile(
    r"(?:online|on-line|web|contact|electronic)[\s-]?(?:form|e-?mail)\w*|formulaire|formulario|formular|modulo|форм[аеуы]\b|"
    r"internet reception|приёмн|приемн",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LineChannels:
    """``start`` is where the first channel or its label begins: what is before it names the office."""

    channels: tuple[ReadChannel, ...]
    start: int
    labelled: bool
    spots: tuple[tuple[int, int], ...] = ()


def channels_of(
    text: str,
    regions: tuple[str, ...],
    vocabulary: Vocabulary,
    line: int = 0,
    before: ChannelKind | None = None,
    meant: ChannelKind | None = None,
    above: str = "",
) -> LineChannels | None:
    """The channels of a line, or ``None`` when it prints none.

    ``regions`` are the countries in which its numbers may be dialled, the likeliest first. ``meant`` is the
    kind of numbers that the whole sentence speaks of. ``before`` is what the line
    before ended with: a number alone on a line is of the same kind. ``above`` is the number (E.164) there,
    whose area code a labelled number may leave out.
    """
    text = text.translate(_HYPHENS)
    emails = email_addresses(text)
    numbers = [
        n
        for n in _numbers(text, regions, vocabulary, above)
        if not _inside(n, emails) and _is_number(text, n, vocabulary) and not is_wrong(text, n)
    ]
    forms = _forms(text, line)
    if not numbers and not emails and not forms:
        return None
    usual = (before, meant)
    found = [(number.start, _of_number(text, number, vocabulary, line, usual)) for number in numbers]
    found += _of_emails(text, emails, vocabulary, line)
    first = min([*(start for start, _ in found), *(start for start, _ in forms)])
    label = label_start(text[:first], vocabulary)
    spots = tuple(sorted((one.start, one.end) for one in (*numbers, *emails)))
    ordered = [channel for _, channel in sorted([*found, *forms], key=lambda one: one[0])]
    return LineChannels(tuple(ordered), first if label is None else label, label is not None, spots)


def number_alone(
    text: str,
    regions: tuple[str, ...],
    vocabulary: Vocabulary,
    line: int,
    before: ChannelKind | None,
    above: str = "",
) -> LineChannels | None:
    """A number without label or "+", alone on the line below another channel or a line that asks to ring.

    ``above`` is the line above: behind an address or a request only what is valid in the likeliest country
    counts.
    """
    if not stands_alone(text):
        return None
    if before in (ChannelKind.FAX, ChannelKind.PHONE):
        label = "Fax: " if before is ChannelKind.FAX else "Tel: "
        found = channels_of(label + text, regions, vocabulary, line)
        return replace(found, start=0) if found else None
    if before is None and not rings(above, vocabulary):
        return None
    found = channels_of(f"Tel: {text}", regions[:1], vocabulary, line)
    whole = found is not None and all(one.sure and is_valid(one.value) for one in found.channels)
    return replace(found, start=0) if found and whole else None


def _numbers(text: str, regions: tuple[str, ...], vocabulary: Vocabulary, above: str) -> list[Found]:
    """The numbers of a line; one that is none in the likeliest country is read in the next, and not sure."""
    labelled = (*labelled_figures(text, vocabulary), *coded_figures(text, regions))
    found = list(phone_numbers(text, regions[0] if regions else None, labelled))
    found = [one for one in found if not any(_is_of(one, other) for other in regions[1:])]
    if len(regions) > 1 and len(found) <= MOST_RETRIED:
        found = [_where_dialled(one, regions) for one in found]
    retried: list[Found] = []
    for region in regions[1:]:
        if len(found) > MOST_RETRIED or (all(one.sure for one in found) and not _has_more(text, found)):
            break
        taken = [one for one in found if one.sure or one in retried]
        foreign = [other for other in regions if other != region]
        for number in phone_numbers(text, region, labelled):
            free = not any(one.start < number.end and number.start < one.end for one in taken)
            if free and number.sure and not any(_is_of(number, other) for other in foreign):
                found = [one for one in found if one.end <= number.start or number.end <= one.start]
                retried.append(replace(number, sure=False))
                found.append(retried[-1])
    for carried in list(carried_numbers(text, labelled, found, above)):
        found = [one for one in found if one.end <= carried.start or carried.end <= one.start]
        found.append(carried)
    found += old_numbers(text, regions[:1], labelled, found)
    return sorted(found, key=lambda one: one.start)


def _where_dialled(number: Found, regions: tuple[str, ...]) -> Found:
    """A number without the zero that begins numbers in the first country, in the next one that has it."""
    if number.value == "+" + "".join(filter(str.isdigit, number.printed)):
        return number
    if not number.sure or not lacks_trunk(number.printed, regions[0]) or regions[0] not in _of(number):
        return number
    values = (
        phone_number(number.printed, region)
        for region in regions[1:]
        if not lacks_trunk(number.printed, region)
    )
    value = next((value for value in values if value and is_valid(value)), None)
    return replace(number, value=value, sure=False) if value else number


def _of(number: Found) -> tuple[str, ...]:
    """The countries whose plan a number (E.164) is of."""
    import phonenumbers

    code = phonenumbers.parse(number.value).country_code or 0
    return tuple(phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(code, ()))


def _has_more(text: str, numbers: list[Found]) -> bool:
    """Whether figures are left that may be numbers of another country."""
    ends = [0, *(one.end for one in numbers)]
    starts = [*(one.start for one in numbers), len(text)]
    return any(_FIGURES.search(text, end, start) for end, start in zip(ends, starts, strict=True))


def _is_of(number: Found, region: str) -> bool:
    """Whether figures begin with a country's code, printed without its "+"."""
    import phonenumbers

    if number.printed.lstrip("( ").startswith(("+", "00")):
        return False
    code = str(phonenumbers.country_code_for_region(region))
    return len(code) > 1 and "".join(filter(str.isdigit, number.printed)).startswith(code)


def _inside(number: Found, emails: tuple[Found, ...]) -> bool:
    return any(email.start < number.end and number.start < email.end for email in emails)


def _is_number(text: str, number: Found, vocabulary: Vocabulary) -> bool:
    """Figures without a country code are a number only close behind (or right before) a label of one."""
    if re.match(
        r"\(?\s?(?:\+|0\s?0|8[\s-]10[\s-]|011-[1-9]\d{0,2}[\s-])", text[number.start : number.start + 8]
    ) or text[: number.start].rstrip(" (").endswith("+"):
        return True
    guessed = number.value == "+" + "".join(filter(str.isdigit, number.printed))
    if _DOMESTIC.match(text, number.start) and not guessed:
        return True
    if BEHIND.match(text, number.end) or (
        number.sure
        and not guessed
        and (ends_a_call(text, number, vocabulary) or is_beside_address(text, number))
    ):
        return True
    if guessed and is_coded(text, number):
        return True
    if not guessed and number.sure and stands_behind_office(text, number, vocabulary):
        return True
    near = text[max(0, number.start - NEAR_LABEL - 10) : number.start]
    if _SHORT.search(near.rstrip("( ")):
        return True
    ends = [m.end() for kind in ("phone", "fax") for m in vocabulary.channels[kind].finditer(near)]
    if ends and not re.search(r"\d{4}", near[max(ends) :]):
        return True
    return bool(re.search(r"\d[\d\s/–-]{4,}[/,;]?\s?$", near)) and _labelled_before(text, number, vocabulary)


def _labelled_before(text: str, number: Found, vocabulary: Vocabulary) -> bool:
    reach = text[max(0, number.start - LABEL_REACH) : number.start]
    return any(vocabulary.channels[kind].search(reach) for kind in ("phone", "fax"))


def _forms(text: str, line: int) -> list[tuple[int, ReadChannel]]:
    """Web addresses that the line itself calls a form."""
    form = _WEB_FORM.search(text)
    if form is None:
        return []
    found = [link for link in links(text) if link.start > form.start()]
    return [
        (form.start(), ReadChannel(ChannelKind.WEBFORM, link.value, link.printed, line)) for link in found[:1]
    ]


def kind_meant(text: str, vocabulary: Vocabulary) -> ChannelKind | None:
    """Faxes, when a sentence speaks of them and of no telephone: "Protest faxes to the ministry: ..."."""
    told = any(not _LABELS.match(text, fax.end()) for fax in _ANY_FAX.finditer(text))
    phones = vocabulary.channels["phone"].finditer(text)
    if not told or RING.search(text) or any(_LABELS.match(text, phone.end()) for phone in phones):
        return None
    return ChannelKind.FAX


def label_start(text: str, vocabulary: Vocabulary) -> int | None:
    """Where the first label with its colon begins in a text, if there is one."""
    starts = [
        match.start()
        for kind in vocabulary.channels.values()
        for match in kind.finditer(text)
        if _MARK.match(text, match.end()) or not text[match.end() :].strip(" .+(")
    ]
    short = _SHORT.search(text)
    starts += [short.start()] if short else []
    return min(starts, default=None)


def label_with_colon(text: str, vocabulary: Vocabulary) -> int | None:
    """Where the first label begins that has a colon, wherever in a text."""
    starts = [
        match.start()
        for kind in vocabulary.channels.values()
        for match in kind.finditer(text)
        if ":" in text[match.end() : match.end() + 3]
    ]
    return min(starts, default=None)


def _of_number(
    text: str,
    number: Found,
    vocabulary: Vocabulary,
    line: int,
    usual: tuple[ChannelKind | None, ChannelKind | None],
) -> ReadChannel:
    before, meant = usual
    reach = text[max(0, number.start - LABEL_REACH) : number.start]
    last = {
        name: max((match.end() for match in vocabulary.channels[name].finditer(reach)), default=-1)
        for name in ("phone", "fax")
    }
    short = _SHORT.search(reach.rstrip("( "))
    kind = ChannelKind.FAX if last["fax"] >= last["phone"] and last["fax"] >= 0 else ChannelKind.PHONE
    bracketed = _label_after(text, number, vocabulary) if _BRACKET.match(text, number.end) else None
    if bracketed is not None:
        kind = bracketed
    elif short is not None:
        kind = ChannelKind.FAX if short["fax"] else ChannelKind.PHONE
    elif last["fax"] < 0 and last["phone"] < 0:
        kind = (
            _label_after(text, number, vocabulary)
            or (ChannelKind.FAX if _FAX_BEFORE.search(reach) else None)
            or (before if not text[: number.start].strip(" (+") else None)
            or meant
            or kind
        )
    elif last["phone"] > last["fax"] >= 0 and _joint_label(reach, vocabulary):
        kind = ChannelKind.FAX
    elif last["fax"] >= 0 and _ring_end(reach) > last["fax"] + NEAREST_RING:
        kind = ChannelKind.PHONE
    return ReadChannel(kind, number.value, number.printed, line, sure=number.sure)


def _ring_end(reach: str) -> int:
    return max((word.end() for word in RING.finditer(reach)), default=-1)


def _label_after(text: str, number: Found, vocabulary: Vocabulary) -> ChannelKind | None:
    """ "+7 7172 74 56 31 (fax)"."""
    gap = _AFTER.match(text, number.end)
    at = gap.end() if gap else number.end
    for name, kind in (("fax", ChannelKind.FAX), ("phone", ChannelKind.PHONE)):
        label = vocabulary.channels[name].match(text, at)
        if label is not None and not _MARK.match(text, label.end()) and not _OPENS.match(text, label.end()):
            return kind
    return None


def _joint_label(reach: str, vocabulary: Vocabulary) -> bool:
    """ "Fax/Tel:", "Fax and Tel:": one number that is both is written to by fax."""
    faxes = [match.end() for match in vocabulary.channels["fax"].finditer(reach)]
    phones = [match.start() for match in vocabulary.channels["phone"].finditer(reach)]
    return any(
        0 <= phone - fax <= 5 and not any(c.isdigit() for c in reach[fax:phone])
        for fax in faxes
        for phone in phones
    )


def _of_emails(
    text: str, emails: tuple[Found, ...], vocabulary: Vocabulary, line: int
) -> list[tuple[int, ReadChannel]]:
    """Every address is a channel; in "A or B" the second stands in for the first."""
    channels: list[tuple[int, ReadChannel]] = []
    end = 0
    for email in emails:
        between = text[end : email.start].strip()
        instead = bool(channels) and vocabulary.phrases["or_"].fullmatch(between) is not None
        channel = ReadChannel(ChannelKind.EMAIL, email.value, email.printed, line, instead, email.sure)
        channels.append((email.start, channel))
        end = email.end
    return channels
