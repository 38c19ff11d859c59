"""Nobody unauthorised drafts, approves, publishes, stops or counts: 14 actions, 17 principals, 8 chats.

Whatever does not stand in ``ALLOWED`` is denied (trust research, 3.4): no answer but the guide's or a plain
refusal, no order, no trace.
"""

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

from alertbot.dialogue.approve import Approve, CancelHold
from alertbot.dialogue.conversations import PRIVATE
from alertbot.dialogue.review import SHORT_DIGEST, Review, Submit, stamp
from alertbot.platforms.transcript import TranscriptPlatform

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


@pytest.mark.parametrize("principal", PRINCIPALS)
async def test_whatever_is_not_on_the_list_is_denied(principal: str, tmp_path: Path) -> None:
    telegram = Wire("telegram")
    matrix = UnverifiedDevices("matrix") if principal == "unverified device" else TranscriptPlatform("matrix")
    platforms = (telegram, matrix)
    on_matrix = principal in ("author elsewhere", "unverified device", "look-alike")
    platform = matrix if on_matrix else telegram
    async with opened(tmp_path, platforms) as world:
        untouched = await world.left()
        for chat, (action, said) in product(CHATS, sayings(world).items()):
            raw = PRINCIPALS[principal](chat, said)
            seen = await world.hear(platform, raw, before=principal == "before the start")
            where = (principal, chat, action)
            if where in allowed():
                reached = set(seen.sentences) - GUIDE - REFUSALS
                assert reached or said.removeprefix("/") not in KNOWN, where
                await world.restore()
                untouched = await world.left()
                continue
            assert set(seen.sentences) <= GUIDE | REFUSALS, (where, seen)
            assert seen.orders == [], (where, seen)
            assert await world.left() == untouched, where
