"""What every page of the playground does alike: its files, its answers, and who may ask it to act."""

from __future__ import annotations

from importlib.resources import files as package_files
from urllib.parse import urlsplit

import orjson
from aiohttp import web

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def asset(name: str) -> web.Response:
    path = package_files(__package__ or "") / "page" / name
    suffix = f".{name.rpartition('.')[2]}"
    if suffix not in _TYPES or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(body=path.read_bytes(), content_type=_TYPES[suffix], charset="utf-8", headers=HEADERS)


def json_answer(value: object, status: int = 200) -> web.Response:
    body = orjson.dumps(value)
    return web.Response(body=body, status=status, content_type="application/json", headers=HEADERS)


def frame(kind: str, data: object) -> bytes:
    """One server-sent event."""
    return b"event: " + kind.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"


def require_same_origin(request: web.Request) -> None:
    """A page of somebody else's, open in the same browser, must not act for the people here."""
    origin = request.headers.get("Origin", "")
    if urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden
