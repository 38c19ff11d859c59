"""Signers' names at the start: those of before a public key was set are sealed to it now."""

import structlog

from alertbot.ports import Store
from alertbot.ports.records import FIRST

log = structlog.get_logger(__name__)

AT_ONCE = 500
"""Names sealed in one transaction, some 30 ms: a start that is killed goes on with the next ones."""


async def lock_names(store: Store, *, locks: bool) -> None:
    """``locks``: whether the store has the organisation's public key. A name that does not open is left as it
    is: nobody could read it before either."""
    if locks:
        after = FIRST
        while after is not None:
            async with store.transaction() as tx:
                after = await tx.signatures.lock_names(after, AT_ONCE)
    async with store.transaction() as tx:
        readable = await tx.signatures.has_open_names()
    if readable:
        log.warning("names_readable_here", hint=_DAMAGED if locks else _UNLOCKED)


_UNLOCKED = "the master key opens the names of signers; set ALERTBOT_NAMES_KEY so that only yours does"
_DAMAGED = "some names are damaged or sealed with another master key"
