"""The operator's view in the chat: how everything stands, and what failed sent once more."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import and_, select, update

from alertbot.dialogue.stuck import micros
from alertbot.domain.delivery import DeliveryState
from alertbot.domain.subscriber import Address
from alertbot.errors import Rejected
from alertbot.ports import Payload, Platform, Tx
from alertbot.store.schema import audit, delivery
from tests.support.stage import Stage

TITLE = "Free Ainur Kurmanov!"


class Refusal:
    """Stands before a platform that refuses every message to one chat."""

    def __init__(self, platform: Platform, chat: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._chat = chat
        self._show: Callable[[Address, Payload], Any] = platform.show
        self.over = False
        monkeypatch.setattr(platform, "show", self._refused)

    async def _refused(self, to: Address, payload: Payload) -> str:
        if to.chat == self._chat and not self.over:
            raise Rejected("bad-request")
        return await self._show(to, payload)


async def an_alert_that_failed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Refusal:
    await stage.subscribe("ann", "boris")
    refusal = Refusal(stage.platform, stage.ann.chat, monkeypatch)
    await stage.announce("Free Ainur")
    stage.ann.sees_nothing()
    return refusal


async def end_as(stage: Stage, state: DeliveryState, *, alerts: bool) -> int:
    """The first alert or answer that was sent to Ann counts as ended so; how many rows."""
    ann = stage.vault.lookup(Address(stage.platform.name, stage.ann.chat))

    async def change(tx: Tx) -> int:
        work: Any = tx
        answer = and_(delivery.c.broadcast.is_(None), delivery.c.recipient == ann)
        which = delivery.c.broadcast.is_not(None) if alerts else answer
        ids = select(delivery.c.id).where(which, delivery.c.state == DeliveryState.SENT)
        rows = (await work.work.rows(ids.order_by(delivery.c.id).limit(1)))[0]
        ended = {"state": state, "finished": stage.clock.now(), "once": not alerts}
        return await work.work.changed(update(delivery).where(delivery.c.id == rows.id).values(**ended))

    return await stage.asked(change)


async def test_an_organizer_sees_how_everything_stands(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.olga.says("/status")

    stage.olga.sees("status.title", "status.quiet", "status.messages", "ledger.sent", "status.clock.right")
    stage.olga.is_offered("status.refresh")
    await stage.announce("Free Ainur")
    await stage.olga.says("/status")
    stage.olga.sees("ledger.sent")
    stage.olga.sees_not("ledger.failed", "ledger.in_doubt")
    stage.olga.sees_not("status.inbox")


async def test_what_is_going_out_and_what_is_held_is_seen(stage: Stage) -> None:
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await stage.olga.says("/status")
    stage.olga.sees("status.held", TITLE)


async def test_a_failed_delivery_is_sent_at_one_tap_and_only_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = await an_alert_that_failed(stage, monkeypatch)
    await stage.olga.says("/status")
    stage.olga.sees("ledger.failed")
    await stage.olga.taps("status.list")
    stage.olga.sees("stuck.matter", TITLE, "bad-request", stage.platform.name.capitalize())

    refusal.over = True
    stage.ann.looks_away()
    await stage.olga.taps("stuck.retry")
    stage.olga.sees("again.done")
    if stage.platform.can.absorbs:
        stage.ann.sees_nothing()  # it had arrived, and the server knows it again
    else:
        stage.ann.sees_one(TITLE)

    stage.ann.looks_away()
    stage.boris.looks_away()
    await stage.olga.follows(f"again-failed-1-{micros(stage.clock.now())}-1")
    stage.olga.sees("again.none")
    stage.ann.sees_nothing()
    stage.boris.sees_nothing()


async def test_a_repeat_that_fails_again_is_listed_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await an_alert_that_failed(stage, monkeypatch)
    await stage.olga.follows("stand-failed")
    await stage.olga.taps("stuck.retry")
    await stage.look()
    await stage.olga.taps("status.back")

    stage.olga.sees("ledger.failed")
    stage.olga.is_offered("status.list")


async def test_what_may_have_arrived_is_repeated_only_after_a_warning(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.announce("Free Ainur")
    assert await end_as(stage, DeliveryState.IN_DOUBT, alerts=True) == 1
    stage.ann.looks_away()
    await stage.olga.follows("stand-in_doubt")
    await stage.olga.taps("stuck.again")
    stage.olga.sees("again.warning")
    stage.ann.sees_nothing()
    await stage.olga.taps("again.no")
    stage.ann.sees_nothing()

    await stage.olga.taps("stuck.again")
    await stage.olga.taps("again.yes")
    stage.olga.sees("again.done")
    if stage.platform.can.absorbs:
        stage.ann.sees_nothing()  # it had arrived, and the server knows it again
    else:
        stage.ann.sees_one(TITLE)


async def test_of_a_letter_that_may_be_lost_its_reader_is_told_once(stage: Stage) -> None:
    await stage.subscribe("ann")
    assert await end_as(stage, DeliveryState.IN_DOUBT, alerts=False) == 1
    await stage.olga.follows("stand-in_doubt")
    stage.olga.sees("stuck.letter", "stuck.deleted")
    stage.olga.is_not_offered("stuck.again")
    stage.ann.looks_away()
    await stage.olga.taps("stuck.tell")
    stage.olga.sees("tell.done")
    stage.ann.sees_one("tell.missed")

    stage.ann.looks_away()
    await stage.olga.follows(f"tell-in_doubt-{micros(stage.clock.now())}")
    stage.ann.sees_nothing()


async def test_nothing_shown_names_a_person_or_a_chat(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await an_alert_that_failed(stage, monkeypatch)
    await stage.olga.says("/status")
    shown = stage.olga.text
    await stage.olga.taps("status.list")
    shown += stage.olga.text
    assert not stage.ann.chat.isdigit() or stage.ann.chat not in shown
    assert "Canaryname" not in shown


async def test_a_repeat_stands_in_the_audit_log(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await an_alert_that_failed(stage, monkeypatch)
    await stage.olga.follows("stand-failed")
    await stage.olga.taps("stuck.retry")

    async def entries(tx: Tx) -> list[tuple[str, str, str]]:
        work: Any = tx
        return [(row.who, row.what, row.about) for row in await work.work.rows(select(audit))]

    assert ("olga", "again", "broadcast 1: 1 failed") in await stage.asked(entries)


async def test_a_subscriber_who_is_no_organizer_gets_the_usual_answer(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.ann.says("/status")
    stage.ann.sees("command.organizers_only")
    stage.ann.sees_not("status.title")

    await end_as(stage, DeliveryState.FAILED, alerts=False)
    for packed in ("stand-failed", "again-failed-1-1-1", "tell-failed-1507104000000000"):
        await stage.ann.follows(packed)
        stage.ann.sees_not("stuck.row", "again.done", "again.none", "tell.done")
