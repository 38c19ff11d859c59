"""The channels printed on one line: which label stands before a number, which addresses are alternatives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.contacts import LABEL_BEHIND, Found, email_addresses, links, phone_numbers
from alertbot.intake.numbers import old_number
from alertbot.intake.paste.reading import ReadChannel
from alertbot.intake.paste.vocabulary import Vocabulary

LABEL_REACH = 60
"""Characters before a number in which its label ("Fax:", "by fax") may stand."""

NEAR_LABEL = 22
"""Characters between a label and a number that prints no country code; dates are figures, too."""

_MARK = re.compile(r"\s{0,2}\.?\s{0,2}(?:\([^)]{0,60}\)\s{0,2})?[:：]\s{0,2}")
MOST_RETRIED = 40
"""Numbers of one line; a longer list is read for one country only."""

_SHORT = re.compile(r"(?<!\w)(?P<fax>F|Fx|Ф|ф)?(?(fax)|(?:T|Ph|M|E|W|т|Т))\s{0,2}[:.]\s{0,2}$")
_BRACKET = re.compile(r"\s?\(")
_AFTER = re.compile(r"[\s.,;]{0,2}\(?\s?(?:by\s|par\s|per\s|por\s)?")
_OPENS = re.compile(r"\s{0,2}[-–+]{0,2}\s?\(?\d")
"""Figures right behind a label: it is theirs, not the number's before it ("74 56 31, fax -41")."""

_GAP = re.compile(
    r"[\s.:：№#°*_–-]{0,6}(?:(?:nos?|nr|num(?:ber|ero|éro)s?|numaras[ıi]|hatt[ıi]|номер\w{0,2}|line|n|al|allo|at|on|to|under|unter"
    r"|an|au|под|по|der|die|del?|di|auf)\b[\s.:°º-]{0,4}){0,2}(?=\(?\d)"
)
"""Between a label and its figures: "fax al numero 06 ..."."""

_LAST = re.compile(r"(?<![\w@./+,:-])(?<!\d\s)\d{2,4}(?:[\s-]\d{2,4}){1,4}(?=\W{0,3}$)")
"""Figures at the end of a line, in groups."""

LONGEST_TAIL, LONGEST_RUN = 3, 28
"""Characters behind the last figures of a line, and of these with what is behind them."""

_OLD = re.compile(r"\(?0\d{1,5}\)?[\s/.-]{0,2}\d[\d\s.-]{3,12}\d(?!\w)")
_BEHIND = re.compile(rf"\s?\(?\s?{LABEL_BEHIND}(?!\s?[:：]?\s?[+(]?\d)")
WRONG_REACH = 60
_WRONG = (
    r"(?:wrong|incorrect|falsch\w{0,2}|errat[oaie]|sbagliat[oaie]|equivocad[oa]s?|incorrect[oa]s?|err[óo]ne[oa]s?|fausse?|erronée?"
    r"|неверн\w{1,3}|неправильн\w{1,3}|ошибочн\w{1,3}|yanlış)"
)
_WRONG_BEFORE = re.compile(
    rf"(?<!\w){_WRONG}(?:\s(?:fax|number|nummer|n[uú]mero|numéro|номер|numara))?[\s:.)\]*–-]{{1,4}}[+(]{{0,2}}$"
    r"|(?<!\w)(?:instead\sof|anstatt|statt|anstelle\svon|вместо|en\slugar\sdel?|en\svez\sdel?|au\slieu\sd[ue]|invece\sd[ie]l?)"
    r"\s[^\d.;]{0,20}[+(]{0,2}$",
    re.IGNORECASE,
)
_WRONG_AFTER = re.compile(
    rf"[^\d.;+@]{{0,30}}(?<!\w){_WRONG}(?!\w)|[^\d.;+@]{{0,30}}\b(?:do\snot|don['’]t)\s(?:call|use|ring|fax)\b"
    r"|\s?\(?\s?(?:yerine|nicht\s(?:mehr\s)?(?:anrufen|benutzen|verwenden)|non\schiamate|no\sllam[ea]n?|не\sзвон\w{2,4}|aramayın)",
    re.IGNORECASE,
)

_FIGURES = re.compile(r"\d[\d\s()./-]{4,}\d")
_DOMESTIC = re.compile(
    r"\(0?\d{2,5}\)\s?[/-]?\d[\d\s-]{3,12}\d|\d{3}[-.]\d{3}[-.]\d{4}(?!\d)|0\d(?:[\s.-]\d\d){4}(?!\d)"
    r"|0\d{1,4}[\s/-]{1,2}\d{2,4}[\s-]\d{3,5}(?!\d)"
)
"""Figures with an area code, as nothing but telephone numbers is printed."""

_ALONE = re.compile(r"\d{1,3}[\s.-]\d[\d\s.-]{5,14}\d(?:\s?\([^()]{0,80}\))?")

_RING = re.compile(
    r"\b(?:call|ring|llam(?:e|en|ar|a)|telefon\w*|anruf\w*|ruft|appel(?:er|ez)|звон\w*|ara(?:yın|yalım))\b",
    re.IGNORECASE,
)
_ANY_FAX = re.compile(r"fa[xk]s?|факс|t[ée]l[ée]copi|belgegeçer|facs", re.IGNORECASE)
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
) -> LineChannels | None:
    """The channels of a line, or ``None`` when it prints none.

    ``regions`` are the countries in which its numbers may be dialled, the likeliest first. ``meant`` is the
    kind of numbers that the whole sentence speaks of. ``before`` is what the line
    before ended with: a number alone on a line is of the same kind.
    """
    emails = email_addresses(text)
    numbers = [
        n
        for n in _numbers(text, regions, vocabulary)
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
    text: str, regions: tuple[str, ...], vocabulary: Vocabulary, line: int, before: ChannelKind | None
) -> LineChannels | None:
    """A number with its country code but no "+", alone on the line below another one of its kind."""
    if before not in (ChannelKind.FAX, ChannelKind.PHONE) or _ALONE.fullmatch(text) is None:
        return None
    label = "Fax: " if before is ChannelKind.FAX else "Tel: "
    found = channels_of(label + text, regions, vocabulary, line)
    return replace(found, start=0) if found else None


def _numbers(text: str, regions: tuple[str, ...], vocabulary: Vocabulary) -> list[Found]:
    """The numbers of a line; one that is none in the likeliest country is read in the next, and not sure."""
    labelled = tuple(_labelled_figures(text, vocabulary))
    found = list(phone_numbers(text, regions[0] if regions else None, labelled))
    found = [one for one in found if not any(_is_of(one, other) for other in regions[1:])]
    for region in regions[1:]:
        if len(found) > MOST_RETRIED or (all(one.sure for one in found) and not _has_more(text, found)):
            break
        taken = [one for one in found if one.sure]
        foreign = [other for other in regions if other != region]
        for number in phone_numbers(text, region, labelled):
            free = not any(one.start < number.end and number.start < one.end for one in taken)
            if free and number.sure and not any(_is_of(number, other) for other in foreign):
                found = [one for one in found if one.end <= number.start or number.end <= one.start]
                found.append(replace(number, sure=False))
    found += _old_numbers(text, regions[:1], labelled, found)
    return sorted(found, key=lambda one: one.start)


def _labelled_figures(text: str, vocabulary: Vocabulary) -> Iterator[int]:
    """Where figures begin right behind a label of numbers, or at the end of a line that asks to ring."""
    for kind in ("phone", "fax"):
        for label in vocabulary.channels[kind].finditer(text):
            gap = _GAP.match(text, label.end())
            if gap is not None:
                yield gap.end()
    last = _LAST.search(text, max(0, len(text) - LONGEST_RUN))
    if last is not None and _rings(text[: last.start()], vocabulary):
        yield last.start()


def _rings(text: str, vocabulary: Vocabulary) -> bool:
    return _RING.search(text) is not None or any(
        vocabulary.channels[kind].search(text) for kind in ("phone", "fax")
    )


def _old_numbers(
    text: str, regions: tuple[str, ...], labelled: tuple[int, ...], found: list[Found]
) -> Iterator[Found]:
    """Labelled numbers of plans of years ago, that nothing else was read in."""
    for region in regions:
        for start in labelled:
            run = _OLD.match(text, start)
            if run is None or any(one.start < run.end() and start < one.end for one in found):
                continue
            number = old_number(run.group(), region)
            if number is not None:
                yield Found(number.value, run.group(), start, run.end(), sure=False)


def is_wrong(text: str, number: Found) -> bool:
    """Whether the text itself calls a number wrong, or asks not to use it."""
    before = text[max(0, number.start - WRONG_REACH) : number.start]
    after = text[number.end : number.end + WRONG_REACH]
    return _WRONG_BEFORE.search(before) is not None or _WRONG_AFTER.match(after) is not None


def _has_more(text: str, numbers: list[Found]) -> bool:
    """Whether figures are left that may be numbers of another country."""
    ends = [0, *(one.end for one in numbers)]
    starts = [*(one.start for one in numbers), len(text)]
    return any(_FIGURES.search(text, end, start) for end, start in zip(ends, starts, strict=True))


def _is_of(number: Found, region: str) -> bool:
    """Whether figures begin with a country's code, printed without its "+"."""
    import phonenumbers

    code = str(phonenumbers.country_code_for_region(region))
    return len(code) > 1 and "".join(filter(str.isdigit, number.printed)).startswith(code)


def _inside(number: Found, emails: tuple[Found, ...]) -> bool:
    return any(email.start < number.end and number.start < email.end for email in emails)


def _is_number(text: str, number: Found, vocabulary: Vocabulary) -> bool:
    """Figures without a country code are a number only close behind (or right before) a label of one."""
    if re.match(r"\(?\s?(?:\+|0\s?0)", text[number.start :]) or text[: number.start].rstrip(" (").endswith(
        "+"
    ):
        return True
    guessed = number.value == "+" + "".join(filter(str.isdigit, number.printed))
    if _DOMESTIC.match(text, number.start) and not guessed:
        return True
    if _BEHIND.match(text, number.end) or (
        number.sure and not guessed and _ends_a_call(text, number, vocabulary)
    ):
        return True
    near = text[max(0, number.start - NEAR_LABEL - 10) : number.start]
    if _SHORT.search(near.rstrip("( ")):
        return True
    ends = [m.end() for kind in ("phone", "fax") for m in vocabulary.channels[kind].finditer(near)]
    if ends and not re.search(r"\d{4}", near[max(ends) :]):
        return True
    return bool(re.search(r"\d[\d\s/–-]{4,}[/,;]?\s?$", near)) and _labelled_before(text, number, vocabulary)


def _ends_a_call(text: str, number: Found, vocabulary: Vocabulary) -> bool:
    """ "Ring Chief Officer A. Testov 7000 0000": figures at the end of a line that asks to ring."""
    if len(text) - number.end > LONGEST_TAIL:
        return False
    last = _LAST.match(text, number.start)
    return last is not None and _rings(text[: number.start], vocabulary)


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
    if _ANY_FAX.search(text) is None or vocabulary.channels["phone"].search(text) or _RING.search(text):
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
            or (before if not text[: number.start].strip(" (+") else None)
            or meant
            or kind
        )
    elif last["phone"] > last["fax"] >= 0 and _joint_label(reach, vocabulary):
        kind = ChannelKind.FAX
    return ReadChannel(kind, number.value, number.printed, line, sure=number.sure)


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
