"""``alertbot run`` on a real homeserver: encrypted rooms, five journeys, and both killed in between."""

import asyncio
import random
import re
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from alertbot.platforms.matrix.rooms import ENCRYPTED
from tests.support.matrix_person import MatrixPerson
from tests.support.synapse import PASSWORD, Login, Synapse, missing

from . import matrix_inspection
from .process import BotProcess

TITLE = "Free Ainur Kurmanov!"
CROWD = 10
KILLS = 5


@pytest.fixture(scope="module")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    if why := missing():
        pytest.skip(why)
    with Synapse(tmp_path_factory.mktemp("synapse")) as running:
        yield running


@dataclass
class Scene:
    """``rooms`` are the direct rooms with the bot, by name."""

    homeserver: Synapse
    account: str
    bot: BotProcess
    people: dict[str, MatrixPerson]
    rooms: dict[str, str]

    async def says(self, name: str, text: str) -> None:
        await self.people[name].says(self.rooms[name], text)

    async def sees(self, name: str, part: str) -> None:
        try:
            await self.people[name].until(lambda: any(part in text for text in self.texts(name)), 60)
        except TimeoutError:
            seen = self.texts(name)[-3:]
            raise AssertionError(f"{name} never saw {part!r} but {seen}; {self.bot.log[-1500:]}") from None

    async def chooses(self, name: str, part: str) -> None:
        """Answers the newest message by the number of a choice."""
        pattern = re.compile(rf"^(\d+)\. .*{re.escape(part)}", re.MULTILINE | re.IGNORECASE)
        try:
            await self.people[name].until(lambda: bool(pattern.search(self.texts(name)[-1])), 25)
        except TimeoutError:
            raise AssertionError(f"{name} is not offered {part!r} but {self.texts(name)[-2:]}") from None
        found = pattern.search(self.texts(name)[-1])
        assert found is not None
        await self.says(name, found[1])

    def texts(self, name: str) -> list[str]:
        return self.people[name].texts(self.rooms[name]) or [""]

    async def publishes(self) -> None:
        await self.says("olga", "!newappeal")
        await self.chooses("olga", "Free Ainur")
        await self.chooses("olga", "ask for approval")
        await self.chooses("omar", "Approve")


@pytest.fixture
async def scene(homeserver: Synapse, tmp_path: Path) -> AsyncIterator[Scene]:
    """A bot that runs, and three people with encrypted direct rooms; two of them organize."""
    account = homeserver.newcomer("bot")
    async with AsyncExitStack() as stack:
        people: dict[str, MatrixPerson] = {}
        for name in ("ann", "olga", "omar"):
            person = MatrixPerson(homeserver, homeserver.newcomer(name), tmp_path / name)
            people[name] = await stack.enter_async_context(person)
        pinned = [f"{people[name].user} {people[name].session_key}" for name in ("olga", "omar")]
        settings = {
            "MATRIX_HOMESERVER": homeserver.url,
            "MATRIX_USER": account,
            "MATRIX_PASSWORD": PASSWORD,
            "MATRIX_DEVICES": ", ".join(pinned),
            "ORGANIZERS": ", ".join(f"{name}=matrix:{people[name].user}" for name in ("olga", "omar")),
            "HOLD": "0",
            "CANARY": "0",
            "LISTEN": "127.0.0.1:0",
        }
        bot = BotProcess(tmp_path / "bot", settings)
        scene = Scene(homeserver, account, bot, people, {})
        await bot.start()
        stack.push_async_callback(bot.kill)
        for name, person in people.items():
            scene.rooms[name] = await person.opens(account)
            await scene.sees(name, "Nothing is stored yet")
        yield scene
        assert PASSWORD not in bot.log
        assert "Traceback" not in bot.log
        assert not any(person.user in bot.log for person in people.values())


async def test_the_five_journeys_in_encrypted_rooms(scene: Scene) -> None:
    await scene.chooses("ann", "I agree")
    await scene.sees("ann", "You are subscribed")
    await scene.publishes()
    await scene.sees("ann", TITLE)
    await scene.chooses("ann", "Remind me")
    await scene.sees("ann", "Reminders are on")
    await scene.says("ann", "!appeals")
    await scene.chooses("ann", "Ainur")
    await scene.chooses("ann", "Sign")
    await scene.sees("ann", "in a room without encryption also what you write")
    await scene.chooses("ann", "Sign without name")
    await scene.sees("ann", "Signed. Thank you.")
    soon = datetime.now(UTC) + timedelta(days=2)
    await scene.says("omar", f"!hearing {soon:%d %B %Y} 10:00 Almaty")
    await scene.chooses("omar", "Save")
    await scene.sees("ann", "10:00")
    await scene.says("ann", "!letter")
    await scene.sees("ann", "letter")
    await scene.says("ann", "!erase")
    await scene.chooses("ann", "Delete everything")
    await scene.sees("ann", "Everything we kept about you is deleted")
    said = [one for person in scene.people.values() for one in person.said if one.sender == scene.account]
    assert said
    assert all(one.encrypted for one in said)
    assert not any(person.reactions for person in scene.people.values())
    assert await scene.bot.stop() == 0
    server = scene.homeserver
    assert matrix_inspection.said_in_encrypted_rooms(server).keys() == {"m.room.encrypted"}
    assert matrix_inspection.reactions_of(server, scene.account) == 0
    assert matrix_inspection.check_devices(server, scene.account, server.newcomer("stranger")) == 1


async def test_an_organizers_word_counts_only_from_a_pinned_device(scene: Scene, tmp_path: Path) -> None:
    async with MatrixPerson(scene.homeserver, scene.people["olga"].user, tmp_path / "stolen") as stolen:
        room = await stolen.opens(scene.account)
        await stolen.until(lambda: any("Nothing is stored yet" in text for text in stolen.texts(room)))
        await stolen.says(room, "!newappeal")
        await stolen.until(lambda: any("I do not know this device" in text for text in stolen.texts(room)))
        assert not any("Free Ainur" in text for text in stolen.texts(room))


class Crowd:
    """People with plain rooms and no client: what stands in their rooms is read from the server."""

    def __init__(self, homeserver: Synapse, account: str) -> None:
        self._homeserver = homeserver
        self._account = account
        self.logins: list[Login] = []
        self._rooms: list[tuple[Login, str]] = []

    def gather(self, many: int) -> None:
        self.enrol(many)
        self.open_rooms()

    def enrol(self, many: int) -> None:
        for _ in range(many):
            self.logins.append(self._homeserver.log_in(self._homeserver.newcomer("crowd")))

    def open_rooms(self, *, encrypted: bool = False) -> None:
        """A direct room for each of them."""
        state = [ENCRYPTED] if encrypted else []
        body = {"is_direct": True, "invite": [self._account], "preset": "trusted_private_chat"}
        for login in self.logins:
            made = self._ask(login, "POST", "/createRoom", {**body, "initial_state": state})
            self._rooms.append((login, made["room_id"]))

    @property
    def rooms(self) -> list[str]:
        return [room for _, room in self._rooms]

    def seen(self, part: str) -> list[list[str]]:
        """What of the bot's words has a part in it, for each of them."""
        return [[text for text in texts if part in text] for texts in self.texts()]

    def say(self, text: str) -> None:
        for number, (login, room) in enumerate(self._rooms):
            path = f"/rooms/{quote(room)}/send/m.room.message/{number}.{abs(hash(text))}"
            self._ask(login, "PUT", path, {"msgtype": "m.text", "body": text})

    def texts(self) -> list[list[str]]:
        """What the bot said to each of them."""
        return [self._read(login, room) for login, room in self._rooms]

    def _read(self, login: Login, room: str) -> list[str]:
        page = self._ask(login, "GET", f"/rooms/{quote(room)}/messages?dir=b&limit=100")
        said = [event for event in page["chunk"] if event["type"] == "m.room.message"]
        return [event["content"]["body"] for event in said if event["sender"] == self._account]

    def _ask(self, login: Login, method: str, path: str, body: object = None) -> dict[str, Any]:
        return self._homeserver.ask(method, f"/_matrix/client/v3{path}", body, login.token)

    async def until_everybody_sees(self, part: str) -> None:
        async with asyncio.timeout(120):
            while not await asyncio.to_thread(self._all_see, part):  # noqa: ASYNC110 - a server tells nobody
                await asyncio.sleep(0.3)

    def _all_see(self, part: str) -> bool:
        return all(any(part in text for text in texts) for texts in self.texts())


async def test_whatever_is_killed_everybody_gets_the_alert_once(scene: Scene) -> None:
    crowd = Crowd(scene.homeserver, scene.account)
    await asyncio.to_thread(crowd.gather, CROWD)
    await crowd.until_everybody_sees("Nothing is stored yet")
    await asyncio.to_thread(crowd.say, "I agree")
    await crowd.until_everybody_sees("You are subscribed")
    await scene.bot.stop()
    await scene.bot.start(RATE="3")
    await scene.publishes()
    chance = random.Random(7)  # noqa: S311 - which instants are chosen is no secret
    for n in range(KILLS):
        await asyncio.sleep(chance.uniform(0.05, 1.2))
        await scene.bot.kill()
        if n == 1:
            await asyncio.to_thread(scene.homeserver.kill)
            await scene.bot.start(RATE="3")
            await asyncio.sleep(0.5)
            await asyncio.to_thread(scene.homeserver.start)
        else:
            await scene.bot.start(RATE="3")
    await crowd.until_everybody_sees(TITLE)
    await scene.bot.stop()

    counted = Counter(sum(TITLE in text for text in texts) for texts in await asyncio.to_thread(crowd.texts))
    assert counted == {1: CROWD}
    with sqlite3.connect(f"file:{scene.bot.data / 'alertbot.sqlite'}?mode=ro", uri=True) as database:
        states = dict(database.execute("SELECT state, count(*) FROM delivery GROUP BY state").fetchall())
    assert set(states) == {"sent"}
