"""Methods that bring updates to the bot. Webhooks are not spoken here."""

from __future__ import annotations

from collections.abc import Awaitable

from .api import Api, Method
from .parameters import Call, Param
from .wire import Json

MAX_UPDATES = 100
MAX_POLL_SECONDS = 50


def get_updates(api: Api, call: Call) -> Awaitable[list[Json]]:
    kinds = call.array("allowed_updates")
    if kinds is not None:
        api.world.updates.allow(kinds)
    limit = min(max(call.integer("limit", MAX_UPDATES), 1), MAX_UPDATES)
    seconds = min(max(call.integer("timeout"), 0), MAX_POLL_SECONDS)
    return api.world.updates.fetch(call.integer("offset"), limit, seconds)


def delete_webhook(api: Api, call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        api.world.updates.drop()
    return True


def get_webhook_info(api: Api, call: Call) -> Json:
    del call
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(api.world.updates.pending),
    }


METHODS = (
    Method(
        "getUpdates",
        get_updates,
        (
            Param("offset", "Integer"),
            Param("limit", "Integer"),
            Param("timeout", "Integer"),
            Param("allowed_updates", "Array of String"),
        ),
    ),
    Method("deleteWebhook", delete_webhook, (Param("drop_pending_updates", "Boolean"),)),
    Method("getWebhookInfo", get_webhook_info),
)
