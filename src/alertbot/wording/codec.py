"""Screens and utterances to JSON and back: screens wait in the ledger, answers in the outbox."""

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

import orjson

from alertbot.dialogue.screen import (
    Arg,
    Choice,
    Country,
    File,
    LanguageName,
    Localised,
    Moment,
    Part,
    Say,
    Screen,
    Span,
    Words,
)
from alertbot.dialogue.tap import TapBook
from alertbot.domain.language import When
from alertbot.wording.tree import Block, Button, Handout, Run, Utterance

Json = Mapping[str, Any]


def utterance_to_json(utterance: Utterance) -> bytes:
    """The utterance as compact JSON."""
    return orjson.dumps(utterance, default=_base64)


def utterance_from_json(raw: bytes | str) -> Utterance:
    """The utterance that :func:`utterance_to_json` wrote."""
    read: Json = orjson.loads(raw)
    handout = read["handout"]
    return Utterance(
        tuple(Block(block["kind"], tuple(Run(**run) for run in block["runs"])) for block in read["blocks"]),
        tuple(tuple(Button(**button) for button in row) for row in read["rows"]),
        Handout(**_document(handout)) if handout else None,
        read["rtl"],
    )


def screen_to_json(screen: Screen) -> bytes:
    """The screen as compact JSON; taps are packed, file contents are base64."""
    return orjson.dumps(
        {
            "parts": [{"kind": p.kind, "words": _arg(p.words), "mark": p.mark} for p in screen.parts],
            "rows": [[_choice(choice) for choice in row] for row in screen.rows],
            "file": screen.file,
            "replaces": screen.replaces,
            "once": screen.once,
            "asks": screen.asks,
        },
        default=_base64,
    )


def screen_from_json(raw: bytes | str, taps: TapBook) -> Screen:
    """The screen that :func:`screen_to_json` wrote; :class:`StaleTap` for a tap unknown to ``taps``."""
    read: Json = orjson.loads(raw)
    file = read["file"]
    return Screen(
        tuple(Part(part["kind"], _words(part["words"]), part["mark"]) for part in read["parts"]),
        tuple(tuple(_read_choice(choice, taps) for choice in row) for row in read["rows"]),
        File(**_document(file)) if file else None,
        replaces=read["replaces"],
        once=read["once"],
        asks=read["asks"],
    )


def words_to_json(words: Words) -> bytes:
    """One phrase as JSON, for notices that wait in a row."""
    return orjson.dumps(_arg(words))


def words_from_json(raw: bytes | str) -> Words:
    """The phrase that :func:`words_to_json` wrote."""
    return _words(orjson.loads(raw))


def _base64(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(type(value).__name__)


def _document(read: Json) -> dict[str, Any]:
    return {**read, "content": base64.b64decode(read["content"])}


def _choice(choice: Choice) -> Json:
    return {
        "label": _arg(choice.label),
        "tap": choice.tap.pack() if choice.tap else None,
        "url": choice.url,
        "copy": choice.copy,
        "private": choice.private,
        "sensitive": choice.sensitive,
        "on": choice.on,
    }


def _read_choice(read: Json, taps: TapBook) -> Choice:
    tap = taps.unpack(read["tap"]) if read["tap"] is not None else None
    fields: dict[str, Any] = {**read, "label": _words(read["label"]), "tap": tap}
    return Choice(**fields)


def _arg(arg: Arg) -> object:
    """Strings and numbers stand for themselves; everything else is an object named by its first key."""
    match arg:
        case str() | int():
            return arg
        case Say():
            args = {name: _arg(value) for name, value in arg.args.items()}
            return {"say": arg.id, "args": args, "count": arg.count}
        case Localised():
            return {"texts": dict(arg.texts)}
        case Moment():
            at = arg.at.astimezone(UTC).isoformat()
            return {"moment": at, "zone": arg.zone, "dated_only": arg.dated_only}
        case Country():
            return {"country": arg.code}
        case LanguageName():
            return {"language": arg.code}
        case Span():
            return {"span": arg.seconds}
        case When():
            return {"when": [arg.year, arg.month, arg.day, arg.printed]}
        case date():
            return {"date": arg.isoformat()}


_READERS: Mapping[str, Callable[[Any], Arg]] = {
    "say": lambda read: Say(read["say"], {k: _read_arg(v) for k, v in read["args"].items()}, read["count"]),
    "texts": lambda read: Localised(read["texts"]),
    "moment": lambda read: Moment(
        datetime.fromisoformat(read["moment"]), read["zone"], dated_only=read["dated_only"]
    ),
    "country": lambda read: Country(read["country"]),
    "language": lambda read: LanguageName(read["language"]),
    "span": lambda read: Span(read["span"]),
    "when": lambda read: When(*read["when"]),
    "date": lambda read: date.fromisoformat(read["date"]),
}


def _read_arg(read: object) -> Arg:
    if isinstance(read, (str, int)):
        return read
    named = cast("Json", read)
    return _READERS[next(iter(named))](named)


def _words(read: object) -> Words:
    return cast("Words", _read_arg(read))
