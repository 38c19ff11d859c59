"""Who is in the world when it begins: people, chats and the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RoomKind = Literal["group", "supergroup", "channel"]
BotStatus = Literal["left", "member", "administrator", "kicked"]


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    language: str = "en"
    role: str = ""
    username: str = ""


@dataclass(frozen=True)
class Chat:
    """A group or a channel; the first administrator is its owner. Administrators are members too."""

    id: int
    kind: RoomKind
    title: str
    members: tuple[int, ...] = ()
    administrators: tuple[int, ...] = ()
    bot: BotStatus = "left"
    username: str = ""


@dataclass(frozen=True)
class BotSeat:
    id: int
    name: str
    username: str
