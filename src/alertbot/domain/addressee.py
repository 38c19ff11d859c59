"""Addressees: offices that are written to, and the channels that reach them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alertbot.domain.language import Localised


class ChannelKind(StrEnum):
    EMAIL = "email"
    FAX = "fax"
    POST = "post"
    PHONE = "phone"
    WEBFORM = "webform"
    IN_PERSON = "in_person"
    EMBASSY_BY_COUNTRY = "embassy_by_country"


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach an addressee.

    ``value`` is normalised (E.164 for fax and phone, a bare address for email, lines joined by newlines
    for post, a URL for a web form); ``printed`` is what the source prints. ``alternatives`` stand in when
    the value fails ("a or b", never both).
    """

    kind: ChannelKind
    value: str = ""
    printed: str = ""
    alternatives: tuple[str, ...] = ()
    verified: date | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """An office, perhaps with a person in it.

    ``salutation`` is the finished opening per language ("Dear Mr Nazarbaev,"). ``group`` picks the letter
    blocks. ``language`` is what the office reads (ISO 639-1). A ``secondary`` addressee is asked for help
    and never accused.
    """

    key: str
    office: Localised
    person: str = ""
    persons: Localised = Localised()
    honorific: str = ""
    salutation: Localised = Localised()
    group: str = "default"
    language: str = "en"
    channels: tuple[Channel, ...] = ()
    secondary: bool = False

    def channels_of(self, kind: ChannelKind) -> tuple[Channel, ...]:
        return tuple(channel for channel in self.channels if channel.kind is kind)

    @property
    def email(self) -> str | None:
        """The first email address, if the office has one."""
        return next((c.value for c in self.channels_of(ChannelKind.EMAIL)), None)
