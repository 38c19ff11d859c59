"""Plays played through: undisturbed, killed at one crash point, or killed at instants that nobody chose."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from .findings import Finding, Said, find, owed
from .lives import Nursery
from .plays import Play
from .stage import PATIENCE, Scene, Stage

UNREACHED = 3
"""Lives in a row without a further crash point end the search: no two lives are quite the same."""

ANY_TIME = 1.4
SOON = 0.08
MESSAGES = 9
"""A kill comes at any instant of a life's first seconds, or soon after some of its messages arrived."""


Over = Callable[[], bool]
"""Whether a play is through."""

Killer = Callable[[Stage, Over], Awaitable[None]]
"""Takes lives, and gives the next one, until it has had enough or the play is through."""


@dataclass(frozen=True, slots=True)
class Script:
    """A play ready to be played: where it begins, what is owed, how many crash points a quiet life passes."""

    play: Play
    scene: Scene
    due: Counter[Said]
    points: int


class Theatre:
    """``folder`` is for everything that plays leave; ``bug`` is what is wrong with the bots that are killed;
    ``patience``: seconds until what has not happened will not happen any more."""

    def __init__(
        self, nursery: Nursery, folder: Path, seed: int, *, bug: str = "", patience: float = PATIENCE
    ) -> None:
        self._nursery = nursery
        self._folder = folder
        self._seed = seed
        self._bug = bug
        self._patience = patience
        self._played = 0

    # --- ready --------------------------------------------------------------------------------------------

    async def rehearse(self, play: Play, size: int) -> Script:
        """Bring a healthy bot to where the play begins, and see what it tells everyone undisturbed."""
        stage = self._stage(play.crowd(size))
        scene_folder = stage.folder / "scene"
        try:
            await stage.witness.start()
            await stage.seat()
            stage.begin(play.settings)
            await play.prepare(stage)
            if (await stage.stop()).code:
                raise RuntimeError(stage.log[-2000:])
            scene = stage.scene(scene_folder)
        finally:
            await stage.clear()
        return await self._rehearsed(play, scene)

    async def _rehearsed(self, play: Play, scene: Scene) -> Script:
        stage = self._stage(scene.people, scene)
        try:
            await self._begin(play, stage, end_at=0)
            await play.go_on(stage)
            await stage.calm()
            ending = await stage.stop()
            due = owed(play, stage)
            found = find(play, stage, due)
        finally:
            await stage.clear()
        if found.wrongs or not (due or play.silent):
            raise RuntimeError(f"{play.name}, undisturbed: {found.wrongs}\n{stage.log[-2000:]}")
        return Script(play, scene, due, ending.points)

    # --- killed -------------------------------------------------------------------------------------------

    async def at_point(self, script: Script, point: int) -> tuple[Finding, bool]:
        """Killed at the ``point``-th crash point of its first life; whether that life got there."""
        where, place = f"point {point}", ""

        async def kill(stage: Stage, over: Over) -> None:
            nonlocal where, place
            await stage.until(lambda: over() or stage.is_dead)
            # A life that is through is asked to end, and passes more points on its way out.
            ending = stage.bury() or await stage.stop()
            if ending.killed:
                where, place = f"point {point}, {ending.last}", " ".join(ending.last.split()[:2])
                stage.begin(script.play.settings)

        found = await self.play(script, f"{point}", kill, end_at=point)
        found.wrongs = [f"{script.play.name}, {where}: {wrong}" for wrong in found.wrongs]
        if place:
            found.places[place] += 1
        return found, bool(place)

    async def at_random(self, script: Script, number: int, kills: int) -> Finding:
        """Killed up to so many times, at instants drawn from the seed and the ``number``."""
        chance = random.Random(f"{self._seed} {script.play.name} {number}")  # noqa: S311 - no secrets

        async def kill(stage: Stage, over: Over) -> None:
            for _ in range(kills):
                await _some_instant(stage, chance, over)
                if over():
                    return
                await stage.kill()
                stage.begin(script.play.settings)

        found = await self.play(script, f"{self._seed} {number}", kill)
        found.wrongs = [f"{script.play.name}, play {number}: {wrong}" for wrong in found.wrongs]
        return found

    async def play(self, script: Script, seed: str, kill: Killer, end_at: int | None = None) -> Finding:
        """The first life ends at the crash point ``end_at``; ``kill`` decides about all others."""
        stage = self._stage(script.scene.people, script.scene, seed)
        stage.bug = self._bug
        wrongs: list[str] = []
        try:
            await self._begin(script.play, stage, end_at)
            going = asyncio.create_task(script.play.go_on(stage))
            try:
                await kill(stage, lambda: going.done() and stage.is_calm())
                await going
                await stage.awake()
                await stage.calm()
            except (TimeoutError, LookupError) as stuck:
                wrongs.append(f"stuck: {type(stuck).__name__} {stuck}")
            finally:
                going.cancel()
            if stage.is_played:
                await stage.stop()
            found = find(script.play, stage, script.due)
        finally:
            await stage.clear()
        found.wrongs += wrongs
        if not found.wrongs:
            rmtree(stage.folder)
        return found

    async def _begin(self, play: Play, stage: Stage, end_at: int | None) -> None:
        await stage.witness.start()
        play.begin(stage)
        stage.begin(play.settings, end_at)

    def _stage(self, people: tuple[int, ...], scene: Scene | None = None, seed: str = "") -> Stage:
        self._played += 1
        folder = self._folder / f"{self._played}"
        return Stage(self._nursery, folder, people, seed=seed, scene=scene, patience=self._patience)


async def _some_instant(stage: Stage, chance: random.Random, over: Over) -> None:
    if chance.random() < 0.3:
        await asyncio.sleep(chance.uniform(0, ANY_TIME))
        return
    goal = len(stage.witness.arrivals) + chance.randint(1, MESSAGES)
    await stage.until(lambda: len(stage.witness.arrivals) >= goal or over())
    await asyncio.sleep(chance.uniform(0, SOON))
