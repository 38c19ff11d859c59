"""An appeal's own code: of a known shape anywhere, of an issuer's own shape only in the head."""

from datetime import date

import pytest

from alertbot.intake.paste import read_paste

TODAY = date(2032, 1, 5)


def code(head: str, rest: str = "") -> str:
    told = "The weavers of Testville were taken from their looms and are in prison."
    text = f"{head}\n\n3 March 2031\n\n{told}\n{rest}"
    return read_paste(text, TODAY).code


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("URGENT ACTION\nNo. 14/2031\nTwo weavers held", "14/2031"),
        ("URGENT APPEAL\nN° 9-2031\nTwo weavers held", "9-2031"),
        ("URGENT ACTION BULLETIN UAB/EXA/2/SEP/2031\nTwo weavers held", "UAB/EXA/2/SEP/2031"),
        ("Weavers' Network\nPEN-WIP-31-04\nTwo weavers held", "PEN-WIP-31-04"),
        ("Dokumacılar gözaltında\nAE 12/31 | İndeks: MDE 12/5601/2031 | 2 Mart 2031", "AE 12/31"),
    ],
)
def test_a_code_of_any_issuer_is_read_in_the_head(head: str, wanted: str) -> None:
    assert code(head) == wanted


@pytest.mark.parametrize(
    "rest",
    [
        "Write to the Ministry, building No. 14/2031.",
        "Read the law EXA/12/B/2031 first.",
        "The court sits in room 3/31.",
    ],
)
def test_figures_in_the_text_are_no_code(rest: str) -> None:
    assert code("Two weavers held", rest) == ""


def test_a_list_of_news_has_none_of_its_items_codes() -> None:
    items = "\n\n".join(
        f"{place}: Ann Bell (UA {number}/31 issued 21 January). She was set free in the spring, a cousin "
        f"writes, and "
        "thanks everyone who wrote to the prefect and the warden."
        for place, number in (("EXAMPLELAND", 14), ("TESTONIA", 88), ("SAMPLESTAN", 31))
    )
    assert code("Notes for our groups", items) == ""


def test_an_appeal_that_names_others_keeps_its_own_code() -> None:
    assert code("UA 31/31 Exampleland", "See UA 5/30 and UA 8/30, both closed.") == "UA 31/31"


def test_a_code_may_end_in_its_writer_s_initials() -> None:
    assert code("DOCKERS' UNION", "Our Ref: IR/117/31/AB\n\nTo all branches") == "IR/117/31/AB"
