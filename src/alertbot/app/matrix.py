"""Matrix, as the settings ask for it."""

from typing import TYPE_CHECKING

import structlog

from alertbot.app.drawers import StoreDrawer
from alertbot.config import Settings
from alertbot.errors import ConfigurationError, SendFailure
from alertbot.platforms.matrix.account import Account
from alertbot.ports import Platform, Store

if TYPE_CHECKING:
    from pydantic import SecretStr

log = structlog.get_logger(__name__)

NAME = "matrix"
FOLDER = "matrix"
"""Below the data directory: the keys of the bot's device."""

RATE = 400
"""Messages a second where there is Matrix alone: homeservers say themselves when it is too much."""


def matrix_account(settings: Settings) -> Account | None:
    """The account that the settings name, ``None`` when they name none.

    :class:`ConfigurationError` says what is missing.
    """
    ways = (settings.matrix_password, settings.matrix_token, settings.matrix_login_token)
    if settings.matrix_user is None:
        if settings.matrix_homeserver or any(ways) or settings.matrix_devices:
            raise ConfigurationError(
                "ALERTBOT_MATRIX_USER is not set; write the bot's own @name:server there."
            )
        return None
    server = settings.matrix_homeserver or settings.matrix_user.partition(":")[2]
    return Account(server, settings.matrix_user, *(_plain(way) for way in ways))


def pace(settings: Settings) -> int:
    """Messages a second. The usual rate is Telegram's, and says nothing about a homeserver."""
    telegrams = settings.telegram_token is not None or "rate" in settings.model_fields_set
    return settings.rate if telegrams else RATE


def matrix_platform(settings: Settings, account: Account, store: Store) -> Platform:
    """The platform for an account; its library is loaded only where there is one."""
    from alertbot.platforms.matrix.talk import MatrixPlatform

    people = [a.chat for organizer in settings.organizers for a in organizer.accounts if a.platform == NAME]
    if unpinned := len([user for user in people if user not in settings.matrix_devices]):
        log.warning(
            "organizers_without_devices",
            many=unpinned,
            hint="their commands on Matrix count only from devices named in ALERTBOT_MATRIX_DEVICES",
        )
    return MatrixPlatform(
        account,
        StoreDrawer(store, NAME),
        settings.data_dir / FOLDER,
        organizers=people,
        pins=settings.matrix_devices,
    )


async def tried(platform: Platform) -> None:
    """Open a platform beside another one: while it cannot be reached, the other one need not wait."""
    try:
        await platform.open()
    except SendFailure as failure:
        log.warning("platform_unreachable", platform=platform.name, error=type(failure).__name__)


def _plain(secret: "SecretStr | None") -> str | None:
    return secret.get_secret_value().strip() or None if secret is not None else None
