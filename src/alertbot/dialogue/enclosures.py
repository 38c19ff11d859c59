"""Pictures and documents of an appeal: the buttons that bring them, and the files as readers get them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from alertbot.dialogue.engine import Want
from alertbot.dialogue.screen import Choice, File, Part, Screen, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.enclosure import MEDIA_TYPES, Enclosure, EnclosureKind, file_name
from alertbot.domain.publication import Draft, Published

Contents = Mapping[str, bytes]
"""Cleaned files by the digests of their bytes."""

MARKS = {EnclosureKind.PICTURE: "🖼", EnclosureKind.DOCUMENT: "📎"}
_BUTTONS = {
    EnclosureKind.PICTURE: say("enclosures.pictures"),
    EnclosureKind.DOCUMENT: say("enclosures.documents"),
}


@dataclass(frozen=True, slots=True)
class ShowEnclosures(Tap):
    """``kind`` is an :class:`EnclosureKind`'s value."""

    word: ClassVar[str] = "enclosures"
    appeal: int
    kind: str


@dataclass(frozen=True, slots=True)
class EnclosedWith(Want[Contents]):
    """The files that go with a published appeal; none once it is closed or taken back."""

    appeal: int


@dataclass(frozen=True, slots=True)
class EnclosedIn(Want[Contents]):
    """The files that go with a draft."""

    draft: int


def buttons(published: Published) -> list[Choice]:
    """What brings them into the private chat, if there are any."""
    if published.closed:
        return []
    return [
        Choice(label, tap=ShowEnclosures(published.id, kind.value), private=True)
        for kind, label in _BUTTONS.items()
        if published.appeal.encloses(kind)
    ]


def shown(published: Published, kind: str, contents: Contents) -> tuple[Screen, ...]:
    """All of one kind, each with its words."""
    found = _files(published.case, published.appeal, contents, kind)
    return found or (Screen((text(say("enclosures.gone")),)),)


def of_draft(draft: Draft, contents: Contents) -> tuple[Screen, ...]:
    """All that go with a draft, one after the other, under a line that says so; nothing without any."""
    if draft.case is None or draft.appeal is None or not draft.appeal.enclosures:
        return ()
    head = Screen((note(say("enclosures.preview")),))
    gone = any(one.digest not in contents for one in draft.appeal.enclosures)
    lost = (Screen((text(say("enclosures.gone")),)),) if gone else ()
    return (head, *_files(draft.case, draft.appeal, contents), *lost)


def file_of(case: Case, number: int, enclosure: Enclosure, content: bytes) -> File:
    name = file_name(case.key, number, enclosure.kind)
    return File(name, MEDIA_TYPES[enclosure.kind], content)


def listed(appeal: Appeal) -> list[Part]:
    """For an approver: each by its number and its words."""
    if not appeal.enclosures:
        return []
    return [title(say("line.enclosures.label")), *lines(appeal)]


def lines(appeal: Appeal) -> list[Part]:
    return [
        item(
            say("enclosures.line", number=number, words=one.caption)
            if one.caption
            else say("enclosures.no_words", number=number),
            MARKS[one.kind],
        )
        for number, one in enumerate(appeal.enclosures, 1)
    ]


def _files(case: Case, appeal: Appeal, contents: Contents, kind: str = "") -> tuple[Screen, ...]:
    return tuple(
        Screen((text(one.caption),) if one.caption else (), file=file_of(case, n, one, contents[one.digest]))
        for n, one in enumerate(appeal.enclosures, 1)
        if one.digest in contents and kind in ("", one.kind.value)
    )
