"""``python -m tests.trust``: kill the bot again and again, print the promises table, fail on any loss."""

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from . import lives, report
from .findings import Finding
from .program import SHARES, Extent, Line, Program
from .runs import Theatre

KILLS = 3_000
MOST_TOLD = 40
AGAIN = 20
"""How often one point or number is played again by default: no two lives are quite the same."""


def main() -> int:
    asked = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="alertbot-trust-"))
    began = time.monotonic()
    try:
        lines, whole = asyncio.run(_again(asked, folder) if asked.play else _everything(asked, folder))
    except KeyboardInterrupt:
        shutil.rmtree(folder)
        return 130
    numbers = f"{report.table(lines)}\n\n{report.summary(whole, time.monotonic() - began, asked.seed)}"
    sys.stdout.write(f"{numbers}\n")
    if asked.into and not whole.wrongs:
        report.put_into(asked.into, numbers)
    if not whole.wrongs:
        shutil.rmtree(folder)
        return 0
    _complain(whole, asked.seed, folder)
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.trust", description=__doc__)
    number = os.environ.get
    parser.add_argument("--kills", type=int, default=int(number("ALERTBOT_TRUST_KILLS", KILLS)))
    parser.add_argument("--seed", type=int, default=int(number("ALERTBOT_TRUST_SEED", 1)))
    parser.add_argument("--into", type=Path, metavar="FILE", help="put the table into a document")
    parser.add_argument("--play", choices=[kind.name for kind in SHARES], help="only this one")
    parser.add_argument("--point", type=int, default=0, help="kill it at this crash point")
    parser.add_argument("--number", type=int, default=0, help="play the random kills of this number")
    parser.add_argument("--times", type=int, default=AGAIN, help=f"play it so often ({AGAIN})")
    return parser.parse_args()


async def _everything(asked: argparse.Namespace, folder: Path) -> tuple[list[Line], Finding]:
    async with lives.opened() as nursery:
        program = Program(Theatre(nursery, folder, asked.seed), Extent(asked.kills, asked.seed), _tell)
        await program.run()
    return program.lines, program.whole


def _tell(line: Line) -> None:
    """How far it has come, for whoever waits at a terminal."""
    if sys.stderr.isatty():
        how = "points" if line.tried else "random"
        sys.stderr.write(f"\r{line.play} ({how}): {line.found.kills} kills   ")
        sys.stderr.flush()


def _complain(whole: Finding, seed: int, folder: Path) -> None:
    broken = "\n".join(f"  {wrong}" for wrong in whole.wrongs[:MOST_TOLD])
    sys.stderr.write(
        f"\n{len(whole.wrongs)} promises broken:\n{broken}\n"
        f"What these plays left lies in {folder}. To play one again:\n"
        f'  python -m tests.trust --seed {seed} --play "..." --point N (or --number N)\n'
    )


async def _again(asked: argparse.Namespace, folder: Path) -> tuple[list[Line], Finding]:
    kind = next(kind for kind in SHARES if kind.name == asked.play)
    line = Line(kind.name)
    async with lives.opened() as nursery:
        theatre = Theatre(nursery, folder, asked.seed)
        script = await theatre.rehearse(kind(), kind.few if asked.point else kind.many)
        for _ in range(asked.times):
            if asked.point:
                line.found.add((await theatre.at_point(script, asked.point))[0])
            else:
                line.found.add(await theatre.at_random(script, asked.number, 8))
    return [line], line.found


if __name__ == "__main__":
    sys.exit(main())
