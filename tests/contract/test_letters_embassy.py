"""The embassy in your country: asked for a letter, looked up in the organizers' table, forgotten."""

from pathlib import Path

import pytest

from alertbot.domain.subscriber import Address
from tests.support.stage import Stage


async def ask(stage: Stage, who: str = "ann", case: str = "Kharkova") -> None:
    """Somebody is asked for their country. Boris subscribes first: not every platform tells whose language it
    is, and it is kept for subscribers alone."""
    actor = getattr(stage, who)
    if who != "ann":
        await actor.subscribe()
    await stage.publish("kharkova")
    await actor.says("/letter")
    await actor.taps(case)
    await actor.taps("letter.continue")
    await actor.taps("letter.take")
    await actor.taps("Embassy or" if who == "ann" else "Посольство или")
    await actor.taps("embassy.find")


@pytest.mark.parametrize("typed", ["Belgium", "belgium", "BE", "Бельгия", "Belgia"])
async def test_a_typed_country_in_any_of_our_languages_finds_its_embassy(stage: Stage, typed: str) -> None:
    await ask(stage)
    stage.ann.sees("embassy.ask", "embassy.forgets")
    await stage.ann.says(typed)

    stage.ann.sees("Embassy of Kazakhstan in Brussels", "brussels@mfa.kz", "+3223745091", "embassy.forgotten")
    assert {name.rpartition(".")[2] for name in stage.ann.files} == {"eml", "pdf"}


async def test_a_country_of_the_list_can_be_chosen(stage: Stage) -> None:
    await ask(stage, "boris", "Харьков")
    await stage.boris.taps("Бельгия")

    stage.boris.sees("Посольство Казахстана в Брюсселе", "embassy.forgotten", locale="ru")


async def test_a_country_without_an_embassy_in_the_list_is_said_plainly_and_the_others_go_on(
    stage: Stage,
) -> None:
    await ask(stage)
    await stage.ann.says("Norway")

    stage.ann.sees("embassy.unknown", "Norway", "embassy.others_stay")
    assert stage.ann.files == {}
    await stage.ann.taps("embassy.another")
    await stage.ann.says("Switzerland")
    stage.ann.sees("Permanent Mission of Kazakhstan in Geneva")


async def test_what_is_no_country_is_asked_again(stage: Stage) -> None:
    await ask(stage)
    await stage.ann.says("Atlantis")
    stage.ann.sees("embassy.which")
    await stage.ann.says("Austria")

    stage.ann.sees("kzosce@kazakhstan.at")


async def test_the_letter_is_written_to_the_ambassador_by_name(stage: Stage) -> None:
    await ask(stage)
    await stage.ann.says("Belgium")

    stage.ann.sees("Dear Ambassador Khamzayev,")


async def test_the_country_is_nowhere_afterwards(stage: Stage, folder: Path) -> None:
    """Not in what stands of the conversation, nor readable in any file of the store."""
    await ask(stage)
    await stage.ann.says("Switzerland")
    ann = Address(stage.platform.name, stage.ann.chat)
    assert await stage.asked(lambda tx: tx.talks.state(ann)) is None
    await stage.end()
    assert not [name for name, content in contents(folder).items() if b"Switzerland" in content]
    await stage.begin()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_a_letter_sent_to_an_embassy_counts_without_its_country(stage: Stage) -> None:
    await ask(stage)
    await stage.ann.says("Belgium")
    await stage.ann.taps("sent.fax")
    stage.ann.sees("sent.thanks")

    appeals = await stage.asked(lambda tx: tx.appeals.newest(1))
    assert await stage.asked(lambda tx: tx.signatures.marked(appeals[0].id, "sent.fax.embassy.1")) == 1
