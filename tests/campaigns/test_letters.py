"""The letters of the seed campaigns: exact in every wording, and made for whoever reads them."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alertbot.cli import cli
from alertbot.domain.addressee import Addressee, ChannelKind
from alertbot.domain.appeal import Appeal
from alertbot.letters.facts import facts
from alertbot.letters.render import render
from alertbot.letters.variation import neutral

PEOPLE = 100
CAPITALS = re.compile(r"(?<=[\w,«] )[A-ZА-ЯЁ][\w’'-]+")


def plans(appeals: dict[str, Appeal]) -> Iterator[tuple[Appeal, Addressee, str]]:
    for appeal in appeals.values():
        for addressee in appeal.addressees if appeal.letter else ():
            for language in appeal.letter.body if appeal.letter else ():
                yield appeal, addressee, language


Wordings = list[tuple[Appeal, str, str, list[str]]]
"""Appeal, addressee's key, language, and the letters that a hundred people get."""


@pytest.fixture(scope="module")
def wordings(appeals: dict[str, Appeal]) -> Wordings:
    return [
        (
            appeal,
            addressee.key,
            language,
            [render(appeal, 2, addressee, language, "Ann Example", seed=f"{n}").body for n in range(PEOPLE)],
        )
        for appeal, addressee, language in plans(appeals)
    ]


def names(text: str) -> set[str]:
    """Capitals inside of sentences, found another way than the lock finds them."""
    return {word for word in CAPITALS.findall(text) if not word.startswith(("Вы", "Вас", "Вам", "Ваш"))}


def test_of_a_hundred_letters_to_anybody_at_least_eighty_differ(wordings: Wordings) -> None:
    assert {
        (a.case, key, language) for a, key, language, bodies in wordings if len(set(bodies)) < 80
    } == set()
    assert len(wordings) > 30


def test_every_wording_holds_the_very_facts_of_the_canonical_letter(wordings: Wordings) -> None:
    for appeal, key, language, bodies in wordings:
        addressee = appeal.addressee(key)
        assert addressee is not None
        canonical = render(appeal, 2, addressee, language, "Ann Example").body
        digits = Counter(re.findall(r"\d+", canonical))
        known = names(canonical)
        wanted = facts(canonical, language, known)
        for body in bodies:
            assert Counter(re.findall(r"\d+", body)) == digits
            assert facts(body, language, known) == wanted


def test_every_wording_asks_for_the_same(wordings: Wordings) -> None:
    asked = {
        "kurmanov": ("I ask you to do everything in your power to end the persecution of opposition",),
        "zhanaozen": (
            "to see to it that the murder of Alexander Bozhenko is investigated in full, that the torture",
            "and that the results of the trial are revised accordingly.",
        ),
        "glodeni": (
            "that the five be released from house arrest, that the workers receive their back wages",
            "and that all charges against the five be dropped.",
        ),
        "kharkova": (
            "1. end all harassment, in the courts and elsewhere, of Ms Kharkova,",
            "2. release Mr Nurbek Kushakbaev and Mr Amin Eleusinov immediately and unconditionally;",
            "6. respect human rights and fundamental freedoms in all circumstances,",
        ),
    }
    for appeal, _, language, bodies in wordings:
        for body in bodies if language == "en" else ():
            assert all(demand in body for demand in asked[appeal.case])


def test_four_letters_for_ainur_kurmanov_are_written_from_one_body(tmp_path: Path) -> None:
    order = ["letter", "kurmanov", "--addressee", "all", "-o", str(tmp_path)]
    assert CliRunner().invoke(cli, order).exit_code == 0
    found = {path.stem: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert len(found) == 4
    assert sum("investigate the legality" in text for text in found.values()) == 2
    assert all("investigate the legality" in text for name, text in found.items() if "prosecutor" in name)
    assert not any("(General)" in text for text in found.values())
    openings = ("Mr. Esimov:", "Mr. Seidumanov:", "Mr. Prosecutor General:", "Mr. Prosecutor:")
    assert sorted(text.split("\n\n")[1] for text in found.values()) == sorted(openings)
    for text in found.values():
        for fact in ("27 April", "fifteen days", "11:30 a.m.", "four policemen", "Temirbank", "22 April"):
            assert fact in text
        assert "Socialist Resistance Kazakhstan" in text
        assert "Leave Housing to the People" in text


def test_a_national_prosecutor_gets_one_mailbox_and_the_other_to_fall_back_on(
    appeals: dict[str, Appeal],
) -> None:
    appeal = appeals["kurmanov/solidarity"]
    general = appeal.addressee("prosecutor_general")
    assert general is not None
    letter = render(appeal, 1, general, "en")
    assert (letter.to, letter.others) == ("procuror@nursat.kz", ("akparat@prokuror.kz",))
    assert letter.cc == ("denver76-76@mail.ru", "admin@socialismkz.info")


def test_a_delegation_without_a_person_is_opened_and_closed_neutrally(appeals: dict[str, Appeal]) -> None:
    appeal = appeals["kharkova/observatory"]
    vienna = appeal.addressee("vienna")
    assert vienna is not None
    for language in ("en", "ru"):
        body = render(appeal, 1, vienna, language, "Ann Example").body
        assert body.startswith(neutral("salutation", language) + "\n\n")
        assert f"\n\n{neutral('closing', language)}\n\n" in body


def test_the_prime_ministers_block_stands_as_it_is_printed(appeals: dict[str, Appeal]) -> None:
    (post,) = appeals["zhanaozen/industriall"].addressees[0].channels_of(ChannelKind.POST)
    printed = "Levyi bereg, Dom Pravitelstva Astana, 010000 Republic of Kazakhstan"
    assert (post.printed or post.value) == printed


def test_a_core_writes_two_hundred_of_the_longest_letters_a_second(appeals: dict[str, Appeal]) -> None:
    appeal = appeals["kharkova/observatory"]
    begun = time.process_time()
    for number in range(60):
        for addressee in appeal.addressees:
            render(appeal, 1, addressee, addressee.language, f"Ann {number}", "My own.", seed=f"{number}")
    assert 60 * len(appeal.addressees) / (time.process_time() - begun) >= 200
