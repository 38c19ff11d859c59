"""Whether the bot's keys are the newest ones: a copy of them that is put back looks right, and is not.

Message keys move on with every message, here and at whoever reads. With a copy of an earlier day the bot
would hear and answer, and nobody could read it. So a word that changes with time is written into the file
of keys and kept on the homeserver; where the two differ, the file is not the one that was used last."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from alertbot.platforms.matrix.wire import Wire, path_of

KIND = "org.alertbot.keys"
SECONDS = 600.0
"""How long a word lasts: a copy that is younger may pass unnoticed."""


async def is_put_back(wire: Wire, user: str, device: str, store: Any) -> bool:
    """Whether the homeserver knows a word of this device that its file of keys does not hold."""
    told = await _told(wire, user)
    return told.get("device") == device and told.get("word") not in store.words()


async def move_on(wire: Wire, user: str, device: str, store: Any) -> None:
    """A new word on both sides. The file holds the old one as well, so that dying before the homeserver has
    taken the new one does no harm."""
    word = uuid4().hex
    store.keep_words(str((await _told(wire, user)).get("word", "")), word)
    (await wire.ask("PUT", _path(user), {"device": device, "word": word})).checked()


async def _told(wire: Wire, user: str) -> Mapping[str, Any]:
    nothing: Mapping[str, Any] = {}
    answer = await wire.ask("GET", _path(user))
    return nothing if answer.status == 404 else answer.checked()


def _path(user: str) -> str:
    return path_of("user", user, "account_data", KIND)
