"""Broadcasts in words: once per language and kind of reader, encoded once per platform."""

import logging
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from alertbot.errors import StaleTap
from alertbot.ports import BroadcastScreens, Claimed, Offer, Outbox, Payload, Platform
from alertbot.wording.transcript import offers_of
from alertbot.wording.tree import Utterance

log = logging.getLogger(__name__)
K = TypeVar("K")
V = TypeVar("V")

Word = Callable[[BroadcastScreens, bool, str, str | None], Utterance]
"""(screens, for a room, locale, zone) to what is said."""

_Edition = tuple[int, int]
"""A broadcast, and what tells its screens from those it had before."""

MOST_SCREENS = 64
MOST_WORDINGS = 1024
"""Nine languages in a hundred zones; a wording is a few kilobytes."""


class _Kept(Generic[K, V]):
    """The newest ``most`` values."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        return self._values.get(key)

    def put(self, key: K, value: V) -> V:
        if len(self._values) >= self._most:
            del self._values[next(iter(self._values))]
        self._values[key] = value
        return value


class Texts:
    def __init__(self, word: Word) -> None:
        self._word = word
        self._screens = _Kept[_Edition, BroadcastScreens](MOST_SCREENS)
        self._utterances = _Kept[tuple[_Edition, bool, str, str | None], Utterance](MOST_WORDINGS)
        self._payloads = _Kept[tuple[str, _Edition, bool, str, str | None], Payload](MOST_WORDINGS)

    async def learn(self, outbox: Outbox, rows: Iterable[Claimed]) -> None:
        """Read the screens of the rows' broadcasts, where they are not known yet. Those that this release
        cannot read (another one wrote them) stay unknown: their rows fail, the others go out."""
        for edition in {(row.broadcast, row.edition) for row in rows if row.broadcast is not None}:
            if self._screens.get(edition) is None:
                try:
                    self._screens.put(edition, await outbox.screens(edition[0]))
                except (StaleTap, LookupError, TypeError, ValueError) as error:
                    log.error("a broadcast cannot be read: %s", type(error).__name__)  # noqa: TRY400

    def payload(self, row: Claimed, platform: Platform) -> Payload:
        """What to show for a row. Raises whatever wording or encoding raises, ``LookupError`` for screens
        never learned."""
        if row.broadcast is None:
            return platform.encode(self._utterance(row))
        key = (platform.name, (row.broadcast, row.edition), row.kind.is_room, row.locale, row.zone)
        known = self._payloads.get(key)
        return known if known is not None else self._payloads.put(key, platform.encode(self._utterance(row)))

    def offers(self, row: Claimed, platform: Platform) -> tuple[Offer, ...]:
        """The choices to keep with the chat: a broadcast's, where there are no buttons. An answer's are kept
        by whoever gave it."""
        if row.broadcast is None or platform.can.buttons:
            return ()
        return tuple(Offer(offer.label, offer.packed) for offer in offers_of(self._utterance(row)))

    def _utterance(self, row: Claimed) -> Utterance:
        if row.broadcast is None:
            if row.utterance is None:
                raise LookupError("an answer without words")
            return row.utterance
        key = ((row.broadcast, row.edition), row.kind.is_room, row.locale, row.zone)
        known = self._utterances.get(key)
        if known is not None:
            return known
        screens = self._screens.get(key[0])
        if screens is None:
            raise LookupError("a broadcast without screens")
        return self._utterances.put(key, self._word(screens, row.kind.is_room, row.locale, row.zone))
