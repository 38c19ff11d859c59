"""The lawyer's link: proposals from any account, an organizer's tap, and no trace of whose account it was."""

import re

import pytest
from sqlalchemy import select

from alertbot.domain.hearing import HearingState
from alertbot.domain.subscriber import Address
from alertbot.store.schema import audit, capability, delivery, metadata, proposal, subscriber
from alertbot.store.vault import Vault
from tests.support.actor import Actor
from tests.support.stage import Stage

from .test_court_moves import chain, count, follows, set_one
from .test_outcomes import ASKED

CODE = re.compile(r"lawyer[- ]([0-9a-f]{40})")


async def link(stage: Stage) -> str:
    """Olga makes a link for the one case there is; what it carries."""
    await stage.olga.says("/hearing")
    await stage.olga.taps("lawyer.links")
    await stage.olga.taps("Ainur")
    await stage.olga.taps("lawyer.make")
    stage.olga.sees("lawyer.made", "lawyer.made_once")
    found = CODE.search(stage.olga.text)
    assert found
    return f"lawyer-{found[1]}"


async def opened(stage: Stage, line: str = "20 October 10:00 Shymkent") -> str:
    """A hearing, a link to its case, and a stranger who has opened it."""
    await set_one(stage, line)
    packed = await link(stage)
    await stage.carla.follows(packed)
    stage.carla.sees("lawyer.title", "lawyer.not_kept")
    return packed


async def proposes(stage: Stage, line: str) -> None:
    await stage.carla.says(line)
    stage.carla.sees("lawyer.check")
    await stage.carla.taps("lawyer.send")


async def rows(stage: Stage, *columns: object) -> list[tuple[object, ...]]:
    async with stage.store.transaction() as tx:
        return [tuple(row) for row in await tx.work.rows(select(*columns))]  # type: ignore[call-overload]


async def test_a_proposed_date_is_shown_old_to_new_and_moves_the_hearing_with_one_tap(stage: Stage) -> None:
    await opened(stage)
    await follows(stage, stage.ann)
    await proposes(stage, "25 October 14:30")
    stage.carla.sees("lawyer.sent")
    stage.omar.sees("lawyer.proposes", "Friday, 20 October 2017", "Wednesday, 25 October 2017, 14:30")
    assert len(await chain(stage)) == 1
    stage.ann.looks_away()
    await stage.omar.taps("lawyer.accept")
    await stage.look()

    assert (await chain(stage))[-1].hearing.day.day == 25
    stage.ann.sees_one("hearing.moved")
    stage.ann.sees("court.by.lawyer")
    await stage.olga.taps("lawyer.accept")
    stage.olga.sees("lawyer.settled")
    assert len(await chain(stage)) == 2


async def test_a_declined_proposal_changes_nothing(stage: Stage) -> None:
    await opened(stage)
    await proposes(stage, "25 October 14:30")
    await stage.omar.taps("lawyer.decline")

    stage.omar.sees("lawyer.declined")
    assert len(await chain(stage)) == 1


async def test_what_organizers_moved_meanwhile_is_not_moved_by_an_older_proposal(stage: Stage) -> None:
    await opened(stage)
    await proposes(stage, "25 October 14:30")
    id = (await rows(stage, proposal.c.id))[0][0]
    await stage.olga.says("/hearing")
    await stage.olga.taps(" 2017, 10:00")
    await stage.olga.taps("hearing.next_day")
    await stage.olga.taps("hearing.move_yes")
    await stage.omar.follows(f"acceptdate-{id}")

    stage.omar.sees_one("lawyer.overtaken")
    assert len(await chain(stage)) == 2


async def test_a_lawyer_proposes_a_first_date_with_its_court(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.carla.follows(await link(stage))
    await proposes(stage, "25 October 14:30 Almaty district court")
    stage.omar.sees("lawyer.proposes", "district court")
    await stage.omar.taps("lawyer.accept")

    hearing = (await chain(stage))[0].hearing
    assert (hearing.city, list(hearing.court.texts.values())) == ("Almaty", ["district court"])


async def test_an_adjournment_without_a_date_is_proposed_and_accepted(stage: Stage) -> None:
    await opened(stage)
    await stage.carla.taps("hearing.undate")
    stage.carla.sees("lawyer.sent")
    assert (await chain(stage))[0].hearing.state is HearingState.SCHEDULED
    await stage.omar.taps("lawyer.accept")

    assert (await chain(stage))[0].hearing.state is HearingState.ADJOURNED_WITHOUT_DATE


async def test_small_moves_are_accepted_at_once_where_an_organizer_allows_it(stage: Stage) -> None:
    await set_one(stage)
    packed = await link(stage)
    await stage.olga.taps("lawyer.links")
    await stage.olga.taps("moves under 48 hours")
    await stage.carla.follows(packed)
    await proposes(stage, "21 October 10:00")
    stage.carla.sees("lawyer.accepted_at_once")
    stage.omar.sees("lawyer.at_once")
    assert (await chain(stage))[-1].hearing.day.day == 21
    await stage.carla.follows(packed)
    await proposes(stage, "25 October 10:00")

    stage.carla.sees("lawyer.sent")
    stage.omar.sees("lawyer.proposes")
    assert (await chain(stage))[-1].hearing.day.day == 21


async def test_another_court_is_never_accepted_at_once(stage: Stage) -> None:
    await set_one(stage)
    packed = await link(stage)
    await stage.olga.taps("lawyer.links")
    await stage.olga.taps("moves under 48 hours")
    await stage.carla.follows(packed)
    await proposes(stage, "21 October 10:00 Come to the square instead")

    stage.carla.sees("lawyer.sent")
    assert len(await chain(stage)) == 1


@pytest.mark.parametrize("ended", ["revoked", "over", "never"])
async def test_a_link_that_does_not_work_is_answered_like_any_unknown_one(stage: Stage, ended: str) -> None:
    await set_one(stage)
    packed = await link(stage)
    if ended == "revoked":
        await stage.olga.taps("lawyer.links")
        await stage.olga.taps("Revoke")
    if ended == "over":
        await stage.pass_time(days=61)
    await stage.carla.follows(packed if ended != "never" else "lawyer-" + "0" * 40)
    shown = [(m.text, m.labels) for m in stage.carla.news()]
    await stage.carla.follows("something-else")

    assert [(m.text, m.labels) for m in stage.carla.news()] == shown


async def test_a_link_revoked_in_the_middle_of_a_conversation_proposes_nothing(stage: Stage) -> None:
    await opened(stage)
    await stage.carla.says("25 October 14:30")
    await stage.olga.says("/hearing")
    await stage.olga.taps("lawyer.links")
    await stage.olga.taps("Ainur")
    await stage.olga.taps("Revoke")
    await stage.carla.taps("lawyer.send")

    assert await rows(stage, proposal.c.id) == []


async def test_a_link_makes_ten_proposals_a_day(stage: Stage) -> None:
    packed = await opened(stage)
    for _ in range(11):
        await stage.carla.says("25 October 14:30")
        await stage.carla.taps("lawyer.send")
    stage.carla.sees("lawyer.enough")
    assert len(await rows(stage, proposal.c.id)) == 10
    await stage.pass_time(hours=17)
    await stage.carla.follows(packed)
    await stage.carla.says("25 October 14:30")
    await stage.carla.taps("lawyer.send")

    assert len(await rows(stage, proposal.c.id)) == 11


async def test_the_lawyer_may_also_type_the_code(stage: Stage) -> None:
    await set_one(stage)
    await stage.carla.says(f"/lawyer {(await link(stage)).removeprefix('lawyer-')}")

    stage.carla.sees("lawyer.title")


async def test_a_lawyer_who_wrote_within_a_day_is_asked_how_it_went(stage: Stage) -> None:
    packed = await opened(stage)
    await stage.until(ASKED.replace(hour=2))
    await stage.carla.follows(packed)
    await stage.until(ASKED)
    stage.carla.sees_one("outcome.ask")
    await stage.carla.taps("outcome.answer.decided")
    stage.omar.sees("lawyer.proposes", "outcome.decided")
    assert (await chain(stage))[0].hearing.state is HearingState.SCHEDULED
    await stage.omar.taps("lawyer.accept")

    stage.omar.sees("outcome.what")
    assert (await chain(stage))[0].hearing.state is HearingState.HELD


async def test_a_lawyer_who_opens_the_link_after_the_hearing_is_asked_too(stage: Stage) -> None:
    packed = await opened(stage)
    await stage.until(ASKED)
    assert count(stage.carla, "outcome.ask") == 0, "the conversation is forgotten after a day"
    await stage.carla.follows(packed)

    stage.carla.is_offered("outcome.answer.held", "outcome.answer.decided")


async def test_the_lawyers_account_is_in_no_table_and_the_audit_says_the_lawyer(stage: Stage) -> None:
    await opened(stage)
    await proposes(stage, "25 October 14:30")
    await stage.omar.taps("lawyer.accept")
    assert await rows(stage, subscriber.c.id) == []
    who = {row[0] for row in await rows(stage, audit.c.who)}
    assert who == {"olga", "omar", "the lawyer"}
    await stage.pass_time(days=3)
    await stage.store.sweep(stage.clock.now())
    lookup = stage_lookup(stage, stage.carla)
    for table in metadata.sorted_tables:
        for row in await rows(stage, *table.columns):
            assert lookup not in row, table.name
    assert not [r for r in await rows(stage, delivery.c.recipient, delivery.c.address) if lookup in r]


def stage_lookup(stage: Stage, actor: Actor) -> bytes:
    return Vault(bytes(range(32))).lookup(Address(stage.platform.name, actor.chat))


async def test_only_a_hash_of_the_code_is_kept(stage: Stage) -> None:
    await set_one(stage)
    code = (await link(stage)).removeprefix("lawyer-")
    assert len(bytes.fromhex(code)) >= 16
    [(kept,)] = await rows(stage, capability.c.code)
    assert bytes.fromhex(code) not in bytes(kept)  # type: ignore[arg-type]
    assert code.encode() not in bytes(kept)  # type: ignore[arg-type]


async def test_a_stranger_cannot_make_or_accept_anything(stage: Stage) -> None:
    await opened(stage)
    await proposes(stage, "25 October 14:30")
    case, id = (await chain(stage))[0].case_id, (await rows(stage, proposal.c.id))[0][0]
    for packed in (f"acceptdate-{id}", f"makelink-{case}", f"lawyerslinks-{case}"):
        await stage.carla.follows(packed)
        stage.carla.sees_not("lawyer.accepted", "lawyer.made")

    assert len(await chain(stage)) == 1
    assert len(await rows(stage, capability.c.id)) == 1
