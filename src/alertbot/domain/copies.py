"""Copies of an appeal: the messages it became, and what can still be done about them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Copies:
    """How an appeal stands in chats. ``there``: copies that can be found; ``lost``: sent or perhaps sent, and
    not to be found again; ``waiting``: not sent yet."""

    there: int = 0
    lost: int = 0
    waiting: int = 0


NO_COPIES = Copies()
