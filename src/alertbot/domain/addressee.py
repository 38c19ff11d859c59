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

    @property
    def values(self) -> tuple[str, ...]:
        """What is tried first, then what stands in for it."""
        return tuple(dict.fromkeys(value for value in (self.value, *self.alternatives) if value))


@dataclass(frozen=True, slots=True)
class Addressee:
    """An office, perhaps with a person in it.

    ``salutation`` and ``closing`` are the finished first and last words per language ("Dear Mr Nazarbaev,",
    "Yours sincerely,"); where one is missing, its language's neutral one stands in. ``group`` picks the
    letter blocks. ``language`` is what the office reads (ISO 639-1). A ``secondary`` addressee is asked for
    help and never accused.
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
    closing: Localised = Localised()

    def channels_of(self, kind: ChannelKind) -> tuple[Channel, ...]:
        return tuple(channel for channel in self.channels if channel.kind is kind)

    @property
    def email(self) -> str | None:
        """The first email address, if the office has one."""
        return next(iter(self.emails), None)

    @property
    def emails(self) -> tuple[str, ...]:
        """Every email address in the order to try them; a letter goes to one of them."""
        channels = self.channels_of(ChannelKind.EMAIL)
        return tuple(dict.fromkeys(value for channel in channels for value in channel.values))
