"""Export: asked for by one organizer, confirmed by another, then handed to whoever asked.

The request is an entry of the audit trail, and so is what becomes of it: nothing else remembers it.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from alertbot.dialogue.doors import ExportOf
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Order, State, Step, Tapped, Want
from alertbot.dialogue.screen import Choice, File, Part, Screen, Span, Words, item, note, say, text, title
from alertbot.dialogue.stats import AppealsToCount, Countable
from alertbot.dialogue.tap import Tap
from alertbot.domain.authority import Deed, may
from alertbot.domain.language import Localised

FIGURES, NAMES = "figures", "names"
"""What can be exported: counts alone, or counts and sealed names."""

ASKED, GIVEN, REFUSED = "ask export", "give export", "refuse export"
REMOVED, LEFT = "remove export", "leave export"
"""What the audit trail calls it; the last two are the bot's own: the messages with the files were deleted, or
could not be."""

GOES_AFTER = timedelta(minutes=10)
"""After this the messages with the files are deleted, where a platform lets the bot (trust research, 4.8)."""

MOST = 8
HOURS = 24
"""How long a request may be confirmed."""


@dataclass(frozen=True, slots=True)
class AskExport(Tap):
    """``what`` is :data:`FIGURES` or :data:`NAMES`."""

    word: ClassVar[str] = "exportask"
    appeal: int
    what: str


@dataclass(frozen=True, slots=True)
class ConfirmExport(Tap):
    word: ClassVar[str] = "exportyes"
    request: int


@dataclass(frozen=True, slots=True)
class RefuseExport(Tap):
    word: ClassVar[str] = "exportno"
    request: int


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it stands. ``by`` is an organizer's key; ``open`` while it may still be confirmed."""

    id: int
    by: str
    appeal: int
    title: Localised
    what: str
    open: bool


@dataclass(frozen=True, slots=True)
class RequestAt(Want[Request | None]):
    id: int


@dataclass(frozen=True, slots=True)
class Exportable:
    """``named``: names there are. ``key``: whether an offline key is configured to seal them to. ``others``:
    how many other organizers may confirm."""

    title: Localised
    named: bool
    key: bool
    others: int


@dataclass(frozen=True, slots=True)
class ExportableAt(Want[Exportable | None]):
    appeal: int


@dataclass(frozen=True, slots=True)
class ReadyExport:
    """The files of an export, ready to be handed over. ``keys``: the marks of the keys that names in them are
    sealed to."""

    files: tuple[File, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportFiles(Want[ReadyExport | None]):
    """The files of a request. ``None`` when it is not this person's to confirm, or not any more."""

    request: int


@dataclass(frozen=True, slots=True)
class BeginExport(Order):
    """Note the request and ask the other organizers."""

    appeal: int
    what: str


@dataclass(frozen=True, slots=True)
class GiveExport(Order):
    """Note the confirmation and hand the files to whoever asked; nothing if it is not open any more."""

    request: int
    files: tuple[File, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DropExport(Order):
    """Note the refusal and tell whoever asked."""

    request: int


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(ExportOf(appeal=id) | AskExport(appeal=id)):
            return (ExportableAt(id),)
        case Tapped(ConfirmExport(request=id)):
            return (RequestAt(id), ExportFiles(id))
        case Tapped(RefuseExport(request=id)):
            return (RequestAt(id),)
        case _:
            return (AppealsToCount(),)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(ExportOf(appeal=id)):
            return Step((_offer(id, facts[ExportableAt(id)], facts),), KEEP)
        case Tapped(AskExport() as tap):
            return _ask(tap, facts[ExportableAt(tap.appeal)], facts)
        case Tapped(ConfirmExport(request=id)):
            return _confirm(facts[RequestAt(id)], facts[ExportFiles(id)], facts)
        case Tapped(RefuseExport(request=id)):
            return _refuse(facts[RequestAt(id)], facts)
        case _:
            return Step((_which(facts[AppealsToCount()]),), KEEP)


def _which(appeals: tuple[Countable, ...]) -> Screen:
    if not appeals:
        return Screen((text(say("stats.none")),))
    rows = tuple((Choice(one.title, tap=ExportOf(one.appeal)),) for one in appeals[:MOST])
    return Screen((title(say("export.which")),), rows)


def _offer(id: int, about: Exportable | None, facts: Facts) -> Screen:
    if about is None:
        return Screen((text(say("stats.gone")),))
    parts: list[Part] = [title(say("export.title")), text(about.title), text(say("export.what"))]
    rows = [(Choice(say("export.figures"), tap=AskExport(id, FIGURES)),)]
    if may(facts.role, Deed.WORK):
        if about.named and about.key:
            parts.append(text(say("export.sealed")))
            rows.append((Choice(say("export.names"), tap=AskExport(id, NAMES)),))
        elif about.named:
            parts.append(text(say("export.no_key")))
        else:
            parts.append(text(say("export.no_names")))
    return Screen((*parts, note(say("export.two"))), tuple(rows))


def _ask(tap: AskExport, about: Exportable | None, facts: Facts) -> Step:
    names = tap.what == NAMES
    if about is None or tap.what not in (FIGURES, NAMES):
        return _said(say("stats.gone"))
    if names and not (may(facts.role, Deed.WORK) and about.named and about.key):
        return Step((_offer(tap.appeal, about, facts),), KEEP)
    if not about.others:
        return _said(say("export.alone"))
    return Step(
        (Screen((text(say("export.asked", count=HOURS)),), replaces=True),),
        KEEP,
        (BeginExport(tap.appeal, tap.what),),
    )


def _confirm(request: Request | None, ready: ReadyExport | None, facts: Facts) -> Step:
    if request is None or not request.open:
        return _said(say("export.over"))
    if request.by == facts.organizer:
        return _said(say("export.not_alone"))
    if ready is None:
        return _said(say("stats.gone"))
    return Step(
        (Screen((text(say("export.given", who=request.by)),), replaces=True),),
        KEEP,
        (GiveExport(request.id, ready.files, ready.keys),),
    )


def _refuse(request: Request | None, facts: Facts) -> Step:
    if request is None or not request.open:
        return _said(say("export.over"))
    return Step((Screen((text(say("export.refused")),), replaces=True),), KEEP, (DropExport(request.id),))


def _said(words: Words) -> Step:
    return Step((Screen((text(words),)),), KEEP)


WHAT = {FIGURES: say("export.figures"), NAMES: say("export.names")}


def asking(request: Request) -> Screen:
    """What every other organizer is asked."""
    parts = (
        title(say("export.please")),
        text(request.title),
        item(say("export.asks", who=request.by, what=WHAT[request.what])),
        note(say("export.think")),
    )
    yes = Choice(say("export.yes"), tap=ConfirmExport(request.id))
    no = Choice(say("export.no"), tap=RefuseExport(request.id))
    return Screen(parts, ((yes, no),))


def handed_over(
    request: Request, by: str, file: File, keys: tuple[str, ...] = (), *, goes: bool = True
) -> Screen:
    """One file of an export, for whoever asked; ``by`` confirmed it. ``keys`` as in :class:`ReadyExport`;
    ``goes``: whether the bot deletes the message by itself."""
    named = file.media_type == "application/json"
    words = say("export.file_names") if named else say("export.file_figures")
    sealed = (note(say("export.keys", count=len(keys), keys=", ".join(keys))),) if named and keys else ()
    then = say("export.goes", duration=Span(GOES_AFTER.total_seconds())) if goes else say("export.delete_it")
    parts = (text(request.title), text(words), *sealed, text(then), note(say("export.confirmed", who=by)))
    return Screen(parts, file=file, once=True)


def left_there(title: Localised) -> Screen:
    """For whoever has a file whose message the bot could not delete."""
    return Screen((text(title), text(say("export.left"))))


def turned_down(request: Request, by: str) -> Screen:
    """For whoever asked."""
    return Screen((text(request.title), text(say("export.turned_down", who=by))))


CONVERSATION = Conversation(
    "export",
    step,
    wants,
    commands=frozenset({"export"}),
    taps=(ExportOf, AskExport, ConfirmExport, RefuseExport),
    organizers=True,
)
