"""What platforms have to remember, sealed."""

from sqlalchemy import bindparam, delete, insert, select

from alertbot.store.schema import drawer
from alertbot.store.work import Work

_PLACE = "drawer|content"


class SqlDrawers:
    """See :class:`alertbot.ports.Drawers`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, platform: str, name: str) -> bytes | None:
        sealed = await self._work.value(_CONTENT, {"of": platform, "called": name})
        return self._work.vault.open(_PLACE, _row(platform, name), sealed) if sealed is not None else None

    async def put(self, platform: str, name: str, value: bytes) -> None:
        sealed = self._work.vault.seal(_PLACE, _row(platform, name), value)
        await self._work.run(_EMPTIED, {"of": platform, "called": name})
        await self._work.run(insert(drawer).values(platform=platform, name=name, content=sealed))


_ONE = (drawer.c.platform == bindparam("of"), drawer.c.name == bindparam("called"))
_CONTENT = select(drawer.c.content).where(*_ONE)
_EMPTIED = delete(drawer).where(*_ONE)


def _row(platform: str, name: str) -> bytes:
    return f"{platform}|{name}".encode()
