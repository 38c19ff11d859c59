"""Which numbers of a text count people: years, sums of money, articles and dates do not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from alertbot.domain.lint.numbers import Number, numbers

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|февр|март|апр|ма[йя]\b|июн|июл|авг|сент|окт"
    r"|нояб|дек"
    r"|ian|febr|mai\b|iun|iul|noi)"
)
_UNIT = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|times|pages?|per ?cent|million|thousand|billion"
    r"|rubles?|roubles?"
    r"|dollars?|euros?|tenge|us\b|usd|eur|лет|год|месяц|недел|дн[яеи]|день|сут|час|минут|раз|страниц"
    r"|процент|миллион|тысяч"
    r"|млн|тыс|руб|тенге|евро|доллар|ani|an\b|luni|lună|zile|săptămâni|ore|oră|minute|pagini|milioane|mii"
    r"|lei|euro|la sută)"
)
_NOISE_AFTER = re.compile(
    rf"\s?(?:%|°|\]|:\d|-\w|/\w)|(?:\s+de)?\s+{_UNIT}|\s+(?:de\s+)?{_MONTH}|(?:st|nd|rd|th)\b", re.I
)
_NOISE_BEFORE = re.compile(
    r"(?:\b(?:articles?|art|conventions?|no|nos|section|law|page|chapter|стать\w+|ст|конвенци\w+|закон\w*"
    r"|стр|articol\w*|convenți\w+"
    rf"|nr|legea|aged?|возрасте|shop floor|цех\w*|point|пункт\w*)\.?|{_MONTH}\w*\.?|[$€£№+])\s*\Z|[.,:/-]\Z",
    re.I,
)
_RANGE_AFTER = re.compile(r"\s*(?:to|до|–|-|or|или|până la|la|sau)\s*\Z", re.I)
_PEOPLE = re.compile(
    r"\s+(?:of (?:them|those|these|the)\b|(?:[\w’'-]+\s+){0,2}?(?:people|persons?|men|women|workers"
    r"|defendants|leaders"
    r"|activists|unionists|members|prisoners|detainees|journalists|witnesses|protesters|miners|others"
    r"|strikers|teachers)\b"
    r"|(?:were|was|are|have|has|had|received|got|who|remain)\b|\w+ed\b"
    r"|in (?:all|total)\b|altogether\b|в общей сложности|în total\b"
    r"|из них|из \w+|(?:[\w-]+\s+){0,2}?(?:человек|люд[еяи]|обвиняем|подсудим|осужд|рабочи|нефтяник"
    r"|активист|свидетел|журналист"
    r"|член|задержан|арестован|заключ[её]нн|лидер|профсоюзн|забастовщик)|\w+(?:ли|ны|ты|лись)\b"
    r"|(?:de\s+)?(?:[\w-]+\s+){0,2}?(?:persoane|oameni|muncitori|inculpați|activiști|lideri|membri|martori"
    r"|greviști|deținuți|jurnaliști)"
    r"|dintre (?:ei|ele|aceștia|cei)|au\b|sunt\b)",
    re.I,
)
_COLLECTIVE = re.compile(
    r"(?:двое|трое|[а-я]+веро|[а-я]+теро|[а-я]+меро|двоих|троих|[а-я]+(?:вер|тер|мер)ых)\Z", re.I
)
_NUMBERED = re.compile(r"[.)]\s")
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Count:
    """A number that may count people; ``people`` when the words around it say so."""

    number: Number
    people: bool

    @property
    def value(self) -> int:
        return self.number.value


def counts(text: str, language: str) -> Iterator[Count]:
    """The numbers that may count people, in the order of the text."""
    found = list(numbers(text, language))
    ranged: set[int] = set()
    for first, second in pairwise(found):
        if _RANGE_AFTER.fullmatch(text[first.end : second.start]):
            ranged |= {first.start, second.start}
    for number in found:
        people = bool(_PEOPLE.match(text, number.end))
        if number.start not in ranged and not _noise(text, number, people):
            word = text[number.start : number.end]
            yield Count(number, people or bool(_COLLECTIVE.search(word)))


def _noise(text: str, number: Number, people: bool) -> bool:
    if _NOISE_AFTER.match(text, number.end):
        return True
    if people:
        return False
    if _NUMBERED.match(text, number.end) and (number.start == 0 or text[number.start - 1] == "\n"):
        return True
    before = text[max(0, number.start - 24) : number.start]
    return (number.figures and number.value in _YEARS) or bool(_NOISE_BEFORE.search(before))
