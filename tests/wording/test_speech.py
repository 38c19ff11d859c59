from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.dialogue.screen import (
    Arg,
    Choice,
    Country,
    File,
    LanguageName,
    Moment,
    Part,
    Screen,
    Span,
    item,
    note,
    say,
    text,
    title,
)
from alertbot.dialogue.tap import Tap
from alertbot.domain.language import Localised
from alertbot.wording.speech import Wording
from alertbot.wording.tree import Block, Button, Handout, Run

HEARING = Moment(datetime(2017, 9, 28, 4, 0, tzinfo=UTC), "Asia/Almaty")


@dataclass(frozen=True, slots=True)
class Sign(Tap):
    word: ClassVar[str] = "sign"
    appeal: int


def test_a_message_is_said_in_the_readers_language(wording: Wording) -> None:
    assert wording.phrase(say("greet", name="Ann"), "ru") == "Здравствуйте, Ann!"


def test_a_message_missing_in_a_language_is_said_in_english(wording: Wording) -> None:
    assert wording.phrase(say("only"), "ru") == "Only English"


def test_an_unknown_message_shows_its_id_and_never_raises(wording: Wording) -> None:
    assert wording.phrase(say("no.such"), "en") == "no.such"


def test_an_argument_nobody_gave_shows_its_name(wording: Wording) -> None:
    assert wording.phrase(say("greet"), "en") == "Hello, {name}!"


def test_the_bots_name_may_stand_in_any_message(wording: Wording) -> None:
    assert Wording(wording.catalogues, "Herald").phrase(say("about"), "en") == "Herald says"


@pytest.mark.parametrize(
    ("count", "spoken"),
    [(1, "1 подпись"), (3, "3 подписи"), (11, "11 подписей"), (12345, "12\xa0345 подписей")],
)
def test_a_count_picks_the_languages_own_plural(wording: Wording, count: int, spoken: str) -> None:
    assert wording.phrase(say("signed", count=count), "ru") == spoken


def test_markup_becomes_styled_runs_and_line_breaks_stay(wording: Wording) -> None:
    (block,) = wording.say(Screen((text(say("lines", value="x")),)), "en").blocks
    assert block == Block("paragraph", (Run("one\ntwo "), Run("x", "code")))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_data_never_becomes_markup(wording: Wording, name: str) -> None:
    hostile = f"<b>{name}</b>{{bot}}<a href='x'>"
    (block,) = wording.say(Screen((text(say("greet", name=hostile)),)), "en").blocks
    assert [run.style for run in block.runs] == ["plain", "bold", "plain"]
    assert "<b>" in block.runs[1].text
    assert "{bot}" in block.runs[1].text


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        (date(2017, 9, 28), "Thursday, 28 September 2017", "четверг, 28 сентября 2017\u202fг."),
        (Country("KZ"), "Kazakhstan", "Казахстан"),
        (Country("QQ"), "QQ", "QQ"),
        (LanguageName("kk"), "Kazakh", "казахский"),
        (Span(420), "7 minutes", "7 минут"),
        (Span(45), "45 seconds", "45 секунд"),
        (Span(7200), "2 hours", "2 часа"),
        (Span(11 * 86400), "11 days", "11 дней"),
        (Localised({"en": "strike", "ru": "забастовка"}), "strike", "забастовка"),
        (say("greet", name="Ann"), "Hello, Ann!", "Здравствуйте, Ann!"),
        (1234567, "1,234,567", "1\xa0234\xa0567"),
        ("2017", "2017", "2017"),
    ],
)
def test_arguments_are_printed_as_the_language_writes_them(
    wording: Wording, value: Arg, english: str, russian: str
) -> None:
    spoken = [wording.phrase(say("echo", value=value), code) for code in ("en", "ru")]
    assert [s.replace("\u202f", " ") for s in spoken] == [
        s.replace("\u202f", " ") for s in (english, russian)
    ]


def test_a_moment_names_weekday_date_time_city_and_offset(wording: Wording) -> None:
    assert wording.phrase(say("echo", value=HEARING), "en") == (
        "Thursday, 28 September 2017, 10:00 (court time, UTC+6)"
    )


def test_a_moment_adds_the_readers_own_time_when_their_clock_differs(wording: Wording) -> None:
    said = wording.phrase(say("echo", value=HEARING), "en", "Europe/Berlin")
    assert said.endswith("(court time, UTC+6); your time: 06:00 (Berlin, UTC+2)")


def test_a_moment_adds_the_readers_date_when_that_differs_too(wording: Wording) -> None:
    said = wording.phrase(say("echo", value=HEARING), "en", "America/Los_Angeles")
    assert said.endswith("your time: Wednesday, 27 September 2017, 21:00 (Los Angeles, UTC-7)")


@pytest.mark.parametrize("zone", [None, "Asia/Almaty", "Asia/Bishkek", "Nowhere/Nothing"])
def test_a_moment_says_nothing_more_to_a_reader_on_the_same_clock(wording: Wording, zone: str | None) -> None:
    assert "your time" not in wording.phrase(say("echo", value=HEARING), "en", zone)


def test_a_half_hour_offset_and_a_zone_without_a_city_are_told(wording: Wording) -> None:
    delhi = Moment(HEARING.at, "Asia/Kolkata")
    plain = Moment(HEARING.at, "UTC")
    assert wording.phrase(say("echo", value=delhi), "en").endswith("09:30 (court time, UTC+5:30)")
    assert wording.phrase(say("echo", value=plain), "en").endswith("04:00 (court time, UTC+0)")


def test_a_date_only_moment_leaves_the_hour_out(wording: Wording) -> None:
    dated = Moment(HEARING.at, "Asia/Almaty", dated_only=True)
    assert wording.phrase(say("echo", value=dated), "en", "Europe/Berlin") == "Thursday, 28 September 2017"


def test_a_right_to_left_language_isolates_its_arguments(wording: Wording) -> None:
    spoken = wording.say(Screen((text(say("greet", name="Ann")),)), "ar")
    assert spoken.rtl
    assert "\u2068Ann\u2069" in spoken.plain()


def test_an_arabic_name_is_isolated_in_an_english_sentence(wording: Wording) -> None:
    assert "\u2068علي\u2069" in wording.phrase(say("greet", name="علي"), "en")


def test_direction_overrides_in_data_are_dropped(wording: Wording) -> None:
    assert wording.phrase(say("greet", name="a\u202eb\u2069c"), "en") == "Hello, abc!"


def test_each_part_becomes_its_block(wording: Wording) -> None:
    parts = (
        title("T"),
        text("p"),
        item("i"),
        Part("quote", "q"),
        Part("copy", say("greet", name="A")),
        note("n"),
    )
    assert wording.say(Screen(parts), "en").blocks == (
        Block("paragraph", (Run("T", "bold"),)),
        Block("paragraph", (Run("p"),)),
        Block("item", (Run("• i"),)),
        Block("quote", (Run("q"),)),
        Block("copy", (Run("Hello, A!"),)),
        Block("paragraph", (Run("n", "italic"),)),
    )


def test_a_part_without_words_leaves_no_gap(wording: Wording) -> None:
    assert wording.say(Screen((text(""), item(Localised()), text("x"))), "en").plain() == "x"


def test_a_private_choice_opens_the_private_chat_out_of_a_room(wording: Wording) -> None:
    screen = Screen((text("x"),), ((Choice("Sign", Sign(7), private=True, sensitive=True),),))
    assert wording.say(screen, "en").rows == ((Button("Sign", tap="sign-7", sensitive=True),),)
    assert wording.say(screen, "en", room=True).rows == ((Button("Sign", start="sign-7", sensitive=True),),)


def test_toggles_links_and_copies_keep_their_kind(wording: Wording) -> None:
    row = (
        Choice("A", Sign(1), on=True),
        Choice("B", Sign(2), on=False),
        Choice("C", url="https://example.org"),
        Choice("D", copy="text"),
    )
    assert wording.say(Screen((text("x"),), (row,)), "en").rows == (
        (
            Button("✅ A", tap="sign-1"),
            Button("▫️ B", tap="sign-2"),
            Button("C", url="https://example.org"),
            Button("D", copy="text"),
        ),
    )


def test_a_long_label_is_cut_between_whole_characters(wording: Wording) -> None:
    family = "👩‍👩‍👧"
    screen = Screen((text("x"),), ((Choice(family * 80, Sign(1)),),))
    ((button,),) = wording.say(screen, "en").rows
    assert button.label == family * 59 + "…"


def test_a_file_is_handed_over_as_it_is(wording: Wording) -> None:
    spoken = wording.say(Screen((text("x"),), file=File("a.pdf", "application/pdf", b"1")), "en")
    assert spoken.handout == Handout("a.pdf", "application/pdf", b"1")
