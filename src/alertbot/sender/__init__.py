"""From the ledger to the platforms: claim, pace, send, record."""

from alertbot.sender.loop import Sender
from alertbot.sender.texts import Word

__all__ = ["Sender", "Word"]
