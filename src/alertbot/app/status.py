"""``alertbot status``: how everything stands, read beside a running bot or without one."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from alertbot.app.database import database_file, database_tag
from alertbot.app.release import RELEASE
from alertbot.clocks import FileClock, SystemClock
from alertbot.config import Settings
from alertbot.domain.delivery import DeliveryState
from alertbot.domain.language import Localised
from alertbot.domain.standing import ANSWER, Matter, Standing, Stuck, clock_fault
from alertbot.errors import ConfigurationError, StoreUnavailable
from alertbot.store.census import Census
from alertbot.store.engine import reading_engine
from alertbot.store.reader import Reader

_PATIENCE = 2.0
"""Seconds that a bot on this machine may take to answer."""


async def look(settings: Settings) -> dict[str, Any]:
    """Everything as plain values, for people and programs. Writes nothing, takes no lock, needs no key.

    :class:`ConfigurationError` when there is no database, or none of this release.
    """
    file = database_file(settings)
    clock = FileClock(settings.clock_file) if settings.clock_file else SystemClock()
    standing = await _standing(file, clock.now())
    bot = await asyncio.to_thread(_asked, settings.listen, database_tag(file))
    fault = clock_fault(standing, driven=settings.clock_file is not None)
    return {
        "version": RELEASE,
        "at": _stamp(standing.at),
        "database": {"file": str(file), "bytes": standing.size, "log_bytes": standing.log},
        "bot": bot,
        **_ledger(standing),
        "inbox": {
            "waiting": standing.inbox.waiting,
            "lag_seconds": round(standing.age(standing.inbox.since), 3) if standing.inbox.since else 0,
            "quarantined": standing.inbox.quarantined,
        },
        "reminders": [{"due": _stamp(one.due), "title": _english(one.title)} for one in standing.coming],
        "clock": {"sane": fault is None, "why": fault.value if fault else ""},
        "last_backup": None,
    }


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise ConfigurationError(f"There is no database at {file}; it is made when the bot first runs.")
    return file


async def _standing(file: Path, now: datetime) -> Standing:
    reader = Reader(reading_engine(_existing(file)))
    try:
        async with reader.snapshot() as transaction:
            return await Census(transaction).standing(now)
    except StoreUnavailable:
        raise ConfigurationError(
            f"The database {file} cannot be read; perhaps this release has not run on it yet."
        ) from None
    finally:
        await reader.close()


def _asked(listen: str, tag: str) -> dict[str, Any]:
    """What the bot says of itself, if it is this database's bot that answers there."""
    silent: dict[str, Any] = {"answers": False, "at": listen}
    try:
        with build_opener(ProxyHandler({})).open(f"http://{listen}/readyz", timeout=_PATIENCE) as answer:
            told = json.load(answer)
    except HTTPError as refused:
        try:
            told = json.load(refused)
        except ValueError:
            return silent
    except (OSError, ValueError):
        return silent
    if not isinstance(told, dict) or told.get("database") != tag:  # pyright: ignore[reportUnknownMemberType]
        return silent
    return {**silent, "answers": True, **{name: told[name] for name in _TOLD if name in told}}


_TOLD = ("ok", "version", "messages_per_second", "loop_lag_seconds", "checks")


def _ledger(standing: Standing) -> dict[str, Any]:
    parked = standing.parked
    return {
        "outbox": {state.value: standing.rows.get(state, 0) for state in DeliveryState},
        "oldest_pending": {kind: round(standing.age(at), 3) for kind, at in standing.oldest.items()},
        "parked": {"rows": parked.many, "until": _stamp(parked.until)} if parked else None,
        "broadcasts": [
            {
                **_matter(out.matter),
                "state": out.state.value,
                "finished": out.finished,
                "total": out.total,
            }
            for out in standing.running
        ],
        "failed": [_stuck(stuck) for stuck in standing.stuck_in(DeliveryState.FAILED)],
        "in_doubt": [_stuck(stuck) for stuck in standing.stuck_in(DeliveryState.IN_DOUBT)],
    }


def _matter(matter: Matter) -> dict[str, Any]:
    kind = matter.kind.value if matter.kind else ANSWER
    return {"broadcast": matter.broadcast, "kind": kind, "title": _english(matter.title)}


def _stuck(stuck: Stuck) -> dict[str, Any]:
    rows = [
        {"row": row.id, "since": _stamp(row.since), "reason": row.reason, "letter": row.once}
        for row in stuck.rows
    ]
    return {
        **_matter(stuck.matter),
        "rows": stuck.many,
        "since": _stamp(stuck.since),
        "repeatable": stuck.repeatable,
        "oldest": rows,
    }


def _english(text: Localised) -> str:
    return text.pick("en")


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- for people -------------------------------------------------------------------------------------------


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The same, one line a thing, the name of it first."""
    database, inbox, clock = found["database"], found["inbox"], found["clock"]
    yield _line("alertbot", found["version"])
    yield from _bot(found["bot"])
    megabytes = (f"{database[name] / 1e6:.1f} MB" for name in ("bytes", "log_bytes"))
    yield _line("database", "{}, {}, log {}".format(database["file"], *megabytes))
    waiting = {state: many for state, many in found["outbox"].items() if many}
    yield _line("messages", ", ".join(f"{state} {many}" for state, many in waiting.items()) or "none")
    for kind, seconds in found["oldest_pending"].items():
        yield _line("oldest", f"{kind} has waited {seconds:.0f} s")
    if found["parked"]:
        yield _line("parked", f"{found['parked']['rows']}, the last until {found['parked']['until']}")
    for out in found["broadcasts"]:
        yield _line("going out", f"{_name(out)}, {out['state']}, {out['finished']} of {out['total']}")
    for state in ("failed", "in_doubt"):
        for stuck in found[state]:
            yield from _stuck_lines(state.replace("_", " "), stuck)
    yield _line("inbox", f"{inbox['waiting']} waiting, {inbox['quarantined']} set aside")
    for one in found["reminders"]:
        yield _line("reminder", f"{one['due']}  {one['title']}")
    yield _line("clock", "sane" if clock["sane"] else clock["why"])
    yield _line("last backup", "none made by the bot")


def _bot(bot: Mapping[str, Any]) -> Iterator[str]:
    if not bot["answers"]:
        yield _line("bot", f"does not answer at {bot['at']}")
        return
    yield _line("bot", "ready" if bot["ok"] else "NOT ready")
    for name, check in bot["checks"].items():
        if not check["ok"]:
            yield _line("", f"{name}: {check['why']}")
    yield _line("rate", f"{bot['messages_per_second']:.1f} messages a second over the last minute")


def _stuck_lines(state: str, stuck: Mapping[str, Any]) -> Iterator[str]:
    yield _line(state, f"{stuck['rows']} of {_name(stuck)}, since {stuck['since']}")
    for row in stuck["oldest"]:
        kind = " letter or confirmation" if row["letter"] else ""
        yield _line("", f"no. {row['row']} {row['since']} {row['reason'] or 'crash'}{kind}")


def _name(matter: Mapping[str, Any]) -> str:
    number = f" {matter['broadcast']}" if matter["broadcast"] else ""
    return f"{matter['kind']}{number}{': ' if matter['title'] else ''}{matter['title']}"


def _line(name: str, what: str) -> str:
    return f"{name:<12} {what}"
