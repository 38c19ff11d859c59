"""A remark: what should be looked at again, where it stands, and how serious it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Place = tuple[str | int, ...]
"""The way from a case or an appeal to one of its parts: ``("demands", 2, "text", "en")``."""


class Severity(StrEnum):
    """An error keeps an appeal from going out; a warning asks, and the organizer may go on."""

    ERROR = "error"
    WARNING = "warning"


class RemarkKind(StrEnum):
    NO_CODE = "no_code"
    NO_YEAR = "no_year"
    NO_CHANNEL = "no_channel"
    NO_LETTER_LANGUAGE = "no_letter_language"
    LONG_LETTER = "long_letter"
    PAST_SIGN_BY = "past_sign_by"
    NO_URL = "no_url"
    LOST_LINK = "lost_link"
    MISSPELT = "misspelt"
    WRONG_SUM = "wrong_sum"
    WRONG_HEADCOUNT = "wrong_headcount"
    AMBIGUOUS_DATE = "ambiguous_date"
    DEMAND_UNSAID = "demand_unsaid"
    SAME_ADDRESSEE = "same_addressee"
    UNUSED_BLOCK = "unused_block"
    NO_BLOCK = "no_block"
    MIXED_SCRIPTS = "mixed_scripts"
    HIDDEN_MARK = "hidden_mark"
    HIDDEN_DIRECTION = "hidden_direction"
    BAD_ADDRESS = "bad_address"
    TRAILING_DOT = "trailing_dot"
    ODD_LETTERS = "odd_letters"
    BAD_NUMBER = "bad_number"
    ORGANISATION_VOICE = "organisation_voice"
    ACCUSED = "accused"
    ACCUSING_WORDS = "accusing_words"
    EARLY_VICTORY = "early_victory"


ERRORS = frozenset(
    {
        RemarkKind.HIDDEN_DIRECTION,
        RemarkKind.BAD_ADDRESS,
        RemarkKind.TRAILING_DOT,
        RemarkKind.ODD_LETTERS,
        RemarkKind.BAD_NUMBER,
        RemarkKind.ORGANISATION_VOICE,
        RemarkKind.ACCUSED,
        RemarkKind.EARLY_VICTORY,
    }
)


@dataclass(frozen=True, slots=True)
class Remark:
    """``place`` leads from the case or appeal to what is meant.

    ``ink`` counts the characters that stand before it in the text at ``place``, white space left out: a file
    may break its lines elsewhere, and the count still finds the line. ``args`` are data for a sentence.
    """

    kind: RemarkKind
    place: Place = ()
    args: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
    ink: int = 0

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.kind in ERRORS else Severity.WARNING
