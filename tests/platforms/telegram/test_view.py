"""What an utterance becomes on Telegram's side."""

from html.parser import HTMLParser
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.platforms.telegram.view import CAPTION_UNITS, TEXT_UNITS, Payload, encode
from alertbot.platforms.telegram.wire import clean
from alertbot.wording.pages import units
from alertbot.wording.tree import Block, Button, Handout, Run, Utterance

BOT = "alert_bot"
MARK = "\u200f"


class Reader(HTMLParser):
    """Reads the text back, and the tags as they were opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[tuple[str, str | None]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs).get("href")))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(payload: Payload) -> Reader:
    reader = Reader()
    reader.feed(payload.parameters.get("text") or payload.parameters.get("caption") or "")
    reader.close()
    assert not reader.open
    return reader


def keyboard(payload: Payload) -> list[list[dict[str, Any]]]:
    return orjson.loads(payload.parameters["reply_markup"])["inline_keyboard"]


def say(*runs: Run | str, rtl: bool = False, **kind: Any) -> Utterance:
    words = tuple(run if isinstance(run, Run) else Run(run) for run in runs)
    return Utterance((Block(kind.get("kind", "paragraph"), words),), rtl=rtl)


HOSTILE = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=60),
    st.sampled_from(
        [
            "<b>bold</b>",
            "<a href='https://evil.example'>x</a>",
            "&lt;&amp;&#60;script&#62;",
            "</pre></blockquote></code>",
            '"><img src=x>',
            "<!-- -->",
            "<![CDATA[x]]>",
            "*_`[x](tg://user?id=1)",
            "\ud800 half",
            "\r\n\x00\x1b[31m",
            "👩‍👩‍👧‍👦",
        ]
    ),
)
RUNS = st.builds(
    Run,
    HOSTILE,
    st.sampled_from(["plain", "bold", "italic", "code"]),
    st.sampled_from(
        ["", "", "https://example.org/?a=1&b='\"<>", "javascript:alert(1)", "https://e.org/\ud800"]
    ),
)
BLOCKS = st.builds(
    Block,
    st.sampled_from(["paragraph", "item", "quote", "copy"]),
    st.lists(RUNS, max_size=4).map(tuple),
)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no fault of what is tested."""

UTTERANCES = st.builds(Utterance, st.lists(BLOCKS, max_size=6).map(tuple), rtl=st.booleans())


def plain(utterance: Utterance) -> str:
    blocks = tuple(
        Block(block.kind, tuple(Run(clean(run.text)) for run in block.runs)) for block in utterance.blocks
    )
    return Utterance(blocks).plain()


@PATIENT
@given(UTTERANCES)
def test_what_is_read_back_is_what_was_said(utterance: Utterance) -> None:
    said, got = plain(utterance), read(encode(utterance, BOT)).text
    if utterance.rtl:
        said, got = said.replace(MARK, ""), got.replace(MARK, "")
    assert got == (said if said.strip() else "…")


@PATIENT
@given(UTTERANCES)
def test_no_text_becomes_markup(utterance: Utterance) -> None:
    harmless = {
        run.url
        for block in utterance.blocks
        for run in block.runs
        if run.url.startswith("https://example.org")
    }
    for tag, href in read(encode(utterance, BOT)).tags:
        assert tag in {"b", "i", "code", "pre", "blockquote", "a"}
        assert (href in harmless) == (tag == "a")


@PATIENT
@given(HOSTILE)
def test_plain_text_opens_no_tag_at_all(text: str) -> None:
    assert read(encode(say(text), BOT)).tags == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BLOCKS, min_size=1, max_size=3), st.integers(1, 60))
def test_a_long_text_is_trimmed_and_never_refused(blocks: list[Block], times: int) -> None:
    longer = [
        Block(block.kind, tuple(Run(run.text * 20, run.style) for run in block.runs)) for block in blocks
    ]
    utterance = Utterance(tuple(longer) * times)
    got = read(encode(utterance, BOT)).text
    assert 0 < units(got) <= TEXT_UNITS
    if units(plain(utterance)) <= TEXT_UNITS and plain(utterance).strip():
        assert got == plain(utterance)


@PATIENT
@given(UTTERANCES, st.integers(0, 3000))
def test_every_payload_can_be_sent_as_json(utterance: Utterance, size: int) -> None:
    whole = Utterance(
        (*utterance.blocks, *say("x" * size).blocks),
        ((Button("\ud800", tap="sign-1"), Button("copy", copy="\udfff\x00")),),
        rtl=utterance.rtl,
    )
    orjson.dumps(dict(encode(whole, BOT).parameters))


def test_styles_blocks_and_links_become_telegrams_own() -> None:
    utterance = Utterance(
        (
            Block("paragraph", (Run("Max & Co", "bold"), Run(" were "), Run("arrested", "italic"))),
            Block("item", (Run("one"),)),
            Block("item", (Run("two", url="https://example.org/?a=1&b=2"),)),
            Block("quote", (Run("We stay."),)),
            Block("copy", (Run("+7 <fax>", "bold"),)),
        )
    )
    assert encode(utterance, BOT).parameters["text"] == (
        "<b>Max &amp; Co</b> were <i>arrested</i>\n\n"
        'one\n<a href="https://example.org/?a=1&amp;b=2">two</a>\n\n'
        "<blockquote>We stay.</blockquote>\n\n"
        "<pre>+7 &lt;fax&gt;</pre>"
    )


def test_link_previews_are_off() -> None:
    assert orjson.loads(encode(say("x"), BOT).parameters["link_preview_options"]) == {"is_disabled": True}


def test_every_kind_of_choice_becomes_its_button() -> None:
    rows = (
        (Button("Sign", tap="sign-7-1"), Button("In private", start="sign-7-1")),
        (Button("Read", url="https://example.org/a"), Button("Fax", copy="+7 7172 71 24 34")),
    )
    assert keyboard(encode(Utterance((), rows), BOT)) == [
        [
            {"text": "Sign", "callback_data": "sign-7-1"},
            {"text": "In private", "url": "https://t.me/alert_bot?start=sign-7-1"},
        ],
        [
            {"text": "Read", "url": "https://example.org/a"},
            {"text": "Fax", "copy_text": {"text": "+7 7172 71 24 34"}},
        ],
    ]


def test_a_button_telegram_would_refuse_does_not_cost_the_message() -> None:
    refused = (
        Button("mail", url="mailto:a@example.org"),
        Button("local", url="http://localhost/x"),
        Button("odd", url="https://[half"),
        Button("spaces", url="https://example.org/a b"),
        Button("letter", copy="x" * 257),
        Button("far", tap="x" * 65),
        Button("nothing"),
    )
    assert "reply_markup" not in encode(Utterance(say("x").blocks, (refused,)), BOT).parameters


def test_a_label_is_one_short_line_and_never_empty() -> None:
    rows = ((Button("two\nlines " + "я" * 500, tap="a"), Button(" ", tap="b")),)
    long, empty = keyboard(encode(Utterance((), rows), BOT))[0]
    assert long["text"].startswith("two lines ")
    assert units(long["text"]) <= 128
    assert empty["text"] == "…"


def test_rows_and_keyboards_keep_to_telegrams_size() -> None:
    rows = (tuple(Button(str(n), tap=f"n-{n}") for n in range(130)),)
    board = keyboard(encode(Utterance((), rows), BOT))
    assert sum(map(len, board)) == 100
    assert max(map(len, board)) == 8


def test_a_document_carries_its_text_as_the_caption() -> None:
    paper = Handout("письмо.pdf", "application/pdf", b"%PDF")
    payload = encode(Utterance(say("Ready <to> sign").blocks, handout=paper), BOT)
    assert payload.handout == paper
    assert payload.parameters["caption"] == "Ready &lt;to&gt; sign"
    assert "text" not in payload.parameters


def test_a_caption_keeps_to_its_shorter_limit() -> None:
    paper = Handout("a.pdf", "application/pdf", b"%PDF")
    payload = encode(Utterance(say("слово " * 300).blocks, handout=paper), BOT)
    assert 900 < units(read(payload).text) <= CAPTION_UNITS


def test_a_file_name_cannot_leave_its_header() -> None:
    name = '../a"\r\nX-Evil: 1\\' + "x" * 500 + ".pdf"
    payload = encode(Utterance((), handout=Handout(name, "application/pdf", b"%PDF")), BOT)
    assert payload.handout is not None
    assert payload.handout.name.endswith(".pdf")
    assert len(payload.handout.name) <= 120
    assert not set('"\r\n\\/:') & set(payload.handout.name)


def test_a_line_that_begins_in_latin_still_runs_right_to_left() -> None:
    text = encode(say("Amnesty قالت\nقالت Amnesty\n12:30", rtl=True), BOT).parameters["text"]
    assert text == f"{MARK}Amnesty قالت\nقالت Amnesty\n{MARK}12:30"


def test_text_to_take_along_is_never_marked() -> None:
    assert encode(say("+7 7172", rtl=True, kind="copy"), BOT).parameters["text"] == "<pre>+7 7172</pre>"


def test_a_payload_does_not_tell_its_text() -> None:
    assert "secret" not in repr(encode(say("secret"), BOT))
