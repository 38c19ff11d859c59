"""The text tree: a screen in one language, before any platform's markup.

Platforms only encode it. It is what an answer waits in the outbox as, so it turns to and from JSON.
"""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style. They are data: an encoder escapes them."""

    text: str
    style: Literal["plain", "bold", "italic", "code"] = "plain"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """``paragraph`` and ``item`` (one line of a list) hold runs; ``copy`` is text to take along unchanged."""

    kind: Literal["paragraph", "item", "quote", "copy"]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A worded choice; exactly one of ``tap`` (packed), ``start`` (packed, opens the private chat), ``url``
    and ``copy`` is set. Where there are no buttons, a reader types its number or its label."""

    label: str
    tap: str = ""
    start: str = ""
    url: str = ""
    copy: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Handout:
    """A file to hand over."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message in one language. ``rtl`` tells that its language runs right to left."""

    blocks: tuple[Block, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    handout: Handout | None = None
    rtl: bool = False

    def plain(self) -> str:
        """The text without styles, blocks parted by an empty line, items by a line break."""
        out: list[str] = []
        for before, block in zip((None, *self.blocks), self.blocks, strict=False):
            listed = before is not None and before.kind == block.kind == "item"
            out.append(("\n" if listed else "\n\n" if before else "") + "".join(r.text for r in block.runs))
        return "".join(out)
