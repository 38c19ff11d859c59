"""The organizers' table of embassies: which mission of a country stands in the country of a signer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.language import Localised


@dataclass(frozen=True, slots=True)
class Embassy:
    """A mission as the table knows it; ``source`` tells where its channels were printed."""

    office: Localised
    person: str = ""
    salutation: Localised = Localised()
    channels: tuple[Channel, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Embassies:
    """Missions by sending country, then by host country (ISO 3166-1 alpha-2)."""

    by_sender: Mapping[str, Mapping[str, Embassy]] = field(default_factory=dict[str, Mapping[str, "Embassy"]])

    def of(self, sender: str, host: str) -> Embassy | None:
        return self.by_sender.get(sender, {}).get(host)

    def hosts(self, sender: str) -> tuple[str, ...]:
        """The countries in which a mission of ``sender`` is known, in alphabetical order."""
        return tuple(sorted(self.by_sender.get(sender, {})))


def asks_country(addressee: Addressee) -> bool:
    """Whether it depends on the signer's country who this is."""
    return bool(addressee.channels_of(ChannelKind.EMBASSY_BY_COUNTRY))


def resolved(slot: Addressee, embassy: Embassy) -> Addressee:
    """The embassy in the place that the appeal keeps for it: its letter group, language and key."""
    return replace(
        slot,
        office=embassy.office,
        person=embassy.person or slot.person,
        salutation=embassy.salutation or slot.salutation,
        channels=embassy.channels,
    )
