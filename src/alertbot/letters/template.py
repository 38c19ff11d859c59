"""Campaign letters as locked-down Jinja2: an allow-list of syntax first, the sandbox second.

The sandbox alone is no limit: ``{{ 'a' * 10**9 }}`` runs for seconds inside it. A letter needs placeholders
and ``{% if %}``, so nothing else is let through, and what is let through cannot loop, call or compute.
"""

import re
from collections.abc import Iterator, Mapping

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from alertbot.errors import AlertbotError

LONGEST_SOURCE = 8_192
"""Bytes of a template; the longest letter among the seed appeals has 5,428."""

LONGEST_OUTPUT = 16_384
"""Bytes of a rendered letter."""

DEEPEST = 16
"""Levels of nesting; far more than a letter needs, far less than the interpreter's stack."""

SLOTS = frozenset({"opening", "therefore", "thanks", "closing"})
"""Places for words of one's own choice; the package has words for these, a campaign may name more."""

VALUES = frozenset(
    {"salutation", "own_sentence", "signer", "code", "group", "addressee_key", "office", "person"}
)

BODY_NAMES = VALUES | SLOTS
"""What a letter's body may ask for."""

SUBJECT_NAMES = frozenset({"code", "office", "person", "group", "addressee_key"})
"""What a subject may ask for: nothing a signer types ever reaches a header."""

_MARKS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")

Refusal = tuple[int, str]
"""A line, counted from 1, and what is wrong there."""


class TemplateRefused(AlertbotError):
    """A template uses more than placeholders and ``{% if %}``."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(f"line {line}: {message}" for line, message in refusals))
        self.refusals = refusals


class LetterTooLong(AlertbotError):
    """A rendered letter would be longer than :data:`LONGEST_OUTPUT`."""


class LetterTemplate:
    """A checked template. :class:`TemplateRefused` when ``check_template`` finds anything."""

    def __init__(self, source: str, names: frozenset[str] = BODY_NAMES) -> None:
        refusals = check_template(source, names)
        if refusals:
            raise TemplateRefused(refusals)
        environment = _environment()
        self.names = frozenset(name.name for name in environment.parse(source).find_all(nodes.Name))
        self._template = environment.from_string(source)

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with ``values`` as data; :class:`LetterTooLong` as soon as it outgrows its limit."""
        written: list[str] = []
        size = 0
        for chunk in self._template.generate(values):
            size += len(chunk.encode("utf-8", "replace"))
            if size > LONGEST_OUTPUT:
                raise LetterTooLong(f"the letter is longer than {LONGEST_OUTPUT} bytes; shorten it")
            written.append(chunk)
        return "".join(written)


def check_template(source: str, names: frozenset[str] = BODY_NAMES) -> tuple[Refusal, ...]:
    """Everything in ``source`` that a letter may not contain, by line; empty for a good letter."""
    if len(source.encode("utf-8", "replace")) > LONGEST_SOURCE:
        return ((1, f"the letter is longer than {LONGEST_SOURCE} bytes"),)
    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        return ((error.lineno, error.message or "not a template"),)
    except (RecursionError, ValueError, ArithmeticError, MemoryError):
        return ((1, "the template is too complicated"),)
    return tuple(dict.fromkeys(_refused(tree.body, names, 0)))


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # letters are plain text; escaping would put &amp; into a fax
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


def _refused(body: list[nodes.Node], names: frozenset[str], depth: int) -> Iterator[Refusal]:
    for node in body:
        if depth > DEEPEST:
            yield node.lineno, "conditions are nested too deeply"
        elif isinstance(node, nodes.Output):
            for part in node.nodes:
                yield from _marks(part) if isinstance(part, nodes.TemplateData) else _not_a_name(part, names)
        elif isinstance(node, nodes.If):
            yield from _condition(node.test, names, depth + 1)
            for branch in (node.body, list[nodes.Node](node.elif_), node.else_):
                yield from _refused(branch, names, depth + 1)
        else:
            yield _line(node), f"{type(node).__name__.lower()} is not allowed in a letter"


def _marks(words: nodes.TemplateData) -> Iterator[Refusal]:
    """Marks that would be printed: a placeholder that lacks a brace, or one inside ``raw``."""
    for mark in _MARKS.finditer(words.data):
        line = words.lineno + words.data.count("\n", 0, mark.start())
        yield line, f"{mark[0]} would stand in the letter; a placeholder is written {{{{ name }}}}"


def _line(node: nodes.Node) -> int:
    """Jinja gives some statements (``autoescape``) no line of their own; what is in them has one."""
    lines = (inner.lineno for inner in (node, *node.find_all(nodes.Node)))
    return next((line for line in lines if line), 1)


def _condition(node: nodes.Node, names: frozenset[str], depth: int) -> Iterator[Refusal]:
    """What a condition may not be; names, ``not``, ``and``, ``or`` and ``name == "text"`` are right."""
    if depth > DEEPEST:
        yield node.lineno, "conditions are nested too deeply"
    elif isinstance(node, nodes.Not):
        yield from _condition(node.node, names, depth + 1)
    elif isinstance(node, (nodes.And, nodes.Or)):
        yield from _condition(node.left, names, depth + 1)
        yield from _condition(node.right, names, depth + 1)
    elif isinstance(node, nodes.Compare):
        yield from _not_a_name(node.expr, names)
        if not _compares_with_text(node):
            yield node.lineno, 'only == "text" and != "text" may be compared'
    else:
        yield from _not_a_name(node, names)


def _compares_with_text(node: nodes.Compare) -> bool:
    match node.ops:
        case [nodes.Operand(op="eq" | "ne", expr=nodes.Const(value=str()))]:
            return True
        case _:
            return False


def _not_a_name(node: nodes.Node, names: frozenset[str]) -> Iterator[Refusal]:
    if not isinstance(node, nodes.Name):
        yield node.lineno, f"{type(node).__name__.lower()} is not allowed in a letter; use a placeholder"
    elif node.name not in names:
        yield node.lineno, f"unknown placeholder {node.name!r}; known are {', '.join(sorted(names))}"
