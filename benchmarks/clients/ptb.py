"""python-telegram-bot as its users write it, over its own network side."""

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from benchmarks.clients.work import Report, Send, Work, run, side_by_side
from benchmarks.message import BUTTONS, HTML

RETRIES = 5
"""Tries that AIORateLimiter is given after a 429; its default is none."""

_MARKUP = InlineKeyboardMarkup([[InlineKeyboardButton(b.label, callback_data=b.data)] for b in BUTTONS])
_PREVIEW = LinkPreviewOptions(is_disabled=True)


def limiter(work: Work) -> AIORateLimiter:
    return AIORateLimiter(work.rate, work.period, max_retries=RETRIES)


def sending(bot: "Bot | ExtBot[AIORateLimiter]") -> Send:
    async def send(chat: int) -> None:
        await bot.send_message(
            chat, HTML, parse_mode="HTML", reply_markup=_MARKUP, link_preview_options=_PREVIEW
        )

    return send


async def main(work: Work) -> Report:
    base, request = f"{work.url}/bot", HTTPXRequest(connection_pool_size=max(work.at_once, 1))
    if work.rate:
        bot = ExtBot(work.token, base_url=base, request=request, rate_limiter=limiter(work))
    else:
        bot = Bot(work.token, base_url=base, request=request)
    async with bot:
        return await side_by_side(work, sending(bot))


if __name__ == "__main__":
    run(main)
