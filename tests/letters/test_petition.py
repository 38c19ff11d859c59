"""A petition to hand over: everything that was promised stands on it, and names travel sealed."""

import io
import json
from dataclasses import replace

import pytest
from pypdf import PdfReader

from alertbot.errors import UndeliverableLetter
from alertbot.letters.petition import (
    LABELS,
    RECEIPT,
    Petition,
    UnreadablePetition,
    as_file,
    as_pdf,
    from_file,
)

PETITION = Petition(
    case="kurmanov",
    appeal="first",
    language="en",
    on="2017-10-14",
    title="Free Ainur Kurmanov",
    issuer="Socialist Resistance",
    code="KAZ 001 / 1017",
    to=("Mayor of Almaty", "Prosecutor General"),
    paragraphs=("He was detained on 27 April.", "#evil[] stays $text$."),
    demands=("Release him", "Investigate the arrest"),
    total="at least 720 people",
    days=(("Wednesday, 4 October 2017", "310"), ("Thursday, 5 October 2017", "160")),
    labels={name: f"label {name}" for name in (*LABELS, *RECEIPT)},
)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_appeal_its_demands_and_its_counts_stand_on_it() -> None:
    said = " ".join(pages(as_pdf(PETITION)))
    for expected in (
        "Free Ainur Kurmanov",
        "Mayor of Almaty",
        "#evil[] stays $text$.",
        "Release him",
        "at least 720 people",
        "Thursday, 5 October 2017",
        "KAZ 001 / 1017",
        "label handed_by",
    ):
        assert expected in said
    assert "label names" not in said


def test_names_stand_on_pages_of_their_own_in_alphabetical_order() -> None:
    *_, last = pages(as_pdf(replace(PETITION, names=("Rosa Example", "anna Example"))))
    assert last.index("anna Example") < last.index("Rosa Example")


def test_hundreds_of_names_run_over_as_many_pages_as_they_need() -> None:
    names = tuple(f"Person {number}" for number in range(400))
    said = " ".join(pages(as_pdf(replace(PETITION, names=names))))
    assert all(f"Person {number}" in said for number in range(400))


def test_a_name_that_no_font_prints_does_not_keep_the_others_from_being_printed() -> None:
    assert "Rosa" in pages(as_pdf(replace(PETITION, names=("王小明", "Rosa"))))[-1]


def test_letters_and_marks_that_cannot_be_printed_together_cost_that_name_alone() -> None:
    names = ("Rosa", "\u05d0\u20dd\u0489", "x\u0361\u0489\u20e0")
    assert "Rosa" in pages(as_pdf(replace(PETITION, names=names)))[-1]


def test_words_of_the_appeal_that_no_font_prints_are_refused_by_name() -> None:
    with pytest.raises(UndeliverableLetter, match="U\\+738B"):
        as_pdf(replace(PETITION, title="王"))


def test_a_russian_petition_can_be_printed_and_searched() -> None:
    russian = replace(PETITION, language="ru", title="Свободу Айнуру Курманову")
    assert "Свободу Айнуру Курманову" in " ".join(pages(as_pdf(russian)))


def test_the_same_petition_gives_the_same_bytes() -> None:
    assert as_pdf(PETITION) == as_pdf(PETITION)


def test_its_file_brings_back_everything_but_readable_names() -> None:
    sealed = {"a1b2": [b"box one"], "": [b"box two"]}
    written = as_file(replace(PETITION, names=("Rosa Example",)), sealed)
    assert b"Rosa" not in written
    assert from_file(written) == (PETITION, sealed)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"form": "other"}', b'{"form": "alertbot petition 1"}', b"\xff", b"[" * 100_000],
    ids=["empty", "list", "nothing", "another form", "form alone", "not UTF-8", "deep"],
)
def test_any_other_file_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadablePetition):
        from_file(content)


def test_a_file_with_a_damaged_box_is_refused() -> None:
    plain = json.loads(as_file(PETITION, {"": [b"box"]}))
    with pytest.raises(UnreadablePetition):
        from_file(json.dumps({**plain, "sealed": {"": ["not base64!"]}}).encode())


def test_a_file_from_before_names_were_told_apart_by_key_is_read() -> None:
    plain = json.loads(as_file(PETITION, {"": [b"box"]}))
    older = {**plain, "form": "alertbot petition 1", "sealed": plain["sealed"][""]}
    assert from_file(json.dumps(older).encode()) == (PETITION, {"": [b"box"]})
