"""Addressees that are one: printed twice, or printed apart from their channels."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste.reading import ReadAddressee

ADOPTED_WITHIN = 10
"""Lines between an official and channels that stand alone."""


def adopted(found: Iterable[ReadAddressee]) -> Iterator[ReadAddressee]:
    """The addressees; channels that nobody is named for go to the official above who has none yet."""
    last: ReadAddressee | None = None
    for one in sorted(found, key=lambda one: one.line):
        bare = last is not None and all(channel.kind is ChannelKind.POST for channel in last.channels)
        if (
            last is not None
            and bare
            and not (one.office or one.person)
            and one.line - last.line <= ADOPTED_WITHIN
        ):
            last = replace(last, channels=(*one.channels, *last.channels))
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def merged(found: Iterable[ReadAddressee]) -> Iterator[ReadAddressee]:
    """Addressees printed twice (a list, then a summary of it) become one with all channels."""
    kept: dict[tuple[str, str], ReadAddressee] = {}
    for one in found:
        key = (one.person.casefold(), one.office.casefold() if not one.person else "")
        before = kept.get(key) if any(key) else None
        key = key if any(key) else ("", str(one.line))
        if before is None:
            kept[key] = one
            continue
        values = {channel.value for channel in before.channels}
        more = tuple(channel for channel in one.channels if channel.value not in values)
        kept[key] = replace(before, channels=(*before.channels, *more), office=before.office or one.office)
    yield from kept.values()
