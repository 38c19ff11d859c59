"""What is served stays narrow: no bodies, no names, nothing inner through a proxy."""

import errno
import os
import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web

from alertbot.web.server import PROXIED, Server


async def inner(request: web.Request) -> web.Response:
    return web.Response(text="inner")


async def outer(request: web.Request) -> web.Response:
    return web.Response(text="outer")


async def broken(request: web.Request) -> web.Response:
    raise RuntimeError("a value nobody may read")


@pytest.fixture
async def url() -> AsyncIterator[str]:
    server = Server([web.get("/inner", inner)], [web.get("/outer", outer), web.get("/broken", broken)])
    yield await server.start("127.0.0.1", 0)
    await server.stop()


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def test_what_it_is_given_is_served_on_a_free_port(url: str, client: ClientSession) -> None:
    for name in ("inner", "outer"):
        async with client.get(f"{url}/{name}") as answer:
            assert await answer.text() == name


async def test_probes_may_ask_for_the_head_only(url: str, client: ClientSession) -> None:
    async with client.head(f"{url}/inner") as answer:
        assert answer.status == 200


@pytest.mark.parametrize("header", PROXIED)
async def test_what_a_proxy_passes_on_does_not_find_the_inner_pages(
    url: str, client: ClientSession, header: str
) -> None:
    async with client.get(f"{url}/inner", headers={header: "for=192.0.2.1"}) as answer:
        assert answer.status == 404
    async with client.get(f"{url}/outer", headers={header: "for=192.0.2.1"}) as answer:
        assert answer.status == 200


async def test_no_request_may_bring_a_body(url: str, client: ClientSession) -> None:
    async with client.get(f"{url}/outer", data=b"x") as answer:
        assert answer.status == 413


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_nothing_can_be_changed(url: str, client: ClientSession, method: str) -> None:
    async with client.request(method, f"{url}/inner") as answer:
        assert answer.status == 405


async def test_it_does_not_tell_what_it_is(url: str, client: ClientSession) -> None:
    for path in ("outer", "nothing-there", "broken"):
        async with client.get(f"{url}/{path}") as answer:
            assert "Server" not in answer.headers


async def test_a_page_that_fails_tells_nobody_why(
    url: str, client: ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    async with client.get(f"{url}/broken") as answer:
        assert (answer.status, await answer.text()) == (500, "")
    assert "page_failed" in caplog.text
    assert "a value nobody may read" not in caplog.text


async def test_no_visit_is_logged(url: str, client: ClientSession, caplog: pytest.LogCaptureFixture) -> None:
    async with client.get(f"{url}/outer?who=somebody") as answer:
        assert answer.status == 200
    assert "somebody" not in caplog.text


async def test_a_taken_port_is_told_and_nothing_stays_open() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = Server([web.get("/inner", inner)])
        with pytest.raises(OSError, match="Address already in use"):
            await server.start("127.0.0.1", taken.getsockname()[1])


async def test_of_two_that_take_a_port_at_the_same_moment_one_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both have bound it; listening is where they learn who has it."""

    def refused(_socket: socket.socket, _backlog: int = 0) -> None:
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))

    monkeypatch.setattr(socket.socket, "listen", refused)
    with pytest.raises(OSError, match="Address already in use"):
        await Server([web.get("/inner", inner)]).start("127.0.0.1", 0)


async def test_it_listens_on_ipv6_as_well() -> None:
    server = Server([web.get("/inner", inner)])
    url = await server.start("::1", 0)
    try:
        async with ClientSession() as client, client.get(f"{url}/inner") as answer:
            assert (url.startswith("http://[::1]:"), answer.status) == (True, 200)
    finally:
        await server.stop()


async def test_stopping_what_never_began_is_no_error() -> None:
    await Server([]).stop()
