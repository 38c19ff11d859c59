import pytest
from hypothesis import given, settings

from alertbot.wording.transcript import Offer, answered, offers_of, transcribe
from alertbot.wording.tree import Block, Button, Run, Utterance

from .trees import utterances

SPOKEN = Utterance(
    (Block("paragraph", (Run("What now?", "bold"),)), Block("item", (Run("• x"),))),
    (
        (Button("✍️ Sign", tap="sign-7", sensitive=True), Button("Letter", start="letter-7")),
        (Button("Read", url="https://example.org"), Button("Number", copy="+7 1")),
    ),
)


def test_choices_are_numbered_and_links_spelled_out() -> None:
    assert transcribe(SPOKEN).text == (
        "What now?\n\n• x\n\n1. ✍️ Sign\n2. Letter\nRead: https://example.org\nNumber: +7 1"
    )


def test_every_number_stands_for_its_choice() -> None:
    assert transcribe(SPOKEN).offers == (
        Offer("✍️ Sign", "sign-7", sensitive=True),
        Offer("Letter", "letter-7", private=True),
    )


@pytest.mark.parametrize("typed", ["1", " 1. ", "1)", "1️⃣", "١", "sign", "Sign", "✍️ SIGN"])
def test_a_number_or_a_label_answers(typed: str) -> None:
    found = answered(offers_of(SPOKEN), typed)
    assert found is not None
    assert found.packed == "sign-7"


@pytest.mark.parametrize("typed", ["0", "3", "", ".", "9" * 5000, "sig", "²", "✍️"])
def test_anything_else_answers_nothing(typed: str) -> None:
    assert answered(offers_of(SPOKEN), typed) is None


def test_a_label_that_two_choices_share_answers_nothing() -> None:
    twins = (Offer("Yes", "a-1"), Offer("yes", "b-1"))
    assert answered(twins, "yes") is None


@settings(deadline=None)
@given(utterances)
def test_every_choice_is_reached_by_its_number(utterance: Utterance) -> None:
    offers = transcribe(utterance).offers
    assert [answered(offers, str(n)) for n in range(1, len(offers) + 1)] == list(offers)
