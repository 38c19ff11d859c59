"""Facts about rooms' wishes and what their administrators are asked."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from alertbot.dialogue import network, quieting, room_questions, room_wishes
from alertbot.domain.network import Network
from alertbot.domain.room_wishes import OFFERED_MOST, Wishes

wished = st.builds(
    room_wishes.Wished,
    st.builds(Wishes, st.sampled_from((0, *OFFERED_MOST)), st.booleans()),
    st.none() | st.sampled_from(quieting.OFFERED),
    st.none() | st.just("77"),
    st.booleans(),
    st.integers(0, 2),
)


def room_answers(now: datetime) -> dict[type[Any], st.SearchStrategy[Any]]:
    return {
        room_wishes.WishedOf: wished,
        network.OpenedNetwork: st.none() | st.just(Network("!space", "!room", "https://matrix.to/#/%23a:hs")),
        room_questions.WouldCome: st.sampled_from([None, now, now + timedelta(hours=9)]),
    }
