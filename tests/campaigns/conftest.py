"""The seed campaigns, loaded once."""

from datetime import date
from pathlib import Path

import pytest

from alertbot.domain.appeal import Appeal
from alertbot.intake import Library, PreparedCase, load_campaigns

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_campaigns(CAMPAIGNS, today=date(2026, 1, 1))


@pytest.fixture(scope="module")
def prepared(library: Library) -> dict[str, PreparedCase]:
    return {one.case.key: one for one in library.cases}


@pytest.fixture(scope="module")
def appeals(library: Library) -> dict[str, Appeal]:
    return {f"{a.case}/{a.key}": a for one in library.cases for a in one.appeals}
