"""What the bot's ledger says, read from its file by plain SQL: a second opinion on its own repositories."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

_OPEN = """
SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')
     + (SELECT count(*) FROM delivery WHERE state IN ('queued', 'parked', 'sending'))
     + (SELECT count(*) FROM draft WHERE stage = 'hold')
     + (SELECT count(*) FROM broadcast WHERE state NOT IN ('done', 'halted'))
"""
"""Whatever is still to be done: events, messages, held drafts, broadcasts."""

_BUSY = """
SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')
     + (SELECT count(*) FROM delivery WHERE state IN ('queued', 'parked', 'sending'))
"""
"""The same without what waits for its hour."""

_KINDS = "SELECT kind, count(*) FROM broadcast GROUP BY kind"
_STATES = "SELECT state, count(*) FROM delivery GROUP BY state"
_SIGNATURES = "SELECT count(*) FROM signature"
_STOPPED = "SELECT count(*) FROM broadcast WHERE state = 'halted'"
_DOUBTFUL = """
SELECT d.subscriber, count(*) FROM delivery AS d JOIN broadcast AS b ON b.id = d.broadcast
 WHERE b.kind = 'alert' AND (
       d.state = 'in_doubt' OR d.state IN ('halted', 'failed', 'gone') AND d.tries > 0
    OR d.state = 'sent' AND (d.tries > 1 OR d.message IS NULL))
 GROUP BY d.subscriber
"""
"""Alerts of which there may be a copy that nobody can find, by subscriber: a correction lists them."""

_THEIRS = """
SELECT coalesce(s.id, 0), d.state, count(*) FROM delivery AS d
  LEFT JOIN subscriber AS s ON s.id = d.subscriber OR s.lookup = d.recipient
 WHERE d.state IN ('sent', 'in_doubt') GROUP BY s.id, d.state
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says at one moment. ``open``: things still to do. ``sent`` and ``listed``: for each
    person (0: everyone else), how many messages count as sent, and how many are listed for the operator
    because nobody knows whether they arrived. ``busy``: things to do now; ``stopped``: halted broadcasts;
    ``doubtful``: copies of alerts that a correction cannot find, for each person."""

    open: int
    broadcasts: Counter[str] = field(default_factory=Counter[str])
    states: Counter[str] = field(default_factory=Counter[str])
    signatures: int = 0
    sent: Counter[int] = field(default_factory=Counter[int])
    listed: Counter[int] = field(default_factory=Counter[int])
    busy: int = 0
    stopped: int = 0
    doubtful: Counter[int] = field(default_factory=Counter[int])


class Books:
    """``people`` were subscribed in this order, before anybody else."""

    def __init__(self, file: Path, people: Sequence[int]) -> None:
        self._file = file
        self._people = people

    def look(self) -> Entry | None:
        """``None`` while the ledger cannot be read: before a life has opened it, say.

        Read-only, so that looking repairs nothing that the next life has to repair.
        """
        try:
            with closing(sqlite3.connect(f"{self._file.as_uri()}?mode=ro", timeout=1, uri=True)) as store:
                return self._read(store)
        except sqlite3.OperationalError:
            return None

    def _read(self, store: sqlite3.Connection) -> Entry:
        store.execute("BEGIN")
        return Entry(
            store.execute(_OPEN).fetchone()[0],
            Counter(dict(store.execute(_KINDS).fetchall())),
            Counter(dict(store.execute(_STATES).fetchall())),
            store.execute(_SIGNATURES).fetchone()[0],
            *self._theirs(store),
            store.execute(_BUSY).fetchone()[0],
            store.execute(_STOPPED).fetchone()[0],
            Counter({self._who(id): many for id, many in store.execute(_DOUBTFUL).fetchall()}),
        )

    def _theirs(self, store: sqlite3.Connection) -> tuple[Counter[int], Counter[int]]:
        sent, listed = Counter[int](), Counter[int]()
        rows: list[tuple[int, str, int]] = store.execute(_THEIRS).fetchall()
        for id, state, many in rows:
            (sent if state == "sent" else listed)[self._who(id)] += many
        return sent, listed

    def _who(self, id: int) -> int:
        """The person with this number in the store, 0 for anybody else."""
        return self._people[id - 1] if 1 <= id <= len(self._people) else 0
