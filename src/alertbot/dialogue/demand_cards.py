"""What became of demands: one line each, and the message that tells of them."""

from alertbot.dialogue.doors import FullCase
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.domain.appeal import Appeal, Demand, DemandOutcome
from alertbot.domain.publication import Published

SIGN = {
    DemandOutcome.OPEN: "○",
    DemandOutcome.MET: "✔",
    DemandOutcome.PARTLY: "◐",
    DemandOutcome.REFUSED: "✘",
}
WORD = {
    DemandOutcome.OPEN: say("demand.open"),
    DemandOutcome.MET: say("demand.met"),
    DemandOutcome.PARTLY: say("demand.partly"),
    DemandOutcome.REFUSED: say("demand.refused"),
}


def demand_line(demand: Demand) -> Part:
    """A demand with what became of it, and when."""
    words: Words = WORD[demand.outcome]
    if demand.outcome_on is not None and demand.outcome is not DemandOutcome.OPEN:
        words = say("demand.on", outcome=words, when=demand.outcome_on)
    return item(say("demand.line", demand=demand.text, outcome=words), SIGN[demand.outcome])


def outcome(published: Published) -> Screen:
    """To those who acted and those who follow the case: every demand as it stands.

    Only when each one is met does it say so of all; that is the nearest it comes to a victory.
    """
    appeal = published.appeal
    parts = (
        title(_head(appeal)),
        text(appeal.title),
        *(demand_line(demand) for demand in appeal.demands),
        note(say("demand.thanks")),
    )
    full = Choice(say("card.full"), tap=FullCase(published.id), private=True)
    return Screen(parts, ((full,),))


def _head(appeal: Appeal) -> Words:
    outcomes = {demand.outcome for demand in appeal.demands}
    if outcomes == {DemandOutcome.MET}:
        return say("demand.all_met")
    return say("demand.some_open") if DemandOutcome.OPEN in outcomes else say("demand.none_open")
