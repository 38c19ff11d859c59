"""alertbot's Telegram side alone: no ledger, no pacing."""

from alertbot.domain.subscriber import Address
from alertbot.platforms.telegram.talk import TelegramPlatform
from benchmarks.alert import screens, worded
from benchmarks.clients.work import Report, Work, run, side_by_side


async def main(work: Work) -> Report:
    platform = TelegramPlatform(work.token, work.url, connections=work.at_once)
    await platform.open()
    payload = platform.encode(worded(screens(), False, "en", None))

    async def send(chat: int) -> None:
        await platform.show(Address(platform.name, str(chat)), payload)

    try:
        return await side_by_side(work, send)
    finally:
        await platform.close()


if __name__ == "__main__":
    run(main)
