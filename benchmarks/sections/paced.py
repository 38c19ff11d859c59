"""At the limit: how much of it is used, and how people are answered meanwhile."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import figures, installation
from benchmarks.bench import Bench, Contender, Figures
from benchmarks.child import Child, said
from benchmarks.installation import FIRST
from benchmarks.message import BUTTONS
from benchmarks.remote import LATENCY, Touch
from benchmarks.results import LOST, Column, Table

NAME = "paced"
FREE, PAID = 30, 1_000
TAPS = {FREE: 5.0, PAID: 20.0}
"""Taps a second, by the limit."""

TAPPERS = 9_100_000_000
"""The first of the persons who tap; they are not of the audience."""

_AT_ONCE = 200
_SEED = 7
_BIRTH = 60.0
_SPARE = 60.0
_GRACE = 5.0
"""Seconds after the last tap in which an answer still counts."""

_LOOK = 0.2

_PACE = (
    Column("share", "of the limit used, %", 1, 100.0),
    Column("refused", "429s"),
    Column("most", "most in any second"),
    Column("most_in_chat", "most to one chat in a second"),
    Column("cpu_ms", "CPU ms a message", 2),
    Column("peak_mb", "peak MB"),
    Column(LOST, "lost"),
    Column("repeated", "repeated"),
)
_PEOPLE = (
    Column("answered_p50", "tap answered p50, ms", 1),
    Column("answered_p99", "p99, ms", 1),
    Column("replied_p50", "reply p50, ms", 1),
    Column("replied_p99", "p99, ms", 1),
    Column("taps", "taps"),
    Column("unanswered", "never answered"),
    Column("unreplied", "no reply"),
)


@dataclass(frozen=True, slots=True)
class Play:
    """A limit, and for how many seconds it is to be used before people begin to tap."""

    limit: int
    seconds: float
    tapping: float

    @property
    def many(self) -> int:
        """Enough for the whole time."""
        return int(self.limit * (self.seconds + self.tapping))

    @property
    def tappers(self) -> range:
        return range(TAPPERS, TAPPERS + int(TAPS[self.limit] * self.tapping))


def measured(bench: Bench) -> Iterable[Table]:
    for limit in (FREE, PAID):
        rows = bench.rows(f"{NAME} at {limit:,}/s", _contenders(bench, limit))
        yield Table(NAME, f"at most {limit:,} messages in any second", _PACE, "share", rows)
        title = f"people during {limit:,} messages a second"
        yield Table("people", title, _PEOPLE, "replied_p99", rows, less=True)


def _contenders(bench: Bench, limit: int) -> Iterable[Contender]:
    extent = bench.extent
    ours = Play(limit, extent.sustained, extent.tapping)
    peers = Play(limit, extent.peers_sustained, extent.tapping)
    yield Contender("**alertbot**", lambda: _alertbot(bench, ours), ours=True)
    name = f"python-telegram-bot, AIORateLimiter {limit:,} in 1 s"
    yield Contender(name, lambda: _peer(bench, peers, limit, 1.0))
    if limit == FREE:
        name = "python-telegram-bot, AIORateLimiter 1 in 1/29 s"
        yield Contender(name, lambda: _peer(bench, peers, 1, 1 / 29))


def _alertbot(bench: Bench, play: Play) -> Figures:
    folder, button = bench.seeded(play.many)
    audience = range(FIRST, FIRST + play.many)

    def end(bot: Child) -> None:
        bench.server.reached(audience, _SPARE)
        bot.stop()

    try:
        found = _played(bench, play, lambda: bench.alertbot(folder, play.limit), button, end)
        return {**found, LOST: _missing(bench, folder, audience)}
    finally:
        bench.clear(folder)


def _missing(bench: Bench, folder: Path, audience: range) -> float:
    """What the ledger calls over, and nobody got."""
    over = asyncio.run(installation.over(folder))
    arrived = len(audience) - figures.tally(bench.server.log()[0], audience).missing
    return max(0, over - arrived)


def _peer(bench: Bench, play: Play, rate: float, period: float) -> Figures:
    told: dict[str, float] = {}
    work = {"many": play.many, "at_once": _AT_ONCE, "seconds": _BIRTH + play.seconds + play.tapping}

    def end(bot: Child) -> None:
        told.update(said(bot.stop()))

    def start() -> Child:
        return bench.client(bench.peers, "ptb_bot", rate=rate, period=period, **work)

    found = _played(bench, play, start, BUTTONS[0].data, end)
    # It is ended in the middle; what it has not given up is not lost.
    return {**found, LOST: told["failed"]}


def _played(
    bench: Bench, play: Play, start: Callable[[], Child], button: str, end: Callable[[Child], None]
) -> Figures:
    bench.server.setup(latency=LATENCY, limit=play.limit)
    bot = start()
    try:
        bench.server.arrived(1, _BIRTH, _BIRTH)
        cpu_ms = _sustained(bench, bot, play.seconds)
        refused = bench.server.standing().refused
        bench.server.tap(play.tappers, button, TAPS[play.limit], _SEED)
        touches = _touched(bench, play)
        peak = bot.peak_memory()
        end(bot)
        alone = {"cpu_ms": cpu_ms, "peak_mb": peak, "refused": refused}
        return {**alone, **_arrivals(bench, play), **_answers(touches)}
    finally:
        bot.clear()


def _sustained(bench: Bench, bot: Child, seconds: float) -> float | None:
    """Let it send for so long; milliseconds of processor time a message."""
    before, cpu = bench.server.standing(), bot.cpu_seconds()
    time.sleep(seconds)
    after = bench.server.standing()
    sent = after.accepted - before.accepted
    return (bot.cpu_seconds() - cpu) * 1e3 / sent if sent else None


def _touched(bench: Bench, play: Play) -> list[Touch]:
    """Everybody's tap, once all are replied to or it is late."""
    late = time.monotonic() + 3 * play.tapping + _GRACE
    while True:
        touches = bench.server.touches()
        open_until = max((touch.pushed for touch in touches), default=0.0) + _GRACE
        tapped = len(touches) == len(play.tappers)
        replied = all(touch.replied is not None for touch in touches)
        now = time.monotonic()
        if now > late or (tapped and (replied or now > open_until)):
            return touches
        time.sleep(_LOOK)


def _arrivals(bench: Bench, play: Play) -> Figures:
    chats, times = bench.server.log()
    return {
        "share": figures.share(times, play.limit, play.seconds),
        "most": figures.most_in_any(times),
        "most_in_chat": figures.most_in_one_chat(chats, times),
        "repeated": figures.tally(chats, range(FIRST, FIRST + play.many)).repeated,
    }


def _answers(touches: list[Touch]) -> Figures:
    """In milliseconds from the tap; the server's latency lies in none of them."""
    answered = [(touch.answered - touch.pushed) * 1e3 for touch in touches if touch.answered is not None]
    replied = [(touch.replied - touch.pushed) * 1e3 for touch in touches if touch.replied is not None]
    return {
        "taps": len(touches),
        "answered_p50": figures.percentile(answered, 50),
        "answered_p99": figures.percentile(answered, 99),
        "replied_p50": figures.percentile(replied, 50),
        "replied_p99": figures.percentile(replied, 99),
        "unanswered": len(touches) - len(answered),
        "unreplied": len(touches) - len(replied),
    }
