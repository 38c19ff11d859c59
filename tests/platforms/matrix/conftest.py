"""One homeserver for all tests of this room, and drawers that forget nothing."""

from collections.abc import Iterator

import pytest

from tests.support.synapse import Synapse, missing


@pytest.fixture(scope="session")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    if why := missing():
        pytest.skip(why)
    with Synapse(tmp_path_factory.mktemp("synapse")) as running:
        yield running
