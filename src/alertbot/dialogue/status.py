"""How everything stands, at one look on a phone."""

from dataclasses import dataclass
from typing import Any

from alertbot.dialogue import stuck
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, State, Step, Tapped, Want
from alertbot.dialogue.screen import Choice, Part, Screen, Span, item, note, say, text, title
from alertbot.dialogue.stuck import SendAgain, ShowStatus, StuckNow, TellMissed
from alertbot.domain.delivery import BroadcastState, DeliveryState
from alertbot.domain.language import Localised
from alertbot.domain.standing import STUCK, ClockFault, Outgoing, Standing, Vitals, clock_fault

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Overview:
    """The store, the process, and which release this is."""

    standing: Standing
    vitals: Vitals
    version: str
    intact: bool = True
    """Whether the audit trail is as it was written."""


@dataclass(frozen=True, slots=True)
class OverviewNow(Want[Overview]):
    pass


@dataclass(frozen=True, slots=True)
class HeldNow(Want[tuple[Localised, ...]]):
    """Titles of approved drafts that wait in their hold."""


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(SendAgain(state=word) as tap) if word in stuck.WORDS:
            return (stuck.repeatable_by(tap),)
        case Tapped(TellMissed(state=word) as tap) if word in stuck.WORDS:
            return (stuck.missed_by(tap),)
        case Tapped(ShowStatus(view=word)) if word in stuck.WORDS:
            return (StuckNow(DeliveryState(word)),)
        case _:
            return (OverviewNow(), HeldNow())


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(SendAgain(state=word) as tap) if word in stuck.WORDS:
            return stuck.again(tap, facts)
        case Tapped(TellMissed(state=word) as tap) if word in stuck.WORDS:
            return stuck.tell(tap, facts)
        case Tapped(ShowStatus(view=word) as tap) if word in stuck.WORDS:
            return stuck.listed(tap, facts)
        case _:
            return Step((_status(facts, redraws=isinstance(event, Tapped)),), KEEP)


LEDGER = {
    DeliveryState.QUEUED: say("ledger.queued"),
    DeliveryState.SENDING: say("ledger.sending"),
    DeliveryState.PARKED: say("ledger.parked"),
    DeliveryState.SENT: say("ledger.sent"),
    DeliveryState.GONE: say("ledger.gone"),
    DeliveryState.SUPERSEDED: say("ledger.superseded"),
    DeliveryState.HALTED: say("ledger.halted"),
    DeliveryState.RETRACTED: say("ledger.retracted"),
    **stuck.NAMES,
}
_MARKS = {DeliveryState.FAILED: "⚠️", DeliveryState.IN_DOUBT: "❓"}
_CLOCK = {ClockFault.STEPPED: say("status.clock.stepped"), ClockFault.BEHIND: say("status.clock.behind")}


def _status(facts: Facts, *, redraws: bool) -> Screen:
    overview, held = facts[OverviewNow()], facts[HeldNow()]
    standing = overview.standing
    parts = (
        title(say("status.title")),
        *([_going(out) for out in standing.running] or [text(say("status.quiet"))]),
        *(item(say("status.held", title=one), "✋") for one in held),
        *_coming(standing),
        title(say("status.messages")),
        *_messages(overview),
        *_inbox(standing),
        *_clock(overview),
        *([] if overview.intact else [item(say("audit.broken"), "⚠️")]),
        _machine(overview),
    )
    return Screen(parts, _doors(standing), replaces=redraws)


def _going(out: Outgoing) -> Part:
    mark = "⏸" if out.state is BroadcastState.PAUSED else "📣"
    what = out.matter.title or stuck.kind_of(out.matter)
    return item(say("status.going", what=what, done=out.finished, total=out.total), mark)


def _coming(standing: Standing) -> list[Part]:
    ahead = [(one, (one.due - standing.at).total_seconds()) for one in standing.coming]
    return [
        item(say("status.coming", title=one.title, duration=Span(left)), "⏰")
        for one, left in ahead
        if left > 0
    ]


def _messages(overview: Overview) -> list[Part]:
    standing = overview.standing
    lines: list[Part] = [item(say("status.rate", number=round(60 * overview.vitals.rate)))]
    lines += [
        item(say("status.row", what=words, number=standing.rows[state]), _MARKS.get(state, "•"))
        for state, words in LEDGER.items()
        if standing.rows.get(state)
    ]
    if standing.oldest:
        waited = standing.age(min(standing.oldest.values()))
        lines.append(item(say("status.oldest", duration=Span(max(1.0, waited)))))
    if standing.parked:
        left = (standing.parked.until - standing.at).total_seconds()
        lines.append(item(say("status.parked", duration=Span(max(1.0, left)))))
    return lines


def _inbox(standing: Standing) -> list[Part]:
    lines: list[Part] = []
    if standing.inbox.waiting:
        lines.append(item(say("status.inbox", number=standing.inbox.waiting), "📥"))
    if standing.inbox.quarantined:
        lines.append(item(say("status.quarantined", number=standing.inbox.quarantined), "⚠️"))
    return lines


def _clock(overview: Overview) -> list[Part]:
    vitals = overview.vitals
    fault = clock_fault(overview.standing, stepped=vitals.stepped, driven=vitals.driven)
    return [item(_CLOCK[fault], "⚠️")] if fault else [item(say("status.clock.right"), "🕒")]


def _machine(overview: Overview) -> Part:
    size, log = (-(-many // MEGABYTE) for many in (overview.standing.size, overview.standing.log))
    return note(say("status.machine", size=size, log=log, version=overview.version))


def _doors(standing: Standing) -> tuple[tuple[Choice, ...], ...]:
    lists = [
        (Choice(say("status.list", what=stuck.NAMES[state], number=many), tap=ShowStatus(state.value)),)
        for state in STUCK
        if (many := sum(one.many for one in standing.stuck_in(state)))
    ]
    return (*lists, (Choice(say("status.refresh"), tap=ShowStatus("now")),))


CONVERSATION = Conversation(
    "status",
    step,
    wants,
    commands=frozenset({"status"}),
    taps=(ShowStatus, SendAgain, TellMissed),
    organizers=True,
)
