"""Facts about exercises that fit whatever a conversation wants to know."""

from typing import Any

from hypothesis import strategies as st

from alertbot.dialogue.drill import Practices, PracticesNow
from alertbot.dialogue.drill_board import Practice
from alertbot.domain.drill import DrillStep

exercises = st.builds(
    Practice, st.integers(0, 2), st.frozensets(st.sampled_from(DrillStep)), alone=st.booleans()
)
drill_answers: dict[type[Any], st.SearchStrategy[Any]] = {
    PracticesNow: st.builds(
        Practices,
        st.none() | exercises,
        st.sampled_from([(), (1,), (2, 1)]),
        elsewhere=st.booleans(),
        full=st.booleans(),
        next_id=st.integers(0, 2),
    ),
}
