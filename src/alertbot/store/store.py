"""The store itself: opened once, it hands out transactions and sweeps up after their time."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from alertbot.errors import ConfigurationError, SealBroken
from alertbot.store.appeals import SqlAppeals
from alertbot.store.audit import SqlAudit
from alertbot.store.capabilities import SqlLawyersLinks
from alertbot.store.channel_reports import SqlChannelReports
from alertbot.store.codec import Codec
from alertbot.store.drafts import SqlDrafts
from alertbot.store.drawers import SqlDrawers
from alertbot.store.enclosures import SqlEnclosures
from alertbot.store.engine import Lock, database_url, file_of, prepare_file, reading_engine, writing_engine
from alertbot.store.figures import SqlFigures
from alertbot.store.follows import SqlFollows
from alertbot.store.hearings import SqlHearings
from alertbot.store.inbox import SqlInbox
from alertbot.store.migrations import migrate
from alertbot.store.occasions import SqlOccasions
from alertbot.store.outbox import SqlOutbox
from alertbot.store.oversight import SqlOversight
from alertbot.store.people import SqlPeople
from alertbot.store.questions import SqlQuestions
from alertbot.store.quieting import SqlQuieting
from alertbot.store.reader import Reader
from alertbot.store.recall import SqlRecall
from alertbot.store.reminders import SqlReminders
from alertbot.store.retention import Retention
from alertbot.store.rooms import SqlRooms
from alertbot.store.schema import canary
from alertbot.store.second_factors import SqlSecondFactors
from alertbot.store.signatures import SqlSignatures
from alertbot.store.talks import SqlTalks
from alertbot.store.vault import Vault
from alertbot.store.work import Transaction, Work
from alertbot.store.writer import Writer

_CANARY = "canary|sealed"
_SONG = b"the key fits"


class SqlTx:
    """One transaction's repositories; see :class:`alertbot.ports.Tx`."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.inbox = SqlInbox(work)
        self.drawers = SqlDrawers(work)
        self.people = SqlPeople(work)
        self.talks = SqlTalks(work)
        self.drafts = SqlDrafts(work)
        self.enclosures = SqlEnclosures(work)
        self.appeals = SqlAppeals(work)
        self.signatures = SqlSignatures(work)
        self.channel_reports = SqlChannelReports(work, self.signatures)
        self.follows = SqlFollows(work)
        self.hearings = SqlHearings(work)
        self.reminders = SqlReminders(work)
        self.occasions = SqlOccasions(work)
        self.quieting = SqlQuieting(work)
        self.rooms = SqlRooms(work)
        self.questions = SqlQuestions(work)
        self.lawyers_links = SqlLawyersLinks(work)
        self.second_factors = SqlSecondFactors(work)
        self.outbox = SqlOutbox(work)
        self.recall = SqlRecall(work)
        self.audit = SqlAudit(work)
        self.oversight = SqlOversight(work)
        self.figures = SqlFigures(work)


class SqlStore:
    """See :class:`alertbot.ports.Store`.

    ``where`` is a path or a database address. ``data`` is the directory that the lock against a second
    instance lies in; by default the one of the database file. ``exclusive`` false leaves that lock alone:
    for a short look from beside a running bot.
    """

    def __init__(
        self,
        where: str | Path,
        vault: Vault,
        codec: Codec,
        *,
        data: Path | None = None,
        exclusive: bool = True,
    ) -> None:
        self._url = database_url(where)
        self._file = file_of(self._url)
        self._vault = vault
        self._codec = codec
        home = data or (self._file.parent if self._file else None)
        self._lock = Lock(home) if exclusive and home is not None else None
        self._writer: Writer | None = None
        self._reader: Reader | None = None

    async def open(self) -> None:
        """Connect, bring the schema up to date and try the key.

        :class:`ConfigurationError` when another process holds the store, the database cannot be opened or
        is newer than this release; :class:`SealBroken` when the master key is another one.
        """
        if self._lock is not None:
            self._lock.take()
        try:
            await self._connect()
            async with self._open_writer().transaction() as transaction:
                await transaction.call(migrate)
                await self._try_key(self._work(transaction))
        except BaseException:
            await self.close()
            raise

    async def _connect(self) -> None:
        if self._file is None:
            raise ConfigurationError("The database must be a SQLite file.")
        prepare_file(self._file)
        try:
            self._writer = Writer(writing_engine(self._file))
            self._reader = Reader(reading_engine(self._file))
        except DBAPIError:
            raise ConfigurationError(f"The database {self._file} cannot be opened.") from None

    async def close(self) -> None:
        """Waits for the running transaction, then lets go of everything. May be called twice."""
        try:
            if self._reader is not None:
                await self._reader.close()
            if self._writer is not None:
                await self._writer.close()
        finally:
            self._writer = self._reader = None
            if self._lock is not None:
                self._lock.release()

    @asynccontextmanager
    async def transaction(self, *, first: bool = False) -> AsyncGenerator[SqlTx]:
        async with self._open_writer().transaction(first=first) as transaction:
            yield SqlTx(self._work(transaction))

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator[SqlTx]:
        async with self._open_reader().snapshot() as transaction:
            yield SqlTx(self._work(transaction))

    async def sweep(self, now: datetime) -> None:
        """In several short transactions, so that nobody waits long; then the deleted text is overwritten."""
        writer = self._open_writer()
        more = True
        while more:
            async with writer.transaction() as transaction:
                more = await Retention(self._work(transaction), now).run()
        async with self._open_reader().closed():
            await writer.truncate_log()

    def _open_reader(self) -> Reader:
        if self._reader is None:
            raise RuntimeError("the store is not open")
        return self._reader

    def _open_writer(self) -> Writer:
        if self._writer is None:
            raise RuntimeError("the store is not open")
        return self._writer

    def _work(self, transaction: Transaction) -> Work:
        return Work(transaction, self._vault, self._codec)

    async def _try_key(self, work: Work) -> None:
        sealed = await work.value(select(canary.c.sealed))
        if sealed is None:
            row = insert(canary).values(id=1, sealed=self._vault.seal(_CANARY, 1, _SONG))
            await work.run(row)
            return
        try:
            self._vault.open(_CANARY, 1, sealed)
        except SealBroken:
            raise SealBroken(
                "The master key is not the one this database was sealed with; "
                "restore the key file that belongs to it."
            ) from None


@asynccontextmanager
async def open_store(
    where: str | Path, vault: Vault, codec: Codec, *, data: Path | None = None, exclusive: bool = True
) -> AsyncGenerator[SqlStore]:
    """A store that is open inside the block, and closed whatever happens there."""
    store = SqlStore(where, vault, codec, data=data, exclusive=exclusive)
    await store.open()
    try:
        yield store
    finally:
        await store.close()
