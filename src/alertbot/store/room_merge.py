"""A group became a supergroup that is known already: what was wished for either, as one."""

from sqlalchemy import delete, select, update

from alertbot.store.schema import room_keeper, room_question, room_wish
from alertbot.store.work import Work


async def merge_wishes(work: Work, old: int, new: int, *, newer_wins: bool) -> None:
    """The id ``old`` stays. Whoever looked after either room looks after it, and no question is lost."""
    await _merge_wish(work, old, new, newer_wins=newer_wins)
    for key in (room_keeper.c.lookup, room_question.c.broadcast):
        table = room_keeper if key is room_keeper.c.lookup else room_question
        kept = select(key).where(table.c.room == old)
        moved = update(table).where(table.c.room == new, key.not_in(kept)).values(room=old)
        await work.run(moved)


async def _merge_wish(work: Work, old: int, new: int, *, newer_wins: bool) -> None:
    loser = old if newer_wins else new
    both = await work.rows(select(room_wish.c.room).where(room_wish.c.room.in_((old, new))))
    if len(both) > 1 or newer_wins:
        await work.run(delete(room_wish).where(room_wish.c.room == loser))
    await work.run(update(room_wish).where(room_wish.c.room == new).values(room=old))
