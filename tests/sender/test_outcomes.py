"""What becomes of a row whose platform recognises repeats."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alertbot.domain.delivery import DeliveryState, Priority
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import InDoubt
from alertbot.ports import Claimed
from alertbot.sender.outcomes import too_late, unsent

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(hours=23)
ROW = Claimed(
    1, Address("matrix", "!r:hs"), ChatKind.GROUP, b"r", 9, Priority.ALERT, once=True, absorbed_until=UNTIL
)


def state(row: Claimed, at: datetime) -> DeliveryState:
    return unsent(row, InDoubt("?"), at, refused=0, repeatable=False).result.state


def test_an_unanswered_row_is_sent_again_as_long_as_a_repeat_is_recognised() -> None:
    assert state(ROW, UNTIL - timedelta(seconds=1)) is DeliveryState.QUEUED
    assert state(ROW, UNTIL) is DeliveryState.IN_DOUBT


def test_elsewhere_it_counts_how_often_it_was_tried() -> None:
    assert state(replace(ROW, absorbed_until=None), NOW) is DeliveryState.IN_DOUBT


def test_a_row_that_waited_too_long_is_listed_and_not_sent() -> None:
    late = too_late(ROW, UNTIL)

    assert late is not None
    assert late.result.state is DeliveryState.IN_DOUBT
    assert too_late(ROW, NOW) is None
    assert too_late(replace(ROW, tries=0), UNTIL) is None
    assert too_late(replace(ROW, amends="m"), UNTIL) is None
