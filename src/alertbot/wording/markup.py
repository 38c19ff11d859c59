"""Catalogue messages' markup (``<b>``, ``<i>``, ``<code>``, ``{name}``), parsed before any data goes in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from alertbot.errors import AlertbotError
from alertbot.wording.tree import Run

Style = Literal["plain", "bold", "italic", "code"]

_STYLES: dict[str, Style] = {"b": "bold", "i": "italic", "code": "code"}
_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>b|i|code)>|\{(?P<name>[a-z][a-z0-9_]*)\}|(?P<stray>[{}]|</?[A-Za-z])"
)


class MalformedMessage(AlertbotError):
    """A catalogue message has a tag or brace that does not belong there."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where an argument goes in, in one style."""

    name: str
    style: Style = "plain"


Pattern = tuple[Run | Slot, ...]
"""A message ready to be filled in."""


def parse(source: str) -> Pattern:
    """The pattern ``source`` stands for; :class:`MalformedMessage` says what is wrong with it."""
    pieces: list[Run | Slot] = []
    opened, at = "", 0
    for token in _TOKEN.finditer(source):
        style = _STYLES.get(opened, "plain")
        pieces.append(Run(source[at : token.start()], style))
        at = token.end()
        if token["stray"]:
            raise MalformedMessage(
                f"unexpected {token['stray']!r}; only <b>, <i>, <code> and {{name}} may be used"
            )
        if token["name"]:
            pieces.append(Slot(token["name"], style))
        else:
            opened = _turn(opened, token["tag"], closing=bool(token["close"]))
    if opened:
        raise MalformedMessage(f"<{opened}> is never closed")
    pieces.append(Run(source[at:]))
    return tuple(piece for piece in pieces if isinstance(piece, Slot) or piece.text)


def _turn(opened: str, tag: str, *, closing: bool) -> str:
    """The tag that stands open after this one."""
    if closing and opened != tag:
        raise MalformedMessage(f"</{tag}> closes nothing")
    if not closing and opened:
        raise MalformedMessage(f"<{tag}> stands inside <{opened}>; tags do not nest")
    return "" if closing else tag


def slots(pattern: Pattern) -> frozenset[str]:
    """The names of a pattern's arguments."""
    return frozenset(piece.name for piece in pattern if isinstance(piece, Slot))


def styled(runs: Iterable[Run], style: Style) -> tuple[Run, ...]:
    """The runs in ``style``, except those that have a style of their own."""
    return tuple(replace(run, style=style) if run.style == "plain" else run for run in runs)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one style made one run; empty runs dropped."""
    grouped = groupby((run for run in runs if run.text), key=lambda run: (run.style, run.url))
    return tuple(Run("".join(run.text for run in group), style, url) for (style, url), group in grouped)
