"""Where in a paste something is printed, although glue, wrapping and quote marks were mended in between."""

import unicodedata

LONGEST_SOUGHT = 2_000
"""Characters of a value that are looked for."""


class Source:
    """A text as it was pasted, searched without regard to white space, quote marks and case."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain: list[str] = []
        self._at: list[int] = []
        self._lines = [0]
        for at, character in enumerate(text):
            if character == "\n":
                self._lines.append(len(self._at))
            for plain in _plain(character):
                self._plain.append(plain)
                self._at.append(at)
        self._joined = "".join(self._plain)

    def span(self, value: str, line: int = 0) -> list[int] | None:
        """Start and end of ``value`` in the text: from ``line`` on (they count from 1), else anywhere."""
        sought = "".join(plain for character in value[:LONGEST_SOUGHT] for plain in _plain(character))
        if not sought:
            return None
        start = self._lines[line - 1] if 0 < line <= len(self._lines) else 0
        found = self._joined.find(sought, start)
        found = self._joined.find(sought) if found < 0 else found
        return [self._at[found], self._at[found + len(sought) - 1] + 1] if found >= 0 else None

    def printed(self, value: str, line: int = 0) -> str:
        """The characters that print ``value``, or ``value`` itself when they are not in one piece."""
        span = self.span(value, line)
        return self._text[span[0] : span[1]] if span else value


def _plain(character: str) -> str:
    """A character as it is compared: letters without accents in lower case, figures, marks; no space."""
    if character.isascii():
        return (
            ""
            if character.isspace() or character == ">" or not character.isprintable()
            else character.lower()
        )
    decomposed = unicodedata.normalize("NFKD", character)
    kept = "".join(
        c for c in decomposed if not unicodedata.combining(c) and c.isprintable() and not c.isspace()
    )
    return kept.lower()
