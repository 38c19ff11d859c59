"""Renaming: what was sent about a case's dates, and about an appeal, has the names that are known now.

What is still on its way goes on in the right words: a reminder never goes missing because a name was wrong.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from alertbot.dialogue import cards, day_cards, renaming
from alertbot.dialogue.screen import Screen
from alertbot.domain.occasion import Occasion, last_day
from alertbot.domain.publication import Published
from alertbot.errors import StaleTap
from alertbot.faultlines import where
from alertbot.ports import BroadcastScreens, Tx
from alertbot.ports.recall import DatedMessage

log = structlog.get_logger(__name__)

Retell = Callable[[BroadcastScreens], BroadcastScreens]


async def outdated(tx: Tx, before: Published | None, now: Published) -> dict[int, BroadcastScreens]:
    """The broadcasts whose messages would read otherwise ``now``, each with its right screens. ``before`` is
    the version that was corrected. Alerts are others: they are stopped, and begin anew."""
    found: dict[int, BroadcastScreens] = {}
    for message in await tx.recall.dated(now.case_id):
        await _compare(tx, message.broadcast, _dated(message, now), found)
    for notice in await tx.recall.notices(now.id) if before is not None else ():
        await _compare(tx, notice, _about(before or now, now), found)
    return found


async def _compare(tx: Tx, broadcast: int, retell: Retell, found: dict[int, BroadcastScreens]) -> None:
    try:
        shown = await tx.outbox.screens(broadcast)
    except (StaleTap, LookupError, TypeError, ValueError) as error:
        # Another release wrote it; the others are put right.
        log.error("broadcast_unreadable", broadcast=broadcast, **where(error))  # noqa: TRY400 - values stay out
        return
    right = retell(shown)
    if right != shown or await tx.recall.is_cut_short(broadcast):
        found[broadcast] = right


def _dated(message: DatedMessage, now: Published) -> Retell:
    day = message.occasion
    if day is None:
        return _both(lambda screen: renaming.of_hearing(screen, now.case))
    if day.appeal is None:
        return _both(lambda screen: renaming.of_milestone(screen, now.case, day.occasion))
    if day.appeal != now.id:
        return _both(lambda screen: screen)
    return lambda shown: _last_day(now, day.occasion, message)


def _last_day(now: Published, told: Occasion, message: DatedMessage) -> BroadcastScreens:
    """The appeal once more as it reads now; how many days are left stands there only while that holds."""
    day = last_day(now.appeal)
    if day is None or day.day != told.day:
        return BroadcastScreens(cards.alert(now), cards.alert(now))
    room = day_cards.last_day(now, message.offset)
    return BroadcastScreens(day_cards.with_mute(room, now.case_id), room)


def _about(before: Published, now: Published) -> Retell:
    return _both(lambda screen: renaming.of_appeal(screen, before.appeal, now.appeal))


def _both(change: Callable[[Screen], Screen]) -> Retell:
    return lambda shown: BroadcastScreens(change(shown.person), change(shown.room))


async def reword(
    tx: Tx, changed: Mapping[int, BroadcastScreens], now: datetime
) -> dict[int, BroadcastScreens]:
    """Whoever has not had these gets them right; of which there may be copies to go after."""
    for broadcast, screens in changed.items():
        await tx.recall.reword(broadcast, screens, now)
    return {id: screens for id, screens in changed.items() if await tx.recall.has_left(id)}
