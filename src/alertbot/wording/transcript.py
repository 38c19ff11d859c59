"""Utterances as plain text with numbered choices, for platforms without buttons."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from alertbot.wording.tree import Button, Utterance

_KEYCAP: dict[int, None] = dict.fromkeys((0xFE0F, 0x20E3))
_ANSWER_TAILS = ".)"


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice that may be answered by its number in the list or by its label.

    ``private``: it belongs in the private chat (the button was a ``start``). ``sensitive``: not to be
    answered by a reaction.
    """

    label: str
    packed: str
    private: bool = False
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """The whole text, and the offers in the order of their numbers, from 1."""

    text: str
    offers: tuple[Offer, ...]


def transcribe(utterance: Utterance) -> Transcript:
    """Body, then ``1. label`` per choice and ``label: value`` per link or text to copy."""
    buttons = [button for row in utterance.rows for button in row]
    lines = "\n".join((*_numbered(offers_of(utterance)), *_given(buttons)))
    return Transcript("\n\n".join(part for part in (utterance.plain(), lines) if part), offers_of(utterance))


def offers_of(utterance: Utterance) -> tuple[Offer, ...]:
    """The choices of an utterance, in reading order."""
    buttons = (button for row in utterance.rows for button in row)
    return tuple(
        Offer(button.label, button.tap or button.start, bool(button.start), button.sensitive)
        for button in buttons
        if button.tap or button.start
    )


def answered(offers: tuple[Offer, ...], typed: str) -> Offer | None:
    """The offer somebody means by a number ("2", "2.", "2️⃣", "٢") or by a label that only one offer has."""
    word = typed.strip().translate(_KEYCAP).rstrip(_ANSWER_TAILS)
    if word.isdecimal():
        number = int(word) if len(word) <= len(str(len(offers))) else 0
        return offers[number - 1] if 0 < number <= len(offers) else None
    meant = [offer for offer in offers if _folded(word) and _folded(offer.label) == _folded(word)]
    return meant[0] if len(meant) == 1 else None


def _numbered(offers: tuple[Offer, ...]) -> Iterable[str]:
    return (f"{number}. {offer.label}" for number, offer in enumerate(offers, start=1))


def _given(buttons: Iterable[Button]) -> Iterable[str]:
    return (f"{button.label}: {button.url or button.copy}" for button in buttons if button.url or button.copy)


def _folded(text: str) -> str:
    """Letters and digits only, without case, so that ticks, emoji and punctuation need not be typed."""
    kept = (
        c if unicodedata.category(c)[0] in "LNM" else " "
        for c in unicodedata.normalize("NFKC", text.translate(_KEYCAP))
    )
    return " ".join("".join(kept).casefold().split())
