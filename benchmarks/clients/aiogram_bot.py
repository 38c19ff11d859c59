"""aiogram, as its users write it."""

from importlib import import_module
from typing import Any

from benchmarks.clients.work import Report, Work, run, side_by_side
from benchmarks.message import BUTTONS, HTML, REPLY

# Its types are not at hand where the checks run: alertbot's own environment cannot hold it.
aiogram: Any = import_module("aiogram")
telegram: Any = import_module("aiogram.client.telegram")
session: Any = import_module("aiogram.client.session.aiohttp")
types: Any = import_module("aiogram.types")


def _bot(work: Work) -> Any:
    server = telegram.TelegramAPIServer.from_base(work.url)
    limit = max(100, work.at_once)
    return aiogram.Bot(work.token, session=session.AiohttpSession(api=server, limit=limit))


async def main(work: Work) -> Report:
    if work.polls:
        return await _listen(work)
    rows = [[types.InlineKeyboardButton(text=b.label, callback_data=b.data)] for b in BUTTONS]
    markup = types.InlineKeyboardMarkup(inline_keyboard=rows)
    preview = types.LinkPreviewOptions(is_disabled=True)
    async with _bot(work) as bot:

        async def send(chat: int) -> None:
            await bot.send_message(
                chat, HTML, parse_mode="HTML", reply_markup=markup, link_preview_options=preview
            )

        return await side_by_side(work, send)


async def _listen(work: Work) -> Report:
    """Answer /start until ended."""
    dispatcher = aiogram.Dispatcher()

    async def on_start(message: Any) -> None:
        await message.answer(REPLY)

    dispatcher.message.register(on_start)
    await dispatcher.start_polling(_bot(work))
    return Report()


if __name__ == "__main__":
    run(main)
