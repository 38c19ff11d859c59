"""The one tree of errors. An error carries data; its sentence says what to do about it."""

from dataclasses import dataclass


class AlertbotError(Exception):
    """Something alertbot can explain in one sentence."""


class ConfigurationError(AlertbotError):
    """A setting is missing or wrong; the message names it and says what to write."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a campaign file. ``line`` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class CampaignError(AlertbotError):
    """Campaign files hold errors; nothing was loaded from them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class UndeliverableLetter(AlertbotError):
    """A letter cannot leave in the form asked for; the message says why."""


class Unenclosable(AlertbotError):
    """A file that cannot go out with an appeal. ``why``: ``format``, ``heic``, ``broken``, ``pixels``,
    ``large``, ``pages``, ``locked`` or ``unclean``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class UnreadableEvent(AlertbotError):
    """A raw platform event does not have the shape its platform promises."""


class StaleTap(AlertbotError):
    """A tap that is unknown, too long or made for something that no longer exists."""


class NotAllowed(AlertbotError):
    """An order that this person's role does not grant; nothing of it was carried out."""


class StoreUnavailable(AlertbotError):
    """The database is locked, full or broken; nothing was changed, and the same may be tried again."""


class StoreBusy(StoreUnavailable):
    """Another program holds the database."""


class SealBroken(AlertbotError):
    """A sealed value cannot be opened with this key; the key file is not the one it was sealed with."""


class SendFailure(AlertbotError):
    """A platform did not confirm a message."""


class NotSent(SendFailure):
    """The request surely never reached the platform; it may be tried again at once."""


class InDoubt(SendFailure):
    """The platform may or may not have accepted the message."""


class TryLater(SendFailure):
    """The platform asks to wait ``after`` seconds before anything more is sent to this chat, or to
    ``everybody``."""

    def __init__(self, after: float, *, everybody: bool = False) -> None:
        super().__init__(f"asked to wait {after:g} s")
        self.after = after
        self.everybody = everybody


class RecipientGone(SendFailure):
    """The recipient blocked the bot, left or no longer exists."""


class RecipientMoved(SendFailure):
    """The chat goes on under another id (a group became a supergroup)."""

    def __init__(self, chat: str) -> None:
        super().__init__("the chat moved")
        self.chat = chat


class Rejected(SendFailure):
    """The platform refused the message for good; ``code`` is the platform's own, never message text."""

    def __init__(self, code: str) -> None:
        super().__init__(f"refused: {code}")
        self.code = code


class NothingToAmend(SendFailure):
    """The message to be edited is gone, too old or not ours."""
