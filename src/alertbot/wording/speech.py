"""Screens into words: once per screen and language, before any platform's markup."""

import unicodedata
from dataclasses import dataclass
from datetime import date

import regex
from babel import Locale

from alertbot.dialogue.screen import (
    Arg,
    Choice,
    Country,
    LanguageName,
    Localised,
    Moment,
    Part,
    Say,
    Screen,
    Span,
    Words,
)
from alertbot.domain.language import When
from alertbot.wording import formats
from alertbot.wording.catalogue import Catalogues
from alertbot.wording.markup import Slot, joined, styled
from alertbot.wording.tree import Block, Button, Handout, Run, Utterance

LONGEST_LABEL = 40
LONGEST_LONE_LABEL = 60
"""Characters of a button's label; two fit side by side on a phone."""

_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_DIRECTION_MARKS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_BIDIRECTIONAL = frozenset({"R", "AL"})


class Wording:
    """Puts screens into words. ``bot_name`` may stand in any message as ``{bot}``."""

    def __init__(self, catalogues: Catalogues, bot_name: str = "Alertbot") -> None:
        self.catalogues = catalogues
        self.bot_name = bot_name

    @property
    def supported(self) -> tuple[str, ...]:
        return self.catalogues.supported

    def best_locale(self, code: str | None) -> str:
        """The supported language nearest to a platform's language code; English if there is none."""
        return self.catalogues.best_locale(code)

    def say(self, screen: Screen, locale: str, zone: str | None = None, *, room: bool = False) -> Utterance:
        """The screen in one language.

        ``zone`` is the reader's own (IANA) or ``None``. In a ``room`` a private choice becomes a ``start``
        button, which opens the private chat.
        """
        voice = self._voice(locale, zone)
        blocks = tuple(block for part in screen.parts if (block := voice.block(part)).runs)
        rows = tuple(
            tuple(voice.button(choice, room, alone=len(row) == 1) for choice in row)
            for row in screen.rows
            if row
        )
        file = screen.file
        handout = Handout(file.name, file.media_type, file.content) if file else None
        return Utterance(blocks, rows, handout, voice.right_to_left)

    def phrase(self, words: Words, locale: str, zone: str | None = None) -> str:
        """One phrase as plain text, for notices and for other programs."""
        return self._voice(locale, zone).plain(words)

    def _voice(self, locale: str, zone: str | None) -> "_Voice":
        catalogue = self.catalogues[locale]
        return _Voice(
            self.catalogues, self.bot_name, catalogue.code, catalogue.locale, zone, catalogue.right_to_left
        )


@dataclass(frozen=True, slots=True)
class _Voice:
    """One language for one reader's zone."""

    catalogues: Catalogues
    bot_name: str
    code: str
    locale: Locale
    zone: str | None
    right_to_left: bool

    def block(self, part: Part) -> Block:
        runs = self.runs(part.words)
        match part.kind:
            case "title":
                return Block("paragraph", joined(styled(runs, "bold")))
            case "note":
                return Block("paragraph", joined(styled(runs, "italic")))
            case "item":
                mark = (Run(f"{part.mark} "),) if part.mark and runs else ()
                return Block("item", joined((*mark, *runs)))
            case "copy":
                return Block("copy", joined(Run(run.text) for run in runs))
            case "quote":
                return Block("quote", joined(runs))
            case "text":
                return Block("paragraph", joined(runs))

    def button(self, choice: Choice, room: bool, *, alone: bool) -> Button:
        longest = LONGEST_LONE_LABEL if alone else LONGEST_LABEL
        label = shortened(" ".join(self.plain(choice.label).split()), longest)
        if choice.on is not None:
            label = ("✅ " if choice.on else "▫️ ") + label
        packed = choice.tap.pack() if choice.tap else ""
        private = room and choice.private
        return Button(
            label,
            tap="" if private else packed,
            start=packed if private else "",
            url=choice.url,
            copy=choice.copy,
            sensitive=choice.sensitive,
        )

    def plain(self, words: Words) -> str:
        return "".join(run.text for run in self.runs(words))

    def runs(self, words: Words) -> tuple[Run, ...]:
        if isinstance(words, Say):
            return self._message(words)
        text = self._localised(words) if isinstance(words, Localised) else words
        return (Run(text),) if text else ()

    def _message(self, message: Say) -> tuple[Run, ...]:
        args: dict[str, Arg] = {"bot": self.bot_name, **message.args}
        if message.count is not None:
            args.setdefault("count", message.count)
        out: list[Run] = []
        for piece in self.catalogues.pattern(message.id, self.code, message.count):
            if isinstance(piece, Slot):
                out.extend(styled(self._filled(piece, args), piece.style))
            else:
                out.append(piece)
        return joined(out)

    def _filled(self, slot: Slot, args: dict[str, Arg]) -> tuple[Run, ...]:
        """The argument's runs; an argument nobody gave shows as its own name."""
        arg = args.get(slot.name, f"{{{slot.name}}}")
        if isinstance(arg, Moment):
            arg = formats.moment(arg, self.zone, self.locale)
        if isinstance(arg, Say):
            return self._isolated(self._message(arg))
        text = self._value(arg).translate(_DIRECTION_MARKS)
        return self._isolated((Run(text),)) if text else ()

    def _value(self, arg: str | int | date | When | Country | LanguageName | Span | Localised) -> str:
        match arg:
            case str():
                return arg
            case int():
                return formats.number(arg, self.locale)
            case date():
                return formats.day(arg, self.locale)
            case When():
                return formats.when(arg, self.locale)
            case Country():
                return formats.territory(arg.code, self.locale)
            case LanguageName():
                return formats.language(arg.code, self.locale)
            case Span():
                return formats.span(arg.seconds, self.locale)
            case Localised():
                return self._localised(arg)

    def _localised(self, text: Localised) -> str:
        return text.pick(self.code, self.code.partition("_")[0])

    def _isolated(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """Data set apart, so that its direction cannot reorder the sentence around it."""
        if not self.right_to_left and not any(_runs_right_to_left(run.text) for run in runs):
            return runs
        return (Run(_ISOLATE), *runs, Run(_END_OF_ISOLATE))


def _runs_right_to_left(text: str) -> bool:
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in _BIDIRECTIONAL for character in text
    )


def shortened(label: str, longest: int = LONGEST_LABEL) -> str:
    """The label in at most ``longest`` characters as a reader counts them, cut with an ellipsis."""
    characters: list[str] = regex.findall(r"\X", label)
    return label if len(characters) <= longest else "".join(characters[: longest - 1]).rstrip() + "…"
