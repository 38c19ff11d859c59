"""What a platform remembers between two starts, in the store."""

from alertbot.ports import Store


class StoreDrawer:
    """See :class:`alertbot.ports.Drawer`: the things of the platform called ``platform``."""

    def __init__(self, store: Store, platform: str) -> None:
        self._store = store
        self._platform = platform

    async def get(self, name: str) -> bytes | None:
        async with self._store.transaction() as tx:
            return await tx.drawers.get(self._platform, name)

    async def put(self, name: str, value: bytes) -> None:
        async with self._store.transaction() as tx:
            await tx.drawers.put(self._platform, name, value)
