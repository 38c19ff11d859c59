"""Serving: the store and the platforms opened, the bot run over them, everything closed again."""

import asyncio
import signal
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

import structlog

from alertbot.app.bot import Bot, Plan
from alertbot.app.campaigns import announce, campaigns_directory, load_library
from alertbot.clocks import FileClock, SystemClock
from alertbot.config import Settings
from alertbot.dialogue.conversations import TAPS
from alertbot.errors import ConfigurationError
from alertbot.platforms.telegram.talk import TelegramPlatform
from alertbot.store.codec import Codec
from alertbot.store.store import SqlStore
from alertbot.store.vault import Vault
from alertbot.wording import codec

log = structlog.get_logger(__name__)


def codec_functions() -> Codec:
    return Codec(
        codec.screen_to_json,
        partial(codec.screen_from_json, taps=TAPS),
        codec.utterance_to_json,
        codec.utterance_from_json,
    )


@asynccontextmanager
async def opened_store(settings: Settings, *, exclusive: bool = True) -> AsyncGenerator[SqlStore]:
    """The store that the settings name, opened and migrated."""
    vault = Vault.unlock(settings.master_key_file, settings.data_dir)
    if vault.beside_data:
        log.warning("master_key_beside_the_data", hint="set ALERTBOT_MASTER_KEY_FILE to a file elsewhere")
    url = settings.database_url.get_secret_value() if settings.database_url else None
    store = SqlStore(
        url or settings.data_dir / "alertbot.sqlite",
        vault,
        codec_functions(),
        data=settings.data_dir,
        exclusive=exclusive,
    )
    await store.open()
    try:
        yield store
    finally:
        await store.close()


async def serve(settings: Settings) -> None:
    """``alertbot run``: the bot on the platforms that are configured, until a signal stops it."""
    if settings.telegram_token is None:
        raise ConfigurationError(
            "ALERTBOT_TELEGRAM_TOKEN is not set; get a token from @BotFather, or try `make demo` without one."
        )
    clock = FileClock(settings.clock_file) if settings.clock_file else SystemClock()
    token = settings.telegram_token.get_secret_value().strip()
    platform = TelegramPlatform(token, settings.telegram_api_url)
    if len(settings.organizers) < 2:
        log.warning("too_few_organizers", hint="set two in ALERTBOT_ORGANIZERS: nobody can publish alone")
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened_store(settings))
        log.info("store_open")
        await platform.open()
        stack.push_async_callback(platform.close)
        log.info("telegram_connected")
        library = load_library(campaigns_directory(settings), clock.now().date())
        announce(library)
        plan = Plan(clock, (platform,), settings.organizers, library, settings.rate, settings.hold)
        bot = Bot(store, plan)
        log.info("running", organizers=len(settings.organizers), rate=settings.rate)
        await bot.run(until_signalled())
        log.info("stopped")


def until_signalled() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    return stop
