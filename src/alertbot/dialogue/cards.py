"""Cards: an appeal, a case, a reminder or a moved date, as one screen that stands alone."""

from alertbot.dialogue.doors import FullCase, RemindMe, Share, ShowAppeal, Sign, WriteLetters
from alertbot.dialogue.screen import (
    Choice,
    Country,
    Moment,
    Part,
    Screen,
    Words,
    item,
    note,
    say,
    text,
    title,
)
from alertbot.domain.appeal import Action, ActionKind, Appeal
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
        *_what_you_can_do(appeal),
        *_deadline(appeal),
    ]
    return Screen(tuple(parts), rows=_card_rows(published))


def short(published: Published) -> Choice:
    """An appeal as one line of a list."""
    return Choice(published.appeal.title, tap=ShowAppeal(published.id))


def _under_the_title(case: Case, appeal: Appeal) -> Words:
    if appeal.code:
        return say("card.where_code", country=Country(case.country), issuer=appeal.issuer, code=appeal.code)
    return say("card.where", country=Country(case.country), issuer=appeal.issuer)


def _what_you_can_do(appeal: Appeal) -> list[Part]:
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
    if appeal.offers(ActionKind.SIGN):
        act.append(Choice(say("card.sign"), tap=Sign(id, version), private=True, sensitive=True))
    if appeal.offers(ActionKind.WRITE) and appeal.letter:
        act.append(Choice(say("card.write"), tap=WriteLetters(id, version), private=True, sensitive=True))
    elsewhere = [Choice(say("card.elsewhere"), url=a.url) for a in appeal.actions if a.url]
    read = [Choice(say("card.full"), tap=FullCase(id), private=True)]
    read.append(Choice(say("card.remind"), tap=RemindMe(id, 1), private=True))
    share = [Choice(say("card.share"), tap=Share(id), private=True)]
    return tuple(tuple(row) for row in (act, elsewhere, read, share) if row)


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
    return Screen(tuple(parts), rows=_card_rows(published))


def _demands(appeal: Appeal) -> list[Part]:
    if not appeal.demands:
        return []
    lines = [item(demand.text, f"{n}.") for n, demand in enumerate(appeal.demands, 1)]
    return [title(say("case.demands")), *lines]


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


def moment(hearing: Hearing) -> Moment:
    """When a hearing starts, at the court's clock; without an hour when none is known."""
    return Moment(hearing.starts, hearing.zone, dated_only=hearing.hour is None)


def hearing_lines(chain: tuple[StoredHearing, ...]) -> list[Part]:
    """The court dates of a case: what stands, and what it took the place of."""
    if not chain:
        return []
    return [title(say("case.hearings")), *(item(_hearing_line(stored)) for stored in chain)]


HEARING_STATE = {
    HearingState.SCHEDULED: say("hearing.state.scheduled"),
    HearingState.ADJOURNED: say("hearing.state.adjourned"),
    HearingState.ADJOURNED_WITHOUT_DATE: say("hearing.state.without_date"),
    HearingState.CANCELLED: say("hearing.state.cancelled"),
    HearingState.HELD: say("hearing.state.held"),
    HearingState.OUTCOME_UNKNOWN: say("hearing.state.outcome_unknown"),
}


def _hearing_line(stored: StoredHearing) -> Words:
    hearing = stored.hearing
    return say(
        "hearing.line", when=moment(hearing), where=_where(hearing), state=HEARING_STATE[hearing.state]
    )


def _where(hearing: Hearing) -> Words:
    if hearing.court:
        return say("hearing.court_city", court=hearing.court, city=hearing.city)
    return hearing.city


def _hearing_facts(case: Case, hearing: Hearing) -> list[Part]:
    parts = [
        text(say("hearing.when", when=moment(hearing))),
        text(say("hearing.where", where=_where(hearing))),
        text(case.title),
    ]
    if hearing.hour is None:
        parts.insert(1, note(say("hearing.hour_unknown")))
    if hearing.stage:
        parts.append(note(hearing.stage))
    return parts


BEFORE = {
    "7d": say("reminder.7d"),
    "3d": say("reminder.3d"),
    "1d": say("reminder.1d"),
    "2h": say("reminder.2h"),
}


def reminder(case: Case, hearing: Hearing, offset: str, appeal: int | None) -> Screen:
    """A court date drawing near: when and where first, then how to behave there."""
    parts = [title(BEFORE[offset]), *_hearing_facts(case, hearing), text(say("reminder.advice"))]
    parts.append(note(say("reminder.verify")))
    return Screen(tuple(parts), rows=_case_rows(appeal))


def hearing_set(case: Case, hearing: Hearing, appeal: int | None) -> Screen:
    """A court date that was only just learned, and is close."""
    parts = (title(say("hearing.soon")), *_hearing_facts(case, hearing), text(say("reminder.advice")))
    return Screen((*parts, note(say("reminder.verify"))), rows=_case_rows(appeal))


def hearing_moved(case: Case, old: Hearing, new: Hearing, appeal: int | None) -> Screen:
    """Old date, new date: for everyone who knew the old one."""
    parts = (
        title(say("hearing.moved")),
        text(say("hearing.was", when=moment(old))),
        text(say("hearing.now", when=moment(new))),
        text(say("hearing.where", where=_where(new))),
        text(case.title),
    )
    return Screen((*parts, note(say("reminder.verify"))), rows=_case_rows(appeal))


def hearing_cancelled(case: Case, hearing: Hearing, appeal: int | None) -> Screen:
    parts = (
        title(say("hearing.cancelled")),
        text(say("hearing.was", when=moment(hearing))),
        text(say("hearing.where", where=_where(hearing))),
        text(case.title),
    )
    return Screen(parts, rows=_case_rows(appeal))


def _case_rows(appeal: int | None) -> Rows:
    if appeal is None:
        return ()
    return ((Choice(say("card.full"), tap=FullCase(appeal), private=True),),)


def next_hearings(chain: tuple[StoredHearing, ...]) -> tuple[Hearing, ...]:
    """The hearings that still stand, by date."""
    standing = tuple(s.hearing for s in chain if not s.superseded)
    return tuple(h for h in current(standing) if h.state is HearingState.SCHEDULED)
