"""A campaign's network on Matrix: a space, and in it the room in which alerts are announced."""

from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_NAME = 60


class Entrance(StrEnum):
    """Who comes into an announcement room: whoever has its link; whoever asks, let in by the bot; whoever
    asks, once an organizer lets them in; whoever is in the space."""

    PUBLIC = "public"
    KNOCK = "knock"
    ASKED = "asked"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class NetworkPlan:
    """``sealed``: encrypted end to end. ``key`` tells one network from another of the same name: a plan that
    is carried out twice makes one network."""

    name: str = field(repr=False)
    entrance: Entrance
    sealed: bool
    key: str


@dataclass(frozen=True, slots=True)
class Network:
    """Where it stands: the ids of its space and its room, and a link to the room for people to follow."""

    space: str = field(repr=False)
    room: str = field(repr=False)
    link: str = field(repr=False)
