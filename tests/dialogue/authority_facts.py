"""Facts about authority: second factors, and the version of an appeal that is out."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from alertbot.dialogue import approve, break_glass, proof, second_factor
from alertbot.domain.publication import Published
from alertbot.domain.second_factor import Judged, Verdict

LATER = datetime(2017, 10, 4, 8, 15, tzinfo=UTC)


def authority_answers(published: st.SearchStrategy[Published]) -> dict[type[Any], st.SearchStrategy[Any]]:
    return {
        break_glass.MayGoAlone: st.booleans(),
        approve.VersionOut: st.none() | published,
        proof.StandingNow: st.builds(
            proof.Standing,
            st.booleans(),
            st.booleans(),
            st.sampled_from([None, None, LATER]),
            st.integers(0, 4),
        ),
        proof.CodeJudged: st.builds(Judged, st.sampled_from(Verdict), st.just(1)),
        second_factor.FreshSecret: st.just(
            second_factor.NewSecret("A" * 32, "otpauth://totp/Alertbot:ann?secret=A", b"\x89PNG")
        ),
        second_factor.OthersWithFactor: st.sampled_from([(), ("ann",), ("ann", "Борис")]),
    }
