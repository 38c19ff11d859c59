"""What every card about a court date is made of: the first line, the place, the history, the advice."""

from alertbot.dialogue.screen import Moment, Part, Words, item, note, say, text, title
from alertbot.domain.case import Case, Person, PersonRole
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing

_NOT_CONCERNED = frozenset({PersonRole.COMPANY, PersonRole.OFFICIAL, PersonRole.MONITOR, PersonRole.WITNESS})

STATE = {
    HearingState.SCHEDULED: say("hearing.state.scheduled"),
    HearingState.ADJOURNED: say("hearing.state.adjourned"),
    HearingState.ADJOURNED_WITHOUT_DATE: say("hearing.state.without_date"),
    HearingState.CANCELLED: say("hearing.state.cancelled"),
    HearingState.HELD: say("hearing.state.held"),
    HearingState.OUTCOME_UNKNOWN: say("hearing.state.outcome_unknown"),
}


def moment(hearing: Hearing) -> Moment:
    """When a hearing starts, at the court's clock; without an hour when none is known."""
    return Moment(hearing.starts, hearing.zone, dated_only=hearing.hour is None)


def headline(case: Case, hearing: Hearing) -> Words:
    """Weekday, date, hour and zone (the reader's own hour too), court, room, city, person: what a lock screen
    shows of a message."""
    when = say("court.hour_open", date=moment(hearing)) if hearing.hour is None else moment(hearing)
    return say("court.headline", when=when, where=where(hearing), who=concerned(case))


def where(hearing: Hearing) -> Words:
    """Court, room and city, as far as they are known."""
    if hearing.court and hearing.room:
        return say("court.court_room_city", court=hearing.court, room=hearing.room, city=hearing.city)
    if hearing.court:
        return say("hearing.court_city", court=hearing.court, city=hearing.city)
    if hearing.room:
        return say("court.room_city", room=hearing.room, city=hearing.city)
    return hearing.city


def concerned(case: Case) -> Words:
    """Whose hearing it is: the first person in a case who may be named, or else its title."""
    person = next((p for p in case.persons if _may_be_meant(p)), None)
    return (person.names or person.name) if person else case.title


def _may_be_meant(person: Person) -> bool:
    return person.public and person.role not in _NOT_CONCERNED


def details(case: Case, hearing: Hearing) -> list[Part]:
    """What the first line leaves out."""
    parts: list[Part] = [text(case.title)]
    if hearing.address:
        parts.append(item(say("court.address", address=hearing.address)))
    if hearing.stage:
        parts.append(item(hearing.stage))
    if hearing.case_number:
        parts.append(item(say("court.case_number", number=hearing.case_number)))
    if hearing.public is False:
        parts.append(note(say("court.closed")))
    return parts


def purpose(hearing: Hearing) -> list[Part]:
    """Why it matters that people are there, the one question about plans, and how to behave."""
    if hearing.public is False:
        return [text(say("court.purpose_closed")), text(say("court.plan"))]
    return [text(say("court.purpose")), text(say("court.plan")), text(say("reminder.advice"))]


def verify(hearing: Hearing) -> Part:
    """Whom to ask whether the date still stands."""
    if hearing.source:
        return note(say("court.verify_with", source=hearing.source))
    return note(say("reminder.verify"))


def hearing_lines(chain: tuple[StoredHearing, ...]) -> list[Part]:
    """The court dates of a case, each with the dates it had before."""
    if not chain:
        return []
    return [title(say("case.hearings")), *(part for line in _lines(chain) for part in _shown(line))]


def _lines(chain: tuple[StoredHearing, ...]) -> list[list[StoredHearing]]:
    """Each hearing that nothing takes the place of, with all that led to it, oldest first."""
    by_key = {stored.hearing.key: stored for stored in chain}
    replaced = {stored.hearing.supersedes for stored in chain}
    return [_line(stored, by_key) for stored in chain if stored.hearing.key not in replaced]


def _line(last: StoredHearing, by_key: dict[str, StoredHearing]) -> list[StoredHearing]:
    line = [last]
    while (before := by_key.get(line[0].hearing.supersedes or "")) and before not in line:
        line.insert(0, before)
    return line


def _shown(line: list[StoredHearing]) -> list[Part]:
    return [item(hearing_line(line[-1].hearing)), *([note(history(line))] if len(line) > 1 else [])]


def history_of(stored: StoredHearing, chain: tuple[StoredHearing, ...]) -> list[Part]:
    """The dates that a hearing had before, if it had any."""
    line = _line(stored, {other.hearing.key: other for other in chain})
    return [note(history(line))] if len(line) > 1 else []


def hearing_line(hearing: Hearing) -> Words:
    """A court date in one line of a list."""
    return say("hearing.line", when=moment(hearing), where=where(hearing), state=STATE[hearing.state])


def history(line: list[StoredHearing]) -> Words:
    """The dates a hearing had, one after another."""
    days: Words = _dated(line[0].hearing)
    for stored in line[1:]:
        days = say("court.then", before=days, after=_dated(stored.hearing))
    return say("court.history", days=days)


def _dated(hearing: Hearing) -> Words:
    if hearing.state is HearingState.ADJOURNED_WITHOUT_DATE:
        return say("court.then_undated", day=hearing.day)
    return say("court.day", day=hearing.day)
