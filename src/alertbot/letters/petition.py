"""The petition on paper, to be handed over: what is asked of whom, how many ask it, and their names.

Slow work: call it in a thread, never in the event loop. Names are printed only where the organisation's own
key is, and that is never where the bot runs.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from alertbot.errors import AlertbotError, UndeliverableLetter
from alertbot.letters.glyphs import character_name, missing_glyphs
from alertbot.letters.sheet import runs_right_to_left
from alertbot.letters.typesetter import LACKING, Json, printable, texts, typesetter, unshaped

FORM = "alertbot petition 2"
"""What the first field of a petition's file says."""

FORM_1 = "alertbot petition 1"
"""Of files from before names were told apart by key."""

Sealed = Mapping[str, list[bytes]]
"""Names in sealed boxes, by the mark of the key that opens them, empty where it is not known."""


class UnreadablePetition(AlertbotError):
    """A file is no petition that this release wrote."""


@dataclass(frozen=True, slots=True)
class Petition:
    """A petition in one language; every text is printed as it is.

    ``case`` and ``appeal`` are keys. ``on`` is the day (ISO) of its numbers. ``days`` are printed days and
    numbers, only those that may be shown. ``labels`` are what stands around the appeal's own words.
    """

    case: str
    appeal: str
    language: str
    on: str
    title: str
    issuer: str
    code: str
    to: tuple[str, ...]
    paragraphs: tuple[str, ...]
    demands: tuple[str, ...]
    total: str
    days: tuple[tuple[str, str], ...]
    labels: Mapping[str, str]
    names: tuple[str, ...] = field(default=(), repr=False)


LABELS = (
    "petition",
    "to",
    "demands",
    "support",
    "by_day",
    "day",
    "number",
    "rule",
    "names",
    "others",
    "code",
)
RECEIPT = ("handed_by", "received_by", "place_and_day")
"""Lines to be filled in by hand."""


def as_pdf(petition: Petition) -> bytes:
    """The petition as PDF/A on A4.

    :class:`UndeliverableLetter` names characters of the appeal that the fonts lack; in a name they are shown
    as replaced, for a name nobody can print still counts.
    """
    data = _data(petition)
    if missing := missing_glyphs("".join(texts(data))):
        named = ", ".join(character_name(character) for character in missing)
        raise UndeliverableLetter(f"the petition cannot be printed, the fonts lack: {named}")
    names = printable(list[Json](sorted(petition.names, key=str.casefold)))
    return _printed(data, list(texts(names)))


def _printed(data: dict[str, Json], names: list[str]) -> bytes:
    press = typesetter()
    while True:
        try:
            return press.document("petition.typ", {**data, "names": list[Json](names)})
        except press.refusal as error:
            lacking = unshaped(error)
            if not lacking or not any(lacking in name for name in names):
                raise UndeliverableLetter(
                    f'the petition cannot be printed, the fonts lack: "{lacking}"'
                ) from None
            names = [name.replace(lacking, LACKING) for name in names]


def _data(petition: Petition) -> dict[str, Json]:
    return {
        "lang": petition.language.replace("-", "_").partition("_")[0],
        "rtl": runs_right_to_left(petition.title),
        "day": [int(part) for part in petition.on.split("-")],
        "title": petition.title,
        "issuer": petition.issuer,
        "code": petition.code,
        "to": list(petition.to),
        "paragraphs": list(petition.paragraphs),
        "demands": list(petition.demands),
        "total": petition.total,
        "days": [[day, number] for day, number in petition.days],
        "labels": dict(petition.labels),
    }


def as_file(petition: Petition, sealed: Sealed) -> bytes:
    """The petition with its names still sealed, to be carried to where the keys are (JSON)."""
    boxes = {mark: [base64.b64encode(box).decode("ascii") for box in those] for mark, those in sealed.items()}
    plain: dict[str, Any] = {"form": FORM, **asdict(replace(petition, names=())), "sealed": boxes}
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def from_file(content: bytes) -> tuple[Petition, Sealed]:
    """What :func:`as_file` wrote; :class:`UnreadablePetition` for anything else."""
    try:
        loaded: Any = json.loads(content)
        plain = cast("dict[str, Any]", loaded) if isinstance(loaded, dict) else {}
        form = plain.pop("form", None)
        if form not in (FORM, FORM_1):
            raise UnreadablePetition("the file is not a petition that this release of alertbot wrote")
        sealed = plain.pop("sealed")
        boxes = TypeAdapter(dict[str, list[str]]).validate_python({"": sealed} if form == FORM_1 else sealed)
        petition = TypeAdapter(Petition).validate_python(plain)
        return petition, {
            mark: [base64.b64decode(box, validate=True) for box in those] for mark, those in boxes.items()
        }
    except (ValueError, KeyError, RecursionError, ValidationError, binascii.Error):
        raise UnreadablePetition("the petition's file is damaged") from None
