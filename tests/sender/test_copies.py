"""When a copy is deleted, and when it is only redrawn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alertbot.domain.delivery import Handling, Priority
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import Rejected
from alertbot.platforms.transcript import DELETABLE_SECONDS, Page, TranscriptPlatform
from alertbot.ports import Claimed
from alertbot.sender.copies import copy_of, deletes

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
ROW = Claimed(
    1,
    Address("transcript", "ann"),
    ChatKind.PERSON,
    b"ann",
    0,
    Priority.REMINDER,
    2,
    amends="7",
    handling=Handling.TAKE_BACK,
    shown_at=NOW,
)


def test_only_a_young_copy_that_is_taken_back_is_deleted() -> None:
    platform = TranscriptPlatform()
    limit = timedelta(seconds=DELETABLE_SECONDS)
    assert deletes(ROW, platform, NOW + limit - timedelta(seconds=1))
    assert not deletes(ROW, platform, NOW + limit)
    assert not deletes(replace(ROW, handling=Handling.REDRAW), platform, NOW)
    assert not deletes(replace(ROW, shown_at=None), platform, NOW)


def test_a_copy_that_is_not_found_any_more_is_refused() -> None:
    assert copy_of(ROW) == "7"
    with pytest.raises(Rejected) as refused:
        copy_of(replace(ROW, amends=None))
    assert refused.value.code == "moved"


async def test_a_deleted_message_is_gone_and_deleting_it_again_is_no_error() -> None:
    platform = TranscriptPlatform()
    to = Address("transcript", "ann")
    message = await platform.show(to, Page("An alert"))
    for _ in range(2):
        await platform.delete(to, message)
    assert platform.chats["ann"] == []
