"""alertbot's whole way from the ledger to the platform: claim, pace, send, record, as the bot puts it
together, without the bot's limit of 1,000 messages a second."""

import asyncio
import time
from contextlib import suppress
from pathlib import Path

from alertbot.app.interpreter import settle
from alertbot.app.serving import opened_store
from alertbot.clocks import SystemClock
from alertbot.domain.subscriber import Address
from alertbot.platforms.telegram.talk import TelegramPlatform
from alertbot.platforms.telegram.view import Payload
from alertbot.sender import Sender
from benchmarks import alert, installation
from benchmarks.clients.work import Report, Work, run


class Counted(TelegramPlatform):
    """Tells when everybody has been written to."""

    def expect(self, many: int) -> None:
        self._expected = many
        self.sent = 0
        self.over = asyncio.Event()

    async def show(self, to: Address, payload: Payload) -> str:
        reference = await super().show(to, payload)
        self.sent += 1
        if self.sent >= self._expected:
            self.over.set()
        return reference


async def main(work: Work) -> Report:
    """What is ``over`` is what the ledger calls sent."""
    platform = Counted(work.token, work.url, connections=work.at_once)
    platform.expect(work.many)
    await platform.open()
    report = Report()
    async with opened_store(installation.settings(Path(work.data))) as store:
        wording = alert.wording()
        sender = Sender(
            store,
            {platform.name: platform},
            lambda screens, room, locale, zone: wording.say(screens.person, locale, zone, room=room),
            SystemClock(),
            int(work.rate),
        )
        settle()
        began = time.process_time()
        sending = asyncio.create_task(sender.run())
        with suppress(TimeoutError):
            async with asyncio.timeout(work.seconds):
                await platform.over.wait()
        report.cpu_seconds = time.process_time() - began
        await sender.drain()
        await sending
        counts = await installation.states(store)
    report.over = sum(many for state, many in counts.items() if state.is_final)
    report.failures = {state.value: many for state, many in counts.items() if many and state.value != "sent"}
    await platform.close()
    return report


if __name__ == "__main__":
    run(main)
