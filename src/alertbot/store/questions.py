"""Whether organizers were asked how a hearing went: a row from the day its date is known."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from alertbot.domain.hearing import StoredHearing
from alertbot.domain.outcome import ASKED_AFTER, SILENCE
from alertbot.store.hearings import stored_hearing
from alertbot.store.schema import hearing, question
from alertbot.store.words import QuestionState
from alertbot.store.work import Work


class SqlQuestions:
    """See :class:`alertbot.ports.Questions`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def expect(self, hearing: int) -> None:
        row = self._work.insert_new(question).values(hearing=hearing, state=QuestionState.WAITING)
        await self._work.run(row)

    async def due(self, now: datetime, limit: int) -> list[StoredHearing]:
        over = hearing.c.starts <= now - ASKED_AFTER
        return await self._read((question.c.state == QuestionState.WAITING) & over, limit)

    async def asked(self, hearing: int, now: datetime) -> None:
        mine = update(question).where(question.c.hearing == hearing)
        await self._work.run(mine.values(state=QuestionState.ASKED, asked=now))

    async def unanswered(self, now: datetime, limit: int) -> list[StoredHearing]:
        long_ago = question.c.asked <= now - SILENCE
        return await self._read((question.c.state == QuestionState.ASKED) & long_ago, limit)

    async def close(self, hearing: int) -> None:
        mine = update(question).where(question.c.hearing == hearing)
        await self._work.run(mine.values(state=QuestionState.CLOSED))

    async def is_open(self, hearing: int) -> bool:
        state = select(question.c.state).where(question.c.hearing == hearing)
        return bool(await self._work.value(state) == QuestionState.ASKED)

    async def _read(self, which: ColumnElement[bool], limit: int) -> list[StoredHearing]:
        joined = select(hearing).join_from(question, hearing).where(which)
        rows = await self._work.rows(joined.order_by(hearing.c.starts, hearing.c.id).limit(limit))
        return [stored_hearing(row) for row in rows]
