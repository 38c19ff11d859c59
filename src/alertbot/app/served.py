"""What the bot serves over HTTP while it runs: health and figures, and to everybody, if it has a public
address, the letter page and the calendars."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from alertbot.app.database import database_tag
from alertbot.app.health import Heart
from alertbot.app.release import RELEASE
from alertbot.config import is_loopback, split_listen
from alertbot.errors import ConfigurationError
from alertbot.ports import Clock, Store
from alertbot.web.calendar_feed import CalendarFeed
from alertbot.web.glance import Glance
from alertbot.web.health import Health
from alertbot.web.letter_page import routes as letter_page
from alertbot.web.metrics import Metrics
from alertbot.web.server import Server
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.speech import Wording

log = structlog.get_logger(__name__)


@asynccontextmanager
async def served(
    listen: str, store: Store, clock: Clock, heart: Heart, *, database: Path, public: bool = False
) -> AsyncGenerator[str]:
    """Serve inside the block; the address, empty when it is taken: a bot that nobody can look at still does
    its work. With a letter page to serve that is a :class:`ConfigurationError`."""
    glance = Glance(store, clock)
    metrics = Metrics(glance, heart, RELEASE)
    about = {"version": RELEASE, "database": database_tag(database)}
    inner = [*Health(store, glance, heart, about).routes(), *metrics.routes()]
    wording = Wording(Catalogues.read(locales_directory())) if public else None
    outer = (*letter_page(wording), *CalendarFeed(store, clock, wording).routes()) if wording else ()
    server = Server(inner, outer)
    try:
        yield await _started(server, listen, needed=public)
    finally:
        await server.stop()


async def _started(server: Server, listen: str, *, needed: bool) -> str:
    try:
        url = await server.start(*split_listen(listen))
    except OSError as problem:
        if needed:
            raise ConfigurationError(
                f"ALERTBOT_LISTEN: nothing can be served at {listen} ({problem.strerror}), so there is no "
                "letter page. Choose a free port, or leave ALERTBOT_PUBLIC_URL out."
            ) from None
        log.warning("nothing_served", listen=listen, why=problem.strerror, hint="set ALERTBOT_LISTEN")
        return ""
    if not is_loopback(url):
        log.warning("served_beyond_this_machine", hint="let nobody but your monitoring reach it")
    log.info("serving", at=url)
    return url
