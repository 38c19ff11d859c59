"""Whether figures of the American shape are dialled in the United States or in Canada: a state tells."""

import re

LONGEST_SEARCHED = 60_000
MOST_NUMBERS = 20

_FIGURES = re.compile(r"(?<![\w@./+-])\(?([2-9]\d\d)\)?[\s.-]{1,2}([2-9]\d\d)[.-](\d{4})(?![\w@-])")
"""An area code, an exchange and a line, without the country's own code."""

_ABBREVIATIONS = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA"
    "|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|D\\.?C"
)
_NAMES = {
    "US": re.compile(
        r"\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois"
        r"|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
        r"|Nebraska|Nevada|New\s(?:Hampshire|Jersey|Mexico|York)|(?:North|South)\s(?:Carolina|Dakota)|Ohio|Oklahoma|Oregon"
        r"|Pennsylvania|Rhode\sIsland|Tennessee|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming|U\.S\.|USA|United\sStates"
        rf"|White\sHouse)(?!\w)|\b(?:[A-Z][a-z]+,?\s(?:{_ABBREVIATIONS})\s\d{{5}}|of\s(?:{_ABBREVIATIONS}))\b|\b(?:{_ABBREVIATIONS})\sDO?C\b"
    ),
    "CA": re.compile(
        r"\b(?:Canad\w{1,4}|Ontario|Qu[eé]bec|British\sColumbia|Alberta|Manitoba|Saskatchewan|Nova\sScotia|New\sBrunswick"
        r"|Newfoundland|Prince\sEdward\sIsland|Yukon|Nunavut)\b"
    ),
}  # fmt: skip


def american_home(text: str) -> str:
    """The country (US, CA) whose numbers a text prints without their code; nothing when it names no state.

    Both share a numbering plan, so that the number itself says in which of them it rings.
    """
    import phonenumbers

    searched = text[:LONGEST_SEARCHED]
    for match, _ in zip(_FIGURES.finditer(searched), range(MOST_NUMBERS), strict=False):
        number = phonenumbers.parse("+1" + "".join(match.groups()))
        region = phonenumbers.region_code_for_number(number) if phonenumbers.is_valid_number(number) else None
        if region in _NAMES and _NAMES[region].search(searched):
            return region
    return ""
