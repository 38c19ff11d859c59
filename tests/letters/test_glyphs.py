"""What can be printed is known beforehand, and what cannot is called by its name."""

import tomllib
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # pyright: ignore[reportMissingTypeStubs]

from alertbot.letters.glyphs import UnprintableLetter, character_name, missing_glyphs

PRESS = Path(str(files("alertbot.letters"))) / "press"
CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


def covered(name: str) -> set[int]:
    return set(TTFont(PRESS / "fonts" / f"{name}.ttf").getBestCmap() or ())


def listed() -> set[int]:
    lines = (line.split("-") for line in (PRESS / "coverage.txt").read_text("ascii").split())
    return {point for ends in lines for point in range(int(ends[0], 16), int(ends[-1], 16) + 1)}


def test_the_coverage_file_tells_what_the_fonts_hold_in_both_weights() -> None:
    regular = covered("DejaVuSerif") | covered("DejaVuSans")
    bold = covered("DejaVuSerif-Bold") | covered("DejaVuSans-Bold")
    public = {point for point in regular & bold if unicodedata.category(chr(point)) != "Co"}
    assert listed() == public


@pytest.mark.parametrize(
    "text",
    [
        "Ә Ғ Қ Ң Ө Ұ Ү Һ І ә ғ қ ң ө ұ ү һ і",
        "Ă Â Î Ș Ț ă â î ș ț",
        "ğ ş ı İ ç ö ü",
        "ў ґ є ї ё ъ",
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي،؛؟ ًٌٍَُِّْ",
        "پ چ ژ گ ی ک",
        "א ב ג ד ה ש ת",
        "ა ბ გ ա բ գ α β γ",
        "«»“”„’…—–№§€₸ \xa0\u202f\u200c\u200d\u200e\u200f\n",
        "\u2068Ана\u2069",
    ],
)
def test_the_letters_of_our_languages_can_be_printed(text: str) -> None:
    assert missing_glyphs(text) == ()


def test_what_cannot_be_printed_is_listed_once_and_in_order() -> None:
    assert missing_glyphs("a中b文c中") == ("中", "文")
    assert missing_glyphs("भारत\x07") == ("भ", "ा", "र", "त", "\x07")


def test_a_character_is_called_by_its_name() -> None:
    assert character_name("中") == '"中" CJK UNIFIED IDEOGRAPH-4E2D (U+4E2D)'
    assert character_name("\x07") == "(U+0007)"
    assert character_name("e\u20dd") == '"e\u20dd"'
    error = UnprintableLetter(("中", "ے"))
    assert error.characters == ("中", "ے")
    assert "U+4E2D" in str(error)
    assert "ARABIC LETTER YEH BARREE" in str(error)


def test_everything_the_package_says_on_paper_can_be_printed() -> None:
    for name in ("labels.toml", "openings.toml"):
        text = files("alertbot.letters").joinpath(name).read_text("utf-8")
        assert tomllib.loads(text)
        assert missing_glyphs(text) == (), name


@pytest.mark.parametrize(
    "file", sorted(CAMPAIGNS.glob("*/*.j2")), ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_every_prepared_letter_can_be_printed(file: Path) -> None:
    assert missing_glyphs(file.read_text("utf-8")) == ()


def test_the_fonts_come_with_their_licence() -> None:
    text = (PRESS / "fonts" / "LICENSE").read_text("utf-8")
    assert "Bitstream Vera Fonts Copyright" in text
    assert "Arev Fonts Copyright" in text
