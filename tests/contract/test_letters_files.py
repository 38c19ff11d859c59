"""The forms a letter is taken in: made when asked for, holding what their signer added, kept nowhere."""

from datetime import date, timedelta

import pytest

from alertbot.domain.subscriber import Address
from tests.support.cast import START
from tests.support.stage import Stage

WEEK_AHEAD, SOON, TODAY = (START.date() + timedelta(days=days) for days in (20, 3, 0))


async def take(stage: Stage, *offices: str, case: str = "kharkova", **changes: object) -> None:
    """Ann has the letters to some offices before her, or to all."""
    await stage.publish(case, **changes)
    await stage.ann.says("/letter")
    await stage.ann.taps(case.capitalize())
    if offices:
        await stage.ann.taps("letter.none_of_them")
    for office in offices:
        await stage.ann.taps(office)
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.take")


async def ask_for(stage: Stage, form: str) -> bytes:
    """One file, from the newest list of ways."""
    await stage.ann.taps(form)
    files = stage.ann.files
    assert len(files) == 1, str(stage.ann)
    return next(iter(files.values()))


async def test_an_office_with_fax_alone_offers_a_fax_sheet_and_no_mail(stage: Stage) -> None:
    await take(stage, "Nazarbaev")
    stage.ann.sees("way.no_email", "+77172745631", "+77172745667", "why.on_paper")
    stage.ann.is_not_offered("form.eml", "sent.email")
    await stage.ann.taps("letter.ways_to")
    sheet = await ask_for(stage, "form.fax")

    stage.ann.sees("form.how.fax")
    assert sheet.startswith(b"%PDF")
    assert list(stage.ann.files) == ["letter-fax-president-ru.pdf"]


async def test_every_form_comes_as_a_file_of_its_kind(stage: Stage) -> None:
    await take(stage, "Khamzayev")
    await stage.ann.taps("letter.ways_to")
    for form, begins in (
        ("form.eml", b"To: brussels@mfa.kz"),
        ("form.fax", b"%PDF"),
        ("form.docx", b"PK"),
        ("form.picture", b"\x89PNG"),
    ):
        content = await ask_for(stage, form)
        assert content.startswith(begins), form
        await stage.ann.taps("letter.ways_back")


async def test_an_address_of_paper_alone_gives_a_letter_for_the_post(stage: Stage) -> None:
    await take(stage, case="glodeni")
    await stage.ann.taps("letter.ways_to")

    assert (await ask_for(stage, "form.post")).startswith(b"%PDF")


async def test_what_somebody_typed_stands_in_their_files(stage: Stage) -> None:
    await stage.publish("kharkova")
    await stage.ann.says("/letter")
    await stage.ann.taps("Kharkova")
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.own_sentence")
    await stage.ann.says("My own union once needed such letters.")
    await stage.ann.taps("letter.take")
    await stage.ann.taps("Khamzayev")
    draft = await ask_for(stage, "form.eml")
    assert b"My own union once needed such letters." in draft.replace(b"=\r\n", b"")
    stage.ann.sees_not("form.nothing_of_yours")


async def test_what_was_forgotten_stands_in_no_file_and_the_file_says_so(stage: Stage) -> None:
    await stage.publish("kharkova")
    await stage.ann.says("/letter")
    await stage.ann.taps("Kharkova")
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.own_name")
    await stage.ann.says("Rosa Example")
    await stage.ann.taps("letter.take")
    await stage.ann.taps("letter.forget_mine")
    stage.ann.sees("letter.forgotten")
    await stage.ann.says("/letter")
    await stage.ann.taps("Kharkova")
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.take")
    await stage.ann.taps("Khamzayev")
    draft = await ask_for(stage, "form.eml")

    assert b"Rosa" not in draft
    stage.ann.sees("form.nothing_of_yours")


async def test_a_file_is_the_same_letter_as_the_text(stage: Stage) -> None:
    """Wording varies from person to person, never between one person's forms."""
    await take(stage, "Khamzayev")
    text = next(message.text for message in stage.ann.news() if message.fits("letter.body", "en"))
    await stage.ann.taps("letter.ways_to")
    draft = (await ask_for(stage, "form.eml")).replace(b"=\r\n", b"").decode()
    lines = [
        line for line in draft.partition("\r\n\r\n")[2].splitlines() if len(line) > 60 and "=" not in line
    ]
    assert lines
    for line in lines:
        assert " ".join(line.split()) in " ".join(text.split())


async def test_two_people_write_in_different_words(stage: Stage) -> None:
    await stage.publish("kharkova")
    bodies: set[str] = set()
    for actor in (stage.ann, stage.olga, stage.omar):
        await actor.says("/letter")
        await actor.taps("Kharkova")
        await actor.taps("letter.continue")
        await actor.taps("letter.take")
        bodies |= {message.text for message in actor.news() if "brussels@mfa.kz" in message.text}
    assert len(bodies) > 1


async def test_a_character_no_font_has_is_named_instead_of_printed_as_a_box(stage: Stage) -> None:
    await stage.publish("kharkova")
    await stage.ann.says("/letter")
    await stage.ann.taps("Kharkova")
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.own_sentence")
    await stage.ann.says("With 团结 from here")
    await stage.ann.taps("letter.take")
    await stage.ann.taps("Khamzayev")
    await stage.ann.taps("form.fax")

    stage.ann.sees("form.unprintable", "团")
    assert stage.ann.files == {}


@pytest.mark.parametrize(
    ("last_day", "reason"), [(None, "why.in_time"), (WEEK_AHEAD, "why.in_time"), (SOON, "why.too_late")]
)
async def test_post_is_advised_while_it_can_arrive(stage: Stage, last_day: date | None, reason: str) -> None:
    await take(stage, case="zhanaozen", sign_by=last_day)

    stage.ann.sees(reason, "Levyi bereg")


async def test_on_the_last_day_fax_comes_before_mail(stage: Stage) -> None:
    await take(stage, "Khamzayev", sign_by=TODAY)

    text = stage.ann.text
    assert 0 < text.index("1. Fax") < text.index("2. Email")


async def test_no_letter_is_left_in_the_store(stage: Stage) -> None:
    await take(stage, "Khamzayev")
    await stage.ann.taps("letter.ways_to")
    await ask_for(stage, "form.fax")
    ann = Address(stage.platform.name, stage.ann.chat)
    assert await stage.asked(lambda tx: tx.talks.state(ann)) is None
