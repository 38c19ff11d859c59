"""Cases, appeals and hearings as canonical JSON: sorted keys, no spaces, ASCII. Same content, same bytes."""

import json
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import TypeAdapter

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.hearing import Hearing
from alertbot.domain.occasion import Occasion

T = TypeVar("T", Case, Appeal, Hearing, Occasion)


def dumps(value: Any) -> bytes:
    """Canonical JSON of plain values. ASCII, so that even half a surrogate pair from a chat survives."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def loads(content: bytes) -> Any:
    """The plain values that :func:`dumps` wrote."""
    return json.loads(content)


def dump(document: Case | Appeal | Hearing | Occasion) -> str:
    """A document's canonical JSON."""
    plain = _adapter(type(document)).dump_python(document, mode="json")
    return dumps(plain).decode("ascii")


def load(kind: type[T], content: str) -> T:
    """The document that :func:`dump` wrote; fields added since take their defaults."""
    return _adapter(kind).validate_json(content)


def digest(case: Case, appeal: Appeal) -> str:
    """SHA-256 (hex) over the canonical JSON of both: what an approval is bound to."""
    return sha256(f"[{dump(case)},{dump(appeal)}]".encode("ascii")).hexdigest()


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
