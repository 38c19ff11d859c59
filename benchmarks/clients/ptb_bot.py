"""A bot made with python-telegram-bot that answers people while it sends to its audience, paced by
AIORateLimiter, updates handled side by side."""

import asyncio
import signal
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from benchmarks.clients.ptb import limiter, sending
from benchmarks.clients.work import Report, Work, run, side_by_side
from benchmarks.message import REPLY

_CONNECTIONS = 256


async def _on_start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text(REPLY)


async def _on_tap(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    if query is not None:
        await query.answer()
        await context.bot.send_message(query.from_user.id, REPLY)


async def main(work: Work) -> Report:
    """Ended by SIGTERM, whatever has been sent by then."""
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    application = _built(work)
    application.add_handler(CommandHandler("start", _on_start))
    application.add_handler(CallbackQueryHandler(_on_tap))
    async with application:
        await application.start()
        if application.updater is not None:
            await application.updater.start_polling()
        report = await _broadcast(work, application, over)
        await over.wait()
        if application.updater is not None:
            await application.updater.stop()
        await application.stop()
    return report


def _built(work: Work) -> "Application[Any, Any, Any, Any, Any, Any]":
    builder = Application.builder().token(work.token).base_url(f"{work.url}/bot").concurrent_updates(True)
    builder = builder.connection_pool_size(_CONNECTIONS)
    return (builder.rate_limiter(limiter(work)) if work.rate else builder).build()


async def _broadcast(
    work: Work, application: "Application[Any, Any, Any, Any, Any, Any]", over: asyncio.Event
) -> Report:
    """Until all is sent, or what is not is cut short."""
    report = Report()
    sent = asyncio.create_task(side_by_side(work, sending(application.bot), report))
    ending = asyncio.create_task(over.wait())
    await asyncio.wait({sent, ending}, return_when=asyncio.FIRST_COMPLETED)
    for task in (sent, ending):
        task.cancel()
    await asyncio.wait({sent})
    return report


if __name__ == "__main__":
    run(main)
