"""People who are known already: told in a new draft, found by a search."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.appeal import Appeal, AppealKind
from alertbot.domain.case import Case, Person, PersonRole
from alertbot.domain.language import Localised
from alertbot.domain.namesakes import Register, spellings, tells_of
from alertbot.domain.publication import Published

NOW = datetime(2018, 3, 1, 12, tzinfo=UTC)
SEMENIUC = Person(
    "semeniuc", "Valentina Semeniuc", PersonRole.UNIONIST, names=Localised({"ru": "Валентина Семенюк"})
)


def case(key: str, *persons: Person) -> Case:
    return Case(key, Localised({"en": f"The case {key}"}), Localised(), "MD", persons=persons)


def published(about: Case, days_ago: int, id: int = 1) -> Published:
    appeal = Appeal(
        about.key, "appeal", AppealKind.APPEAL, Localised({"en": "Free them"}), Localised(), code="UA 1/18"
    )
    return Published(id, id, 1, about, appeal, NOW - timedelta(days=days_ago))


GLODENI = published(case("glodeni", SEMENIUC), 60)


def draft(name: str, role: PersonRole = PersonRole.DEFENDANT) -> Case:
    return case("pasted1", Person("p1", name, role))


def test_a_person_of_sixty_days_ago_is_told_of_in_another_spelling() -> None:
    (namesake,) = Register.of([GLODENI]).namesakes(draft("Valentyna Semenyuk"), NOW)
    assert namesake.days == 60
    assert namesake.known.latest is GLODENI
    assert namesake.name == "Valentyna Semenyuk"


def test_a_person_of_the_same_case_is_no_duplicate() -> None:
    assert Register.of([GLODENI]).namesakes(GLODENI.case, NOW) == ()


def test_somebody_else_of_that_surname_is_not_told_of() -> None:
    assert Register.of([GLODENI]).namesakes(draft("Oleg Semeniuc"), NOW) == ()


def test_an_official_in_two_cases_is_no_duplicate() -> None:
    official = published(case("a", replace(SEMENIUC, role=PersonRole.OFFICIAL)), 3)
    assert Register.of([official]).namesakes(draft("Valentina Semeniuc"), NOW) == ()
    assert Register.of([GLODENI]).namesakes(draft("Valentina Semeniuc", PersonRole.OFFICIAL), NOW) == ()


def test_the_latest_case_is_told_first_and_each_once() -> None:
    older, newer = published(case("a", SEMENIUC, SEMENIUC), 400, 2), published(case("b", SEMENIUC), 2, 3)
    told = Register.of([older, GLODENI, newer]).namesakes(draft("Семенюк Валентина"), NOW)
    assert [n.known.latest.case.key for n in told] == ["b", "glodeni", "a"]


def test_an_alias_is_as_good_as_a_name() -> None:
    known = published(
        case("a", replace(SEMENIUC, name="Valya", aliases=("V. Semenyuk",), names=Localised())), 5
    )
    assert Register.of([known]).namesakes(draft("Валентина Семенюк"), NOW)


def test_a_search_finds_a_person_a_title_and_a_code() -> None:
    for searched in ("Semenyuk", "семенюк", "glodeni", "ua 1/18", "1/18", "free them"):
        assert tells_of(searched, GLODENI.case, GLODENI.appeal, all_names=False), searched
    assert not tells_of("Kurmanov", GLODENI.case, GLODENI.appeal, all_names=True)


def test_a_name_that_is_not_public_is_found_by_organizers_alone() -> None:
    hidden = case("a", replace(SEMENIUC, public=False))
    assert tells_of("Semenyuk", hidden, GLODENI.appeal, all_names=True)
    assert not tells_of("Semenyuk", hidden, GLODENI.appeal, all_names=False)


names = st.sampled_from(
    ["Larisa Kharkova", "Лариса Харькова", "Ainur Kurmanov", "А. Курманов", "Ann Lee", "X"]
)
people = st.lists(st.builds(Person, st.just("p"), names, st.sampled_from(PersonRole)), max_size=4)


@given(people, people)
def test_whoever_is_told_of_was_published_elsewhere(drafted: list[Person], known: list[Person]) -> None:
    there = published(case("there", *known), 9)
    for namesake in Register.of([there]).namesakes(case("here", *drafted), NOW):
        assert namesake.name in {person.name for person in drafted}
        assert namesake.known.person in known
        assert namesake.days == 9


@given(people)
def test_every_spelling_is_kept_once(persons: list[Person]) -> None:
    for person in persons:
        assert len(set(spellings(person))) == len(spellings(person))
