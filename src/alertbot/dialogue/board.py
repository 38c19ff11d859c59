"""The board of an appeal's figures: one value that the picture and its text are both made from, so that
neither tells anything the other does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from alertbot.dialogue.letter_ways import WAY
from alertbot.dialogue.screen import LanguageName, Part, Words, item, note, say, text, title
from alertbot.domain.addressee import ChannelKind
from alertbot.domain.disclosure import Shown
from alertbot.domain.figures import Figures
from alertbot.domain.language import When
from alertbot.domain.publication import Published


@dataclass(frozen=True, slots=True)
class Line:
    """One number. ``short`` is its label where days stand side by side; ``value`` ``None`` is hidden."""

    label: Words
    value: int | None
    short: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """``days``: the lines are days or weeks in their order."""

    title: Words
    lines: tuple[Line, ...]
    days: bool = False

    @property
    def told(self) -> tuple[Line, ...]:
        """The lines that may be shown."""
        return tuple(line for line in self.lines if line.value is not None)


@dataclass(frozen=True, slots=True)
class Board:
    """``large`` are totals; a total that is hidden is fewer than ten. A section with nothing to show is not
    on the board."""

    title: Words
    subtitle: Words
    large: tuple[Line, ...]
    sections: tuple[Section, ...]
    note: Words


HIDDEN = say("stats.hidden")
FEW = say("stats.few")


def board(of: Published, found: Figures) -> Board:
    """Everything that may be told of an appeal, in the order it is read."""
    sections = (
        Section(say("stats.persons_by_language"), _languages(found.persons.by_kind)),
        _by_day(
            say("stats.signatures_by_day"), say("stats.signatures_by_week"), found.signatures.by_day, found
        ),
        _by_day(say("stats.letters_by_day"), say("stats.letters_by_week"), found.taken.by_day, found),
        Section(say("stats.letters_by_language"), _languages(found.taken.by_kind)),
        _by_day(say("stats.sent_by_day"), say("stats.sent_by_week"), found.sent.by_day, found),
        Section(say("stats.sent_by_channel"), _channels(found.sent.by_kind)),
    )
    return Board(
        title=of.appeal.title,
        subtitle=say("stats.on", date=found.on),
        large=(
            Line(say("stats.persons"), found.persons.total),
            Line(say("stats.rooms"), found.rooms),
            Line(say("stats.delivered"), found.delivered),
            Line(say("stats.signatures"), found.signatures.total),
            Line(say("stats.letters"), found.taken.total),
            Line(say("stats.sent"), found.sent.total),
        ),
        sections=tuple(section for section in sections if section.told),
        note=say("stats.rule"),
    )


def as_parts(shown: Board) -> tuple[Part, ...]:
    """The board in words, with every number of the picture."""
    parts = [title(shown.title), text(shown.subtitle)]
    parts += [_line(line, FEW) for line in shown.large]
    for section in shown.sections:
        parts.append(title(section.title))
        parts += [_line(line, HIDDEN) for line in (section.told if section.days else section.lines)]
    return (*parts, note(shown.note))


def _line(line: Line, hidden: Words) -> Part:
    if line.value is None:
        return item(say("stats.line_hidden", what=line.label, hidden=hidden))
    return item(say("stats.line", what=line.label, number=line.value))


def _by_day(days: Words, weeks: Words, counted: Shown[date], found: Figures) -> Section:
    lines = tuple(
        Line(say("stats.day", day=When(month=day.month, day=day.day)), value, str(day.day))
        for day, value in sorted(counted.items())
    )
    return Section(weeks if found.weeks else days, lines, days=True)


def _languages(counted: Shown[str]) -> tuple[Line, ...]:
    return tuple(
        Line(say("stats.language", language=LanguageName(code.partition("_")[0])), counted[code])
        for code in _largest_first(counted)
    )


def _channels(counted: Shown[str]) -> tuple[Line, ...]:
    known = [code for code in _largest_first(counted) if code in list(ChannelKind)]
    return tuple(Line(WAY[ChannelKind(code)], counted[code]) for code in known)


def _largest_first(counted: Mapping[str, int | None]) -> list[str]:
    """Hidden ones behind, by name: their order must not tell which of them is larger."""
    return sorted(counted, key=lambda code: (-(counted[code] or 0), code))
