"""How much is measured: all of it, a quick look, or only whether everything runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """``runs`` of everything. ``messages`` are sent as fast as can be, for ``longest`` seconds at most.
    ``sustained`` and ``peers_sustained``: seconds of paced sending; ``tapping``: seconds of taps after them.
    ``recipients`` of the large audience; ``resuming``: seconds of the broadcast that is killed."""

    name: str
    runs: int
    messages: int
    longest: float
    sustained: float
    peers_sustained: float
    tapping: float
    recipients: int
    resuming: float


FULL = Extent("full", 3, 4_000, 4.0, 60.0, 12.0, 12.0, 1_000_000, 8.0)
QUICK = Extent("quick", 1, 2_000, 2.0, 10.0, 5.0, 5.0, 1_000_000, 5.0)
SMOKE = Extent("smoke", 1, 200, 0.5, 2.0, 2.0, 2.0, 20_000, 2.0)
"""Its figures say nothing."""
