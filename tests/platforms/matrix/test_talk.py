"""What people say reaches the bot once, and what the bot says reaches people once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest

from alertbot.dialogue.engine import Command, Line, Reacted
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import NothingToAmend, RecipientGone
from alertbot.ports import Admitted, Arrived, Membership, current_delivery
from alertbot.wording.tree import Block, Button, Handout, Run, Utterance
from tests.support.synapse import Synapse

from .world import World, met


@pytest.fixture
async def world(homeserver: Synapse, tmp_path: Path) -> AsyncIterator[World]:
    world = World(homeserver, tmp_path)
    async with world.opened():
        yield world
        await world.platform.close()


def arrived(one: object) -> Arrived:
    assert isinstance(one, Arrived)
    return one


# --- being spoken to --------------------------------------------------------------------------------------


async def test_whoever_opens_a_direct_room_has_said_start(world: World) -> None:
    async with met(world) as (ann, _):
        (hello,) = [one for one in world.heard if one is not None]

    assert arrived(hello).event == Command("start", "")
    assert arrived(hello).chat == arrived(hello).actor == Address("matrix", ann.user)
    assert arrived(hello).kind is ChatKind.PERSON


@pytest.mark.parametrize("encrypted", [True, False])
async def test_what_is_said_in_a_direct_room_arrives(world: World, encrypted: bool) -> None:
    async with met(world, encrypted=encrypted) as (ann, room):
        await ann.says(room, "!help")
        await ann.says(room, "2")
        *_, command, number = await world.until_heard(3)

    assert arrived(command).event == Command("help", "")
    assert arrived(number).event == Line("2")
    assert not arrived(number).trusted


async def test_what_is_said_while_the_bot_is_down_arrives_once(world: World) -> None:
    async with met(world) as (ann, room):
        await world.poll()
        await world.platform.close()
        said = [f"line {n}" for n in range(130)]
        for line in said:
            await ann.says(room, line)
        async with world.opened():
            await world.until_heard(1 + len(said))
            for _ in range(3):
                await world.poll()

    heard = [arrived(one).event for one in world.heard if one is not None][1:]
    assert heard == [Line(line) for line in said]


async def test_a_batch_that_was_not_kept_comes_again_and_is_not_doubled(world: World) -> None:
    async with met(world) as (ann, room):
        await ann.says(room, "once")
        async with asyncio.timeout(30):
            while not (events := await world.platform.poll(world.after)):
                pass
        again = await world.platform.poll(world.after)
        assert [event.raw for event in again] == [event.raw for event in events]
        await world.until_heard(2)
        for _ in range(2):
            await world.poll()

    assert [arrived(one).event for one in world.heard if one is not None][1:] == [Line("once")]


async def test_a_crash_before_a_batch_was_kept_loses_nothing(world: World) -> None:
    async with met(world) as (ann, room):
        await ann.says(room, "kept")
        async with asyncio.timeout(30):
            while not await world.platform.poll(world.after):
                pass
        await world.platform.close()
        async with world.opened():
            await world.until_heard(2)

    assert [arrived(one).event for one in world.heard if one is not None][1:] == [Line("kept")]


async def test_an_edit_gives_no_command_and_a_reaction_is_no_answer(world: World) -> None:
    async with met(world) as (ann, room):
        first = await ann.says(room, "hello")
        new = {"msgtype": "m.text", "body": "!halt"}
        relation = {"rel_type": "m.replace", "event_id": first}
        await ann.says(room, "* !halt", **{"m.new_content": new, "m.relates_to": relation})
        annotation = {"rel_type": "m.annotation", "event_id": first, "key": "1️⃣"}
        await ann.sends(room, "m.reaction", {"m.relates_to": annotation})
        await ann.says(room, "last")
        heard = await world.until_heard(4)

    events = [arrived(one).event for one in heard[1:]]
    # A reaction is not encrypted, so it may be understood before what was said with it.
    assert events.count(Reacted()) == 1
    assert [event for event in events if event != Reacted()] == [Line("hello"), Line("last")]


async def test_a_file_is_fetched_and_opened(world: World) -> None:
    async with met(world) as (ann, room):
        await ann.hands_over(room, "appeal.txt", b"Free Ainur" * 100)
        *_, sent = await world.until_heard(2)
        file = arrived(sent).file
        assert file is not None
        document = await world.platform.fetch(file)

    assert (document.name, document.content) == ("appeal.txt", b"Free Ainur" * 100)


async def test_a_message_whose_key_comes_late_is_heard_when_it_comes(world: World) -> None:
    async with met(world) as (ann, room):
        await ann.says(room, "early")
        await world.until_heard(2)
        ann.client.invalidate_outbound_session(room)
        held: list[object] = []
        send = ann.client.send

        async def without_keys(method: str, path: str, *rest: object) -> object:
            if "sendToDevice" in path:
                held.append((method, path, *rest))
                raise TimeoutError
            return await send(method, path, *rest)

        ann.client.send = without_keys
        await ann.says(room, "late")
        ann.client.send = send
        for _ in range(3):
            await world.poll()
        assert len([one for one in world.heard if one is not None]) == 2
        await world.platform.close()
        async with world.opened():
            for _ in range(2):
                await world.poll()
            for method, path, *rest in held:  # type: ignore[misc]
                await send(method, path, *rest)
            *_, late = await world.until_heard(3)

    assert arrived(late).event == Line("late")


# --- speaking ---------------------------------------------------------------------------------------------


async def test_what_is_shown_is_read_encrypted_and_can_be_redrawn(world: World) -> None:
    async with met(world) as (ann, room):
        reference = await world.show(ann.user, "first")
        await ann.until(lambda: ann.texts(room) == ["first"])
        redrawn = world.platform.encode(Utterance((Block("paragraph", (Run("second"),)),)))
        await world.platform.amend(Address("matrix", ann.user), reference, redrawn)
        await ann.until(lambda: ann.texts(room) == ["second"])
        assert all(one.encrypted for one in ann.said)


async def test_a_file_is_handed_over_encrypted_behind_its_words(world: World) -> None:
    async with met(world) as (ann, room):
        await world.show(ann.user, "Your letter", Handout("letter.pdf", "application/pdf", b"%PDF" * 500))
        await ann.until(lambda: len(ann.texts(room)) == 2)
        words, file = [one for one in ann.said if one.sender == world.bot]
        assert words.body == "Your letter"
        assert (file.file_name, file.file, file.encrypted) == ("letter.pdf", b"%PDF" * 500, True)


async def test_a_delivery_that_is_sent_again_is_seen_once_also_after_a_restart(world: World) -> None:
    async with met(world) as (ann, room):
        current_delivery.set(7001)
        first = await world.show(ann.user, "once")
        assert await world.show(ann.user, "once") == first
        await world.platform.close()
        async with world.opened():
            await world.poll()
            assert await world.show(ann.user, "once") == first
            current_delivery.set(7002)
            await world.show(ann.user, "twice")
        await ann.until(lambda: "twice" in ann.texts(room))
        assert ann.texts(room) == ["once", "twice"]


async def test_nothing_sensitive_is_ever_a_reaction(world: World) -> None:
    async with met(world) as (ann, room):
        listening = asyncio.create_task(world.listen())
        choice = Button("Sign", tap="sign-1-1", sensitive=True)
        payload = world.platform.encode(Utterance((Block("paragraph", (Run("?"),)),), ((choice,),)))
        await world.platform.show(Address("matrix", ann.user), payload)
        listening.cancel()
        await ann.until(lambda: bool(ann.texts(room)))
        assert ann.texts(room) == ["?\n\n1. Sign"]
        assert not ann.reactions


async def test_a_message_of_nobodys_cannot_be_redrawn(world: World) -> None:
    await world.poll()
    payload = world.platform.encode(Utterance((Block("paragraph", (Run("x"),)),)))
    with pytest.raises(NothingToAmend):
        await world.platform.amend(Address("matrix", "@ann:localhost"), "!gone:localhost $event", payload)


@pytest.mark.parametrize("encrypted", [True, False])
async def test_what_is_taken_back_is_gone_from_the_server_with_all_its_edits(
    world: World, encrypted: bool
) -> None:
    def said(words: str) -> Utterance:
        return Utterance((Block("paragraph", (Run(words),)),))

    async with met(world, encrypted=encrypted) as (ann, room):
        to = Address("matrix", ann.user)
        reference = await world.show(ann.user, "first")
        for words in ("second", "third"):
            await world.platform.amend(to, reference, world.platform.encode(said(words)))
        await ann.until(lambda: ann.texts(room) == ["third"])
        await world.platform.delete(to, reference)
        await world.platform.delete(to, reference)
        path = f"/_matrix/client/v3/rooms/{quote(room)}/messages?dir=b&limit=100"
        page = world.homeserver.ask("GET", path, token=ann.client.access_token)

    kinds = ("m.room.message", "m.room.encrypted")
    ours = [one for one in page["chunk"] if one["sender"] == world.bot and one["type"] in kinds]
    assert len(ours) == 3
    assert [one["content"] for one in ours] == [{}] * 3


# --- rooms ------------------------------------------------------------------------------------------------


async def test_whoever_leaves_their_direct_room_is_gone(world: World) -> None:
    async with met(world) as (ann, room):
        await ann.client.room_leave(room)
        *_, left = await world.until_heard(2)
        assert left == Admitted(
            Address("matrix", ann.user), ChatKind.PERSON, Membership.OUT, Address("matrix", ann.user)
        )
        with pytest.raises(RecipientGone):
            await world.show(ann.user, "anybody there?")


async def test_a_direct_room_that_somebody_else_enters_is_private_no_more(world: World) -> None:
    async with met(world) as (ann, room), world.person("eve") as eve:
        await ann.client.room_invite(room, eve.user)
        await eve.until(lambda: room in eve.client.rooms)
        for _ in range(3):
            await world.poll()
        with pytest.raises(RecipientGone):
            await world.show(ann.user, "for Ann alone")
        await ann.says(room, "2")
        for _ in range(3):
            await world.poll()

    assert len([one for one in world.heard if one is not None]) == 1


async def test_only_organizers_bring_the_bot_into_rooms(world: World) -> None:
    async with world.person("ann") as ann, world.person("olga") as olga:
        await world.platform.close()
        async with world.opened(organizers=[olga.user]):
            await world.poll()
            refused = await ann.makes_room(world.bot, name="A trap")
            room = await olga.makes_room(world.bot, name="Strike committee")
            (entered,) = await world.until_heard(1)
            await ann.until(lambda: world.bot not in ann.client.rooms[refused].users)

    assert entered == Admitted(
        Address("matrix", room),
        ChatKind.GROUP,
        Membership.MEMBER,
        Address("matrix", olga.user),
        "Strike committee",
    )


async def test_in_a_room_commands_are_heard_and_nothing_else(world: World) -> None:
    async with world.person("olga") as olga:
        await world.platform.close()
        async with world.opened(organizers=[olga.user]):
            await world.poll()
            room = await olga.makes_room(world.bot)
            await olga.says(room, "before the bot came")
            await world.until_heard(1)
            await olga.says(room, "what do you think?")
            await olga.says(room, "!subscribe")
            *_, command = await world.until_heard(2)

    assert arrived(command).event == Command("subscribe", "")
    assert arrived(command).chat == Address("matrix", room)
    assert arrived(command).actor == Address("matrix", olga.user)


async def test_who_administers_a_room_is_asked_live(world: World) -> None:
    async with world.person("olga") as olga, world.person("ann") as ann:
        await world.platform.close()
        async with world.opened(organizers=[olga.user]):
            await world.poll()
            room = await olga.makes_room(world.bot, ann.user)
            await world.until_heard(1)
            asks = world.platform.is_administrator
            place, first, other = (Address("matrix", chat) for chat in (room, olga.user, ann.user))
            assert await asks(place, first)
            assert not await asks(place, other)
            levels = {"users": {ann.user: 50}}
            await olga.client.room_put_state(room, "m.room.power_levels", levels)
            assert await asks(place, other)
            assert not await asks(Address("matrix", "!nowhere:localhost"), other)


async def test_an_organizer_who_never_wrote_is_invited_into_an_encrypted_room(world: World) -> None:
    async with world.person("olga") as olga:
        await world.platform.close()
        async with world.opened(organizers=[olga.user]):
            await world.poll()
            reference = await world.show(olga.user, "Please approve")
            room = reference.partition(" ")[0]
            await olga.until(lambda: bool(olga.said) or room in olga.client.rooms)
            assert await world.show(olga.user, "Still waiting") != reference
            await olga.until(lambda: "Still waiting" in olga.texts(room))
            assert olga.said[-1].encrypted


async def test_a_stranger_is_never_written_to_first(world: World) -> None:
    async with world.person("ann") as ann:
        await world.poll()
        with pytest.raises(RecipientGone):
            await world.show(ann.user, "hello")


# --- whose word counts ------------------------------------------------------------------------------------


async def test_only_a_pinned_device_in_an_encrypted_room_speaks_for_an_organizer(world: World) -> None:
    async with world.person("olga") as olga:
        await world.platform.close()
        async with world.opened(organizers=[olga.user], pins={olga.user: [olga.session_key]}):
            await world.poll()
            locked = await olga.opens(world.bot)
            await world.until_heard(1)
            open_one = await olga.opens(world.bot, encrypted=False)
            await world.until_heard(2)
            await olga.says(locked, "encrypted")
            await world.until_heard(3)
            await olga.says(open_one, "plain")
            *_, sure, unsure = await world.until_heard(4)

    assert (arrived(sure).event, arrived(sure).trusted) == (Line("encrypted"), True)
    assert (arrived(unsure).event, arrived(unsure).trusted) == (Line("plain"), False)


async def test_a_device_that_nobody_pinned_does_not(world: World) -> None:
    async with world.person("olga") as olga:
        await world.platform.close()
        async with world.opened(organizers=[olga.user], pins={olga.user: ["a" * 43]}):
            await world.poll()
            room = await olga.opens(world.bot)
            await world.until_heard(1)
            await olga.says(room, "let me")
            *_, said = await world.until_heard(2)

    assert not arrived(said).trusted


async def test_what_an_organizer_said_once_counts_once_also_after_a_restart(world: World) -> None:
    async with world.person("olga") as olga:
        await world.platform.close()
        settings = {"organizers": [olga.user], "pins": {olga.user: [olga.session_key]}}
        async with world.opened(**settings):
            await world.poll()
            room = await olga.opens(world.bot)
            await world.until_heard(1)
            said = await olga.says(room, "!halt")
            *_, first = await world.until_heard(2)
            await world.poll()
        token, path = olga.client.access_token, f"/_matrix/client/v3/rooms/{quote(room)}"
        content = world.homeserver.ask("GET", f"{path}/event/{quote(said)}", token=token)["content"]
        async with world.opened(**settings):
            await world.poll()
            world.homeserver.ask("PUT", f"{path}/send/m.room.encrypted/again", content, token)
            *_, again = await world.until_heard(3)

    assert arrived(first).trusted
    assert arrived(again).event == Command("halt", "")
    assert not arrived(again).trusted
