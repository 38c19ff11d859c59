"""One bot: everything built once, wired together, run side by side and wound down in order."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import structlog

from alertbot.app.campaigns import own_name
from alertbot.app.drill_chat import Exercises
from alertbot.app.drill_stage import CANARY as EXERCISE_CANARY
from alertbot.app.drill_stage import HOLD as EXERCISE_HOLD
from alertbot.app.drill_stage import RATE as EXERCISE_RATE
from alertbot.app.health import Heart, measured
from alertbot.app.release import RELEASE
from alertbot.app.watch import Watch
from alertbot.clocks import jump_of
from alertbot.clockwork import Clockwork
from alertbot.dialogue.guide import EVERYONE
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.publication import Purpose
from alertbot.domain.subscriber import Organizer
from alertbot.errors import ConfigurationError
from alertbot.faultlines import where
from alertbot.intake import Library
from alertbot.intake.campaign_enclosures import EnclosureFile
from alertbot.intake.paste import warming
from alertbot.journeys.auditing import Auditing
from alertbot.journeys.broadcasting import Broadcasting
from alertbot.journeys.calendar_files import CalendarFiles
from alertbot.journeys.calendars import Calendars
from alertbot.journeys.cases import Cases
from alertbot.journeys.closing import Closing
from alertbot.journeys.conversing import Conversing
from alertbot.journeys.correcting import Correcting
from alertbot.journeys.desk import Desk
from alertbot.journeys.drafting import Drafting
from alertbot.journeys.enclosing import Enclosing
from alertbot.journeys.exporting import Exporting
from alertbot.journeys.figures import Statistics
from alertbot.journeys.following import Following, Sequel
from alertbot.journeys.hearings import CourtDates
from alertbot.journeys.lawyer import LawyersDates
from alertbot.journeys.letter_reports import LetterReports
from alertbot.journeys.letters import LetterWriting
from alertbot.journeys.listening import Listening
from alertbot.journeys.networks import CampaignNetworks
from alertbot.journeys.outcomes import Outcomes
from alertbot.journeys.publishing import Publishing
from alertbot.journeys.quieting import Quieting
from alertbot.journeys.reading import Reading
from alertbot.journeys.rehearsing import Rehearsing
from alertbot.journeys.reminding import Reminding
from alertbot.journeys.retracting import Retracting
from alertbot.journeys.room_questions import RoomQuestions
from alertbot.journeys.rooms import Rooms
from alertbot.journeys.security import Security
from alertbot.journeys.signing import Signing
from alertbot.journeys.status import Status
from alertbot.journeys.subscribing import Subscribing
from alertbot.journeys.timekeeping import Timekeeping
from alertbot.journeys.translating import Translating
from alertbot.journeys.understanding import FileReader, TypedReader, read_text
from alertbot.journeys.updating import DemandOutcomes, Updates
from alertbot.ports import BroadcastScreens, Clock, Platform, Store, Tx
from alertbot.sender import Sender
from alertbot.store.documents import digest
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.speech import Wording
from alertbot.wording.tree import Utterance

log = structlog.get_logger(__name__)

Tasks = Sequence[asyncio.Task[None]]

WARMING_PAUSE = 0.5
"""Seconds between the pieces of getting ready for the first paste: all at once, they would hold up an alert
that goes on after a restart."""

CATCH_UP_SECONDS = 20
"""How long the first send waits for the backlog of a platform that does not answer."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one bot is built from. ``rate``: messages per second; ``hold``: seconds before sending.

    ``public_url`` is where the letter page is reached; without one letters are handed over in the chat alone.
    ``names_key`` is the public key that names are sealed to; without one none leaves.
    ``second_factor``: nobody approves without one. ``canary``: seconds that organizers have an alert first,
    no more than the hold. ``break_glass``: an author alone may let an urgent appeal go.
    ``exercises`` false: this bot is one itself, and begins none.
    """

    clock: Clock
    platforms: tuple[Platform, ...]
    organizers: tuple[Organizer, ...]
    library: Library
    rate: int
    hold: float
    public_url: str | None = None
    second_factor: bool = False
    names_key: bytes | None = None
    canary: float = 0.0
    break_glass: bool = False
    exercises: bool = True


class Bot:
    """A whole bot over a store: ears, conversations, sender and clockwork."""

    def __init__(self, store: Store, plan: Plan, heart: Heart | None = None) -> None:
        self._store = store
        self._plan = plan
        self.heart = heart or Heart(plan.clock)
        self._platforms = {p.name: measured(p, self.heart.sent) for p in plan.platforms}
        self.wording = Wording(Catalogues.read(locales_directory()))
        self._desk = Desk(self.wording, plan.clock, self._platforms, plan.organizers)
        self._sender = Sender(store, self._platforms, self._word, plan.clock, plan.rate)
        typed = TypedReader(self.wording.supported)
        reminding = Reminding(plan.clock)
        self._outcomes = Outcomes(self._desk)
        self._dates = CourtDates(plan.clock, typed.hearing, reminding)
        self._security = Security(self._desk, required=plan.second_factor)
        self._publishing = Publishing(
            self._desk,
            digest,
            self._dates,
            reminding,
            self._security,
            hold=plan.hold,
            canary=plan.canary,
            alone=plan.break_glass,
            rate=plan.rate,
            sequels=self._sequels(),
        )
        self._broadcasting = Broadcasting(self._desk, self._publishing, rate=plan.rate)
        self._rooms, self._room_questions = Rooms(self._desk), RoomQuestions(self._desk)
        self._following = (
            Following(self._desk).journey,
            Retracting(self._desk, reminding, self._announce).journey,
            Closing(self._desk, reminding).journey,
        )
        self._exercises = Exercises(store, self._desk, self._sender.wake, self._exercise)
        self._exporting = Exporting(self._desk, plan.names_key)
        self._conversing = self._build_conversing(typed)
        self._clockwork = Clockwork(
            store,
            plan.clock,
            self._publishing,
            reminding,
            self._broadcasting,
            self._outcomes,
            Timekeeping(self._desk, lambda: jump_of(plan.clock)),
            self._room_questions,
            self._security,
            self._exporting,
            self._sender.wake,
            self._sender.redraw,
        )
        self._caught_up = asyncio.Event()
        self._ears = [Listening(store, platform, self._conversing, plan.clock) for platform in plan.platforms]
        self.heart.attend(self._polled, self._ticked)
        self._watch = Watch(store, self._desk, self._ticked, self._sender.wake)

    def _sequels(self) -> dict[Purpose, Sequel]:
        """How drafts go out that are about a published appeal."""
        rate = self._plan.rate
        return {
            Purpose.CORRECTION: Correcting(self._desk, self._announce, rate=rate),
            Purpose.UPDATE: Updates(self._desk, rate=rate),
            Purpose.OUTCOME: DemandOutcomes(self._desk, rate=rate),
        }

    async def _announce(self, tx: Tx, broadcast: int) -> None:
        await self._broadcasting.announce(tx, broadcast)

    def _ticked(self) -> float | None:
        return self._clockwork.ticked_at

    def _polled(self) -> dict[str, float | None]:
        return {name: ear.polled_at for name, ear in zip(self._platforms, self._ears, strict=True)}

    def _build_conversing(self, typed: TypedReader) -> Conversing:
        read_sent = FileReader(lambda: {case.key: case for case in self._cases()})
        journeys = (
            Subscribing(self._desk, self._cases, own_name).journey,
            Reading().journey,
            Cases().journey,
            Quieting().journey,
            self._rooms.journey,
            self._room_questions.journey,
            CampaignNetworks(self._desk).journey,
            Signing(self._plan.clock).journey,
            self._letters(typed).journey,
            LetterReports(self._desk).journey,
            Drafting(self._desk, self._prepared, read_text, read_sent, typed.day, typed.country).journey,
            Enclosing(self._files).journey,
            self._publishing.journey,
            Translating(self._desk, self._publishing.reopen).journey,
            self._security.journey,
            self._broadcasting.journey,
            *self._following,
            self._dates.journey,
            self._outcomes.journey,
            LawyersDates(self._desk, self._dates, self._outcomes).journey,
            CalendarFiles(self._plan.clock).journey,
            Calendars(self._plan.clock, self.wording, self._plan.public_url).journey,
            Status(self._desk, self.heart, RELEASE).journey,
            Statistics(self._desk).journey,
            self._exporting.journey,
            Auditing().journey,
            *((Rehearsing(self._exercises).journey,) if self._plan.exercises else ()),
        )
        return Conversing(self._store, self._desk, self._rooms, journeys, self._sender.wake)

    def _exercise(
        self, store: Store, clock: Clock, window: Platform, organizers: tuple[Organizer, ...]
    ) -> "Bot":
        """A bot to practise with. It gets nothing of this one but the list of embassies."""
        library = replace(self._plan.library, cases=())
        plan = Plan(clock, (window,), organizers, library, EXERCISE_RATE, EXERCISE_HOLD)
        return Bot(store, replace(plan, canary=EXERCISE_CANARY, exercises=False))

    def _letters(self, typed: TypedReader) -> LetterWriting:
        plan = self._plan
        return LetterWriting(plan.clock, plan.library.embassies, typed.country, plan.public_url)

    def _word(self, screens: BroadcastScreens, room: bool, locale: str, zone: str | None) -> Utterance:
        return self.wording.say(screens.room if room else screens.person, locale, zone, room=room)

    def _cases(self) -> tuple[Case, ...]:
        return tuple(prepared.case for prepared in self._plan.library.cases)

    def _files(self, case: str, appeal: str) -> tuple[EnclosureFile, ...]:
        found = (prepared for prepared in self._plan.library.cases if prepared.case.key == case)
        return next((prepared.files.get(appeal, ()) for prepared in found), ())

    def _prepared(self) -> tuple[tuple[Case, tuple[Appeal, ...]], ...]:
        return tuple((prepared.case, prepared.appeals) for prepared in self._plan.library.cases)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set, then finish what is in hand.

        :class:`ConfigurationError` when a platform no longer takes us.
        """
        starting = asyncio.create_task(self._start(), name="start")
        hearing = [_forever("poll", ear.poll) for ear in self._ears]
        hearing += [_forever("handle", ear.handle) for ear in self._ears]
        sending = [_forever("send", self._send), _forever("beat", self.heart.beat)]
        sending.append(_forever("watch", self._watch.run))
        stopping = asyncio.create_task(stop.wait())
        try:
            done, _ = await asyncio.wait({*hearing, *sending, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await _cancel([starting])
            await self._exercises.close()
            await self._wind_down(hearing, sending)
        for task in done - {stopping}:
            task.result()

    async def _start(self) -> None:
        """Hear first what was said while nobody listened: a Cancel or a moved date counts before what it
        stops goes out. A platform that cannot be reached is not waited for without end."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CATCH_UP_SECONDS):
                await asyncio.gather(*(ear.caught_up() for ear in self._ears))
        self._caught_up.set()
        await self._clockwork.start()
        await self._introduce()
        for piece in warming():
            await asyncio.to_thread(piece)
            await asyncio.sleep(WARMING_PAUSE)

    async def _send(self) -> None:
        await self._caught_up.wait()
        await self._sender.run()

    async def look(self) -> None:
        """Look at once at everything that is due, show how far broadcasts have come, and delete files that
        were handed over."""
        await self._clockwork.tick()
        await self._clockwork.show_progress()
        await self._clockwork.take_away()

    async def _wind_down(self, hearing: Tasks, sending: Tasks) -> None:
        """Take nothing new, finish the events in hand, send what is in flight; the rest is rows."""
        self._clockwork.stop()
        await _cancel(hearing)
        for ear in self._ears:
            await ear.drain()
        await self._sender.drain()
        await _cancel(sending)

    async def _introduce(self) -> None:
        """Beside everything else: people need not wait until every language's menu is accepted."""
        menu = {
            locale: [(word, self.wording.phrase(what, locale)) for word, what in EVERYONE.items()]
            for locale in self.wording.supported
        }
        for platform in self._plan.platforms:
            await platform.introduce(menu)


Loop = Callable[[], Coroutine[Any, Any, None]]

PAUSE_AFTER_FAILURE = 1.0
"""Seconds before a loop that failed begins again."""


def _forever(name: str, work: Loop) -> asyncio.Task[None]:
    return asyncio.create_task(_survive(name, work), name=name)


async def _survive(name: str, work: Loop) -> None:
    """Run a loop again whenever it fails; only wrong settings end it."""
    while True:
        try:
            await work()
        except ConfigurationError:
            raise
        except Exception as error:  # noqa: BLE001 - a loop must not end because of one failure
            log.error("loop_failed", loop=name, **where(error))  # noqa: TRY400 - values stay out of logs
        await asyncio.sleep(PAUSE_AFTER_FAILURE)


async def _cancel(tasks: Tasks) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
