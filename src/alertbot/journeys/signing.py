"""Signing: one account counts once for an appeal, named only if it chose to be."""

from alertbot.dialogue.sign import PutSignature, TakeBackSignature
from alertbot.dialogue.wants import SupportOf
from alertbot.domain.signature import Support
from alertbot.journeys.desk import Journey, Who
from alertbot.ports import Clock, Tx


class Signing:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={SupportOf: self._support},
            does={PutSignature: self._sign, TakeBackSignature: self._withdraw},
        )

    async def _support(self, tx: Tx, want: SupportOf, who: Who) -> Support:
        return await tx.signatures.support(want.appeal, who.chat)

    async def _sign(self, tx: Tx, order: PutSignature, who: Who) -> None:
        await tx.signatures.sign(order.appeal, who.chat, order.mode, order.name, self._clock.now())

    async def _withdraw(self, tx: Tx, order: TakeBackSignature, who: Who) -> None:
        await tx.signatures.withdraw(order.appeal, who.chat)
