"""One letter in many wordings, and facts that stand in every one of them."""

import secrets
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.language import Localised
from alertbot.domain.letter import LetterMode
from alertbot.letters.render import render
from alertbot.letters.variation import Draw, Forms, slots_of

BODY = """{{ salutation }}

{{ opening }}

On 27 April {{ they_say }} four policemen took Ainur Kurmanov away in Almaty.

~ He is on hunger strike.

~ Kazakhstan chairs the OSCE.

~ Videos were not admitted.

{{ own_sentence }}

{{ therefore }} I ask you to release him{% if code %} ({{ code }}){% endif %}.

{{ thanks }}

{{ closing }}

{{ signer }}
"""

VARIANTS = {"they_say": {"en": ("his friends report,", "so it is told,", "witnesses say,")}}
FIXED = ("On 27 April", "four policemen took Ainur Kurmanov away in Almaty.", "He is on hunger strike.")
FACTS = (
    *FIXED,
    "Kazakhstan chairs the OSCE.",
    "Videos were not admitted.",
    "I ask you to release him (KAZ 001 v1).",
)


@pytest.fixture
def varied(appeal: Appeal) -> Appeal:
    assert appeal.letter
    return replace(appeal, letter=replace(appeal.letter, body=Localised({"en": BODY}), variants=VARIANTS))


def test_of_a_hundred_letters_at_least_eighty_differ_and_each_holds_every_fact(
    varied: Appeal, mayor: Addressee
) -> None:
    bodies = [render(varied, 1, mayor, "en", "Ann", seed=secrets.token_bytes(16)).body for _ in range(100)]
    assert len(set(bodies)) >= 80
    for body in bodies:
        assert all(fact in body for fact in FACTS)
        assert body.startswith("Mr. Esimov:\n\n")
        assert body.endswith("\n\nAnn")
        assert "~" not in body


def test_without_a_seed_a_letter_is_the_canonical_one(varied: Appeal, mayor: Addressee) -> None:
    body = render(varied, 1, mayor, "en", "Ann").body
    assert body == render(varied, 1, mayor, "en", "Ann").body
    assert body.split("\n\n") == [
        "Mr. Esimov:",
        "I am writing to you about a matter that concerns me deeply.",
        "On 27 April his friends report, four policemen took Ainur Kurmanov away in Almaty.",
        "He is on hunger strike.",
        "Kazakhstan chairs the OSCE.",
        "Videos were not admitted.",
        "For this reason I ask you to release him (KAZ 001 v1).",
        "I would be grateful for your reply.",
        "Yours faithfully,",
        "Ann",
    ]


def test_one_person_gets_the_same_wording_again_and_another_for_another_office(
    varied: Appeal, mayor: Addressee, prosecutor: Addressee
) -> None:
    def body(addressee: Addressee, seed: bytes | str) -> str:
        return render(varied, 1, addressee, "en", seed=seed).body.partition("\n\n")[2]

    assert body(mayor, b"ann") == body(mayor, b"ann") == body(mayor, "ann")
    assert any(body(mayor, f"{n}") != body(prosecutor, f"{n}") for n in range(5))


def test_marked_paragraphs_change_places_and_the_others_stay(varied: Appeal, mayor: Addressee) -> None:
    orders = {
        tuple(p for p in render(varied, 1, mayor, "en", seed=f"{n}").body.split("\n\n") if p in FACTS)
        for n in range(60)
    }
    assert len(orders) == 6
    for n in range(20):
        body = render(varied, 1, mayor, "en", "Ann", "Mine.", seed=f"{n}").body
        assert body.index("policemen") < body.index("hunger") < body.index("Mine.") < body.index("release")


def test_words_with_other_facts_are_never_used() -> None:
    slots = (("they_say", ("he says", "he says in Astana", "he says twice", "she tells")),)
    forms = Forms("It is so, {{ they_say }}.", "en", slots, ())
    assert forms.wordings == 2
    filled = {forms.fill({}, Draw.of(f"{n}")) for n in range(50)}
    assert filled == {"It is so, he says.", "It is so, she tells."}


def test_words_that_make_a_fact_together_with_their_surroundings_are_refused() -> None:
    # Alone "see" and "seen" hold no fact; before a hyphen one of them becomes part of a name.
    forms = Forms("I {{ a }}-Almaty it.", "en", (("a", ("see", "SEE")),), ())
    assert {forms.fill({}, Draw.of(f"{n}")) for n in range(20)} == {"I see-Almaty it."}


def test_the_order_of_paragraphs_is_drawn_evenly() -> None:
    firsts = [Draw.of(f"{n}").order(3, "run 0")[0] for n in range(900)]
    assert all(200 < firsts.count(index) < 400 for index in range(3))


def test_what_a_signer_types_is_no_mark_and_no_slot(varied: Appeal, mayor: Addressee) -> None:
    body = render(varied, 1, mayor, "en", "~ Ann", "~ {{ closing }} \ue000\ue001", seed="1").body
    assert body.endswith("\n\n~ Ann")
    assert "\n\n~ {{ closing }}\n\n" in body


def test_an_addressees_own_closing_does_not_vary(varied: Appeal, mayor: Addressee) -> None:
    own = replace(mayor, closing=Localised({"en": "Yours, Mr. Mayor,"}))
    assert all(
        "\n\nYours, Mr. Mayor,\n\n" in render(varied, 1, own, "en", "A", seed=f"{n}").body for n in range(20)
    )


def test_an_organisations_letter_has_one_wording(varied: Appeal, mayor: Addressee) -> None:
    assert varied.letter
    shown = replace(varied, letter=replace(varied.letter, mode=LetterMode.ORGANISATION))
    assert len({render(shown, 1, mayor, "en", seed=f"{n}").body for n in range(20)}) == 1


def test_a_language_without_words_of_its_own_still_closes_in_that_language(appeal: Appeal) -> None:
    assert appeal.letter
    assert dict(slots_of(appeal.letter, "fi")) == {"closing": ("Kunnioittavasti",)}
    assert dict(slots_of(appeal.letter, "xx")) == {"closing": ("Yours faithfully,",)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(seed=st.binary(min_size=1, max_size=40), signer=st.text(max_size=40), sentence=st.text(max_size=80))
def test_any_seed_name_and_sentence_keep_every_fact(
    varied: Appeal, mayor: Addressee, seed: bytes, signer: str, sentence: str
) -> None:
    body = render(varied, 1, mayor, "en", signer, sentence, seed=seed).body
    assert all(fact in body for fact in FACTS)
