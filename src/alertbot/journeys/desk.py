"""What every journey shares: who is asking, and how a screen becomes queued messages."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from alertbot.dialogue.engine import Order, Want
from alertbot.dialogue.screen import Screen
from alertbot.domain.authority import Deed, Role, may
from alertbot.domain.delivery import Priority
from alertbot.domain.subscriber import Address, ChatKind, Organizer, Subscriber
from alertbot.ports import Clock, Platform, Store, Tx
from alertbot.wording.pages import paginate
from alertbot.wording.speech import Wording
from alertbot.wording.transcript import offers_of
from alertbot.wording.tree import Utterance


@dataclass(frozen=True, slots=True)
class Who:
    """Whose event is being answered. ``subscriber`` is the chat's, when it is an active one.

    ``chat`` and ``actor`` name no forum topic: in all its topics a chat is one subscriber and one signer.
    ``topic`` is the one that somebody speaks in. ``unvouched``: an organizer's account, through a device that
    nobody vouches for.
    """

    chat: Address
    kind: ChatKind
    actor: Address | None
    subscriber: Subscriber | None
    organizer: str | None
    locale: str
    platform: str
    role: Role | None = None
    topic: str | None = None
    unvouched: bool = False


Find = Callable[[Tx, Any, Who], Awaitable[Any]]
"""Answers a want inside the transaction."""

Fetch = Callable[[Store, Any, Who], Awaitable[Any]]
"""Answers a want before the transaction: for what is slow or asks somebody else."""

Do = Callable[[Tx, Any, Who], Awaitable[None]]
"""Carries out an order inside the transaction."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What one journey can find and do, by the type of want and order."""

    finds: Mapping[type[Want[Any]], Find] = field(default_factory=dict[type[Want[Any]], Find])
    fetches: Mapping[type[Want[Any]], Fetch] = field(default_factory=dict[type[Want[Any]], Fetch])
    does: Mapping[type[Order], Do] = field(default_factory=dict[type[Order], Do])


CAPTION = 1024
"""UTF-16 units of text that may stand with a file (Bot API, sendDocument)."""


def account_key(key: str, organizer: Organizer, position: int) -> str:
    """What a message to one of an organizer's accounts is known by; ``position`` counts them from 0."""
    return f"{key}:{organizer.key}:{position}"


class Desk:
    """Puts screens into words and into the outbox."""

    def __init__(
        self,
        wording: Wording,
        clock: Clock,
        platforms: Mapping[str, Platform],
        organizers: tuple[Organizer, ...],
    ) -> None:
        self.wording = wording
        self.clock = clock
        self.platforms = platforms
        self.organizers = organizers

    async def show(
        self,
        tx: Tx,
        to: Address,
        screen: Screen,
        locale: str,
        *,
        zone: str | None = None,
        amends: str | None = None,
        room: bool = False,
        priority: Priority = Priority.ANSWER,
        key: str | None = None,
    ) -> None:
        """Queue a screen for one chat, in as many messages as it needs; the first may redraw ``amends``."""
        said = self.wording.say(screen, screen.locale or locale, zone, room=room)
        await self.post(tx, to, said, amends=amends, once=screen.once, priority=priority, key=key)

    async def post(
        self,
        tx: Tx,
        to: Address,
        said: Utterance,
        *,
        amends: str | None = None,
        once: bool = False,
        priority: Priority = Priority.ANSWER,
        key: str | None = None,
        newest: bool = True,
    ) -> None:
        """Queue what is in words already, as :meth:`show` does. ``newest``: whether a number that is typed
        next means a choice of this one."""
        can = self.platforms[to.platform].can
        pages = paginate(said, CAPTION if said.handout else can.longest)
        for n, page in enumerate(pages):
            await tx.outbox.answer(
                to,
                page,
                self.clock.now(),
                amends=amends if n == 0 else None,
                once=once,
                priority=priority,
                key=f"{key}.{n}" if key and n else key,
            )
        if newest and not can.buttons:
            await tx.talks.offer(replace(to, thread=None), offers_of(pages[-1]), self.clock.now())

    async def tell_organizers(
        self,
        tx: Tx,
        screen: Screen,
        *,
        only: Callable[[Organizer], bool],
        key: str | None = None,
        deed: Deed = Deed.WORK,
    ) -> None:
        """Show a screen to every account of the organizers chosen, each in their own language. None is told
        whose role does not grant ``deed``: what the screen asks of them."""
        for organizer in (o for o in self.organizers if may(o.role, deed) and only(o)):
            for position, account in enumerate(organizer.accounts):
                if account.platform in self.platforms:
                    own_key = account_key(key, organizer, position) if key else None
                    await self.show(tx, account, screen, await self.locale_of(tx, account), key=own_key)

    async def locale_of(self, tx: Tx, address: Address) -> str:
        known = await tx.people.find(address)
        return known.locale if known else self.wording.best_locale(None)

    def role_of(self, key: str | None) -> Role | None:
        """What the organizer with this key is today; ``None`` for somebody who is none any more."""
        return next((o.role for o in self.organizers if o.key == key), None)

    def organizer(self, address: Address | None) -> str | None:
        """The key of the person whose account this is, if an organizer's."""
        if address is None:
            return None
        bare = replace(address, thread=None)
        return next((o.key for o in self.organizers if bare in o.accounts), None)
