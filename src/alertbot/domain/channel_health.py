"""The health of channels: what those who write report, and what stands in for an address that fails.

Nobody's account is in it. Three accounts make a channel suspect; an organizer decides what becomes of it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from alertbot.domain.addressee import Addressee, Channel, ChannelKind

REPORTS_TO_SUSPECT = 3
"""Distinct accounts. One may have mistyped a number, two may have tried on the same bad day."""

_TRACE_DIGITS = 8
"""Hexadecimal digits that tell one office's few addresses apart."""


class Failure(StrEnum):
    """How a letter did not arrive."""

    BOUNCED = "bounced"
    NO_TONE = "tone"
    WRONG = "wrong"
    SILENT = "silent"
    RETURNED = "returned"
    BROKEN = "broken"


FAILURES: Mapping[ChannelKind, tuple[Failure, ...]] = {
    ChannelKind.EMAIL: (Failure.BOUNCED,),
    ChannelKind.FAX: (Failure.NO_TONE, Failure.WRONG),
    ChannelKind.PHONE: (Failure.SILENT, Failure.WRONG),
    ChannelKind.POST: (Failure.RETURNED,),
    ChannelKind.WEBFORM: (Failure.BROKEN,),
}
"""What can be reported about a channel of each kind; nothing about the others."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One address or number of one office: what a report is about.

    ``trace`` is the beginning of the SHA-256 of the value: it fits a button, and stays the same when the
    appeal's next version lists the office's channels in another order.
    """

    addressee: str
    kind: ChannelKind
    trace: str


def contact(addressee: str, channel: Channel, value: str = "") -> Contact:
    """The contact that a channel's ``value`` is; by default the one it has first."""
    digest = sha256((value or channel.value).encode()).hexdigest()
    return Contact(addressee, channel.kind, digest[:_TRACE_DIGITS])


def suspects_of(addressee: Addressee, channel: Channel, suspects: Collection[Contact]) -> tuple[str, ...]:
    """Those of a channel's values that were reported as failing."""
    return tuple(v for v in channel.values if contact(addressee.key, channel, v) in suspects)


def with_promoted(addressee: Addressee, suspects: Collection[Contact]) -> Addressee:
    """The office with the alternatives of failing values put before them; nothing is lost."""
    channels = tuple(_promoted(addressee, channel, suspects) for channel in addressee.channels)
    return replace(addressee, channels=_sound_first(addressee, channels, suspects))


def _promoted(addressee: Addressee, channel: Channel, suspects: Collection[Contact]) -> Channel:
    failing = suspects_of(addressee, channel, suspects)
    sound = tuple(value for value in channel.values if value not in failing)
    if channel.value not in failing or not sound:
        return channel
    return replace(channel, value=sound[0], printed="", alternatives=(*sound[1:], *failing), verified=None)


def _sound_first(
    addressee: Addressee, channels: tuple[Channel, ...], suspects: Collection[Contact]
) -> tuple[Channel, ...]:
    """Among channels of one kind those that still work stand before those that fail."""
    return tuple(sorted(channels, key=lambda channel: contact(addressee.key, channel) in suspects))


def named(addressee: Addressee, kind: str, trace: str) -> tuple[Channel, str] | None:
    """The channel and the value that a contact means; ``None`` when the office has it no longer."""
    for channel in addressee.channels:
        for value in channel.values:
            if channel.kind == kind and contact(addressee.key, channel, value).trace == trace:
                return channel, value
    return None
