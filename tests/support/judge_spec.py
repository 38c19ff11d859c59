"""Whether a request is what the Bot API's own description says it should be: names, presence, JSON types."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

SPEC_FILE = Path(__file__).parents[3] / "shared" / "telegram" / "bot-api-spec.json"
"""Telegram's Bot API as data, beside the repository; without it requests are only judged by the rules that
are written here."""

_PRIMITIVES: Mapping[str, type | tuple[type, ...]] = {
    "String": str,
    "Integer": int,
    "Float": (int, float),
    "Boolean": bool,
}
_LIST = "Array of "


class Spec:
    """The methods and types of one version of the Bot API."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._methods: Mapping[str, Any] = {
            name.lower(): method for name, method in content["methods"].items()
        }
        self._types: Mapping[str, Any] = content["types"]

    @classmethod
    def read(cls) -> "Spec | None":
        """The description beside the repository, or ``None`` where there is none."""
        return _read()

    def faults(self, method: str, parameters: Mapping[str, Any], files: frozenset[str]) -> list[str]:
        """What is wrong with a request. ``files``: the parts that were uploaded beside the parameters."""
        known = self._methods.get(method.lower())
        if known is None:
            return [f"no method {method}"]
        fields = {field["name"]: field for field in known.get("fields", ())}
        given = {*parameters, *files}
        found = [f"{method}: unknown parameter {name}" for name in sorted(given - fields.keys())]
        found += [
            f"{method}: {name} is missing"
            for name, field in fields.items()
            if field["required"] and name not in given
        ]
        for name, value in parameters.items():
            if name in fields:
                found += self._parameter(f"{method}.{name}", value, fields[name]["types"])
        return found

    def _parameter(self, where: str, value: Any, kinds: list[str]) -> Iterator[str]:
        """A parameter may come as itself, or serialised in a string (Bot API, "Making requests")."""
        if isinstance(value, str) and "String" not in kinds:
            try:
                value = json.loads(value)
            except ValueError:
                yield f"{where}: neither {' nor '.join(kinds)}"
                return
        yield from self._any_of(where, value, kinds)

    def _any_of(self, where: str, value: Any, kinds: list[str]) -> Iterator[str]:
        tried = [list(self._value(where, value, kind)) for kind in kinds]
        if all(tried):
            yield from min(tried, key=len)

    def _value(self, where: str, value: Any, kind: str) -> Iterator[str]:
        if kind.startswith(_LIST):
            if not isinstance(value, list):
                yield f"{where}: no list"
                return
            for n, item in enumerate(value):  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
                yield from self._value(f"{where}[{n}]", item, kind.removeprefix(_LIST))
        elif kind in _PRIMITIVES:
            mistaken = isinstance(value, bool) and kind != "Boolean"
            if mistaken or not isinstance(value, _PRIMITIVES[kind]):
                yield f"{where}: no {kind}"
        else:
            yield from self._object(where, value, kind)

    def _object(self, where: str, value: Any, kind: str) -> Iterator[str]:
        known = self._types[kind]
        if kind == "InputFile":
            yield from () if isinstance(value, str) else (f"{where}: no file",)
        elif known.get("subtypes"):
            yield from self._any_of(where, value, known["subtypes"])
        elif not isinstance(value, dict):
            yield f"{where}: no {kind}"
        else:
            yield from self._fields(where, dict(value), known.get("fields", ()))  # pyright: ignore[reportUnknownArgumentType]

    def _fields(self, where: str, value: dict[str, Any], fields: Any) -> Iterator[str]:
        known = {field["name"]: field for field in fields}
        for name in sorted(value.keys() - known.keys()):
            yield f"{where}: unknown field {name}"
        for name, field in known.items():
            if name in value:
                yield from self._any_of(f"{where}.{name}", value[name], field["types"])
            elif field["required"]:
                yield f"{where}.{name} is missing"


@lru_cache(maxsize=1)
def _read() -> Spec | None:
    try:
        return Spec(json.loads(SPEC_FILE.read_text("utf-8")))
    except FileNotFoundError:
        return None
