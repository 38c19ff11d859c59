"""The letter page: one static page per language. The letter is in the address after ``#``, which no request
carries; the page's own scripts unpack it on the reader's device."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from aiohttp import web
from jinja2 import Environment, StrictUndefined

from alertbot.dialogue.screen import Say, say
from alertbot.wording.speech import Wording

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), clipboard-read=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
    # Nothing of a visit stays in a browser's cache, which others may look into.
    "Cache-Control": "no-store",
}

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}

_TEXTS: Mapping[str, Say] = {
    "title": say("page.title"),
    "private": say("page.private"),
    "name": say("page.name"),
    "name_hint": say("page.name_hint"),
    "name_place": say("page.name_place"),
    "to": say("page.to"),
    "others": say("page.others"),
    "cc": say("page.cc"),
    "bcc": say("page.bcc"),
    "subject": say("page.subject"),
    "address": say("page.address"),
    "send": say("page.send"),
    "send_hint": say("page.send_hint"),
    "too_long": say("page.too_long"),
    "program": say("page.program"),
    "no_email": say("page.no_email"),
    "copy": say("page.copy"),
    "copy_body": say("page.copy_body"),
    "copy_subject": say("page.copy_subject"),
    "copy_all": say("page.copy_all"),
    "copied": say("page.copied"),
    "not_copied": say("page.not_copied"),
    "keep": say("page.keep"),
    "print": say("page.print"),
    "save_text": say("page.save_text"),
    "save_draft": say("page.save_draft"),
    "broken": say("page.broken"),
    "nothing": say("page.nothing"),
    "old": say("page.old"),
    "script": say("page.script"),
}


def routes(wording: Wording) -> Sequence[web.RouteDef]:
    """``/letter?lang=ru`` and its files below ``/letter/``; unknown languages get the nearest or English."""
    pages = {code: _page(wording, code) for code in wording.supported}

    async def page(request: web.Request) -> web.Response:
        code = wording.best_locale(request.query.get("lang"))
        return web.Response(text=pages[code], content_type="text/html", headers=HEADERS)

    return web.get("/letter", page), web.get("/letter/{name:[a-z]+\\.[a-z]+}", _file)


async def _file(request: web.Request) -> web.Response:
    content = _files().get(request.match_info["name"])
    if content is None:
        raise web.HTTPNotFound(headers=HEADERS)
    kind = _TYPES[request.match_info["name"].rpartition(".")[2]]
    return web.Response(body=content, content_type=kind, charset="utf-8", headers=HEADERS)


@cache
def _files() -> Mapping[str, bytes]:
    folder = files("alertbot.web") / "static" / "letter"
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.name.rpartition(".")[2] in _TYPES
    }


def _page(wording: Wording, code: str) -> str:
    catalogue = wording.catalogues[code]
    source = (files("alertbot.web") / "static" / "letter" / "letter.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
    return template.render(
        language=code.replace("_", "-"),
        direction="rtl" if catalogue.right_to_left else "ltr",
        t={name: wording.phrase(text, code) for name, text in _TEXTS.items()},
    )
