"""Six digits: what counts as a code, and when a code counts."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pyotp.totp import TOTP

from alertbot.domain.second_factor import Factor, Verdict, digits_of, step_at
from alertbot.journeys.security import judge, new_secret

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = step_at(datetime(2017, 10, 4, 8, tzinfo=UTC))


def test_spaces_between_the_digits_do_no_harm() -> None:
    assert digits_of(" 123 456 ") == "123456"


@given(st.text(max_size=12))
def test_only_six_plain_digits_are_a_code(typed: str) -> None:
    code = digits_of(typed)
    assert code is None or (len(code) == 6 and set(code) <= set("0123456789"))


def test_digits_of_other_scripts_are_none() -> None:
    assert digits_of("١٢٣٤٥٦") is None


@given(st.integers(-3, 3), st.integers(-3, 3))
def test_a_code_counts_within_a_step_and_only_once(offset: int, used: int) -> None:
    typed = TOTP(SECRET).generate_otp(NOW + offset)
    judged = judge(Factor(SECRET, confirmed=True, used=NOW + used), typed, NOW)

    if judged.verdict is Verdict.RIGHT:
        assert abs(judged.step - NOW) <= 1
        assert judged.step > NOW + used
    elif abs(offset) <= 1:
        assert used >= offset


def test_a_lock_ends_by_itself() -> None:
    now = datetime(2017, 10, 4, 8, tzinfo=UTC)
    factor = Factor(SECRET, locked_until=now)
    assert not factor.is_locked(now)
    assert factor.is_locked(now - timedelta(seconds=1))


def test_every_secret_is_new_and_hides_itself() -> None:
    one, other = new_secret("ann"), new_secret("ann")
    assert one.secret != other.secret
    assert len(one.secret) == 32
    assert one.secret not in repr(one)
    assert one.link.startswith("otpauth://totp/Alertbot:ann?secret=")
    assert one.picture.startswith(b"\x89PNG")
