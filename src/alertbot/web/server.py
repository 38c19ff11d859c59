"""What the bot serves: to its operator, on this machine, and to readers of letters, through a proxy."""

import socket
from collections.abc import Awaitable, Callable, Iterable

import structlog
from aiohttp import web

from alertbot.faultlines import where

log = structlog.get_logger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PROXIED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
"""Headers that proxies add."""

_IDLE_SECONDS = 15
_END_SECONDS = 1.0


class Server:
    """``inner`` routes are for whoever runs the bot: a request that a proxy passed on does not find them.
    ``outer`` ones are for everybody. Nothing is logged of a request, and none may bring a body."""

    def __init__(self, inner: Iterable[web.RouteDef], outer: Iterable[web.RouteDef] = ()) -> None:
        self._inner = tuple(inner)
        self._outer = tuple(outer)
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> str:
        """Listen, and tell the address; port 0 takes a free one. ``OSError`` when it is taken."""
        listening = _listening(host, port)
        app = web.Application(middlewares=[_careful, _at_home(self._inner)], client_max_size=1)
        app.add_routes([*self._inner, *self._outer])
        app.on_response_prepare.append(_unnamed)
        self._runner = web.AppRunner(
            app, access_log=None, keepalive_timeout=_IDLE_SECONDS, shutdown_timeout=_END_SECONDS
        )
        await self._runner.setup()
        await web.SockSite(self._runner, listening).start()
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


def _listening(host: str, port: int) -> socket.socket:
    """It listens already: of two programs that take a port at the same moment both can bind it, and uvloop
    keeps to itself that only one of them then listens."""
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


@web.middleware
async def _careful(request: web.Request, handler: Handler) -> web.StreamResponse:
    """No body is taken, and no failure tells what it met."""
    if request.can_read_body:
        return web.Response(status=413, headers={"Connection": "close"})
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - a page that fails must not quote values into a log
        log.error("page_failed", **where(error))  # noqa: TRY400 - as above
        return web.Response(status=500)


def _at_home(inner: tuple[web.RouteDef, ...]) -> Callable[..., Awaitable[web.StreamResponse]]:
    paths = {route.path for route in inner}

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path in paths and any(name in request.headers for name in PROXIED):
            raise web.HTTPNotFound
        return await handler(request)

    return middleware


async def _unnamed(request: web.Request, response: web.StreamResponse) -> None:
    """Which program and release answers is nobody's business."""
    response.headers.popall("Server", None)
