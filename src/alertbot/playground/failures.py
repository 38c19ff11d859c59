"""Refusals as Telegram words them, and the playground's own errors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from alertbot.errors import AlertbotError


class PlaygroundError(AlertbotError):
    """Something was asked of the playground that a person could not do in a real messenger."""


class PortBusy(PlaygroundError):
    """The address is taken."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} on {host} is already in use; stop the other program or choose another port."
        )
        self.host = host
        self.port = port


def _no_parameters() -> dict[str, Any]:
    return {}


@dataclass
class ApiError(Exception):
    """An answer of the form ok=false."""

    status: int
    description: str
    parameters: dict[str, Any] = field(default_factory=_no_parameters)

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


def migrated(chat: int) -> ApiError:
    return ApiError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": chat},
    )


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


def conflict() -> ApiError:
    return ApiError(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )


def too_many_requests(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
