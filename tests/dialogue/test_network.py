"""A network in four answers: every answer is needed, none is guessed, and what failed can be tried again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.dialogue.engine import Command, Event, Facts, Line, State, Step, Tapped
from alertbot.dialogue.network import BringNetwork, LetIn, MakeNetwork, OpenedNetwork, step, wants
from alertbot.dialogue.screen import Say
from alertbot.domain.authority import Role
from alertbot.domain.network import LONGEST_NAME, Entrance, Network, NetworkPlan
from alertbot.domain.subscriber import ChatKind

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
OLGA = Facts(NOW, "en", ChatKind.PERSON, None, "olga", role=Role.ORGANIZER, platform="matrix")
MADE = Network("!space", "!room", "https://matrix.to/#/%23free-ainur-1a2b3c4d:hs")
HALFWAY = State("network", "seal", {"name": "Free Ainur", "key": "k", "entrance": "knock"})


def after(state: State | None, event: Event, network: Network | None = None) -> Step:
    found = dict.fromkeys(wants(state, event), network)
    return step(state, event, replace(OLGA, found=found))


def said(step: Step) -> set[str]:
    return {p.words.id for s in step.screens for p in s.parts if isinstance(p.words, Say)}


def state_of(step: Step) -> State:
    assert isinstance(step.state, State)
    return step.state


def test_four_answers_make_a_network() -> None:
    asked = after(None, Command("network"))
    named = after(state_of(asked), Line("  Free \n Ainur "))
    door = after(state_of(named), Tapped(LetIn("members")))
    assert wants(state_of(named), Tapped(LetIn("members"))) == ()
    (want,) = wants(state_of(door), Tapped(MakeNetwork(1)))
    made = after(state_of(door), Tapped(MakeNetwork(1)), MADE)

    assert isinstance(want, OpenedNetwork)
    assert want.plan == NetworkPlan("Free Ainur", Entrance.MEMBERS, sealed=True, key=want.plan.key)
    assert made.orders == (BringNetwork(MADE, "Free Ainur"),)
    assert {"network.made", "network.next_members"} <= said(made)
    assert made.state is None


def test_what_failed_is_tried_again_with_the_same_plan() -> None:
    failed = after(HALFWAY, Tapped(MakeNetwork(0)))

    assert failed.orders == ()
    assert said(failed) == {"network.failed"}
    again = failed.screens[0].rows[0][0].tap
    assert again is not None
    assert wants(state_of(failed), Tapped(again)) == wants(HALFWAY, Tapped(MakeNetwork(0)))


@pytest.mark.parametrize("platform", ["telegram", "transcript", ""])
def test_elsewhere_it_says_what_to_do_there(platform: str) -> None:
    answer = step(None, Command("network", "Free Ainur"), replace(OLGA, platform=platform))

    assert said(answer) == {"network.elsewhere"}


def test_a_tap_without_the_answers_before_it_makes_nothing() -> None:
    for tap in (LetIn("public"), MakeNetwork(1)):
        assert wants(None, Tapped(tap)) == ()
        assert said(after(None, Tapped(tap))) == {"tap.lapsed"}
    door = State("network", "door", {"name": "Free Ainur", "key": "k"})
    for tap in (LetIn("anybody"), MakeNetwork(1)):
        assert after(door, Tapped(tap), MADE).orders == ()


def test_a_line_between_the_answers_asks_again() -> None:
    assert (
        after(HALFWAY, Line("yes please")).screens
        == after(State("network", "door", {"name": "Free Ainur", "key": "k"}), Tapped(LetIn("knock"))).screens
    )


@given(st.text(max_size=200))
def test_a_name_is_kept_within_its_length_on_one_line(typed: str) -> None:
    answer = after(State("network", "name"), Line(typed))
    kept = str(state_of(answer).data.get("name", ""))

    assert len(kept) <= LONGEST_NAME
    assert "\n" not in kept
    assert state_of(answer).step == ("door" if kept else "name")
