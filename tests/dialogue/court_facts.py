"""Facts about hearings, the lawyer's link and what is proposed through it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from alertbot.dialogue import lawyer, lawyer_desk, outcomes
from alertbot.dialogue.engine import Want
from alertbot.domain.case import Case
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.proposal import LawyersLink, Proposal, ProposalKind, StoredProposal

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
SOON = Hearing("sitting1", "Shymkent", "Asia/Almaty", date(2017, 10, 20), time(10))
hearings = st.builds(
    replace,
    st.sampled_from([SOON, replace(SOON, hour=None), replace(SOON, day=date(2017, 10, 3), room="5")]),
    state=st.sampled_from(HearingState),
    public=st.sampled_from([None, True, False]),
)
stored = st.builds(StoredHearing, st.integers(1, 3), st.just(1), hearings, st.booleans())
links = st.builds(LawyersLink, st.integers(1, 3), st.just(1), st.just("olga"), st.just(NOW), st.booleans())


def court_answers(cases: list[Case]) -> dict[type[Want[Any]], st.SearchStrategy[Any]]:
    case = st.sampled_from(cases)
    seats = st.builds(
        lawyer.Seat,
        links,
        st.just(cases[0].title),
        st.lists(stored, max_size=3).map(tuple),
        st.integers(0, 10),
        st.just(("telegram", "1", "en")),
    )
    made = st.builds(
        StoredProposal,
        st.integers(1, 3),
        st.just(1),
        st.one_of(
            st.builds(Proposal, st.just(ProposalKind.DATE), st.none() | st.just(1), hearings),
            st.builds(Proposal, st.sampled_from([k for k in ProposalKind if k != "date"]), st.just(1)),
        ),
        st.booleans(),
    )
    seen = st.builds(lawyer_desk.ProposalSeen, made, case, st.none() | stored, st.booleans())
    return {
        outcomes.HearingAt: st.none() | st.builds(outcomes.HearingSeen, case, stored),
        outcomes.OutcomeReach: st.integers(0, 10**6),
        lawyer.SeatBehind: st.none() | seats,
        lawyer.SeatOf: st.none() | seats,
        lawyer_desk.FreshCode: st.just("ab" * 20),
        lawyer_desk.LinksOf: st.lists(links, max_size=3).map(tuple),
        lawyer_desk.ProposalAt: st.none() | seen,
    }
