"""Serving: the store and the platforms opened, the bot run over them, everything closed again."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import structlog

from alertbot.app.bot import Bot, Plan
from alertbot.app.campaigns import announce, campaigns_directory, load_library
from alertbot.app.codecs import codec_functions
from alertbot.app.database import database_file
from alertbot.app.health import Heart
from alertbot.app.interpreter import settle
from alertbot.app.matrix import matrix_account, matrix_platform, pace, tried
from alertbot.app.names import lock_names
from alertbot.app.served import served
from alertbot.clocks import FileClock, SystemClock
from alertbot.config import Settings, names_key_of
from alertbot.domain.subscriber import can_publish
from alertbot.errors import ConfigurationError, SendFailure, StoreBusy, TryLater
from alertbot.platforms.matrix.account import Account
from alertbot.platforms.telegram.talk import TelegramPlatform
from alertbot.ports import Platform, Store
from alertbot.store.store import SqlStore
from alertbot.store.vault import Vault

log = structlog.get_logger(__name__)

PAUSE = 1.0
LONGEST_PAUSE = 30.0
"""Seconds between attempts to reach a platform at the start, doubling."""

MOST_WAITS = 11
"""How often a database that somebody holds is waited for at the start, five seconds each: a minute in all."""


@asynccontextmanager
async def opened_store(settings: Settings, *, exclusive: bool = True) -> AsyncGenerator[SqlStore]:
    """The store that the settings name, opened and migrated."""
    vault = Vault.unlock(settings.master_key_file, settings.data_dir, names_key_of(settings))
    if vault.beside_data:
        log.warning("master_key_beside_the_data", hint="set ALERTBOT_MASTER_KEY_FILE to a file elsewhere")
    store = SqlStore(
        database_file(settings),
        vault,
        codec_functions(),
        data=settings.data_dir,
        exclusive=exclusive,
    )
    await _opened(store)
    try:
        await lock_names(store, locks=vault.names is not None)
        yield store
    finally:
        await store.close()


async def _opened(store: SqlStore) -> None:
    """Another program that holds the database, for a copy say, is waited for, though not for ever."""
    for _ in range(MOST_WAITS):
        try:
            return await store.open()
        except StoreBusy:
            log.warning("database_held", hint="another program holds the database")
    return await store.open()


def fastest_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it is installed: it takes a fifth off a message's work. ``None`` means asyncio's own."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def serve(settings: Settings) -> None:
    """``alertbot run``: the bot on the platforms that are configured, until a signal stops it."""
    account = matrix_account(settings)
    if settings.telegram_token is None and account is None:
        raise ConfigurationError(
            "ALERTBOT_TELEGRAM_TOKEN is not set; get a token from @BotFather, or try `make demo` without one "
            "(for Matrix set ALERTBOT_MATRIX_USER)."
        )
    clock = FileClock(settings.clock_file) if settings.clock_file else SystemClock()
    if not can_publish(settings.organizers):
        log.warning("too_few_organizers", hint="set two in ALERTBOT_ORGANIZERS: nobody can publish alone")
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened_store(settings))
        log.info("store_open")
        stop, heart = until_signalled(), Heart(clock)
        platforms = _platforms(settings, account, store)
        for platform in platforms:
            stack.push_async_callback(platform.close)
        file, public = database_file(settings), settings.public_url
        page = served(settings.listen, store, clock, heart, database=file, public=bool(public))
        await stack.enter_async_context(page)
        if not await connected(platforms[0], stop):
            return
        log.info("telegram_connected" if platforms[0].name == "telegram" else "matrix_connected")
        for platform in platforms[1:]:
            await tried(platform)
        library = load_library(campaigns_directory(settings), clock.now().date())
        announce(library)
        who, rate = settings.organizers, pace(settings)
        plan = Plan(
            clock,
            platforms,
            who,
            library,
            rate,
            settings.hold,
            public,
            settings.second_factor == "required",
            names_key_of(settings),
            canary=settings.canary,
            break_glass=settings.break_glass,
        )
        bot = Bot(store, plan, heart)
        settle()
        log.info("running", organizers=len(settings.organizers), rate=rate)
        await bot.run(stop)
        log.info("stopped")


def _platforms(settings: Settings, account: Account | None, store: Store) -> tuple[Platform, ...]:
    """Those that are configured; the bot waits for the first one."""
    platforms: list[Platform] = []
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value().strip()
        platforms.append(TelegramPlatform(token, settings.telegram_api_url, paid=settings.pays))
    if account is not None:
        platforms.append(matrix_platform(settings, account, store))
    return tuple(platforms)


async def connected(platform: Platform, stop: asyncio.Event) -> bool:
    """Open a platform, however long it cannot be reached; ``False`` when ``stop`` was set first.

    :class:`ConfigurationError` when the platform refuses us.
    """
    pause = PAUSE
    while not stop.is_set():
        try:
            await platform.open()
        except SendFailure as failure:
            wait = failure.after if isinstance(failure, TryLater) else pause
            log.warning("platform_unreachable", platform=platform.name, trying_again_in=wait)
        else:
            return True
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await stop.wait()
        pause = min(2 * pause, LONGEST_PAUSE)
    return False


def until_signalled() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Event loops on Windows have no signal handlers and say so with this error (asyncio's documentation).
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    return stop
