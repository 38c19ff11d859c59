"""Puts what a model refuses into sentences, each with the line it is about."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from alertbot.errors import Fault
from alertbot.intake.campaign_fields import near
from alertbot.intake.yaml_file import Document, Place, shown

MOST_FAULTS = 50
"""Of one file; whoever sees as many looks at the file again from its beginning."""

_EXPECTED: Mapping[str, str] = {
    "dict_type": "write a map here: one text per language, such as `en: …`",
    "string_type": "write a text here",
    "tuple_type": "write a list here, each entry after `- `",
    "list_type": "write a list here, each entry after `- `",
    "model_type": "write a map here: `key: value` lines",
    "bool_parsing": "write true or false here",
    "bool_type": "write true or false here",
    "too_long": "this list is too long",
    "string_too_long": "this text is too long",
    "string_pattern_mismatch": "a key is made of a-z, 0-9 and _, and begins with a letter or digit",
}


def faults_of(error: ValidationError, model: type[BaseModel], document: Document) -> tuple[Fault, ...]:
    """One fault per thing refused, in the order of the file, :data:`MOST_FAULTS` of them at most."""
    found = [_fault(detail, model, document) for detail in error.errors(include_url=False)]
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: fault.line))[:MOST_FAULTS]


def _fault(detail: ErrorDetails, model: type[BaseModel], document: Document) -> Fault:
    place = written_place(detail["loc"], document)
    kind, name = detail["type"], str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "missing":
        return document.fault(place, f"`{name}` is missing")
    if kind == "extra_forbidden":
        hint = near(name, sorted(_fields_at(model, place)))
        return document.fault(place, f"unknown key `{shown(name)}`{hint}")
    if kind == "enum":
        return document.fault(place, _not_one_of(detail))
    if detail["input"] is None:
        return document.fault(place, f"`{place[-1] if place else 'the file'}` is empty")
    return document.fault(place, _EXPECTED.get(kind) or detail["msg"].removeprefix("Value error, "))


def _not_one_of(detail: ErrorDetails) -> str:
    known = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
    wrong = str(detail["input"])
    return f"`{shown(wrong)}` is none of {', '.join(known)}{near(wrong, known)}"


def written_place(loc: Place, document: Document) -> Place:
    """``loc`` without what the model put in (the names of union branches, ``[key]``)."""
    place: Place = ()
    for part in loc:
        if (*place, part) in document.lines:
            place = (*place, part)
    return place


def _fields_at(model: type[BaseModel], place: Place) -> set[str]:
    for part in place[:-1]:
        field = model.model_fields.get(str(part))
        model = (field and _model_in(field.annotation)) or model
    return set(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in get_args(annotation))
    return next((model for model in inner if model), None)
