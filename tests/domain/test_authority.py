"""Who may do what: everything else is denied."""

import pytest

from alertbot.domain.authority import GRANTED, Deed, Role, may
from alertbot.domain.subscriber import Organizer, can_publish


def test_somebody_without_a_role_may_do_nothing() -> None:
    assert not any(may(None, deed) for deed in Deed)


def test_every_role_stands_in_the_table() -> None:
    assert GRANTED.keys() == set(Role)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OWNER, Role.ORGANIZER)])
def test_what_nobody_has_thought_about_is_denied_to_lesser_roles(role: Role) -> None:
    assert not may(role, Deed.WORK)


def test_only_an_owner_resets_a_second_factor() -> None:
    assert [role for role in Role if may(role, Deed.RESET)] == [Role.OWNER]


def test_whoever_only_reviews_writes_nothing() -> None:
    assert not may(Role.REVIEWER, Deed.DRAFT)
    assert not may(Role.REVIEWER, Deed.SUBMIT)
    assert may(Role.REVIEWER, Deed.APPROVE)


def test_whoever_translates_or_counts_lets_nothing_out() -> None:
    for role in (Role.TRANSLATOR, Role.STATISTICIAN):
        assert not any(may(role, deed) for deed in (Deed.SUBMIT, Deed.APPROVE, Deed.CORRECT, Deed.DATES))


@pytest.mark.parametrize(
    ("roles", "possible"),
    [
        ((), False),
        ((Role.OWNER,), False),
        ((Role.OWNER, Role.ORGANIZER), True),
        ((Role.OWNER, Role.REVIEWER), True),
        ((Role.OWNER, Role.TRANSLATOR, Role.STATISTICIAN), False),
        ((Role.REVIEWER, Role.REVIEWER), False),
    ],
)
def test_publishing_takes_somebody_who_submits_and_somebody_else_who_approves(
    roles: tuple[Role, ...], possible: bool
) -> None:
    assert can_publish(Organizer(f"o{n}", (), role) for n, role in enumerate(roles)) is possible
