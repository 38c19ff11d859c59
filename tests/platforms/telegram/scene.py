"""People and rooms on a strict Bot API server on loopback, and short ways of asking them."""

from collections.abc import Callable, Mapping
from typing import Any

from alertbot.domain.subscriber import Address
from alertbot.platforms.telegram import TelegramPlatform
from alertbot.playground import Fault
from alertbot.ports import Arrived
from alertbot.wording.tree import Block, Button, Handout, Run, Utterance

ANN, BEN = 1001, 1002
ROOM, NEWS = -1001001, -1001003


def at(chat: int, thread: str | None = None) -> Address:
    return Address("telegram", str(chat), thread)


def utterance(text: str, *rows: tuple[Button, ...], handout: Handout | None = None) -> Utterance:
    return Utterance((Block("paragraph", (Run(text),)),), rows, handout)


def once(method: str, fault: Fault) -> Callable[[str, Mapping[str, Any]], Fault | None]:
    left = [fault]
    return lambda name, params: left.pop() if left and name == method else None


async def arrived(platform: TelegramPlatform, after: int | None = None) -> list[Arrived]:
    incoming = [platform.parse(event.raw) for event in await platform.poll(after)]
    return [one for one in incoming if isinstance(one, Arrived)]
