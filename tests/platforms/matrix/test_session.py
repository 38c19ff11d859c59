"""The bot logs in once, is the same device ever after, and says in one sentence what is missing."""

import base64
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from alertbot.errors import ConfigurationError, NotSent
from alertbot.platforms.matrix.account import Account
from alertbot.platforms.matrix.session import DRAWER
from alertbot.platforms.matrix.signing import canonical
from tests.support.synapse import PASSWORD, Synapse

from .world import World


@pytest.fixture
def world(homeserver: Synapse, tmp_path: Path) -> World:
    return World(homeserver, tmp_path)


def device_of(world: World) -> dict[str, Any]:
    return orjson.loads(world.drawers.content[DRAWER])


def seen_by_others(world: World) -> dict[str, Any]:
    """What somebody else's app is told of the bot's keys."""
    token = world.homeserver.log_in(world.homeserver.newcomer("stranger")).token
    asked: dict[str, dict[str, list[str]]] = {"device_keys": {world.bot: []}}
    return world.homeserver.ask("POST", "/_matrix/client/v3/keys/query", asked, token)


def check(signed: dict[str, Any], user: str, by: str) -> None:
    """``InvalidSignature`` unless the public key ``by`` has signed it."""
    raw = base64.b64decode(signed["signatures"][user][f"ed25519:{by}"] + "==")
    Ed25519PublicKey.from_public_bytes(base64.b64decode(by + "==")).verify(raw, canonical(signed))


def key_of(described: dict[str, Any]) -> str:
    return str(next(iter(described["keys"].values())))


def assert_trusted(world: World) -> None:
    keys = seen_by_others(world)
    master, own = keys["master_keys"][world.bot], keys["self_signing_keys"][world.bot]
    check(own, world.bot, key_of(master))
    check(keys["device_keys"][world.bot][device_of(world)["device"]], world.bot, key_of(own))


async def test_the_device_is_signed_by_its_owners_key_from_the_first_start_on(world: World) -> None:
    async with world.opened():
        assert_trusted(world)


async def test_another_start_is_the_same_device_and_signs_nothing_anew(world: World) -> None:
    async with world.opened():
        first = device_of(world)
    async with world.opened():
        assert device_of(world) == first
        assert len(seen_by_others(world)["device_keys"][world.bot]) == 1


async def test_after_the_token_was_taken_back_the_same_device_logs_in_again(world: World) -> None:
    async with world.opened():
        first = device_of(world)
    world.homeserver.ask("POST", "/_matrix/client/v3/logout/all", {}, first["token"])
    async with world.opened():
        assert device_of(world)["device"] == first["device"]
        assert device_of(world)["token"] != first["token"]


async def test_where_token_and_keys_are_both_gone_a_new_device_takes_the_old_ones_place(world: World) -> None:
    async with world.opened():
        first = device_of(world)
    world.homeserver.ask("POST", "/_matrix/client/v3/logout/all", {}, first["token"])
    shutil.rmtree(world.folder / "matrix")
    async with world.opened():
        assert device_of(world)["device"] != first["device"]
        assert device_of(world)["seeds"] == first["seeds"]
        assert_trusted(world)


async def test_without_a_password_a_token_that_was_taken_back_is_told(world: World) -> None:
    token = world.homeserver.log_in(world.bot).token
    account = Account(world.homeserver.url, world.bot, token=token)
    async with world.opened(account=account):
        pass
    world.homeserver.ask("POST", "/_matrix/client/v3/logout", {}, token)
    with pytest.raises(ConfigurationError, match="TOKEN"):
        async with world.opened(account=account):
            pass


async def test_a_token_is_enough_and_the_homeserver_tells_its_device(world: World) -> None:
    login = world.homeserver.log_in(world.bot)
    async with world.opened(account=Account(world.homeserver.url, world.bot, token=login.token)):
        assert device_of(world)["device"] == login.device
        assert_trusted(world)


async def test_a_token_from_single_sign_on_is_spent_at_the_first_start_and_may_stay_set(world: World) -> None:
    session = world.homeserver.log_in(world.bot)
    handed = world.homeserver.ask("POST", "/_matrix/client/v1/login/get_token", {}, session.token)
    account = Account(world.homeserver.url, world.bot, login_token=handed["login_token"])
    async with world.opened(account=account):
        first = device_of(world)
        assert first["device"] != session.device
        assert_trusted(world)
    async with world.opened(account=account):
        assert device_of(world) == first


async def test_where_the_one_time_token_is_spent_the_password_still_opens(world: World) -> None:
    async with world.opened():
        pass
    shutil.rmtree(world.folder / "matrix")
    account = Account(world.homeserver.url, world.bot, PASSWORD, login_token="spent long ago")
    async with world.opened(account=account):
        assert_trusted(world)


async def test_lost_keys_are_told_where_nothing_can_be_done_about_them(world: World) -> None:
    token = world.homeserver.log_in(world.bot).token
    account = Account(world.homeserver.url, world.bot, token=token)
    async with world.opened(account=account):
        pass
    shutil.rmtree(world.folder / "matrix")

    with pytest.raises(ConfigurationError, match="keys are missing"):
        async with world.opened(account=account):
            pass


async def test_lost_keys_make_a_new_device_signed_with_the_old_owners_keys(world: World) -> None:
    async with world.opened():
        first = device_of(world)
    shutil.rmtree(world.folder / "matrix")
    async with world.opened():
        assert device_of(world)["device"] != first["device"]
        assert device_of(world)["seeds"] == first["seeds"]
        assert_trusted(world)
        assert list(seen_by_others(world)["device_keys"][world.bot]) == [device_of(world)["device"]]


async def test_a_token_of_a_device_whose_keys_are_elsewhere_is_refused(world: World) -> None:
    async with world.opened():
        token = device_of(world)["token"]
    world.drawers.content.clear()
    with pytest.raises(ConfigurationError, match="keys are not here"):
        async with world.opened(account=Account(world.homeserver.url, world.bot, token=token)):
            pass


async def test_owner_keys_that_somebody_else_made_are_never_replaced(world: World) -> None:
    async with world.opened():
        pass
    before = seen_by_others(world)["master_keys"]
    world.drawers.content.clear()
    shutil.rmtree(world.folder / "matrix")
    async with world.opened():
        assert seen_by_others(world)["master_keys"] == before


@pytest.mark.parametrize(
    ("account", "said"),
    [
        ({"password": "wrong"}, "refuses"),
        ({"token": "wrong"}, "TOKEN"),
        ({"login_token": "wrong"}, "refuses"),
        ({}, "PASSWORD"),
    ],
)
async def test_what_is_wrong_with_the_account_is_told(
    world: World, account: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigurationError, match=said):
        async with world.opened(account=Account(world.homeserver.url, world.bot, **account)):
            pass


async def test_somebody_elses_token_is_refused(world: World) -> None:
    other = world.homeserver.log_in(world.homeserver.newcomer("other")).token
    with pytest.raises(ConfigurationError, match="another user"):
        async with world.opened(account=Account(world.homeserver.url, world.bot, token=other)):
            pass


async def test_a_homeserver_that_does_not_answer_is_tried_again_by_whoever_opens(world: World) -> None:
    with pytest.raises(NotSent):
        async with world.opened(account=Account("http://127.0.0.1:9", world.bot, PASSWORD)):
            pass


async def test_the_keys_file_is_for_this_user_alone_and_holds_no_token(world: World) -> None:
    async with world.opened():
        token = device_of(world)["token"]
    files = [file for file in (world.folder / "matrix").iterdir() if file.is_file()]
    assert files
    for file in files:
        assert not file.stat().st_mode & 0o077
        assert token.encode() not in file.read_bytes()
