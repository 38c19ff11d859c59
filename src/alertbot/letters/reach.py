"""How an addressee can be reached, as phrases for the reader; nothing here sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from alertbot.dialogue.screen import Say, say
from alertbot.domain.addressee import Addressee, Channel, ChannelKind

_IDS: Mapping[ChannelKind, str] = MappingProxyType(
    {
        ChannelKind.EMAIL: "reach.email",
        ChannelKind.FAX: "reach.fax",
        ChannelKind.POST: "reach.post",
        ChannelKind.PHONE: "reach.phone",
        ChannelKind.WEBFORM: "reach.webform",
        ChannelKind.IN_PERSON: "reach.in_person",
        ChannelKind.EMBASSY_BY_COUNTRY: "reach.embassy_by_country",
    }
)


_IDS_WITHOUT_VALUE: Mapping[ChannelKind, str] = MappingProxyType(
    {
        ChannelKind.IN_PERSON: "reach.in_person_anywhere",
        ChannelKind.EMBASSY_BY_COUNTRY: "reach.embassy_anywhere",
    }
)
"""Channels that a campaign may name without saying where."""


@dataclass(frozen=True, slots=True)
class Way:
    """One channel: ``words`` tell it to the reader, ``printed`` is its value as the source prints it."""

    kind: ChannelKind
    printed: str
    alternatives: tuple[str, ...]
    words: Say


def ways(addressee: Addressee) -> tuple[Way, ...]:
    """The addressee's channels in the campaign's order; empty when no address is known yet."""
    return tuple(_way(channel) for channel in addressee.channels)


def advice(addressee: Addressee) -> tuple[Say, ...]:
    """One line per channel, or the one line that there is no address yet."""
    return tuple(way.words for way in ways(addressee)) or (say("reach.none"),)


def _way(channel: Channel) -> Way:
    printed = channel.printed or channel.value
    value: str | Say = printed
    for other in channel.alternatives:
        value = say("reach.or", first=value, second=other)
    bare = None if printed else _IDS_WITHOUT_VALUE.get(channel.kind)
    words = say(bare) if bare else say(_IDS[channel.kind], value=value)
    return Way(channel.kind, printed, channel.alternatives, words)
