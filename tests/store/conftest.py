"""A store in a temporary directory, opened and closed around each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from alertbot.store.codec import Codec
from alertbot.store.store import SqlStore, open_store
from alertbot.store.vault import Vault

from .world import CODEC, MASTER


@pytest.fixture
def codec() -> Codec:
    return CODEC


@pytest.fixture
def vault() -> Vault:
    return Vault(MASTER)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "alertbot.db"


@pytest.fixture
async def store(path: Path, vault: Vault, codec: Codec) -> AsyncIterator[SqlStore]:
    async with open_store(path, vault, codec) as opened:
        yield opened
