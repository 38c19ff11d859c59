"""``python -m tests.trust.matrix``: kill the bot on a real homeserver, and count what people read there."""

import argparse
import asyncio
import platform
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.support.synapse import Synapse, missing

from . import lives
from .matrix_play import MatrixPlay, Outcome

KILLS = 200
READERS = 4


async def played(
    folder: Path, *, seed: int, kills: int, readers: int = READERS, outages: bool = True
) -> Outcome:
    """One play on a homeserver of its own. ``outages``: it is killed now and then, too."""
    with Synapse(folder / "synapse") as homeserver:
        async with lives.opened() as nursery:
            play = MatrixPlay(
                nursery,
                homeserver,
                folder / "play",
                seed=seed,
                wanted=kills,
                readers=readers,
                outages=outages,
            )
            return await play.play()


def line(outcome: Outcome, seconds: float) -> str:
    return (
        f"matrix: {outcome.kills:,} kills of the bot and {outcome.outages} of the homeserver "
        f"in {seconds:.0f} s: {outcome.lost} of {outcome.messages:,} messages lost, "
        f"{outcome.repeated} repeated, {outcome.unread} unreadable. "
        f"Python {platform.python_version()}, {platform.system()}."
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.trust.matrix", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--readers", type=int, default=READERS)
    asked = parser.parse_args()
    if why := missing():
        sys.stderr.write(f"{why}\n")
        return 2
    folder = Path(tempfile.mkdtemp(prefix="alertbot-trust-"))
    began = time.monotonic()
    outcome = asyncio.run(played(folder, seed=asked.seed, kills=asked.kills, readers=asked.readers))
    sys.stdout.write(f"{line(outcome, time.monotonic() - began)}\n")
    if not outcome.wrongs:
        shutil.rmtree(folder)
        return 0
    broken = "\n".join(f"  {wrong}" for wrong in outcome.wrongs[:20])
    sys.stderr.write(f"\n{len(outcome.wrongs)} promises broken:\n{broken}\nWhat is left lies in {folder}.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
