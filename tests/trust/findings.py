"""What became of a play: who was owed what, who got it how often, and whether the bounds held."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.support.judge import TOKEN

from .plays import Play
from .stage import IN_FLIGHT, OLGA, OMAR, Stage
from .witness import Arrival

MOST_COPIES = 2
"""An alert in doubt is sent once more, then listed: nobody ever gets a third one."""

Said = tuple[int, str]
"""(chat, text), or for an edit (chat, buttons): how many have signed depends on who tapped first."""


@dataclass(slots=True)
class Finding:
    """``listed``: messages that did not arrive and stand on the operator's list for it. ``worst``: the most
    repeats that one kill caused; ``most``: the most copies that one person got; ``wrongs``: whatever broke a
    promise, in words."""

    kills: int = 0
    messages: int = 0
    lost: int = 0
    repeated: int = 0
    listed: int = 0
    worst: int = 0
    most: int = 0
    wrongs: list[str] = field(default_factory=list[str])
    places: Counter[str] = field(default_factory=Counter[str])
    """How often a life ended at a crash point of each kind."""

    def add(self, other: "Finding") -> None:
        for name in ("kills", "messages", "lost", "repeated", "listed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.worst, self.most = max(self.worst, other.worst), max(self.most, other.most)
        self.wrongs += other.wrongs
        self.places += other.places


def owed(play: Play, stage: Stage) -> Counter[Said]:
    """What an undisturbed bot told everyone; all bots owe the same."""
    told = Counter(_gist(_said(arrival)) for arrival in stage.witness.arrivals if _counts(arrival))
    return Counter({said: many for said, many in told.items() if play.is_owed(stage, said[1])})


def find(play: Play, stage: Stage, due: Counter[Said]) -> Finding:
    """Compare what arrived with what was ``due``. The last life must have been asked to end."""
    copies = defaultdict[Said, list[int]](list)
    for arrival in filter(_counts, stage.witness.arrivals):
        copies[_said(arrival)].append(arrival.life)
    found = Finding(messages=due.total(), kills=sum(ending.killed for ending in stage.endings.values()))
    gists = defaultdict[Said, list[int]](list)
    for said, lives in copies.items():
        gists[_gist(said)] += lives
    _count_missing(found, stage, due, gists)
    _count_repeats(found, play, stage, due, copies)
    found.wrongs += _disorder(play, stage)
    if all(gists[said] for said in due):
        found.wrongs += play.wrongs(stage)
    return found


def _counts(arrival: Arrival) -> bool:
    """Progress that organizers see redrawn is best effort, and no row."""
    return not (arrival.edit and arrival.chat in (OLGA, OMAR))


def _said(arrival: Arrival) -> Said:
    return arrival.chat, arrival.keyboard if arrival.edit else arrival.text


def _gist(said: Said) -> Said:
    """What is owed: to organizers the first line, for the numbers below it depend on how far a broadcast had
    come; one that is shown anew with other numbers is no repeat."""
    chat, text = said
    return (chat, text.partition("\n")[0]) if chat in (OLGA, OMAR) else said


def _count_missing(found: Finding, stage: Stage, due: Counter[Said], copies: dict[Said, list[int]]) -> None:
    missing, arrived = Counter[int](), Counter[int]()
    for (chat, text), many in due.items():
        whose = chat if chat in stage.people else 0
        came = min(many, len(copies.get((chat, text), ())))
        arrived[whose] += came
        missing[whose] += many - came
    page, before = stage.pages[len(stage.endings)], stage.before
    for whose, many in missing.items():
        listed = page.listed[whose] - before.listed[whose] if page else 0
        claimed = page.sent[whose] - before.sent[whose] if page and whose else 0
        # A row that says "sent" must have arrived, whatever else is listed for this person.
        lost = max(many - listed, claimed - arrived[whose] - _beside(stage, due, copies, whose), 0)
        found.lost += lost
        found.listed += many - min(many, lost)
        if lost:
            found.wrongs.append(f"{lost} lost for {whose or 'the organizers'}")


def _beside(stage: Stage, due: Counter[Said], copies: dict[Said, list[int]], whose: int) -> int:
    """What somebody got that nobody need have got: a reminder of a date that moved."""
    return sum(1 for said, lives in copies.items() if said[0] == whose and said not in due and lives)


def _count_repeats(
    found: Finding, play: Play, stage: Stage, due: Counter[Said], copies: dict[Said, list[int]]
) -> None:
    caused = Counter[int]()
    for said, lives in copies.items():
        usual = max(1, due[_gist(said)])
        # Where a text is owed more than once, a repeat lies rather between two lives than within one.
        pairs = sorted(pairwise(lives), key=lambda pair: pair[0] == pair[1])
        again = [former for former, _ in pairs[: max(0, len(lives) - usual)]]
        caused.update(again)
        share = -(-len(lives) // usual)
        found.most = max(found.most, share)
        if share > MOST_COPIES:
            found.wrongs.append(f"{len(lives)} copies instead of {usual} in chat {said[0]}")
        if again and play.once and said[0] in stage.people:
            found.wrongs.append(f"what may come once came {len(lives)} times to {said[0]}")
    found.repeated = caused.total()
    found.worst = max(caused.values(), default=0)
    for life, many in caused.items():
        most = IN_FLIGHT if stage.endings[life].killed else 0
        if many > most:
            found.wrongs.append(f"the end of life {life} caused {many} repeats, {most} are allowed")


def _disorder(play: Play, stage: Stage) -> Iterable[str]:
    """What is wrong with any play in which it happens."""
    last, page = len(stage.endings), stage.pages[len(stage.endings)]
    for life, ending in stage.endings.items():
        if ending.code and not (ending.killed and life < last):
            yield f"life {life} ended with {ending.code}"
    if page is None:
        yield "the ledger cannot be read"
        return
    if page.open:
        yield f"{page.open} things are left undone"
    if page.broadcasts != play.broadcasts:
        yield f"broadcasts: {dict(page.broadcasts)} instead of {dict(play.broadcasts)}"
    unmeant = page.states.keys() - {"sent", "in_doubt", *play.states}
    if unmeant:
        yield f"rows that are {', '.join(sorted(unmeant))}"
    yield from stage.witness.violations[:3]
    yield from _complaints(stage.log.splitlines())
    if TOKEN in stage.log:
        yield "the token is in the log"


def _complaints(log: Sequence[str]) -> Iterable[str]:
    return [line for line in log if "[error" in line or "[critical" in line or line.startswith("Traceback")][
        :3
    ]
