"""python-telegram-bot's Bot, without its habit of telling the token."""

import logging
import re
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken
from telegram.warnings import PTBUserWarning

from alertbot.errors import ConfigurationError
from alertbot.platforms.telegram.request import AiohttpRequest

PUBLIC_API = "https://api.telegram.org"
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,200}\Z")
_ASKED_FOR_RAW = "Please use 'Bot."


class DiscreetBot(Bot):
    """A bot whose token stands in no repr and no error."""

    def __init__(self, token: str, api: str = PUBLIC_API, connections: int = 128) -> None:
        """``api`` is the address before ``/bot<token>``; :class:`ConfigurationError` for either being no such
        thing, before it could end up quoted in a network error."""
        _check(token, api)
        # At its debug level the library writes down every message it sends or receives.
        logging.getLogger("telegram").setLevel(logging.WARNING)
        base = api.rstrip("/")
        super().__init__(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=AiohttpRequest(connections),
            get_updates_request=AiohttpRequest(1),
        )

    def __repr__(self) -> str:
        return "DiscreetBot(token hidden)"

    __str__ = __repr__

    async def initialize(self) -> None:
        """Connect and learn who we are; :class:`ConfigurationError` when the token is refused."""
        try:
            await super().initialize()
        except InvalidToken:
            refused = True
        else:
            refused = False
        if refused:  # apart from the library's error, whose text is the token
            raise token_refused()

    async def call(self, method: str, parameters: dict[str, Any], *, seconds: float | None = None) -> Any:
        """The raw result of a method; ``seconds`` replaces the usual wait for an answer."""
        return await self.do_api_request(method, parameters, read_timeout=seconds)

    @classmethod
    def _warn(
        cls, message: str | PTBUserWarning, category: type[Warning] = PTBUserWarning, stacklevel: int = 0
    ) -> None:
        # We want Telegram's own JSON: building a Message we throw away costs a third of a send, and an
        # update must be stored before anything tries to understand it.
        if not str(message).startswith(_ASKED_FOR_RAW):
            super()._warn(message, category, stacklevel + 1)


def token_refused() -> ConfigurationError:
    return ConfigurationError(
        "Telegram refused the bot's token; take a valid one from @BotFather and set ALERTBOT_TELEGRAM_TOKEN."
    )


def means_refused(error: Exception) -> bool:
    """Whether Telegram no longer knows the token: it answers 401 or 404 to every method then."""
    return isinstance(error, InvalidToken | EndPointNotFound)


def _check(token: str, api: str) -> None:
    if not _TOKEN.match(token):
        raise ConfigurationError(
            "ALERTBOT_TELEGRAM_TOKEN is no bot token; it looks like 123456:ABC-def, as @BotFather gives it."
        )
    try:
        parts = urlsplit(api)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound:
        raise ConfigurationError(
            "ALERTBOT_TELEGRAM_API_URL is not an address; write it like http://127.0.0.1:8081."
        )
