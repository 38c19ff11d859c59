"""A server's name leads to its homeserver, and an address is taken as it is."""

from pathlib import Path

import pytest

from alertbot.errors import NotSent
from alertbot.platforms.matrix.account import Account
from alertbot.platforms.matrix.session import Session
from alertbot.platforms.matrix.wire import Answer, Wire, path_of

from .world import Drawers


async def asked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, homeserver: str, answer: Answer | None
) -> list[str]:
    """Which addresses were asked, in order, until the first one behind the well-known one."""
    asked: list[str] = []

    async def ask(wire: Wire, method: str, path: str, body: object = None) -> Answer:
        asked.append(wire.base)
        if path.startswith("/.well-known") and answer is not None:
            return answer
        raise NotSent("unreached")

    monkeypatch.setattr(Wire, "ask", ask)
    session = Session(Account(homeserver, "@bot:example.org", "secret"), Drawers(), tmp_path)
    with pytest.raises(NotSent):
        await session.open()
    return asked


def leading_to(url: object) -> Answer:
    return Answer(200, {"m.homeserver": {"base_url": url}})


async def test_a_name_is_looked_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = await asked_at(monkeypatch, tmp_path, "example.org", leading_to("https://hs.example.org/"))

    assert asked == ["https://example.org", "https://hs.example.org"]


@pytest.mark.parametrize(
    "answer", [None, Answer(404, {}), leading_to("http://evil.example.org"), leading_to(7), Answer(200, {})]
)
async def test_a_name_that_leads_nowhere_safe_is_its_own_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: Answer | None
) -> None:
    asked = await asked_at(monkeypatch, tmp_path, "example.org", answer)

    assert asked == ["https://example.org", "https://example.org"]


async def test_an_address_stays_what_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = await asked_at(
        monkeypatch, tmp_path, "https://hs.example.org", leading_to("https://other.example.org")
    )

    assert set(asked) == {"https://hs.example.org"}


def test_paths_encode_what_ids_hold() -> None:
    assert path_of("rooms", "!a/b:hs", "state") == "/_matrix/client/v3/rooms/%21a%2Fb%3Ahs/state"
