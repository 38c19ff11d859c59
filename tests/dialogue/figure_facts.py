"""Facts for the conversations about figures, exports and the audit trail."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from alertbot.dialogue import audit, export, stats
from alertbot.dialogue.board import board
from alertbot.dialogue.screen import File
from alertbot.domain.figures import Counts, Tally, figures
from alertbot.domain.language import Localised
from alertbot.domain.publication import Published
from alertbot.domain.trail import Entry, Trail

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
TITLE = Localised({"en": "Free Ainur Kurmanov", "ru": "Свободу Айнуру Курманову"})
DAYS = {NOW.date() + timedelta(n): 3 * n for n in range(9)}
COUNTS = Counts({"en": 40, "ru": 7}, 3, 44, sum(DAYS.values()), DAYS, Tally(DAYS, {"en": 108}), Tally())
COUNTABLE = st.builds(stats.Countable, st.integers(1, 20), st.just(TITLE))


def some_stats(of: Published, counts: Counts = COUNTS) -> stats.Stats:
    return stats.Stats(board(of, figures(counts, NOW.date())), b"\x89PNG")


entries = st.lists(
    st.builds(
        Entry,
        st.integers(1, 99),
        st.just(NOW),
        st.sampled_from(["olga", "omar", ""]),
        st.sampled_from([*audit.DONE, "something new"]),
        st.just("appeal 1"),
    ),
    max_size=10,
)
requests = st.builds(
    export.Request,
    st.integers(1, 4),
    st.sampled_from(["olga", "omar"]),
    st.integers(1, 4),
    st.just(TITLE),
    st.sampled_from([export.FIGURES, export.NAMES]),
    st.booleans(),
)


def figure_answers(of: Published) -> dict[type[Any], st.SearchStrategy[Any]]:
    return {
        stats.AppealsToCount: st.lists(COUNTABLE, max_size=20).map(tuple),
        stats.StatsOf: st.none() | st.just(some_stats(of)) | st.just(some_stats(of, Counts())),
        stats.PetitionOf: st.none() | st.just(b"%PDF"),
        export.RequestAt: st.none() | requests,
        export.ExportableAt: st.none()
        | st.builds(export.Exportable, st.just(TITLE), st.booleans(), st.booleans(), st.sampled_from([0, 2])),
        export.ExportFiles: st.none()
        | st.just(export.ReadyExport((File("figures.csv", "text/csv", b"a,b"),))),
        audit.SheetBefore: st.builds(
            audit.Sheet,
            entries.map(tuple),
            st.booleans(),
            st.builds(Trail, st.integers(0, 99), st.just(99), st.just("ab" * 32), intact=st.booleans()),
        ),
    }
