"""Which parts of a letter's template an addressee gets, without filling it in.

Every answer has the length and the lines of the template, so that what is found in it stands where it was
found; tags, and blocks for others, become spaces. A template that cannot be read is taken as plain text:
that it is broken is said elsewhere.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

_TAG = re.compile(r"\{%-?(?P<tag>.*?)-?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_COMPARED = re.compile(r"""\bgroup\s*==\s*["']([^"'{}%]*)["']""")
_INK = re.compile(r"\S")
LONGEST_CONDITION = 300
"""Characters; what is longer is not looked into."""


def blank(text: str) -> str:
    """Spaces in place of ``text``, line breaks kept."""
    return _INK.sub(" ", text)


def words_for(source: str, group: str | None = None, key: str = "") -> str:
    """The template's own words as an addressee of ``group`` gets them; everybody's for ``None``.

    Placeholders count as filled, so that of ``{% if code %}`` the first branch is taken.
    """
    shown: list[str] = []
    conditions: list[_Condition] = []
    at = 0
    for found in _TAG.finditer(source):
        text = source[at : found.start()]
        shown.append(text if all(condition.shows for condition in conditions) else blank(text))
        shown.append(blank(found[0]))
        at = found.end()
        if found["tag"] is not None:
            _turn(conditions, found["tag"].strip(), group, key)
    return "".join((*shown, source[at:]))


def groups_named(source: str) -> dict[str, int]:
    """The groups that have a block of their own, each with the offset of its first mention."""
    found: dict[str, int] = {}
    for compared in _COMPARED.finditer(source):
        found.setdefault(compared[1], compared.start())
    return found


@dataclass(slots=True)
class _Condition:
    """``shows``: whether its present branch is taken; ``taken``: whether any of them was."""

    shows: bool
    taken: bool


def _turn(conditions: list[_Condition], tag: str, group: str | None, key: str) -> None:
    name, _, test = tag.partition(" ")
    if name == "if":
        holds = _holds(test, group, key)
        conditions.append(_Condition(holds, holds))
    elif name in ("elif", "else") and conditions:
        now = conditions[-1]
        holds = name == "else" or _holds(test, group, key)
        now.shows = (group is None or not now.taken) and holds
        now.taken = now.taken or now.shows
    elif name == "endif" and conditions:
        conditions.pop()


def _holds(test: str, group: str | None, key: str) -> bool:
    if group is None or len(test) > LONGEST_CONDITION:
        return True
    try:
        tree = ast.parse(test.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return _truth(tree, {"group": group, "addressee_key": key})


def _truth(node: ast.expr, values: Mapping[str, str]) -> bool:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_truth(part, values) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_truth(part, values) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _truth(operand, values)
        case ast.Compare(left=ast.Name(id=name), ops=[operator], comparators=[ast.Constant(value=str(text))]):
            return (values.get(name) == text) is isinstance(operator, ast.Eq)
        case _:
            return True
