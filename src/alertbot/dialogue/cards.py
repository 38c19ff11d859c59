"""Cards: an appeal, a case, a reminder or a moved date, as one screen that stands alone."""

from dataclasses import replace

from alertbot.dialogue import court_cards, enclosures
from alertbot.dialogue.attend import plan_row
from alertbot.dialogue.court_cards import hearing_lines, moment
from alertbot.dialogue.demand_cards import demand_line
from alertbot.dialogue.doors import (
    FullCase,
    MuteCase,
    RemindMe,
    Share,
    ShowAppeal,
    Sign,
    ToCalendar,
    WriteLetters,
)
from alertbot.dialogue.screen import (
    Choice,
    Country,
    Part,
    Screen,
    Words,
    item,
    note,
    say,
    text,
    title,
)
from alertbot.domain.appeal import Action, ActionKind, Appeal, Demand, DemandOutcome
from alertbot.domain.case import Case
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing, current
from alertbot.domain.publication import Published

Rows = tuple[tuple[Choice, ...], ...]

DO = {
    ActionKind.SIGN: say("card.do.sign"),
    ActionKind.WRITE: say("card.do.write"),
    ActionKind.SIGN_ELSEWHERE: say("card.do.sign_elsewhere"),
    ActionKind.CALL: say("card.do.call"),
    ActionKind.BOYCOTT: say("card.do.boycott"),
    ActionKind.ATTEND: say("card.do.attend"),
    ActionKind.SHARE: say("card.do.share"),
}


def alert(published: Published) -> Screen:
    """What, who, what you can do, until when. In a room its buttons lead to the private chat."""
    case, appeal = published.case, published.appeal
    parts = [
        title(appeal.title),
        note(_under_the_title(case, appeal)),
        text(appeal.summary),
        *_what_you_can_do(published),
        *_deadline(appeal),
        *([note(say("card.corrected", version=published.version))] if published.material > 1 else []),
    ]
    return Screen(tuple(parts), rows=_card_rows(published))


def short(published: Published) -> Choice:
    """An appeal as one line of a list."""
    return Choice(published.appeal.title, tap=ShowAppeal(published.id))


def _under_the_title(case: Case, appeal: Appeal) -> Words:
    if appeal.code:
        return say("card.where_code", country=Country(case.country), issuer=appeal.issuer, code=appeal.code)
    return say("card.where", country=Country(case.country), issuer=appeal.issuer)


def _what_you_can_do(published: Published) -> list[Part]:
    appeal = published.appeal
    if published.closed:
        return [note(say("card.closed"))]
    if not appeal.actions and published.parent is not None:
        return [note(say("card.update"))]
    if not appeal.actions:
        return [note(say("card.nothing_to_do"))]
    return [text(say("card.what_you_can_do")), *(_action(action) for action in appeal.actions)]


def _action(action: Action) -> Part:
    words = say("card.do.with", what=DO[action.kind], how=action.text) if action.text else DO[action.kind]
    return item(words)


def _deadline(appeal: Appeal) -> list[Part]:
    return [text(say("card.sign_by", day=appeal.sign_by))] if appeal.sign_by else []


def _card_rows(published: Published) -> Rows:
    appeal, id, version = published.appeal, published.id, published.version
    act: list[Choice] = []
    if published.parent is not None:
        act.append(Choice(say("card.parent"), tap=ShowAppeal(published.parent), private=True))
    if published.closed:
        appeal = replace(appeal, actions=())
    if appeal.offers(ActionKind.SIGN):
        act.append(Choice(say("card.sign"), tap=Sign(id, version), private=True, sensitive=True))
    if appeal.offers(ActionKind.WRITE) and appeal.letter:
        act.append(Choice(say("card.write"), tap=WriteLetters(id, version), private=True, sensitive=True))
    elsewhere = [Choice(say("card.elsewhere"), url=a.url) for a in appeal.actions if a.url]
    read = [Choice(say("card.full"), tap=FullCase(id), private=True)]
    read.append(Choice(say("card.remind"), tap=RemindMe(id, 1), private=True))
    look = enclosures.buttons(published)
    share = [Choice(say("card.share"), tap=Share(id), private=True)]
    return tuple(tuple(row) for row in (act, elsewhere, read, look, share) if row)


def full_case(published: Published, chain: tuple[StoredHearing, ...]) -> Screen:
    """Everything that is published about a case; long, so platforms show it in pages."""
    case, appeal = published.case, published.appeal
    parts = [
        title(appeal.title),
        note(_under_the_title(case, appeal)),
        text(appeal.text if appeal.text else appeal.summary),
        *_demands(appeal),
        *_people(case),
        *_timeline(case),
        *hearing_lines(chain),
        *_addressees(appeal),
        *_sources(case, appeal),
        *_deadline(appeal),
    ]
    return Screen(tuple(parts), rows=(*_card_rows(published), *calendar_row(published.id if chain else None)))


def calendar_row(appeal: int | None, key: str = "") -> Rows:
    """A court date to take along, by any key of its chain; without one all dates of the appeal's case. Nobody
    takes it by a reaction, for that would tell who means to come."""
    if not appeal:
        return ()
    return ((Choice(say("calendar.add"), tap=ToCalendar(appeal, key), private=True, sensitive=True),),)


def _demands(appeal: Appeal) -> list[Part]:
    if not appeal.demands:
        return []
    lines = [_demand(n, demand) for n, demand in enumerate(appeal.demands, 1)]
    return [title(say("case.demands")), *lines]


def _demand(n: int, demand: Demand) -> Part:
    if demand.outcome is DemandOutcome.OPEN:
        return item(demand.text, f"{n}.")
    return demand_line(demand)


def _people(case: Case) -> list[Part]:
    shown = [person for person in case.persons if person.public]
    if not shown:
        return []
    lines = [
        item(say("case.person", name=p.names or p.name, note=p.note)) if p.note else item(p.names or p.name)
        for p in shown
    ]
    return [title(say("case.people")), *lines]


def _timeline(case: Case) -> list[Part]:
    if not case.timeline:
        return []
    lines = [item(say("case.event", when=event.when, what=event.text)) for event in case.timeline]
    return [title(say("case.timeline")), *lines]


def _addressees(appeal: Appeal) -> list[Part]:
    if not appeal.addressees:
        return []
    lines = [
        item(say("case.addressee", person=a.persons or a.person, office=a.office))
        if a.persons or a.person
        else item(a.office)
        for a in appeal.addressees
    ]
    return [title(say("case.addressees")), *lines]


def _sources(case: Case, appeal: Appeal) -> list[Part]:
    sources = [*appeal.sources, *(s for s in case.sources if s not in appeal.sources)]
    if not sources:
        return []
    lines = [item(f"{s.title}: {s.url}" if s.url and s.title else s.url or s.title) for s in sources]
    return [title(say("case.sources")), *lines]


BEFORE = {
    "7d": say("reminder.7d"),
    "3d": say("reminder.3d"),
    "1d": say("reminder.1d"),
    "2h": say("reminder.2h"),
    "today": say("reminder.today"),
    "late": say("hearing.soon"),
}


def reminder(
    case: Case, hearing: Hearing, offset: str, appeal: int | None, case_id: int | None = None
) -> Screen:
    """A court date drawing near: when, where and whose, then why and how to be there."""
    return _to_come(case, hearing, BEFORE[offset], appeal, case_id)


def hearing_set(case: Case, hearing: Hearing, appeal: int | None, case_id: int | None = None) -> Screen:
    """A court date that was only just learned, and is close."""
    return _to_come(case, hearing, say("hearing.soon"), appeal, case_id)


def _to_come(case: Case, hearing: Hearing, what: Words, appeal: int | None, case_id: int | None) -> Screen:
    parts = (
        title(court_cards.headline(case, hearing)),
        text(what),
        *court_cards.details(case, hearing),
        *court_cards.purpose(hearing),
        court_cards.verify(hearing),
    )
    rows = (plan_row(), *calendar_row(appeal, hearing.key), *_case_rows(appeal, case_id))
    return Screen(parts, rows=rows)


def hearing_moved(
    case: Case, old: Hearing, new: Hearing, appeal: int | None, by: Words = "", case_id: int | None = None
) -> Screen:
    """Old date, new date, and who said so: for everyone who knew the old one. A date that comes earlier than
    people think says that before anything else."""
    first = court_cards.headline(case, new)
    parts = (
        title(say("court.earlier", headline=first) if is_earlier(old, new) else first),
        text(
            say("hearing.moved") if old.state is not HearingState.ADJOURNED_WITHOUT_DATE else say("court.set")
        ),
        text(say("hearing.was", when=moment(old))),
        text(say("hearing.now", when=moment(new))),
        *_said_by(by),
        *court_cards.details(case, new),
        court_cards.verify(new),
    )
    rows = (plan_row(), *calendar_row(appeal, new.key), *_case_rows(appeal, case_id))
    return Screen(parts, rows=rows)


def hearing_elsewhere(
    case: Case, old: Hearing, new: Hearing, appeal: int | None, by: Words = "", case_id: int | None = None
) -> Screen:
    """The date stands, and the court is another one: for everyone who knows the date."""
    parts = (
        title(say("court.elsewhere", headline=court_cards.headline(case, new))),
        text(say("court.was_at", where=_house(old))),
        text(say("court.now_at", where=_house(new))),
        *_said_by(by),
        *court_cards.details(case, new),
        court_cards.verify(new),
    )
    rows = (plan_row(), *calendar_row(appeal, new.key), *_case_rows(appeal, case_id))
    return Screen(parts, rows=rows)


def _house(hearing: Hearing) -> Words:
    where = court_cards.where(hearing)
    return say("court.house", where=where, address=hearing.address) if hearing.address else where


def is_earlier(old: Hearing, new: Hearing) -> bool:
    """Whether somebody who goes by the old date would come too late."""
    return new.starts < old.starts and not _had_no_date(old)


def _had_no_date(hearing: Hearing) -> bool:
    return hearing.state is HearingState.ADJOURNED_WITHOUT_DATE


def hearing_cancelled(case: Case, hearing: Hearing, appeal: int | None, by: Words = "") -> Screen:
    parts = (
        title(say("court.off", headline=court_cards.headline(case, hearing))),
        text(say("hearing.cancelled")),
        *_said_by(by),
        *court_cards.details(case, hearing),
    )
    return Screen(parts, rows=(*calendar_row(appeal, hearing.key), *_case_rows(appeal)))


def hearing_adjourned(case: Case, hearing: Hearing, appeal: int | None, by: Words = "") -> Screen:
    """Put off, and nobody knows until when; whoever wishes is told."""
    parts = (
        title(say("court.off", headline=court_cards.headline(case, hearing))),
        text(say("court.adjourned")),
        *_said_by(by),
        *court_cards.details(case, hearing),
    )
    ask = Choice(say("court.tell_me"), tap=RemindMe(appeal or 0, 1), private=True, sensitive=True)
    asked = ((ask,),) if appeal else ()
    return Screen(parts, rows=(*asked, *calendar_row(appeal, hearing.key), *_case_rows(appeal)))


def outcome(case: Case, hearing: Hearing, appeal: int | None, what: Words, told: Words = "") -> Screen:
    """What came out of a hearing: for those who acted, and those who follow the case."""
    parts = (
        title(what),
        text(court_cards.headline(case, hearing)),
        text(case.title),
        *([text(told)] if told else []),
        text(say("outcome.thanks")),
    )
    return Screen(parts, rows=_case_rows(appeal))


def _said_by(by: Words) -> list[Part]:
    return [note(say("court.by", who=by))] if by else []


def _case_rows(appeal: int | None, mute: int | None = None) -> Rows:
    """``mute`` is the store's id of a case whose reminders may be switched off here."""
    full = [Choice(say("card.full"), tap=FullCase(appeal), private=True)] if appeal else []
    silent = [Choice(say("court.mute"), tap=MuteCase(0, mute, 1), private=True)] if mute else []
    row = (*full, *silent)
    return (row,) if row else ()


def next_hearings(chain: tuple[StoredHearing, ...]) -> tuple[Hearing, ...]:
    """The hearings that still stand, by date."""
    standing = tuple(s.hearing for s in chain if not s.superseded)
    return tuple(h for h in current(standing) if h.state is HearingState.SCHEDULED)
