"""Nobody unauthorised drafts, approves, publishes, stops or counts: 14 actions, 17 principals, 8 chats.

Whatever does not stand in ``ALLOWED`` is denied (trust research, 3.4): no answer but the guide's or a plain
refusal, no order, no trace.
"""

from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from alertbot.dialogue.approve import Approve, CancelHold
from alertbot.dialogue.conversations import PRIVATE
from alertbot.dialogue.review import SHORT_DIGEST, Review, Submit, stamp
from alertbot.platforms.transcript import TranscriptPlatform
from alertbot.ports import Platform

from .principals import CHATS, PRINCIPALS
from .world import UnverifiedDevices, Wire, World, opened

ALLOWED = """
author, private: newappeal edit submit veto halt hearing correct retract close stats export audit drill
other organizer, private: newappeal approve veto halt hearing correct retract close stats export audit drill
author elsewhere, private: newappeal edit submit veto halt hearing correct retract close stats export
author elsewhere, private: audit drill
"""

GUIDE = frozenset(
    {
        "command.organizers_only",
        "command.unknown",
        "command.unknown_device",
        "message.unexpected",
        "message.unreadable",
        "tap.lapsed",
    }
)
REFUSALS = frozenset({"approve.not_alone", "draft.not_yours"})
COMMANDS = (
    "newappeal",
    "halt",
    "hearing",
    "correct",
    "retract",
    "close",
    "stats",
    "export",
    "audit",
    "drill",
)
TAPS = ("edit", "submit", "approve", "veto")
KNOWN = {word for conversation in PRIVATE for word in conversation.commands}


@cache
def allowed() -> frozenset[tuple[str, str, str]]:
    lines = (line.partition(":") for line in ALLOWED.strip().splitlines())
    rights = ((*place.split(", "), what) for place, _, actions in lines for what in actions.split())
    return frozenset((who, where, what) for who, where, what in rights)


def sayings(world: World) -> Mapping[str, str]:
    """Each action as it is typed or pressed."""
    opened, submitted, held = world.drafts
    return {
        **{word: f"/{word}" for word in COMMANDS},
        "edit": Review(opened.id).pack(),
        "submit": Submit(opened.id, stamp(opened)).pack(),
        "approve": Approve(submitted.id, submitted.digest[:SHORT_DIGEST]).pack(),
        "veto": CancelHold(held.id).pack(),
    }


def test_the_matrix_is_whole() -> None:
    cases = list(product(PRINCIPALS, CHATS, (*COMMANDS, *TAPS)))
    assert len(cases) == 17 * 8 * 14 == 1904
    assert allowed() < set(cases)


async def denied_all_but_the_listed(world: World, principal: str, platform: Platform) -> list[str]:
    """What one principal could do against the list, everywhere; empty when it holds."""
    wrong: list[str] = []
    for chat in CHATS:
        untouched = await world.left()
        for action, said in sayings(world).items():
            raw = PRINCIPALS[principal](chat, said)
            seen = await world.hear(platform, raw, before=principal == "before the start")
            answered = set(seen.sentences) - GUIDE - REFUSALS
            if (principal, chat, action) in allowed():
                if not answered and said.removeprefix("/") in KNOWN:
                    wrong.append(f"{principal}, {chat}: {action} is kept from them")
                await world.restore()
                untouched = await world.left()
            elif answered or seen.orders:
                wrong.append(f"{principal}, {chat}: {action} is answered, {seen}")
        if await world.left() != untouched:
            wrong.append(f"{principal}, {chat}: something was changed")
    return wrong


async def test_whatever_is_not_on_the_list_is_denied(tmp_path: Path) -> None:
    telegram, matrix = Wire("telegram"), TranscriptPlatform("matrix")
    platforms: dict[str, Platform] = {
        "author elsewhere": matrix,
        "look-alike": matrix,
        "unverified device": UnverifiedDevices("matrix"),
    }
    async with opened(tmp_path, (telegram, matrix)) as world:
        for principal in PRINCIPALS:
            platform = platforms.get(principal, telegram)
            assert await denied_all_but_the_listed(world, principal, platform) == []


def _everybody(*_: object) -> bool:
    return True


async def test_a_hole_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the first door open the matrix finds it, and the second one still carries out no order."""
    monkeypatch.setattr("alertbot.dialogue.permits.answers", _everybody)
    telegram = Wire("telegram")
    async with opened(tmp_path, (telegram, TranscriptPlatform("matrix"))) as world:
        untouched = await world.left()
        found = await denied_all_but_the_listed(world, "stranger", telegram)
        assert any("halt is answered" in one for one in found)
        assert await world.left() == untouched
