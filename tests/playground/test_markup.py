"""HTML is read as Telegram reads it, and refused in Telegram's words."""

import contextlib
import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.playground.failures import ApiError
from alertbot.playground.markup import parse, plain
from alertbot.playground.utf16 import units

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
TAGS = ("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "blockquote")


def entity(kind: str, offset: int, length: int, **extra: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length} | extra


READ: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "plain": ("plain", []),
    "a &lt;b&gt; &amp; &quot;c&quot;": ('a <b> & "c"', []),
    "&#1055;&#x440;": ("Пр", []),
    "&nbsp; stays": ("&nbsp; stays", []),
    "fish & chips": ("fish & chips", []),
    "<b>bold</b>": ("bold", [entity("bold", 0, 4)]),
    "<B>bold</B>": ("bold", [entity("bold", 0, 4)]),
    "<b>bold</>": ("bold", [entity("bold", 0, 4)]),
    "<b><i>x</i>y</b>": ("xy", [entity("bold", 0, 2), entity("italic", 0, 1)]),
    "😀<b>x</b>": ("😀x", [entity("bold", 2, 1)]),
    "<b></b>x": ("x", []),
    '<a href="https://example.org/?a=1&amp;b=2">x</a>': (
        "x",
        [entity("text_link", 0, 1, url="https://example.org/?a=1&b=2")],
    ),
    "<a>https://example.org</a>": (
        "https://example.org",
        [entity("text_link", 0, 19, url="https://example.org")],
    ),
    '<a href="mailto:a@example.org">write</a>': ("write", []),
    '<a href="http://localhost">x</a>': ("x", []),
    '<span class="tg-spoiler">x</span>': ("x", [entity("spoiler", 0, 1)]),
    "<blockquote expandable>x</blockquote>": ("x", [entity("expandable_blockquote", 0, 1)]),
    "<pre>x</pre>": ("x", [entity("pre", 0, 1)]),
    '<pre><code class="language-python">x</code></pre>': ("x", [entity("pre", 0, 1, language="python")]),
    '<code class="language-python">x</code>': ("x", [entity("code", 0, 1)]),
    "<code>a<b>b</b></code>": ("ab", [entity("code", 0, 2)]),
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>': (
        "👍",
        [entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")],
    ),
    "  <b> x </b>  ": ("x", [entity("bold", 0, 1)]),
    "a\tb\r\nc": ("a b\nc", []),
}

REFUSED = {
    "<p>x</p>": 'Unsupported start tag "p" at byte offset 0',
    "я<br>": 'Unsupported start tag "br" at byte offset 2',
    "1 < 2": 'Unsupported start tag "" at byte offset 2',
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "x</b>": "Unexpected end tag at byte offset 1",
    "<b><i>x</b></i>": 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    "<b": "Unclosed start tag at byte offset 0",
    '<a href="x': "Unclosed start tag at byte offset 0",
    '<a href="x"': "Unclosed start tag at byte offset 0",
    "<b>x</b": "Unclosed end tag at byte offset 4",
    '<a ="x">y</a>': 'Empty attribute name in the tag "a" at byte offset 0',
    "<a href=x/y>z</a>": "Unexpected end of name token at byte offset 8",
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
}


@pytest.mark.parametrize("source", READ)
def test_supported_html_becomes_text_and_entities(source: str) -> None:
    parsed = parse(source)

    assert (parsed.text, parsed.entities) == READ[source]


@pytest.mark.parametrize("source", REFUSED)
def test_broken_html_is_refused_by_tag_and_place(source: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse(source)

    assert refusal.value.description == f"Bad Request: can't parse entities: {REFUSED[source]}"


@given(TEXT)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse(html.escape(text, quote=True).replace("&#x27;", "'")).text == plain(text).text


@given(
    st.recursive(
        TEXT.map(html.escape),
        lambda inner: st.tuples(st.sampled_from(TAGS), inner, inner).map(
            lambda part: f"<{part[0]}>{part[1]}</{part[0]}>{part[2]}"
        ),
        max_leaves=8,
    )
)
def test_entities_always_lie_inside_the_text_and_nest(source: str) -> None:
    parsed = parse(source)
    spans = [(one["offset"], one["offset"] + one["length"]) for one in parsed.entities]

    assert all(0 <= start < end <= units(parsed.text) for start, end in spans)
    for left in spans:
        for right in spans:
            assert not left[0] < right[0] < left[1] < right[1]


@given(st.text(st.sampled_from("<>/=\"' &;#abpre-я😀\n"), max_size=40))
def test_anything_at_all_is_read_or_refused_and_never_breaks_the_server(source: str) -> None:
    with contextlib.suppress(ApiError):
        assert units(parse(source).text) <= units(source)
