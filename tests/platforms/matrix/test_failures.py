"""Every refusal of a homeserver has one meaning."""

import pytest

from alertbot.errors import InDoubt, NotSent, RecipientGone, Rejected, SendFailure, TryLater
from alertbot.platforms.matrix.failures import LONGEST_WAIT, USUAL_WAIT, failure, refused_token


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        (4699, 4.699),
        (0, USUAL_WAIT),
        (None, USUAL_WAIT),
        ("soon", USUAL_WAIT),
        (True, USUAL_WAIT),
        (1e12, LONGEST_WAIT),
    ],
)
def test_a_homeserver_that_asks_for_patience_gets_as_much_as_it_asks_for(
    asked: object, seconds: float
) -> None:
    failed = failure(429, "M_LIMIT_EXCEEDED", asked)

    assert isinstance(failed, TryLater)
    assert failed.after == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("status", "code", "meaning"),
    [
        (401, "M_UNKNOWN_TOKEN", NotSent),
        (401, "M_MISSING_TOKEN", NotSent),
        (403, "M_FORBIDDEN", Rejected),
        (404, "M_NOT_FOUND", RecipientGone),
        (413, "M_TOO_LARGE", Rejected),
        (400, "M_BAD_JSON", Rejected),
        (500, "M_UNKNOWN", InDoubt),
        (502, "", InDoubt),
        (0, "", InDoubt),
    ],
)
def test_an_answer_is_sorted(status: int, code: str, meaning: type[SendFailure]) -> None:
    assert type(failure(status, code)) is meaning


def test_a_refusal_carries_a_code_of_ours_and_none_of_the_servers_words() -> None:
    failed = failure(403, "M_FORBIDDEN")

    assert isinstance(failed, Rejected)
    assert failed.code == "no-rights"


def test_only_a_refused_token_counts_as_one() -> None:
    assert refused_token(401, "M_UNKNOWN_TOKEN")
    assert not refused_token(401, "M_FORBIDDEN")
    assert not refused_token(500, "")
