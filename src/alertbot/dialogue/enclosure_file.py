"""Files that organizers send for a draft: cleaned, shown as readers will get them, and given words."""

from dataclasses import dataclass, field, replace
from typing import Any

from alertbot.dialogue import draft_enclosures, enclosures
from alertbot.dialogue.draft_hand import AtHand, again, changed_meanwhile, stands
from alertbot.dialogue.draft_taps import Review
from alertbot.dialogue.edits import Changed
from alertbot.dialogue.engine import KEEP, Document, Event, Facts, Order, State, Step, Want
from alertbot.dialogue.screen import Choice, Screen, Words, note, say, text
from alertbot.domain.appeal import Appeal
from alertbot.domain.enclosure import MOST, Enclosure, EnclosureKind
from alertbot.domain.language import Localised


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file without whatever was hidden in it; ``fault`` says why there is none."""

    kind: EnclosureKind = EnclosureKind.PICTURE
    digest: str = ""
    content: bytes = field(default=b"", repr=False)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned(Want[CleanFile]):
    """A file that somebody sent, cleaned."""

    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PreparedFiles(Want[tuple[tuple[Enclosure, bytes] | None, ...]]):
    """The pictures and documents of a prepared appeal, cleaned; ``None`` in the place of one that cannot go
    out."""

    case: str
    appeal: str


@dataclass(frozen=True, slots=True)
class Enclose(Order):
    """Keep a cleaned file with a draft."""

    draft: int
    digest: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unenclose(Order):
    """A draft needs a file no longer."""

    draft: int
    digest: str


_FAULTS = {
    "format": say("enclosures.fault.format"),
    "heic": say("enclosures.fault.heic"),
    "broken": say("enclosures.fault.broken"),
    "pixels": say("enclosures.fault.pixels"),
    "large": say("enclosures.fault.large"),
    "pages": say("enclosures.fault.pages"),
    "locked": say("enclosures.fault.locked"),
    "unclean": say("enclosures.fault.unclean"),
}

_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8", b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def is_awaited(state: State | None) -> bool:
    """Whether a file that comes now is for the draft that a conversation is about."""
    return state is not None and state.step == "edit" and state.data["part"] == draft_enclosures.PART


def is_no_text(event: Event) -> bool:
    """Whether a file is a picture or an office document: no text of an appeal, and no campaign file."""
    content = event.content if isinstance(event, Document) else None
    return content is not None and (content.startswith(_BEGINNINGS) or content[4:8] == b"ftyp")


def wanted(document: Document) -> tuple[Want[Any], ...]:
    return (Cleaned(document.content),) if document.content is not None else ()


def unasked() -> Step:
    """A picture came, and no draft waits for one."""
    return Step((Screen((text(say("enclosures.where")),)),), KEEP)


def sent(state: State, document: Document, mine: AtHand, facts: Facts) -> Step:
    """The file as readers will get it, and what there is now; a file without words asks for them."""
    content = document.content
    clean = facts[Cleaned(content)] if content is not None else CleanFile(fault="large")
    if refusal := _refusal(clean, mine.appeal):
        back = Choice(say("preview.back"), tap=Review(mine.id))
        told = Screen((text(refusal), note(say("enclosures.nothing_changed"))), ((back,),), asks=True)
        return Step((told,), state)
    words = draft_enclosures.words_in(mine.appeal, document.caption) or Localised()
    one = Enclosure(clean.kind, clean.digest, words)
    appeal = draft_enclosures.with_(mine.appeal, one)
    number = len(appeal.enclosures)
    file = enclosures.file_of(mine.case, number, one, clean.content)
    look = Screen((note(say("enclosures.as_readers")), *((text(words),) if words else ())), file=file)
    followed = again(
        mine, Changed(mine.case, appeal), draft_enclosures.PART, _next(appeal, number - 1), facts
    )
    orders = (Enclose(mine.id, clean.digest, clean.content), *followed.orders)
    return replace(followed, screens=(look, *followed.screens), orders=orders)


def _refusal(clean: CleanFile, appeal: Appeal) -> Words | None:
    if clean.fault:
        return _FAULTS[clean.fault]
    if any(one.digest == clean.digest for one in appeal.enclosures):
        return say("enclosures.already")
    return say("enclosures.most", most=MOST) if len(appeal.enclosures) >= MOST else None


def _next(appeal: Appeal, at: int) -> int:
    """Which one is asked about now: this one if it is without words, then any other; -1 for none."""
    wordless = draft_enclosures.wordless(appeal)
    return at if at in wordless else next(iter(wordless), -1)


def described(state: State, typed: str, mine: AtHand, facts: Facts) -> Step:
    """What somebody wrote about one, or wrote where a file is awaited."""
    at, back = int(state.data["at"]), ((Choice(say("preview.back"), tap=Review(mine.id)),),)
    if at < 0:
        return Step((Screen((text(say("enclosures.send_file")),), back, asks=True),), state)
    if not stands(mine, draft_enclosures.PART, at, str(state.data["mark"])):
        return changed_meanwhile(mine, facts)
    words = draft_enclosures.words_in(mine.appeal, typed)
    if words is None:
        most = draft_enclosures.LONGEST
        return Step((Screen((text(say("edit.too_long", most=most)),), back, asks=True),), state)
    appeal = draft_enclosures.reworded(mine.appeal, at, words)
    return again(mine, Changed(mine.case, appeal), draft_enclosures.PART, _next(appeal, -1), facts)


def removed(mine: AtHand, at: int, facts: Facts) -> Step:
    gone, appeal = mine.appeal.enclosures[at], draft_enclosures.without(mine.appeal, at)
    followed = again(mine, Changed(mine.case, appeal), draft_enclosures.PART, _next(appeal, -1), facts)
    return replace(followed, orders=(*followed.orders, Unenclose(mine.id, gone.digest)))
