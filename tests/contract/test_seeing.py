"""Figures, exports and the audit trail as organizers meet them, on every platform."""

import base64
import csv
import io
import json
from dataclasses import replace

import pytest
from nacl.public import PrivateKey
from pypdf import PdfReader

from alertbot.app.petition import opened
from alertbot.domain.authority import Role
from alertbot.domain.signature import SignatureMode
from alertbot.domain.subscriber import Address
from alertbot.errors import NothingToAmend, NotSent
from alertbot.letters.petition import from_file
from alertbot.ports import Tx
from tests.support.actor import Actor
from tests.support.stage import Stage

TITLE = "Free Ainur Kurmanov"


async def signed(stage: Stage, many: int, *, named: int = 0) -> int:
    """So many signatures of the newest appeal, the first of them by name."""

    async def sign(tx: Tx) -> int:
        appeal = (await tx.appeals.newest(1))[0].id
        for n in range(many):
            mode = SignatureMode.NAMED if n < named else SignatureMode.COUNTED
            who = Address("telegram", str(5_000_000 + n))
            await tx.signatures.sign(appeal, who, mode, f"Signer Number {n}" * (n < named), stage.clock.now())
        return appeal

    return await stage.asked(sign)


async def test_an_organizer_sees_the_figures_as_a_picture_and_as_text(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await signed(stage, 23)
    await stage.olga.says("/stats")
    await stage.olga.taps("Kurmanov")

    (picture,) = stage.olga.files.values()
    assert picture.startswith(b"\x89PNG")
    stage.olga.sees("signatures: 20", "letters taken: under 10", "4 October: 20", "stats.rule")
    assert "23" not in stage.olga.text
    stage.olga.is_offered("stats.petition", "stats.export", "numbers.show", "stats.others")


async def test_whoever_is_no_organizer_sees_none_of_it(stage: Stage) -> None:
    appeal = (await stage.publish("kurmanov")).id
    for command in ("/stats", "/export", "/audit"):
        await stage.ann.says(command)
        stage.ann.sees("command.organizers_only")
    for tap in (f"stats-{appeal}", f"petition-{appeal}", f"exportask-{appeal}-figures", "audit-0"):
        await stage.ann.follows(tap)
        assert not stage.ann.files
        stage.ann.sees_not("stats.rule", "audit.title", "export.title")


async def test_letters_taken_and_sent_are_counted_by_language_and_channel(stage: Stage) -> None:
    appeal = (await stage.publish("kurmanov")).id
    await ways_to(stage.ann, "Esimov")
    await stage.ann.taps("sent.fax")
    counts = await stage.asked(lambda tx: tx.figures.counts(appeal))
    assert counts is not None
    assert set(counts.taken.by_kind) == {"en"}
    assert counts.taken.total == sum(counts.taken.by_kind.values()) == 4
    assert counts.sent.by_kind == {"fax": 1}


async def test_the_petition_is_handed_over_with_counts_and_without_names(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await signed(stage, 41, named=2)
    await stage.olga.says("/stats")
    await stage.olga.taps("Kurmanov")
    await stage.olga.taps("stats.petition")

    pages = PdfReader(io.BytesIO(stage.olga.files["petition.pdf"])).pages
    said = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert "at least 40 people" in said
    assert "Signer Number" not in said
    await stage.olga.says("/audit")
    stage.olga.sees("audit.petition")


async def test_figures_leave_only_when_a_second_organizer_agrees(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await signed(stage, 30)
    stage.omar.looks_away()
    await ask(stage, "export.figures")
    stage.olga.sees("export.asked")
    assert not stage.olga.files
    stage.omar.sees("export.please", TITLE, "export.think")

    stage.olga.looks_away()
    await stage.omar.taps("export.yes")
    stage.omar.sees("export.given")
    (content,) = stage.olga.files.values()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {"figure": "signatures", "day": "2017-10-04", "number": "30"}.items() <= next(
        row for row in rows if row["figure"] == "signatures" and row["day"]
    ).items()
    assert all(not row["number"] or int(row["number"]) % 5 == 0 for row in rows)
    assert not stage.omar.files


async def test_a_statistician_gets_figures_that_an_organizer_agrees_to_and_never_names(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    omar, olga = sorted(stage.organizers(), key=lambda organizer: organizer.key, reverse=True)
    people = (replace(omar, role=Role.OWNER), replace(olga, role=Role.STATISTICIAN))
    monkeypatch.setattr(stage, "organizers", lambda: people)
    stage.names_key = bytes(PrivateKey.generate().public_key)
    await stage.restart()
    appeal = (await stage.publish("kurmanov")).id
    await signed(stage, 20, named=3)
    for command in ("/audit", "/newappeal"):
        await stage.olga.says(command)
        stage.olga.sees("command.other_role")
    await stage.olga.follows(f"exportask-{appeal}-names")
    stage.olga.is_not_offered("export.names")

    await ask(stage, "export.figures")
    stage.olga.looks_away()
    await stage.omar.taps("export.yes")
    assert [name.rpartition(".")[2] for name in stage.olga.files] == ["csv"]


async def test_nobody_agrees_to_their_own_export(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await ask(stage, "export.figures")
    request = await stage.asked(newest_entry)
    await stage.olga.follows(f"exportyes-{request}")
    stage.olga.sees("export.not_alone")
    assert not stage.olga.files


async def test_a_request_is_answered_once_and_within_a_day(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await ask(stage, "export.figures")
    await stage.omar.taps("export.no")
    stage.omar.sees("export.refused")
    stage.olga.sees("export.turned_down")
    request = await stage.asked(newest_entry) - 1
    await stage.omar.follows(f"exportyes-{request}")
    stage.omar.sees("export.over")

    await ask(stage, "export.figures")
    request = await stage.asked(newest_entry)
    await stage.pass_time(hours=25)
    await stage.omar.follows(f"exportyes-{request}")
    stage.omar.sees("export.over")
    assert not stage.olga.files


async def test_only_an_export_can_be_agreed_to(stage: Stage) -> None:
    """The number of any other entry of the audit trail is no request."""
    await stage.publish("kurmanov")
    for number in range(4):
        await stage.omar.follows(f"exportyes-{number}")
        stage.omar.sees("export.over")


async def test_the_message_with_an_exported_file_is_deleted_after_ten_minutes(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await ask(stage, "export.figures")
    stage.olga.looks_away()
    await stage.omar.taps("export.yes")
    stage.olga.sees("export.goes")
    assert stage.olga.files
    await stage.pass_time(minutes=9)
    assert any(message.file_name for message in stage.olga.messages())
    await stage.restart()
    await stage.pass_time(minutes=2)

    assert not any(message.file_name for message in stage.olga.messages())
    await stage.olga.says("/audit")
    stage.olga.sees("audit.remove_export")


async def test_whoever_has_a_file_that_cannot_be_deleted_is_asked_to_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuses(to: Address, message: str) -> None:
        raise NothingToAmend

    monkeypatch.setattr(stage.platform, "delete", refuses)
    await stage.publish("kurmanov")
    await ask(stage, "export.figures")
    await stage.omar.taps("export.yes")
    await stage.pass_time(minutes=11)
    stage.olga.sees_one("export.left")
    await stage.pass_time(minutes=11)
    stage.olga.sees_nothing()


async def test_a_file_is_deleted_when_the_messenger_answers_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(to: Address, message: str) -> None:
        raise NotSent

    await stage.publish("kurmanov")
    await ask(stage, "export.figures")
    await stage.omar.taps("export.yes")
    with monkeypatch.context() as broken:
        broken.setattr(stage.platform, "delete", away)
        await stage.pass_time(minutes=11)
        assert any(message.file_name for message in stage.olga.messages())
    await stage.pass_time(minutes=1)

    assert not any(message.file_name for message in stage.olga.messages())
    stage.olga.sees_not("export.left")


async def test_without_an_offline_key_names_do_not_leave_and_the_bot_says_so(stage: Stage) -> None:
    appeal = (await stage.publish("kurmanov")).id
    await signed(stage, 12, named=3)
    await stage.olga.says("/export")
    await stage.olga.taps("Kurmanov")
    stage.olga.sees("export.no_key")
    stage.olga.is_not_offered("export.names")
    await stage.olga.follows(f"exportask-{appeal}-names")
    stage.olga.sees("export.no_key")
    stage.omar.sees_not("export.please")


async def test_with_an_offline_key_names_leave_sealed_and_open_only_with_it(stage: Stage) -> None:
    private = PrivateKey.generate()
    stage.names_key = bytes(private.public_key)
    await stage.restart()
    await stage.publish("kurmanov")
    await signed(stage, 12, named=3)
    await ask(stage, "export.names")
    stage.olga.looks_away()
    await stage.omar.taps("export.yes")

    files = stage.olga.files
    assert len(files) == 2
    written = next(content for name, content in files.items() if name.endswith(".json"))
    assert b"Signer Number" not in written
    ((mark, those),) = json.loads(written)["sealed"].items()
    boxes = [base64.b64decode(box) for box in those]
    assert not any(b"Signer" in box for box in boxes)
    petition, sealed = from_file(written)
    assert petition.case == "kurmanov"
    assert mark in stage.olga.text
    assert set(opened(sealed, [bytes(private)]).names) == {f"Signer Number {n}" for n in range(3)}


async def test_the_audit_trail_tells_who_did_what_newest_first_and_page_by_page(stage: Stage) -> None:
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await stage.olga.says("/audit")
    stage.olga.sees("audit.whole")
    text = stage.olga.text
    assert text.index("omar: approved") < text.index("olga: submitted")
    assert "770100" not in text

    for n in range(12):
        await stage.asked(lambda tx, n=n: tx.audit.write("olga", "halt", f"step {n}", stage.clock.now()))
    await stage.olga.says("/audit")
    stage.olga.sees("step 11")
    stage.olga.sees_not("step 1)")
    await stage.olga.taps("pages.older")
    stage.olga.sees("step 1)", "omar: approved")
    stage.olga.is_offered("pages.newest")


async def test_a_trail_that_was_changed_is_told_in_the_trail_and_in_the_overview(stage: Stage) -> None:
    await stage.asked(lambda tx: tx.audit.write("olga", "halt", "draft 1", stage.clock.now()))
    await stage.asked(tamper)
    for command in ("/audit", "/status"):
        await stage.olga.says(command)
        stage.olga.sees("audit.broken")


async def ways_to(actor: Actor, office: str) -> None:
    await actor.says("/letter")
    for choice in ("Kurmanov", "letter.continue", "letter.take", office):
        await actor.taps(choice)


async def ask(stage: Stage, what: str) -> None:
    await stage.olga.says("/export")
    await stage.olga.taps("Kurmanov")
    await stage.olga.taps(what)


async def newest_entry(tx: Tx) -> int:
    return (await tx.audit.page(1))[0].id


async def tamper(tx: Tx) -> None:
    from typing import Any

    from sqlalchemy import text

    store: Any = tx
    await store.work.run(text("DROP TRIGGER audit_stays"))
    await store.work.run(text("UPDATE audit SET who = 'eve'"))
