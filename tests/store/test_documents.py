from datetime import date, time
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.hearing import Hearing
from alertbot.domain.language import Localised, When
from alertbot.domain.letter import LetterPlan
from alertbot.store.documents import digest, dump, dumps, load, loads

from .world import a_case, an_appeal

st.register_type_strategy(
    Localised, st.builds(Localised, st.dictionaries(st.text(max_size=3), st.text(max_size=9)))
)
st.register_type_strategy(
    When, st.builds(When, st.none() | st.integers(1900, 2100), st.none() | st.integers(1, 12), st.none())
)
WORDS = st.dictionaries(st.text(max_size=3), st.lists(st.text(max_size=9)).map(tuple), max_size=2)
st.register_type_strategy(
    LetterPlan,
    st.builds(LetterPlan, variants=st.dictionaries(st.text(max_size=3), WORDS, max_size=2)),
)
st.register_type_strategy(date, st.dates())
st.register_type_strategy(time, st.times().map(lambda at: at.replace(tzinfo=None)))

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(st.from_type(Case))
def test_a_case_comes_back_as_it_was(case: Case) -> None:
    assert load(Case, dump(case)) == case


@FEW
@given(st.from_type(Appeal))
def test_an_appeal_comes_back_as_it_was(appeal: Appeal) -> None:
    assert load(Appeal, dump(appeal)) == appeal


@FEW
@given(st.from_type(Hearing))
def test_a_hearing_comes_back_as_it_was(hearing: Hearing) -> None:
    assert load(Hearing, dump(hearing)) == hearing


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(JSON)
def test_plain_values_come_back_as_they_were(value: Any) -> None:
    assert loads(dumps(value)) == value


def test_half_a_surrogate_pair_survives() -> None:
    assert loads(dumps(["\ud83d"])) == ["\ud83d"]


def test_a_digest_does_not_depend_on_the_order_of_languages() -> None:
    one = a_case(title=Localised({"en": "Free", "ru": "Свободу"}))
    other = a_case(title=Localised({"ru": "Свободу", "en": "Free"}))
    assert digest(one, an_appeal()) == digest(other, an_appeal())


def test_a_digest_changes_with_any_word() -> None:
    before = digest(a_case(), an_appeal())
    assert len(before) == 64
    assert before != digest(a_case(), an_appeal(summary=Localised({"en": "Write to Astana."})))
    assert before != digest(a_case(country="KG"), an_appeal())


def test_documents_need_no_database_driver() -> None:
    import subprocess
    import sys

    code = "import sys, alertbot.store.documents; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
