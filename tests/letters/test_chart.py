"""Figures as a picture: it can be drawn whatever stands in it, and text in it is never markup."""

import struct

from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.letters.chart import Bar, Chart, Panel, as_png

bars = st.builds(Bar, st.text(max_size=12), st.none() | st.integers(10, 9999), st.text(max_size=8))
panels = st.builds(Panel, st.text(max_size=20), st.lists(bars, max_size=31).map(tuple), st.booleans())


def a_chart(**changes: object) -> Chart:
    many = tuple(Bar(str(day), 10 * day or None, str(10 * day)) for day in range(31))
    values: dict[str, object] = {
        "language": "en",
        "title": 'Free #evil[] $x$ *bold* \\ "quoted"',
        "subtitle": "As it stood",
        "large": (("1,240", "signatures"), ("under 10", "rooms")),
        "panels": (Panel("By day", many, columns=True, note="4 – 30 October"), Panel("By channel", many[:3])),
        "note": "Rounded.",
    }
    return Chart(**{**values, **changes})  # type: ignore[arg-type]


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_it_is_as_wide_as_a_phone() -> None:
    width, height = size(as_png(a_chart()))
    assert width == 1080
    assert 600 < height < 4000


def test_the_same_figures_give_the_same_picture() -> None:
    assert as_png(a_chart()) == as_png(a_chart())


def test_a_title_that_no_font_can_print_is_still_drawn() -> None:
    assert as_png(a_chart(title="自由 👍")) != as_png(a_chart(title=""))


def test_an_appeal_with_nothing_to_show_has_a_picture_too() -> None:
    assert size(as_png(a_chart(large=(), panels=())))[0] == 1080


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40), st.lists(panels, max_size=2).map(tuple), st.sampled_from(["en", "ru", "ar"]))
def test_whatever_stands_in_it_it_is_drawn(title: str, some: tuple[Panel, ...], language: str) -> None:
    assert size(as_png(a_chart(title=title, panels=some, language=language)))[0] == 1080
