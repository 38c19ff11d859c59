"""One text tree, two bodies: formatted for apps that can, plain for all others."""

import re
from html.parser import HTMLParser
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from alertbot.platforms.matrix.view import LONGEST, MOST_BYTES, edit_of, encode
from alertbot.wording.tree import Block, Button, Handout, Run, Utterance

BOT = "@bot:example.org"
ALLOWED = {"p", "br", "strong", "em", "code", "pre", "blockquote", "a", "div"}


def said(*blocks: Block, rows: tuple[tuple[Button, ...], ...] = (), **more: Any) -> Utterance:
    return Utterance(blocks, rows, **more)


def paragraph(text: str, **more: Any) -> Block:
    return Block("paragraph", (Run(text, **more),))


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.used: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.used.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_both_bodies_say_the_same() -> None:
    content = encode(said(paragraph("Free Ainur & all", style="bold"), paragraph("now")), BOT).content

    assert content["body"] == "Free Ainur & all\n\nnow"
    assert content["formatted_body"] == "<p><strong>Free Ainur &amp; all</strong></p><p>now</p>"


def test_choices_are_a_numbered_list_under_the_numbers_they_are_kept_by() -> None:
    rows = (
        (Button("Sign", tap="sign-1-1", sensitive=True),),
        (Button("Page", url="https://x.org"), Button("No", tap="no")),
    )

    content = encode(said(paragraph("Well?"), rows=rows), BOT).content

    assert content["body"] == "Well?\n\n1. Sign\n2. No\nPage: https://x.org"
    assert "<strong>1.</strong> Sign<br><strong>2.</strong> No" in content["formatted_body"]


def test_a_rooms_readers_are_told_what_to_write_to_the_bot_in_private() -> None:
    content = encode(said(paragraph("Alert"), rows=((Button("Sign", start="sign-7-1"),),)), BOT).content

    assert content["body"] == f"Alert\n\nSign: !start sign-7-1 → {BOT}"
    assert f'href="https://matrix.to/#/{BOT}"' in content["formatted_body"]


def test_commands_are_shown_as_they_are_typed_here() -> None:
    content = encode(
        said(paragraph("Use /help or /erase, not /nothing or a/help"), Block("copy", (Run("/stop"),))), BOT
    ).content

    assert content["body"] == "Use !help or !erase, not /nothing or a/help\n\n/stop"


def test_text_to_take_along_stands_apart_and_unchanged() -> None:
    content = encode(said(Block("copy", (Run("Dear <sir>\n  /help"),))), BOT).content

    assert content["formatted_body"] == "<pre><code>Dear &lt;sir&gt;\n  /help</code></pre>"


def test_only_harmless_links_become_links() -> None:
    run = encode(said(paragraph("x", url="javascript:alert(1)")), BOT).content["formatted_body"]
    mail = encode(said(paragraph("x", url="mailto:a@b.c?subject=d&body=e")), BOT).content["formatted_body"]

    assert "href" not in run
    assert 'href="mailto:a@b.c?subject=d&amp;body=e"' in mail


def test_a_file_keeps_a_harmless_name_and_needs_no_words() -> None:
    payload = encode(said(handout=Handout("../a:b.pdf", "application/pdf", b"x")), BOT)

    assert not payload.speaks
    assert payload.handout is not None
    assert "/" not in payload.handout.name


def test_an_edit_names_what_it_replaces_and_carries_the_whole_new_content() -> None:
    content = encode(said(paragraph("new")), BOT).content
    edit = edit_of("$one", content)

    assert edit["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$one"}
    assert edit["m.new_content"] == content
    assert edit["body"] == "* new"


def test_the_longest_message_fits_into_an_event_also_as_an_encrypted_edit() -> None:
    for letter in ("a", "ж", "ა", "&"):
        content = encode(said(paragraph(letter * LONGEST)), BOT).content
        edit = len(orjson.dumps(edit_of("$" + "x" * 43, content)))
        assert edit * 4 / 3 + 1500 < 65_536, letter


def test_a_message_that_reads_right_to_left_says_so() -> None:
    assert '<div dir="rtl">' in encode(said(paragraph("مرحبا"), rtl=True), BOT).content["formatted_body"]


texts = st.text(max_size=60)
runs = st.builds(
    Run,
    texts,
    st.sampled_from(["plain", "bold", "italic", "code"]),
    st.sampled_from(["", "https://a.b/?c&d", "x:"]),
)
blocks = st.builds(
    Block, st.sampled_from(["paragraph", "item", "quote", "copy"]), st.lists(runs, max_size=3).map(tuple)
)
buttons = st.one_of(
    st.builds(Button, texts, tap=st.just("a-1")),
    st.builds(Button, texts, start=st.just("a-1")),
    st.builds(Button, texts, url=st.sampled_from(["https://a.b", "tel:1"])),
    st.builds(Button, texts, copy=texts),
)
utterances = st.builds(
    Utterance,
    st.lists(blocks, max_size=5).map(tuple),
    st.lists(buttons, max_size=4).map(lambda row: (tuple(row),)),
)


@given(utterances)
def test_whatever_is_said_the_markup_is_whole_and_known(utterance: Utterance) -> None:
    content = encode(utterance, BOT).content

    assert orjson.dumps(content)
    assert len(orjson.dumps(content)) <= MOST_BYTES or "formatted_body" not in content
    if "formatted_body" in content:
        read = Tags(content["formatted_body"])
        assert read.used <= ALLOWED
        assert not read.open


@given(texts)
def test_what_came_in_as_data_never_becomes_markup(text: str) -> None:
    content = encode(said(paragraph(f"|{text}|")), BOT).content

    read = Tags(content["formatted_body"])
    assert read.used <= {"p", "br"}
    assert re.sub(r"\s", "", read.text).startswith("|")
