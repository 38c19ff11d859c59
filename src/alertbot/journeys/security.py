"""Second factors: made, confirmed, asked for and lost. A code counts once, and five wrong ones lock."""

import asyncio
import hmac
from datetime import timedelta
from io import BytesIO

import segno
from pyotp import random_base32
from pyotp.totp import TOTP

from alertbot.dialogue.proof import CodeJudged, CountMistake, Standing, StandingNow
from alertbot.dialogue.screen import Moment, Screen, Words, say, text
from alertbot.dialogue.second_factor import (
    ConfirmFactor,
    FreshSecret,
    KeepSecret,
    NewSecret,
    OthersWithFactor,
    RemoveFactor,
    ResetFactorOf,
)
from alertbot.domain.authority import Deed, may
from alertbot.domain.second_factor import (
    LOCKED_FOR,
    MOST_WRONG,
    WINDOW,
    Factor,
    Judged,
    Verdict,
    digits_of,
    step_at,
)
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.ports import Store, Tx

ISSUER = "Alertbot"
"""What the app on the phone calls us."""

UNCONFIRMED = timedelta(hours=1)
"""For secrets that no code has confirmed."""

PIXELS = 6
"""Of one square of the picture: a phone reads it from another screen at arm's length."""


class Security:
    """``required``: whoever has no second factor approves nothing."""

    def __init__(self, desk: Desk, *, required: bool) -> None:
        self._desk = desk
        self._required = required

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={StandingNow: self._standing, CodeJudged: self._judged, OthersWithFactor: self._others},
            fetches={FreshSecret: self._fresh},
            does={
                KeepSecret: self._keep,
                ConfirmFactor: self._confirm,
                RemoveFactor: self._remove,
                ResetFactorOf: self._reset,
                CountMistake: self._mistake,
            },
        )

    async def tidy(self, tx: Tx) -> None:
        """Forget the secrets of who is no organizer any more, and those that were begun and left.

        A bot without a single organizer is set up wrongly; then nothing is forgotten.
        """
        if self._desk.organizers:
            keys = [organizer.key for organizer in self._desk.organizers]
            await tx.second_factors.let_go(keys, self._desk.clock.now() - UNCONFIRMED)

    async def passes(self, tx: Tx, organizer: str, code: str) -> bool:
        """Whether somebody has shown what is asked of them; the code is used up by this."""
        factor = await tx.second_factors.get(organizer)
        if factor is None or not factor.confirmed:
            return not self._required
        judged = judge(factor, code, step_at(self._desk.clock.now()))
        if judged.verdict is not Verdict.RIGHT or factor.is_locked(self._desk.clock.now()):
            return False
        await tx.second_factors.use(organizer, judged.step)
        return True

    async def _standing(self, tx: Tx, want: StandingNow, who: Who) -> Standing:
        factor = await tx.second_factors.get(who.organizer or "")
        if factor is None:
            return Standing(required=self._required)
        locked = factor.locked_until if factor.is_locked(self._desk.clock.now()) else None
        return Standing(factor.confirmed, self._required, locked, factor.wrong)

    async def _judged(self, tx: Tx, want: CodeJudged, who: Who) -> Judged:
        factor = await tx.second_factors.get(who.organizer or "")
        now = self._desk.clock.now()
        if factor is None:
            return Judged(Verdict.NO_CODE)
        return Judged(Verdict.LOCKED) if factor.is_locked(now) else judge(factor, want.typed, step_at(now))

    async def _others(self, tx: Tx, want: OthersWithFactor, who: Who) -> tuple[str, ...]:
        confirmed = await tx.second_factors.confirmed()
        return tuple(o.key for o in self._desk.organizers if o.key in confirmed and o.key != who.organizer)

    async def _fresh(self, store: Store, want: FreshSecret, who: Who) -> NewSecret:
        return await asyncio.to_thread(new_secret, who.organizer or "")

    async def _keep(self, tx: Tx, order: KeepSecret, who: Who) -> None:
        await tx.second_factors.begin(who.organizer or "", order.secret, self._desk.clock.now())

    async def _confirm(self, tx: Tx, order: ConfirmFactor, who: Who) -> None:
        own = who.organizer or ""
        factor = await tx.second_factors.get(own)
        if factor is None or factor.confirmed:
            return
        judged = judge(factor, order.code, step_at(self._desk.clock.now()))
        if judged.verdict is Verdict.RIGHT:
            await tx.second_factors.confirm(own, judged.step)
            await self._note(tx, own, "factor on", own, say("factor.told.on", who=own))

    async def _remove(self, tx: Tx, order: RemoveFactor, who: Who) -> None:
        own = who.organizer or ""
        if await self._has(tx, own) and await self.passes(tx, own, order.code):
            await tx.second_factors.drop(own)
            await self._note(tx, own, "factor off", own, say("factor.told.off", who=own))

    async def _reset(self, tx: Tx, order: ResetFactorOf, who: Who) -> None:
        own = who.organizer or ""
        if order.person == own or not may(who.role, Deed.RESET):
            return
        if await self._has(tx, own) and await self.passes(tx, own, order.code):
            await tx.second_factors.drop(order.person)
            told = say("factor.told.reset", who=order.person, by=own)
            await self._note(tx, own, "factor reset", order.person, told)

    async def _has(self, tx: Tx, organizer: str) -> bool:
        return organizer in await tx.second_factors.confirmed()

    async def _mistake(self, tx: Tx, order: CountMistake, who: Who) -> None:
        own = who.organizer or ""
        factor = await tx.second_factors.get(own)
        if factor is None or not factor.confirmed:
            return
        wrong, now = factor.wrong + 1, self._desk.clock.now()
        if wrong < MOST_WRONG:
            await tx.second_factors.mistake(own, wrong, None)
            return
        until = now + LOCKED_FOR
        await tx.second_factors.mistake(own, 0, until)
        told = say("factor.told.locked", who=own, until=Moment(until, "UTC"))
        await self._note(tx, own, "factor locked", own, told)

    async def _note(self, tx: Tx, by: str, what: str, about: str, told: Words) -> None:
        """An audit row, and a word to everybody, the person's own accounts included."""
        await tx.audit.write(by, what, f"organizer {about}", self._desk.clock.now())
        screen = Screen((text(told),))
        await self._desk.tell_organizers(tx, screen, only=lambda o: True, deed=Deed.SECURE)


def judge(factor: Factor, typed: str, now: int) -> Judged:
    """What a typed code is at step ``now``; every step of the window is tried, however early one fits."""
    code = digits_of(typed)
    if code is None:
        return Judged(Verdict.NO_CODE)
    made = TOTP(factor.secret)
    steps = range(now - WINDOW, now + WINDOW + 1)
    fitting = [step for step in steps if hmac.compare_digest(made.generate_otp(step), code)]
    fresh = [step for step in fitting if step > factor.used]
    if fresh:
        return Judged(Verdict.RIGHT, fresh[0])
    return Judged(Verdict.USED if fitting else Verdict.WRONG)


def new_secret(organizer: str) -> NewSecret:
    """160 random bits (RFC 4226, section 4), as apps take them."""
    secret = random_base32()
    link = TOTP(secret).provisioning_uri(name=organizer, issuer_name=ISSUER)
    drawn = BytesIO()
    segno.make(link, error="m").save(drawn, kind="png", scale=PIXELS)
    return NewSecret(secret, link, drawn.getvalue())
