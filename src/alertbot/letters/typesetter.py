"""The typesetter: our templates, our fonts and no others, nothing from the machine it runs on.

Slow work (some milliseconds, a tenth of a second at the first call): call it in a thread, any thread. It
serves one at a time and lets the others wait.
"""

import json
import re
import threading
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from alertbot.letters.glyphs import missing_glyphs

Form = Literal["pdf", "png"]
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

_PDF_A = "a-2u"
"""Fonts are embedded and every character can be searched; a missing glyph is an error, never a box."""

LACKING = "\N{REPLACEMENT CHARACTER}"


class Typesetter:
    """Compiles templates of ``press/`` over data; a text in the data is never markup."""

    def __init__(self) -> None:
        import typst

        self._folder = Path(str(files("alertbot.letters"))) / "press"
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[self._folder / "fonts"]
        )
        self._compiler = typst.Compiler(font_paths=fonts, root=self._folder)
        self.refusal = typst.TypstError
        self._free = threading.Lock()

    def picture(self, template: str, data: Json, density: float) -> bytes:
        """The first page as PNG, at ``density`` pixels an inch."""
        return self.printed(template, {"data": json.dumps(data)}, "png", density)

    def document(self, template: str, data: Json) -> bytes:
        """All pages as PDF/A; the same data gives the same bytes."""
        return self.printed(template, {"data": json.dumps(data)}, "pdf")

    def printed(self, template: str, inputs: dict[str, str], form: Form, density: float = 0) -> bytes:
        """A template over its inputs; as PNG the first page. Raises :attr:`refusal` for what cannot be."""
        with self._free:
            made = self._compiler.compile(
                self._source(template),
                format=form,
                sys_inputs=inputs,
                ppi=density or None,
                pdf_standards=_PDF_A if form == "pdf" else [],
            )
        return made[0] if isinstance(made, list) else made or b""

    def _source(self, template: str) -> bytes:
        return (self._folder / template).read_bytes()


_UNSHAPED = re.compile(r'the text `"(.+)"` could not be displayed')


def unshaped(refusal: Exception) -> str:
    """What a refusal says cannot be displayed: letters and marks that fonts hold singly may be lacking
    together. Empty for any other refusal."""
    found = _UNSHAPED.search(str(refusal))
    return found.group(1) if found else ""


@cache
def typesetter() -> Typesetter:
    """The one there is: opening the fonts takes a tenth of a second."""
    return Typesetter()


def printable(data: Json) -> Json:
    """The data with characters that the fonts lack replaced, for what must appear in any case."""
    lacking = dict.fromkeys(map(ord, missing_glyphs("".join(texts(data)))), LACKING)
    return _replaced(data, lacking) if lacking else data


def texts(data: Json) -> Iterator[str]:
    """Every text in some data, which is what will be printed."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, (list, dict)):
        for part in data.values() if isinstance(data, dict) else data:
            yield from texts(part)


def _replaced(data: Json, lacking: dict[int, str]) -> Json:
    match data:
        case str():
            return data.translate(lacking)
        case list():
            return [_replaced(part, lacking) for part in data]
        case dict():
            return {name: _replaced(part, lacking) for name, part in data.items()}
        case _:
            return data
