"""Every sentence the code speaks is in the catalogues, and every sentence in them is spoken."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import alertbot
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.markup import slots

SOURCES = sorted(Path(alertbot.__file__).parent.rglob("*.py"))
CATALOGUES = Catalogues.read(locales_directory())
ALWAYS_THERE = {"bot", "count"}


@dataclass(frozen=True)
class Spoken:
    """A ``say(...)`` or ``Say(...)`` in the code; ``ids`` are the literals it may name."""

    where: str
    ids: tuple[str, ...]
    formatted: bool
    counted: bool
    args: frozenset[str] | None
    """Names of the arguments; ``None`` when they are not all spelled out."""


def branches(node: ast.expr) -> tuple[ast.expr, ...]:
    return branches(node.body) + branches(node.orelse) if isinstance(node, ast.IfExp) else (node,)


def literals(node: ast.expr) -> tuple[str, ...]:
    constants = (branch for branch in branches(node) if isinstance(branch, ast.Constant))
    return tuple(constant.value for constant in constants if isinstance(constant.value, str))


def spoken() -> Iterator[Spoken]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            if node.func.id in ("say", "Say"):
                yield _spoken(f"{path.name}:{node.lineno}", node, node.func.id)


def _spoken(where: str, node: ast.Call, name: str) -> Spoken:
    first = node.args[0]
    if name == "say":
        keywords = {keyword.arg for keyword in node.keywords}
        counted = len(node.args) > 1 or "count" in keywords
        args = None if None in keywords else frozenset(k for k in keywords if k is not None)
    else:
        counted = len(node.args) > 2 or any(keyword.arg == "count" for keyword in node.keywords)
        args = _keys(node.args[1]) if len(node.args) > 1 else None
    formatted = any(isinstance(part, (ast.JoinedStr, ast.BinOp)) for part in branches(first))
    return Spoken(where, literals(first), formatted, counted, args)


def _keys(node: ast.expr) -> frozenset[str] | None:
    if not isinstance(node, ast.Dict):
        return None
    keys = [literals(key)[0] if key is not None and literals(key) else None for key in node.keys]
    return None if None in keys else frozenset(key for key in keys if key is not None)


def constants() -> frozenset[str]:
    """Every string in the code: an id may also wait in a tuple or a mapping of constants."""
    nodes = (node for path in SOURCES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return frozenset(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


def test_every_id_the_code_speaks_is_in_the_english_catalogue() -> None:
    known = CATALOGUES["en"].messages
    assert [f"{s.where}: {id}" for s in spoken() for id in s.ids if id not in known] == []


def test_no_id_is_put_together_at_run_time() -> None:
    assert [s.where for s in spoken() if s.formatted] == []


def test_every_message_in_the_catalogues_is_spoken_somewhere() -> None:
    said = constants()
    assert [id for id in CATALOGUES["en"].messages if id not in said] == []


def test_every_message_gets_the_arguments_it_shows() -> None:
    known = CATALOGUES["en"].messages
    lacking = [
        f"{s.where}: {id} lacks {sorted(missing)}"
        for s in spoken()
        for id in s.ids
        if s.args is not None
        for missing in [{n for form in known.get(id, ()) for n in slots(form)} - s.args - ALWAYS_THERE]
        if missing
    ]
    assert lacking == []


def test_every_message_with_plural_forms_is_given_a_count() -> None:
    known = CATALOGUES["en"].messages
    assert [
        f"{s.where}: {id}" for s in spoken() for id in s.ids if len(known.get(id, ())) > 1 and not s.counted
    ] == []
