"""The pages that people read, and what can be picked out of them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = tuple(sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]))

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LABEL = re.compile(r"(?<![*\w])\*(?!\*)([^*\n]+)\*(?!\*)")
_EXAMPLE = re.compile(r"^`([\w/.]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def prose(page: Path) -> str:
    """A page without its code blocks."""
    return _FENCED.sub("", page.read_text("utf-8"))


def links(page: Path) -> list[str]:
    return _LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """The anchors that headings get on the usual code hosts."""
    headings: list[str] = _HEADING.findall(prose(page))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def labels(name: str) -> set[str]:
    """What a page prints in italics: the labels of buttons."""
    return set(_LABEL.findall(prose(ROOT / name)))


def examples(name: str) -> dict[str, str]:
    """Files told in full: a line with the name in backticks, then a block with the content."""
    return dict(_EXAMPLE.findall(read(name)))


def row(name: str, first: str) -> str:
    """The line of a table whose first cell begins with ``first`` in backticks; empty without one."""
    begins = (f"| `{first}`", f"| `{first} ")
    return next((line for line in read(name).splitlines() if line.startswith(begins)), "")
