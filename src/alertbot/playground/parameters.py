"""Parameters of Bot API methods: declared as data, read from any of the encodings the Bot API takes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from .failures import ApiError, bad_request
from .wire import Json

_INTEGER = re.compile(r"-?\d{1,19}")
_TRUE, _FALSE = ("true", "1", "yes"), ("false", "0", "no", "")
_MISSING = {"text": "message text is empty", "chat_id": "chat_id is empty"}


@dataclass(frozen=True)
class Param:
    """A parameter the playground knows; `types` are written as in the Bot API's reference."""

    name: str
    types: str
    required: bool = False


@dataclass(frozen=True)
class Upload:
    name: str
    data: bytes
    mime: str = ""


@dataclass(frozen=True)
class Call:
    """A method call with its parameters read; what was not given is None."""

    method: str
    values: Mapping[str, Any]
    files: Mapping[str, Upload]

    def integer(self, name: str, default: int = 0) -> int:
        return cast("int", self.values.get(name, default))

    def text(self, name: str, default: str = "") -> str:
        return cast("str", self.values.get(name, default))

    def flag(self, name: str) -> bool:
        return bool(self.values.get(name))

    def object(self, name: str) -> Json | None:
        return cast("Json | None", self.values.get(name))

    def array(self, name: str) -> list[Any] | None:
        return cast("list[Any] | None", self.values.get(name))

    def file(self, name: str) -> Upload | str:
        """What was uploaded under this name or is attached to it; else the file id it was given."""
        given = self.values.get(name)
        if isinstance(given, str) and given.startswith("attach://"):
            name = given.removeprefix("attach://")
            given = None
        if given is None and name not in self.files:
            raise bad_request(f"there is no {name} in the request")
        return self.files[name] if given is None else cast("str", given)


def read(method: str, params: tuple[Param, ...], raw: Mapping[str, Any], files: Mapping[str, Upload]) -> Call:
    """Refuses by name what the playground does not know, what is missing and what has the wrong type."""
    known = {param.name: param for param in params}
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in known:
            raise _unknown(method, name)
        if value is not None:
            values[name] = _converted(known[name], value)
    _refuse_stray_files(method, known, raw, files)
    for param in params:
        if param.required and param.name not in values and param.name not in files:
            raise bad_request(_MISSING.get(param.name, f'parameter "{param.name}" is required'))
    return Call(method, values, files)


def _refuse_stray_files(
    method: str, known: Mapping[str, Param], raw: Mapping[str, Any], files: Mapping[str, Upload]
) -> None:
    attached = {value.removeprefix("attach://") for value in raw.values() if isinstance(value, str)}
    for name in files:
        is_file = name in known and "InputFile" in known[name].types
        if not is_file and name not in attached:
            raise _unknown(method, name)


def _unknown(method: str, name: str) -> ApiError:
    return bad_request(f"the playground does not know the parameter {name} of {method}")


def _converted(param: Param, value: Any) -> Any:
    converter = _CONVERTERS.get(param.types, _object)
    if param.types.startswith("Array of "):
        converter = _array
    try:
        return converter(param, value)
    except (TypeError, ValueError) as error:
        raise bad_request(f'parameter "{param.name}" must be of type {param.types}') from error


def _integer(param: Param, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    raise TypeError(param.name)


def _string(param: Param, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(param.name)
    return value


def _boolean(param: Param, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = _string(param, value).lower()
    if word not in _TRUE + _FALSE:
        raise ValueError(param.name)
    return word in _TRUE


def _integer_or_string(param: Param, value: Any) -> int | str:
    if isinstance(value, str) and not _INTEGER.fullmatch(value):
        return value
    return _integer(param, value)


def _array(param: Param, value: Any) -> list[Any]:
    items = json.loads(value) if isinstance(value, str) else value
    if not isinstance(items, list):
        raise TypeError(param.name)
    element = param.types.removeprefix("Array of ")
    convert = _CONVERTERS.get(element, _object)
    return [convert(Param(param.name, element), item) for item in cast("list[Any]", items)]


def _object(param: Param, value: Any) -> Json:
    parsed = json.loads(value) if isinstance(value, str) else value
    if not isinstance(parsed, dict):
        raise TypeError(param.name)
    return cast("Json", parsed)


_CONVERTERS = {
    "Integer": _integer,
    "String": _string,
    "Boolean": _boolean,
    "Integer or String": _integer_or_string,
    "InputFile or String": _string,
}
