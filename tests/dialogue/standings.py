"""What the store and the process could say of themselves, made up."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from alertbot.dialogue.status import Overview
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState
from alertbot.domain.language import Localised
from alertbot.domain.standing import (
    STUCK,
    Backlog,
    Coming,
    Matter,
    Outgoing,
    Parked,
    Standing,
    Stuck,
    StuckRow,
    Vitals,
)

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)

titles = st.sampled_from([Localised(), Localised({"en": "Free Ainur", "ru": "Свободу Айнур"})])
matters = st.builds(Matter, st.none() | st.integers(1, 9), st.none() | st.sampled_from(BroadcastKind), titles)
moments = st.integers(-7 * 86_400, 7 * 86_400).map(lambda seconds: NOW + timedelta(seconds=seconds))
counts = st.integers(0, 1_000_000)
rows = st.builds(
    StuckRow,
    st.integers(1, 10**6),
    moments,
    st.sampled_from(["", "bad-request", "<b>"]),
    st.booleans(),
    st.sampled_from(["", "telegram"]),
)
stuck_ones = st.builds(
    Stuck,
    matters,
    st.sampled_from(STUCK),
    st.integers(1, 10**6),
    moments,
    st.lists(rows, min_size=1, max_size=5).map(tuple),
    st.booleans(),
)
outgoing = st.builds(
    Outgoing, matters, st.sampled_from([BroadcastState.RUNNING, BroadcastState.PAUSED]), counts, counts
)
standings = st.builds(
    Standing,
    st.just(NOW),
    st.dictionaries(st.sampled_from(DeliveryState), counts),
    st.dictionaries(st.sampled_from(["answer", "alert"]), moments),
    st.lists(outgoing, max_size=2).map(tuple),
    st.none() | st.builds(Parked, st.integers(1, 99), moments),
    st.lists(stuck_ones, max_size=3).map(tuple),
    st.builds(Backlog, counts, st.none() | moments, counts),
    st.lists(st.builds(Coming, moments, titles), max_size=3).map(tuple),
    newest=st.none() | moments,
    size=counts,
    log=counts,
)
vitals = st.builds(Vitals, st.floats(0, 1000), stepped=st.sampled_from([0.0, -3600.0]), driven=st.booleans())
overviews = st.builds(Overview, standings, vitals, st.just("0.1.0"))
