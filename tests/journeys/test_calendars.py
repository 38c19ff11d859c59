"""Calendars handed over in the chat: with an address to subscribe to only where one is served."""

from pathlib import Path

from aiohttp import ClientSession

from alertbot.app.health import Heart
from alertbot.app.served import served
from alertbot.dialogue.calendar import CalendarFile, CalendarOf
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.journeys.calendars import Calendars
from alertbot.journeys.desk import Who
from alertbot.wording.speech import Wording
from tests.support.paper import PaperStage
from tests.support.phrases import catalogues

ANN = Address("transcript", "ann")
WHO = Who(ANN, ChatKind.PERSON, ANN, None, None, "ru", "transcript")


async def asked(stage: PaperStage, public_url: str | None, appeal: int, key: str = "") -> CalendarFile | None:
    journey = Calendars(stage.clock, Wording(catalogues()), public_url).journey
    found = await journey.fetches[CalendarOf](stage.store, CalendarOf(appeal, key), WHO)
    assert found is None or isinstance(found, CalendarFile)
    return found


async def test_the_address_of_a_case_is_offered_in_the_readers_language(folder: Path) -> None:
    async with PaperStage(folder) as stage:
        appeal = await stage.publish("kharkova")
        async with stage.store.transaction() as tx:
            await tx.hearings.add(appeal.case_id, appeal.case.hearings[0])
        with_address = await asked(stage, "https://letters.example.org/bot/", appeal.id)
        without = await asked(stage, None, appeal.id)
        unknown = await asked(stage, None, appeal.id, "nothing")
    assert with_address is not None
    assert without is not None
    assert with_address.feed == "https://letters.example.org/bot/calendar/kharkova.ics?lang=ru"
    assert (without.feed, unknown) == ("", None)


async def test_calendars_are_served_where_there_is_a_public_address_and_nowhere_else(folder: Path) -> None:
    async with PaperStage(folder) as stage, ClientSession() as session:
        await stage.publish("kurmanov")
        for public, status in ((True, 200), (False, 404)):
            heart, file = Heart(stage.clock), folder / "alertbot.sqlite"
            given = served("127.0.0.1:0", stage.store, stage.clock, heart, database=file, public=public)
            async with given as url:
                for path in ("/calendar.ics", "/calendar/kurmanov.ics"):
                    proxied = {"X-Forwarded-For": "192.0.2.1"}
                    async with session.get(url + path, headers=proxied) as answer:
                        assert answer.status == status
