"""Every Protocol that more than one package needs, and the values that pass through them.

Repositories take addresses and give domain values; sealing, keyed look-ups and SQL stay inside the store.
"""

from alertbot.ports.channel_reports import ChannelReports, Reported
from alertbot.ports.clock import Clock
from alertbot.ports.drawers import POSITION, Drawer, Drawers, current_again, current_delivery
from alertbot.ports.enclosures import Enclosures
from alertbot.ports.events import (
    Admitted,
    Arrived,
    FileRef,
    Incoming,
    Knocked,
    Membership,
    Migrated,
    RawEvent,
    Stayed,
)
from alertbot.ports.figures import FigureBook
from alertbot.ports.lawyers_links import LawyersLinks
from alertbot.ports.ledger import Audience, BroadcastScreens, Claimed, Outbox, Result
from alertbot.ports.networks import Networks
from alertbot.ports.oversight import Missed, Oversight, Pulse
from alertbot.ports.platform import Capabilities, Payload, Platform
from alertbot.ports.questions import Questions
from alertbot.ports.records import (
    Appeals,
    Audit,
    Drafts,
    Follows,
    Hearings,
    Inbox,
    People,
    Signatures,
    Talks,
)
from alertbot.ports.reminders import About, DueReminder, Occasions, Quieting, QuietReaders, Reminders
from alertbot.ports.rooms import Keeper, RoomQuestion, RoomWishes
from alertbot.ports.second_factors import SecondFactors
from alertbot.ports.store import Store, Tx
from alertbot.ports.trip import Trip, current_trip
from alertbot.wording.transcript import Offer

__all__ = [
    "POSITION",
    "About",
    "Admitted",
    "Appeals",
    "Arrived",
    "Audience",
    "Audit",
    "BroadcastScreens",
    "Capabilities",
    "ChannelReports",
    "Claimed",
    "Clock",
    "Drafts",
    "Drawer",
    "Drawers",
    "DueReminder",
    "Enclosures",
    "FigureBook",
    "FileRef",
    "Follows",
    "Hearings",
    "Inbox",
    "Incoming",
    "Keeper",
    "Knocked",
    "LawyersLinks",
    "Membership",
    "Migrated",
    "Missed",
    "Networks",
    "Occasions",
    "Offer",
    "Outbox",
    "Oversight",
    "Payload",
    "People",
    "Platform",
    "Pulse",
    "Questions",
    "QuietReaders",
    "Quieting",
    "RawEvent",
    "Reminders",
    "Reported",
    "Result",
    "RoomQuestion",
    "RoomWishes",
    "SecondFactors",
    "Signatures",
    "Stayed",
    "Store",
    "Talks",
    "Trip",
    "Tx",
    "current_again",
    "current_delivery",
    "current_trip",
]
