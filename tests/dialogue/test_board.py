"""The picture and its text are one board: neither tells a number that the other does not."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.dialogue.board import as_parts, board
from alertbot.dialogue.screen import Screen
from alertbot.domain.figures import Counts, Tally, figures
from alertbot.domain.publication import Published
from alertbot.journeys.figures import chart
from alertbot.letters.chart import Chart
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues

from .facts import NOW, PAIRS
from .figure_facts import DAYS

WORDING = Wording(catalogues())
OF = Published(1, 1, 1, *PAIRS[0], NOW)
some_days = st.dictionaries(st.sampled_from(sorted(DAYS)), st.integers(0, 40))


@st.composite
def some_counts(draw: st.DrawFn) -> Counts:
    signatures, taken, sent = draw(some_days), draw(some_days), draw(some_days)
    by_language = {"en": sum(taken.values())} if taken else {}
    by_channel = {"fax": sum(sent.values())} if sent else {}
    return Counts(
        draw(st.dictionaries(st.sampled_from(["en", "ru", "kk"]), st.integers(0, 99))),
        draw(st.integers(0, 99)),
        draw(st.integers(0, 99)),
        sum(signatures.values()),
        signatures,
        Tally(taken, by_language),
        Tally(sent, by_channel),
    )


def both(counts: Counts, locale: str) -> tuple[Chart, str]:
    shown = board(OF, figures(counts, NOW.date()))
    text = WORDING.say(Screen(as_parts(shown)), locale).plain()
    return chart(shown, WORDING, locale), text


def numbers(text: str) -> list[str]:
    """What stands behind a colon and is a number: in these counts none has more than three digits."""
    return [last for line in text.splitlines() if (last := line.rpartition(": ")[2]).isdecimal()]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(some_counts(), st.sampled_from(WORDING.supported))
def test_every_number_of_the_picture_stands_in_the_text_and_the_other_way_round(
    counts: Counts, locale: str
) -> None:
    drawn, text = both(counts, locale)
    printed = [number for number, _ in drawn.large]
    printed += [bar.printed for panel in drawn.panels for bar in panel.bars if bar.value is not None]
    assert sorted(numbers(text)) == sorted(number for number in printed if number.isdecimal())


def test_an_appeal_that_nobody_met_yet_says_so_without_an_empty_panel() -> None:
    drawn, text = both(Counts(), "en")
    assert drawn.panels == ()
    assert text.count("under 10") == 6


def test_hidden_kinds_stand_behind_in_an_order_that_tells_nothing() -> None:
    one, _ = both(Counts(persons={"en": 50, "ru": 9, "kk": 1}), "en")
    other, _ = both(Counts(persons={"en": 50, "ru": 1, "kk": 9}), "en")
    assert one.panels == other.panels
    assert [bar.printed for bar in one.panels[0].bars] == ["50", "–", "–"]


def test_a_day_stands_by_its_number_below_its_column_and_by_its_name_in_the_text() -> None:
    drawn, text = both(Counts(signed=40, signatures={NOW.date(): 40}), "ru")
    assert drawn.panels[0].bars[0].label == "4"
    assert "4 октября: 40" in text
