"""YAML as campaign files may use it: text, lists and maps, nothing that needs guessing.

Every value stays the text that was written (``NO`` is Norway, ``10:30`` an hour); an empty value is nothing.
Refused are all parts of YAML that can surprise or overwhelm a reader: anchors and aliases (a small file could
unfold into gigabytes), tags, repeated keys, several documents, folded text, control characters.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml
from yaml import events as ev

from alertbot.errors import CampaignError, Fault

MOST_BYTES = 64 * 1024
"""The longest seed appeal is 36 kB with its whole blog around it."""

MOST_DEPTH = 8
"""Maps and lists inside each other; a campaign file needs six."""

Data = str | None | list["Data"] | dict[str, "Data"]
Place = tuple[str | int, ...]

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says, and on which line each part of it begins (``lines`` counts from 1).

    ``blocks``: the texts written after ``|``, whose words begin one line further down.
    """

    name: str
    data: Data
    lines: Mapping[Place, int] = field(default_factory=dict[Place, int])
    blocks: frozenset[Place] = frozenset()

    def line_of(self, place: tuple[str | int, ...]) -> int:
        """The line of ``place``, or of the nearest thing around it that was written."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: tuple[str | int, ...], message: str, severity: str = "error") -> Fault:
        return Fault(self.name, self.line_of(place), message, severity)


def read_text(name: str, content: bytes) -> str:
    """The text with ``\\n`` line ends; :class:`CampaignError` when it is too long or not plain UTF-8."""
    if len(content) > MOST_BYTES:
        raise CampaignError((Fault(name, 0, f"the file is over {MOST_BYTES // 1024} KiB"),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CampaignError((Fault(name, line, "this is not UTF-8 text; save the file as UTF-8"),)) from None
    text = text.replace("\r\n", "\n")
    unseen = _UNSEEN.search(text)
    if unseen:
        line = text[: unseen.start()].count("\n") + 1
        sentence = f"the character U+{ord(unseen[0]):04X} cannot be seen and is not allowed here"
        raise CampaignError((Fault(name, line, sentence),))
    return text


def read_document(name: str, content: bytes) -> Document:
    """The one document in ``content``; :class:`CampaignError` with the line of whatever is refused."""
    text = read_text(name, content)
    try:
        return _Builder(name, yaml.parse(text, Loader=_Loader)).document()
    except yaml.MarkedYAMLError as error:
        # What was opened and never closed is noticed at the end of the file, and wrong where it begins.
        unclosed = (error.context or "").startswith(("while scanning a ", "while parsing a flow"))
        mark = (error.context_mark if unclosed else error.problem_mark) or error.problem_mark
        problem = error.problem or error.context or "cannot be read"
        line = mark.line + 1 if mark else 0
        raise CampaignError((Fault(name, line, f"this is not YAML: {problem}"),)) from None
    except yaml.YAMLError:
        raise CampaignError((Fault(name, 0, "this is not YAML"),)) from None


class _Builder:
    """Builds plain values from parser events, so that nothing refused is ever constructed."""

    def __init__(self, name: str, events: Iterator[ev.Event]) -> None:
        self._name = name
        self._events = events
        self._lines: dict[Place, int] = {}
        self._blocks: set[Place] = set()

    def document(self) -> Document:
        data: Data = None
        seen = False
        for event in self._events:
            if not isinstance(event, ev.DocumentStartEvent):
                continue
            if seen:
                raise self._refusal(event, "one file holds one document; take out the second `---`")
            seen = True
            data = self._value(next(self._events), (), 0)
        if not seen:
            raise CampaignError((Fault(self._name, 1, "the file is empty"),))
        return Document(self._name, data, self._lines, frozenset(self._blocks))

    def _value(self, event: ev.Event, place: Place, depth: int) -> Data:
        self._check(event, depth)
        self._lines.setdefault(place, _line(event))
        if isinstance(event, ev.ScalarEvent):
            self._lines[place] = _line(event)
            if event.style == "|":
                self._blocks.add(place)
            return self._scalar(event)
        if isinstance(event, ev.SequenceStartEvent):
            return self._list(place, depth + 1)
        return self._map(place, depth + 1)

    def _scalar(self, event: ev.ScalarEvent) -> str | None:
        if event.style == ">":
            raise self._refusal(event, "write long text after `|`; `>` runs its paragraphs together")
        return None if not event.style and event.value in _NOTHING else event.value

    def _list(self, place: Place, depth: int) -> list[Data]:
        found: list[Data] = []
        while not isinstance(event := next(self._events), ev.SequenceEndEvent):
            found.append(self._value(event, (*place, len(found)), depth))
        return found

    def _map(self, place: Place, depth: int) -> dict[str, Data]:
        found: dict[str, Data] = {}
        while not isinstance(event := next(self._events), ev.MappingEndEvent):
            self._check(event, depth)
            if not isinstance(event, ev.ScalarEvent):
                raise self._refusal(event, "a key is one word, not a list or a map")
            if event.value in found:
                raise self._refusal(event, f"the key `{shown(event.value)}` is written twice")
            inside = (*place, event.value)
            self._lines[inside] = _line(event)
            found[event.value] = self._value(next(self._events), inside, depth)
        return found

    def _check(self, event: ev.Event, depth: int) -> None:
        if isinstance(event, ev.AliasEvent) or getattr(event, "anchor", None):
            raise self._refusal(event, "anchors (&) and aliases (*) are not allowed; write the text again")
        if getattr(event, "tag", None):
            raise self._refusal(event, "tags (!) are not allowed; everything here is plain text")
        if isinstance(event, ev.CollectionStartEvent) and depth >= MOST_DEPTH:
            raise self._refusal(event, f"lists and maps are nested more than {MOST_DEPTH} deep")

    def _refusal(self, event: ev.Event, message: str) -> CampaignError:
        return CampaignError((Fault(self._name, _line(event), message),))


def shown(text: str, longest: int = 40) -> str:
    """A written word as a fault may repeat it: one line, not too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[:longest]}…"


def _line(event: ev.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
