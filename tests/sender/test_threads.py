"""Messages of rooms find their thread; for nobody else anything is asked."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, cast

import pytest

from alertbot.domain.delivery import Handling, Priority
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.platforms.transcript import TranscriptPlatform
from alertbot.ports import Capabilities, Claimed
from alertbot.sender.threads import place_of, threaded

ROW = Claimed(7, Address("matrix", "!room:example.org"), ChatKind.GROUP, b"r", 0, Priority.ALERT, broadcast=1)


class Threading(TranscriptPlatform):
    @property
    def can(self) -> Capabilities:
        return replace(super().can, threads=True)


class Asked:
    def __init__(self) -> None:
        self.rows: list[int] = []

    async def roots(self, rows: Collection[int]) -> Mapping[int, str]:
        self.rows += rows
        return {7: "!room:example.org $root"}


async def test_a_rooms_message_is_shown_in_its_cases_thread() -> None:
    asked = Asked()
    rows = await threaded([ROW, replace(ROW, id=8)], cast("Any", asked), {"matrix": Threading("matrix")})

    assert asked.rows == [7, 8]
    assert [place_of(row).thread for row in rows] == ["!room:example.org $root", None]
    assert [row.to for row in rows] == [ROW.to, ROW.to]


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, kind=ChatKind.PERSON),
        replace(ROW, broadcast=None),
        replace(ROW, handling=Handling.REDRAW),
        replace(ROW, to=Address("telegram", "-1")),
        replace(ROW, to=Address("elsewhere", "-1")),
    ],
)
async def test_nothing_is_asked_of_the_ledger_for_anybody_else(row: Claimed) -> None:
    asked = Asked()
    platforms = {"matrix": Threading("matrix"), "telegram": TranscriptPlatform("telegram")}

    assert await threaded([row], cast("Any", asked), platforms) == [row]
    assert asked.rows == []
    assert place_of(row) == row.to


def test_a_topic_of_its_own_stays() -> None:
    row = replace(ROW, to=replace(ROW.to, thread="77"), root="!room:example.org $root")

    assert place_of(row).thread == "77"
