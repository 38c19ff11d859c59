"""First the organizers, then rooms, then persons; and nothing new once an appeal has expired."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from alertbot.dialogue.doors import Sign
from alertbot.domain.delivery import BroadcastState
from alertbot.domain.subscriber import Address, ChatKind, Interests
from alertbot.ports import Tx
from alertbot.store.schema import delivery, subscriber
from tests.support.stage import HOLD, Stage

from .test_corrections import RIGHT, corrected, submitted

CANARY = 30.0


@pytest.fixture
async def careful(stage: Stage) -> Stage:
    """The same bot, with a canary of half a minute."""
    stage.bot._publishing._canary = CANARY  # pyright: ignore[reportPrivateUsage]
    return stage


async def test_organizers_have_the_alert_before_anybody_else(careful: Stage) -> None:
    await careful.subscribe("ann")
    await careful.announce("Free Ainur")
    careful.olga.sees("canary.head", "Free Ainur Kurmanov!")
    careful.omar.sees("canary.head", "Free Ainur Kurmanov!")
    careful.ann.sees_nothing()
    await careful.pass_time(seconds=CANARY)

    careful.ann.sees_one("Free Ainur Kurmanov!")


async def test_one_button_stops_it_before_anybody_else_has_it(careful: Stage) -> None:
    await careful.subscribe("ann")
    await careful.announce("Free Ainur")
    await careful.olga.taps("progress.halt")
    careful.olga.sees("progress.stopped_early")
    await careful.pass_time(minutes=10)

    careful.ann.sees_nothing()


async def test_halt_stops_it_there_too(careful: Stage) -> None:
    await careful.subscribe("ann")
    await careful.announce("Free Ainur")
    await careful.omar.says("/halt")
    careful.omar.sees("halt.done")
    await careful.pass_time(minutes=10)

    careful.ann.sees_nothing()


async def test_a_restart_while_organizers_look_changes_nothing(careful: Stage) -> None:
    await careful.subscribe("ann")
    await careful.announce("Free Ainur")
    await careful.end()
    careful.clock.advance(timedelta(seconds=CANARY))
    await careful.begin()
    await careful.look()

    careful.ann.sees_one("Free Ainur Kurmanov!")


async def test_a_correction_waits_for_nobodys_look_once_its_hold_is_over(careful: Stage) -> None:
    await careful.subscribe("ann")
    await careful.announce("Free Ainur")
    await careful.pass_time(seconds=CANARY)
    await corrected(careful)

    assert any(m.fits(RIGHT) for m in careful.ann.messages())
    assert not any(m.fits("Free Ainur Kurmanov!", "en") for m in careful.ann.messages())


async def test_what_is_corrected_while_organizers_look_leaves_right_and_at_once(careful: Stage) -> None:
    careful.bot._publishing._canary = HOLD  # pyright: ignore[reportPrivateUsage]
    await careful.subscribe("ann")
    await submitted_before_its_canary_is_over(careful)

    careful.ann.sees_one(RIGHT)


async def submitted_before_its_canary_is_over(stage: Stage) -> None:
    """The correction's hold ends a moment before the alert would have gone out."""
    await stage.announce("Free Ainur")
    await submitted(stage)
    stage.bot._publishing._hold = HOLD / 2  # pyright: ignore[reportPrivateUsage]
    await stage.omar.taps("approve.yes")
    stage.ann.sees_nothing()
    await stage.pass_time(seconds=HOLD / 2 + 1)
    await stage.look()


async def test_it_is_no_longer_than_the_hold(stage: Stage) -> None:
    stage.bot._publishing._canary = 3600  # pyright: ignore[reportPrivateUsage]
    await stage.subscribe("ann")
    await stage.announce("Free Ainur")
    await stage.pass_time(seconds=HOLD)

    stage.ann.sees_one("Free Ainur Kurmanov!")


async def test_rooms_come_before_persons_whatever_their_place_in_line(stage: Stage) -> None:
    """Persons who subscribed before the room was there come after it."""
    await stage.subscribe("ann")
    room = Address(stage.platform.name, "-1007701001")

    async def bring(tx: Tx) -> None:
        await tx.people.put(room, ChatKind.GROUP, "en", Interests(), "", stage.clock.now())

    await stage.asked(bring)
    await stage.subscribe("boris")
    await stage.announce("Free Ainur")

    async def line(tx: Tx) -> list[str]:
        kinds = select(subscriber.c.kind).join_from(
            delivery, subscriber, delivery.c.subscriber == subscriber.c.id
        )
        ordered = kinds.where(delivery.c.broadcast.is_not(None)).order_by(delivery.c.due, delivery.c.id)
        return [row.kind.value for row in await tx.work.rows(ordered)]  # type: ignore[attr-defined]

    assert await stage.asked(line) == ["group", "person", "person"]


async def test_an_alert_that_waited_until_its_appeal_expired_is_not_sent_any_more(stage: Stage) -> None:
    await stage.submit_prepared("Free Ainur")
    await stage.subscribe("ann")
    stage.hold_back(stage.ann)
    await stage.omar.taps("approve.yes")
    stage.bot._publishing._canary = HOLD  # pyright: ignore[reportPrivateUsage]
    await stage.pass_time(seconds=HOLD + 1)
    (progress,) = await stage.asked(lambda tx: tx.outbox.running())
    assert await stage.asked(lambda tx: tx.outbox.steer(progress.id, BroadcastState.PAUSED))
    await stage.pass_time(days=400)
    assert await stage.asked(lambda tx: tx.outbox.steer(progress.id, BroadcastState.RUNNING))
    await stage.pass_time(minutes=10)

    stage.ann.sees_not("Free Ainur Kurmanov!")


async def test_after_ninety_days_an_open_ended_appeal_says_it_is_closed(stage: Stage) -> None:
    await stage.ann.start()
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await stage.pass_time(seconds=HOLD + 1)
    (published,) = await stage.asked(lambda tx: tx.appeals.newest(9))
    assert published.appeal.closes is not None
    await stage.until(published.appeal.closes + timedelta(seconds=1))
    await stage.ann.follows(Sign(published.id, published.version).pack())

    stage.ann.sees("sign.closed")
