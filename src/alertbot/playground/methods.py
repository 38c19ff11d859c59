"""The table of every Bot API method the playground speaks."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from . import editing, polling, profile, rooms, sending
from .api import Api, Method
from .failures import ApiError
from .parameters import Call

METHODS: Mapping[str, Method] = {
    method.name: method
    for method in (
        *profile.METHODS,
        *polling.METHODS,
        *sending.METHODS,
        *editing.METHODS,
        *rooms.METHODS,
    )
}
_BY_LOWER_CASE = {name.lower(): method for name, method in METHODS.items()}


def method(name: str) -> Method:
    """Telegram does not mind the case of a method's name."""
    found = _BY_LOWER_CASE.get(name.lower())
    if found is None:
        raise ApiError(404, f"Not Found: the playground does not know the method {name}")
    return found


async def answer(api: Api, known: Method, call: Call) -> Any:
    """The result of a call, or the ApiError that refuses it."""
    result = known.answer(api, call)
    return await result if inspect.isawaitable(result) else result
