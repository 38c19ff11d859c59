"""Strategies for utterances."""

from hypothesis import strategies as st

from alertbot.wording.tree import Block, Button, Handout, Run, Utterance

any_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
prose = st.text(
    alphabet=st.one_of(
        st.sampled_from("abcdefghij   \n.!?абвгдё،؟"),
        st.sampled_from(["👩", "\u200d", "👧", "🇰", "🇿", "\u0301", "🏽", "𝔸"]),
    ),
    max_size=600,
)
styles = st.sampled_from(["plain", "bold", "italic", "code"])
runs = st.builds(Run, text=prose, style=styles)
blocks = st.builds(
    Block,
    kind=st.sampled_from(["paragraph", "item", "quote", "copy"]),
    runs=st.lists(runs, min_size=1, max_size=4).map(tuple),
)
buttons = st.one_of(
    st.builds(Button, label=any_text, tap=st.from_regex(r"[a-z]+-[0-9]+", fullmatch=True)),
    st.builds(Button, label=any_text, start=st.from_regex(r"[a-z]+-[0-9]+", fullmatch=True)),
    st.builds(Button, label=any_text, url=any_text, sensitive=st.booleans()),
    st.builds(Button, label=any_text, copy=any_text),
)
utterances = st.builds(
    Utterance,
    blocks=st.lists(blocks, max_size=6).map(tuple),
    rows=st.lists(st.lists(buttons, max_size=3).map(tuple), max_size=3).map(tuple),
    handout=st.none() | st.builds(Handout, name=any_text, media_type=any_text, content=st.binary()),
    rtl=st.booleans(),
)
