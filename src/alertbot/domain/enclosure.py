"""Pictures and documents that go with an appeal, as its readers get them."""

from dataclasses import dataclass
from enum import StrEnum

from alertbot.domain.language import Localised

MOST = 5
"""Pictures and documents of one appeal."""


class EnclosureKind(StrEnum):
    PICTURE = "picture"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """``digest`` is the SHA-256 (hex) of its cleaned bytes: whoever approves an appeal approves these bytes.

    ``caption`` says who or what it shows, for those who see it and those who cannot.
    """

    kind: EnclosureKind
    digest: str
    caption: Localised = Localised()


MEDIA_TYPES = {EnclosureKind.PICTURE: "image/jpeg", EnclosureKind.DOCUMENT: "application/pdf"}
_ENDINGS = {EnclosureKind.PICTURE: "jpg", EnclosureKind.DOCUMENT: "pdf"}


def file_name(case: str, number: int, kind: EnclosureKind) -> str:
    """What readers save it as: never the name it came with. ``case`` is the case's key."""
    return f"{case}-{number}.{_ENDINGS[kind]}"
