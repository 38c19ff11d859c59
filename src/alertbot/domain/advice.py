"""Advice: which way to an office comes first, by the time left and by what others found, and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.channel_health import Contact, contact, suspects_of, with_promoted

POST_TAKES = timedelta(days=7)
"""Amnesty's guides: write by post only if there is a week or more before the deadline."""

HURRY = timedelta(days=1)


class Reason(StrEnum):
    """Why a channel stands where it stands, as a short line tells it."""

    AT_ONCE = "at_once"
    ON_PAPER = "on_paper"
    QUICKEST = "quickest"
    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    BY_VOICE = "by_voice"
    BY_HAND = "by_hand"
    PASSED_ON = "passed_on"
    SUSPECT = "suspect"
    STANDS_IN = "stands_in"


@dataclass(frozen=True, slots=True)
class Advised:
    """A channel with its reason. ``failing`` are those of its values that were reported."""

    channel: Channel
    reason: Reason
    failing: tuple[str, ...] = ()

    @property
    def suspect(self) -> bool:
        return self.reason is Reason.SUSPECT


_CALM = (
    ChannelKind.EMAIL,
    ChannelKind.FAX,
    ChannelKind.POST,
    ChannelKind.WEBFORM,
    ChannelKind.PHONE,
    ChannelKind.IN_PERSON,
    ChannelKind.EMBASSY_BY_COUNTRY,
)
_SOON = (*(kind for kind in _CALM if kind is not ChannelKind.POST), ChannelKind.POST)
_NOW = (
    ChannelKind.PHONE,
    ChannelKind.FAX,
    ChannelKind.EMAIL,
    *(kind for kind in _SOON if kind not in (ChannelKind.PHONE, ChannelKind.FAX, ChannelKind.EMAIL)),
)

_USUAL: Mapping[ChannelKind, Reason] = {
    ChannelKind.EMAIL: Reason.AT_ONCE,
    ChannelKind.FAX: Reason.ON_PAPER,
    ChannelKind.WEBFORM: Reason.AT_ONCE,
    ChannelKind.PHONE: Reason.BY_VOICE,
    ChannelKind.IN_PERSON: Reason.BY_HAND,
    ChannelKind.EMBASSY_BY_COUNTRY: Reason.PASSED_ON,
}


def advise(
    addressee: Addressee, left: timedelta | None, suspects: Collection[Contact] = ()
) -> tuple[Advised, ...]:
    """Every channel of an office, the best first.

    ``left`` is the time until the last day is over, ``None`` without one. Post that comes too late is worth
    less than a channel in doubt, so it stands last. An alternative takes the place of a value that fails;
    where none is left, the channel sinks below those that work.
    """
    order = _order(left)
    ranked = sorted(
        (
            _advised(addressee, channel, left, suspects)
            for channel in with_promoted(addressee, suspects).channels
        ),
        key=lambda one: (one.reason is Reason.TOO_LATE, one.suspect, order.index(one.channel.kind)),
    )
    return tuple(ranked)


def _order(left: timedelta | None) -> tuple[ChannelKind, ...]:
    if left is None or left >= POST_TAKES:
        return _CALM
    return _SOON if left >= HURRY else _NOW


def _advised(
    addressee: Addressee, channel: Channel, left: timedelta | None, suspects: Collection[Contact]
) -> Advised:
    failing = suspects_of(addressee, channel, suspects)
    if channel.kind is ChannelKind.POST and left is not None and left < POST_TAKES:
        return Advised(channel, Reason.TOO_LATE, failing)
    if contact(addressee.key, channel) in suspects:
        return Advised(channel, Reason.SUSPECT, failing)
    return Advised(channel, Reason.STANDS_IN if failing else _reason(channel.kind, left), failing)


def _reason(kind: ChannelKind, left: timedelta | None) -> Reason:
    if kind is ChannelKind.POST:
        return Reason.IN_TIME
    hurried = left is not None and left < HURRY
    return Reason.QUICKEST if hurried and kind is _NOW[0] else _USUAL[kind]
