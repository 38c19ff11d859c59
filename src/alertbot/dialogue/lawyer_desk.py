"""The organizers' side of the lawyer's link: made, revoked, and what comes through it accepted or not."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from alertbot.dialogue import cards, court_cards, outcomes
from alertbot.dialogue.doors import LawyersLinks
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Order, State, Step, Tapped, Want
from alertbot.dialogue.hearing_words import CaseLine, CasesNow
from alertbot.dialogue.lawyer import OpenLink
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.case import Case
from alertbot.domain.hearing import StoredHearing
from alertbot.domain.outcome import Answer
from alertbot.domain.proposal import LASTS, LawyersLink, ProposalKind, StoredProposal

NAME = "lawyer_desk"


@dataclass(frozen=True, slots=True)
class MakeLink(Tap):
    word: ClassVar[str] = "makelink"
    case: int


@dataclass(frozen=True, slots=True)
class RevokeLink(Tap):
    word: ClassVar[str] = "revokelink"
    case: int
    link: int


@dataclass(frozen=True, slots=True)
class AllowSmall(Tap):
    """Whether small moves through a link are accepted at once (``on`` 1)."""

    word: ClassVar[str] = "allowsmall"
    case: int
    link: int
    on: int


@dataclass(frozen=True, slots=True)
class Accept(Tap):
    word: ClassVar[str] = "acceptdate"
    proposal: int


@dataclass(frozen=True, slots=True)
class Decline(Tap):
    word: ClassVar[str] = "declinedate"
    proposal: int


@dataclass(frozen=True, slots=True)
class KeepLink(Order):
    case_id: int
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EndLink(Order):
    link: int


@dataclass(frozen=True, slots=True)
class ChangeLink(Order):
    link: int
    at_once: bool


@dataclass(frozen=True, slots=True)
class Decide(Order):
    proposal: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class FreshCode(Want[str]):
    """A secret that nobody else has: 160 random bits."""


@dataclass(frozen=True, slots=True)
class LinksOf(Want[tuple[LawyersLink, ...]]):
    case: int


@dataclass(frozen=True, slots=True)
class ProposalSeen:
    """``old`` is the hearing it is about; ``possible``: nothing has overtaken it."""

    stored: StoredProposal
    case: Case
    old: StoredHearing | None
    possible: bool


@dataclass(frozen=True, slots=True)
class ProposalAt(Want[ProposalSeen | None]):
    proposal: int


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(Accept(proposal=id) | Decline(proposal=id)):
            return (ProposalAt(id),)
        case Tapped(MakeLink(case=id)):
            return (CasesNow(), LinksOf(id), FreshCode())
        case Tapped(tap):
            return (CasesNow(), LinksOf(int(getattr(tap, "case", 0))))
        case _:
            return (CasesNow(), LinksOf(0))


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(Accept(proposal=id) as tap) | Tapped(Decline(proposal=id) as tap):
            seen = facts[ProposalAt(id)]
            return _decided(seen, tap) if seen else Step((Screen((text(say("hearing.gone")),)),), KEEP)
        case Tapped(tap):
            case = next((c for c in facts[CasesNow()] if c.id == getattr(tap, "case", 0)), None)
            return _about(case, tap, facts) if case else Step((_which(facts[CasesNow()]),), KEEP)
        case _:
            return Step((_which(facts[CasesNow()]),), KEEP)


def _which(cases: tuple[CaseLine, ...]) -> Screen:
    if not cases:
        return Screen((text(say("hearing.no_case")),))
    rows = tuple((Choice(case.title, tap=LawyersLinks(case.id)),) for case in cases[:20])
    return Screen((title(say("lawyer.links")), text(say("lawyer.which_case"))), rows)


def _about(case: CaseLine, tap: Tap, facts: Facts) -> Step:
    links = facts[LinksOf(case.id)]
    match tap:
        case MakeLink():
            code = facts[FreshCode()]
            return Step((_handed(case, code, facts),), KEEP, (KeepLink(case.id, code),))
        case RevokeLink(link=id) if any(link.id == id for link in links):
            left = tuple(link for link in links if link.id != id)
            return Step((_links(case, left),), KEEP, (EndLink(id),), say("lawyer.revoked"))
        case AllowSmall(link=id, on=on) if any(link.id == id for link in links):
            changed = tuple(_with_preset(link, id, bool(on)) for link in links)
            return Step((_links(case, changed),), KEEP, (ChangeLink(id, bool(on)),))
        case _:
            return Step((_links(case, links, redraws=False),), KEEP)


def _with_preset(link: LawyersLink, id: int, on: bool) -> LawyersLink:
    return LawyersLink(link.id, link.case_id, link.made_by, link.expires, on) if link.id == id else link


def _links(case: CaseLine, links: tuple[LawyersLink, ...], *, redraws: bool = True) -> Screen:
    parts: list[Part] = [title(say("lawyer.links")), text(case.title), text(say("lawyer.links_what"))]
    rows: list[tuple[Choice, ...]] = []
    for number, link in enumerate(links[:10], 1):
        until = say("lawyer.link", number=number, day=link.expires.date(), who=link.made_by)
        parts.append(item(until))
        preset = AllowSmall(case.id, link.id, 0 if link.at_once else 1)
        rows.append((Choice(say("lawyer.preset", number=number), tap=preset, on=link.at_once),))
        rows.append((Choice(say("lawyer.revoke", number=number), tap=RevokeLink(case.id, link.id)),))
    rows.append((Choice(say("lawyer.make"), tap=MakeLink(case.id)),))
    return Screen(tuple(parts), tuple(rows), replaces=redraws)


def _handed(case: CaseLine, code: str, facts: Facts) -> Screen:
    """The one time the link is shown; only a hash of it is kept."""
    link = f"{facts.home}{OpenLink(code).pack()}" if facts.home else f"/lawyer {code}"
    parts = (
        title(say("lawyer.made")),
        text(case.title),
        Part("copy", link),
        text(say("lawyer.made_how", day=(facts.now + LASTS).date())),
        note(say("lawyer.made_once")),
    )
    return Screen(parts, ((Choice(say("lawyer.links"), tap=LawyersLinks(case.id)),),), once=True)


# --- proposals --------------------------------------------------------------------------------------------


def proposed(seen: ProposalSeen, *, accepted: bool = False) -> Screen:
    """What every organizer is shown: old and new, and one tap; nobody's account."""
    parts: list[Part] = [title(say("lawyer.at_once") if accepted else say("lawyer.proposes"))]
    parts += [text(seen.case.title), *_old_and_new(seen)]
    if accepted:
        return Screen((*parts, note(say("lawyer.undo"))))
    id = seen.stored.id
    yes = Choice(say("lawyer.accept"), tap=Accept(id))
    return Screen(tuple(parts), ((yes, Choice(say("lawyer.decline"), tap=Decline(id))),))


def _old_and_new(seen: ProposalSeen) -> list[Part]:
    proposal, old = seen.stored.proposal, seen.old
    parts: list[Part] = [text(say("hearing.was", when=cards.moment(old.hearing)))] if old else []
    match proposal.kind, proposal.new:
        case ProposalKind.DATE, new if new is not None:
            parts += [
                text(say("hearing.now", when=cards.moment(new))),
                text(say("hearing.where", where=court_cards.where(new))),
            ]
        case ProposalKind.ADJOURN, _:
            parts.append(text(say("court.adjourned")))
        case kind, _:
            parts.append(text(outcomes.HEADS[Answer(kind.value)] if kind is not ProposalKind.DATE else ""))
    return parts


def _decided(seen: ProposalSeen, tap: Accept | Decline) -> Step:
    stored = seen.stored
    if not stored.waits or not seen.possible:
        told: Words = say("lawyer.overtaken") if stored.waits else say("lawyer.settled")
        return Step((Screen((text(told),), replaces=True),), KEEP)
    if isinstance(tap, Decline):
        done = Screen((text(say("lawyer.declined")), *_old_and_new(seen)), replaces=True)
        return Step((done,), KEEP, (Decide(stored.id, accepted=False),))
    order = Decide(stored.id, accepted=True)
    done = Screen((text(say("lawyer.accepted")), *_old_and_new(seen)), replaces=True, once=True)
    kind = stored.proposal.kind
    if kind in (ProposalKind.HELD, ProposalKind.DECIDED) and seen.old:
        asked = outcomes.ask_for_words(outcomes.HearingSeen(seen.case, seen.old), Answer(kind.value))
        return Step((done, *asked.screens), asked.state, (order,))
    return Step((done,), KEEP, (order,))


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    taps=(LawyersLinks, MakeLink, RevokeLink, AllowSmall, Accept, Decline),
    organizers=True,
)
