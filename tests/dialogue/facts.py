"""Facts that fit whatever a conversation wants to know, made up from the prepared campaigns."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from alertbot.dialogue import (
    approve,
    calendar,
    case_page,
    draft_orders,
    enclosure_file,
    hearing_file,
    hearings,
    letter_numbers,
    letter_reports,
    manage,
    new_appeal,
    preview,
    privacy,
    quieting,
    settings,
    status,
    stuck,
    wants,
    whereabouts,
)
from alertbot.dialogue import letter_taps as letters
from alertbot.dialogue.engine import Facts, Want
from alertbot.dialogue.screen import File
from alertbot.domain.addressee import Channel, ChannelKind
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.channel_health import Contact, Failure
from alertbot.domain.copies import Copies
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Progress
from alertbot.domain.embassies import resolved
from alertbot.domain.enclosure import Enclosure, EnclosureKind
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.language import Localised
from alertbot.domain.publication import Doubt, Draft, DraftStage, Published
from alertbot.domain.signature import SignatureMode, Support
from alertbot.domain.subscriber import ChatKind, Interests, Room, Subscriber, SubscriberState
from alertbot.journeys.letters import Writer, at_embassy, ready_letters
from tests.support.stage import library

from .authority_facts import authority_answers
from .court_facts import court_answers
from .drill_facts import drill_answers
from .enclosure_facts import enclosure_answers
from .figure_facts import figure_answers
from .room_facts import room_answers
from .standings import matters, overviews, stuck_ones

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
PAIRS: tuple[tuple[Case, Appeal], ...] = tuple(
    (prepared.case, appeal) for prepared in library(NOW.date()).cases for appeal in prepared.appeals
)
SUBSCRIBER = Subscriber(7, ChatKind.PERSON, "en")
CHOICES = wants.Choices(("KZ", "MD", "RU"), ("oil", "unions"), {"en": "English", "ru": "Русский"})

Draw = st.DrawFn


@st.composite
def published(draw: Draw) -> Published:
    case, appeal = draw(st.sampled_from(PAIRS))
    last_day = draw(st.sampled_from([None, date(2017, 10, 1), date(2017, 11, 1)]))
    number, closed = draw(st.integers(1, 3)), draw(st.booleans())
    return Published(number, 1, 1, case, replace(appeal, sign_by=last_day), NOW, closed=closed)


hearing = st.builds(
    Hearing,
    key=st.sampled_from(["sitting1", "sitting2", "sitting3"]),
    city=st.just("Shymkent"),
    zone=st.just("Asia/Almaty"),
    day=st.dates(date(2017, 9, 1), date(2018, 1, 1)),
    hour=st.none() | st.just(time(10)),
    state=st.sampled_from(HearingState),
)
stored = st.builds(StoredHearing, st.integers(1, 9), st.integers(1, 3), hearing, st.booleans())
chain = st.lists(stored, max_size=3).map(tuple[StoredHearing, ...])


@st.composite
def files(draw: Draw) -> case_page.CaseFile:
    first = draw(published())
    appeals = (replace(first, id=9, appeal=replace(first.appeal, key="later")), first)
    return case_page.CaseFile(first.case, appeals[: draw(st.integers(1, 2))], draw(chain))


@st.composite
def drafts(draw: Draw) -> Draft:
    pair = draw(st.none() | st.sampled_from(PAIRS))
    number, author = draw(st.integers(1, 3)), draw(st.sampled_from(["olga", "omar"]))
    stage, digest = draw(st.sampled_from(DraftStage)), draw(st.sampled_from(["", "ab" * 32]))
    case, appeal = pair or (None, None)
    return Draft(number, author, stage, NOW, ("pasted",), case, appeal, digest)


support = st.builds(Support, st.sampled_from([None, *SignatureMode]), st.integers(1, 500))
numbers = st.builds(
    letter_numbers.LetterNumbers,
    st.integers(0, 99),
    st.dictionaries(st.sampled_from(ChannelKind), st.integers(0, 9), max_size=3),
    st.dictionaries(
        st.builds(Contact, st.just("president"), st.just(ChannelKind.FAX), st.just("ab" * 4)),
        st.just({Failure.NO_TONE: 3}),
        max_size=1,
    ),
)
progress = st.builds(
    Progress,
    st.integers(1, 3),
    st.sampled_from([BroadcastKind.ALERT, BroadcastKind.CORRECTION, BroadcastKind.RETRACTION]),
    st.sampled_from(BroadcastState),
    st.dictionaries(st.sampled_from(DeliveryState), st.integers(0, 9999), max_size=4),
    st.booleans(),
    st.just(1),
)
watched = st.builds(manage.Watched, progress, st.just(PAIRS[0][1].title), st.floats(0, 9999))


@st.composite
def rooms(draw: Draw) -> Room:
    state = draw(st.sampled_from(SubscriberState))
    return Room(Subscriber(draw(st.integers(1, 9)), ChatKind.GROUP, "ru", state=state), "A room")


@st.composite
def understood(draw: Draw) -> new_appeal.Understood:
    case, appeal = draw(st.none() | st.sampled_from(PAIRS)) or (None, None)
    faults = draw(st.sampled_from([(), ("a.yaml:1: broken",)]))
    return new_appeal.Understood(case, appeal, (Doubt("other", "x", 3),), faults)


contacts = st.builds(
    draft_orders.Contacts,
    st.sampled_from([(), (Channel(ChannelKind.FAX, "+77172745631", "+7 7172 74 56 31"),)]),
    person=st.sampled_from(["", "Rosa Example"]),
    office=st.sampled_from(["", "Minister"]),
)
words = st.builds(
    hearings.HearingWords,
    st.dates(date(2017, 9, 1), date(2018, 1, 1)),
    st.none() | st.just(time(10)),
    st.just("Shymkent"),
    st.sampled_from(["", "Asia/Almaty"]),
    st.sampled_from(["", "room 3"]),
)
sent_hearings = st.one_of(
    st.sampled_from(["large", "broken", "nothing_ahead", "called_off"]).map(
        lambda fault: hearing_file.SentHearing(fault=fault)
    ),
    st.builds(
        hearing_file.SentHearing,
        words,
        st.just("{}"),
        st.sampled_from(["", "UTC", "Asia/Almaty"]),
        left=st.sampled_from([(), ("recurrence", "other_events", "unknown_zone")]),
    ),
)
forecast = st.builds(preview.Forecast, st.just(3), st.just(2), st.floats(0, 9999), st.integers(0, 2))
holdings = st.builds(
    privacy.Holdings,
    signatures=st.just(((PAIRS[0][1].title, SignatureMode.NAMED, "Rosa"),)) | st.just(()),
    follows=st.just((PAIRS[0][0].title,)),
    rooms=st.just(("A room",)),
)


def answer(draw: Draw, want: Want[Any], case: Published | None) -> Any:
    """One answer that the store could give; ``case`` is the appeal the whole event is about."""
    match want:
        case wants.AppealOf(id=id):
            return replace(case, id=id) if case else None
        case whereabouts.WhereaboutsOf(appeal=id):
            counts = st.builds(Copies, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
            who = draw(st.sampled_from([None, "olga", "omar"]))
            many = draw(st.integers(0, 9))
            return whereabouts.Whereabouts(replace(case, id=id), draw(counts), many, who) if case else None
        case preview.DraftAtHand(id=id):
            found = draw(st.none() | drafts())
            return replace(found, id=id or found.id) if found else None
        case letters.VersionOf(appeal=id, number=number):
            older = draw(st.none() | st.just(replace(PAIRS[0][1].title, texts={"en": "As it was"})))
            return _older(replace(case, id=id), number, older) if case and number else None
        case letters.Letters():
            return ready_letters(writer(case), want.offices, want.mine) if case and case.appeal.letter else ()
        case letters.EmbassyIn():
            return _embassy(draw(st.sampled_from(["", "NO", "BE"])), case, want)
        case hearings.CasesNow():
            return tuple(
                hearings.CaseLine(n, PAIRS[0][0].title, draw(chain))
                for n in range(1, draw(st.integers(1, 4)))
            )
        case _:
            return draw(_ANSWERS[type(want)])


def writer(published: Published) -> Writer:
    return Writer(published, b"seed", "ru", NOW.date(), frozenset(), None)


def _older(now: Published, number: int, title: Localised | None) -> Published:
    """The version a tap names, sometimes with another title than today's."""
    return replace(now, version=number, appeal=replace(now.appeal, title=title) if title else now.appeal)


def _embassy(country: str, case: Published | None, want: letters.EmbassyIn) -> letters.AtEmbassy:
    addressees = case.appeal.addressees if case and case.appeal.letter else ()
    if not country or case is None or not 0 <= want.office < len(addressees):
        return letters.AtEmbassy(None)
    found = library(NOW.date()).embassies.of("KZ", country)
    if found is None:
        return letters.AtEmbassy(country)
    return at_embassy(writer(case), country, resolved(addressees[want.office], found), want.mine)


quiet = st.sampled_from(quieting.OFFERED)
reminded = st.builds(quieting.RemindedCase, st.integers(1, 4), st.just(PAIRS[0][0].title), st.booleans())

_ANSWERS: dict[type[Any], st.SearchStrategy[Any]] = {
    wants.OpenAppeals: st.lists(published(), max_size=3).map(tuple),
    case_page.CaseFileOf: st.none() | files(),
    case_page.CasesAbout: st.lists(published(), max_size=3).map(tuple),
    wants.SupportOf: support,
    wants.HearingsOf: chain,
    wants.Follows: st.booleans(),
    wants.ChoicesNow: st.just(CHOICES),
    settings.MyRooms: st.lists(rooms(), max_size=2).map(tuple),
    wants.RoomToSetUp: st.none() | rooms(),
    quieting.PeaceOf: st.builds(quieting.Peace, st.none() | quiet, st.lists(reminded, max_size=3).map(tuple)),
    settings.ZoneNamed: st.none() | st.just("Europe/Berlin"),
    privacy.HoldingsNow: holdings,
    new_appeal.PreparedNow: st.just(tuple(new_appeal.PreparedLine(c.key, a.key, a.title) for c, a in PAIRS)),
    new_appeal.PreparedOne: st.none() | st.sampled_from(PAIRS),
    enclosure_file.PreparedFiles: st.lists(
        st.none() | st.just((Enclosure(EnclosureKind.PICTURE, "0" * 64), b"x")), max_size=2
    ).map(tuple),
    new_appeal.NextDraft: st.integers(1, 9),
    new_appeal.ReadDraft: st.none() | understood(),
    new_appeal.ReadFile: understood(),
    draft_orders.ReadWith: st.none() | understood(),
    draft_orders.CountryNamed: st.none() | st.just("MD"),
    draft_orders.DayNamed: st.none() | st.just(date(2017, 11, 1)),
    draft_orders.ContactsTyped: contacts,
    preview.TooLong: st.none() | st.just(("ru", 40)),
    preview.ForecastOf: forecast,
    preview.SampleLetter: st.just("") | st.just("Dear Mr Example"),
    approve.OpenDrafts: st.lists(drafts(), max_size=3).map(tuple),
    approve.HoldSeconds: st.just(60.0),
    hearings.HearingRead: st.none() | words,
    hearing_file.FileInCity: st.none() | words,
    hearing_file.FileRead: sent_hearings,
    calendar.CalendarOf: st.none()
    | st.just(calendar.CalendarFile(b"BEGIN:VCALENDAR", "https://example.org")),
    letters.SuspectsOf: st.just(frozenset[Contact]()),
    letters.HostsOf: st.sampled_from([(), ("AT", "BE", "CH")]),
    letters.FileOf: st.sampled_from(
        [letters.Made(File("a.pdf", "application/pdf", b"%PDF")), letters.Made(None, "中")]
    ),
    letter_reports.SentBefore: st.booleans(),
    letter_reports.ReportedBefore: st.booleans(),
    letter_numbers.NumbersOf: numbers,
    manage.WatchedNow: st.none() | watched,
    whereabouts.RecentAppeals: st.lists(published(), max_size=3).map(tuple),
    manage.RunningNow: st.builds(
        manage.Running,
        st.lists(watched, max_size=2).map(tuple),
        st.just((PAIRS[0][1].title,)),
    ),
    status.OverviewNow: overviews,
    status.HeldNow: st.just((PAIRS[0][1].title,)) | st.just(()),
    stuck.StuckNow: st.lists(stuck_ones, max_size=12).map(tuple),
    stuck.Repeatable: st.tuples(matters, st.integers(0, 9)),
    stuck.MissedNow: st.integers(0, 9),
    **court_answers([case for case, _ in PAIRS]),
    **enclosure_answers,
    **drill_answers,
    **authority_answers(published()),
    **figure_answers(Published(1, 1, 1, *PAIRS[0], NOW)),
    **room_answers(NOW),
}


@st.composite
def facts_for(draw: Draw, wanted: tuple[Want[Any], ...]) -> Facts:
    about = draw(st.none() | published())
    found = {want: answer(draw, want, about) for want in wanted}
    me = draw(st.none() | st.just(SUBSCRIBER) | st.just(replace(SUBSCRIBER, interests=Interests(("KZ",)))))
    organizer = draw(st.sampled_from(["olga", "omar"]))
    home = draw(st.sampled_from(["", "https://t.me/alert_bot?start="]))
    return Facts(NOW, "en", ChatKind.PERSON, me, organizer, home, found)
