"""A signature: one account's support of one appeal, counted by default, named only by choice."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 80
"""Characters; longer than any name in the seed appeals, short enough for a petition's line."""


class SignatureMode(StrEnum):
    COUNTED = "counted"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Support:
    """How one account stands to one appeal: not signed (``None``), counted or named."""

    mode: SignatureMode | None
    total: int


def clean_name(typed: str) -> str | None:
    """The name as it will be shown, or ``None`` when it cannot be one.

    Control and direction characters go, white space folds, the text is NFC. Refused: nothing left, longer
    than :data:`LONGEST_NAME`, or a leading ``= + - @`` (a spreadsheet would run it as a formula).
    """
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") else " " for c in typed)
    name = unicodedata.normalize("NFC", " ".join(kept.split()))
    if not name or len(name) > LONGEST_NAME or name[0] in "=+-@":
        return None
    return name if any(c.isalpha() for c in name) else None


def public_count(total: int) -> int:
    """The number shown to everyone: rounded down to five, and 0 below ten (the ONS 10-5 rule)."""
    return 0 if total < 10 else total - total % 5
