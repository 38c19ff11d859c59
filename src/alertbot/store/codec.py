"""How screens and utterances become bytes; the store keeps them without looking inside."""

from collections.abc import Callable
from dataclasses import dataclass

from alertbot.dialogue.screen import Screen
from alertbot.wording.tree import Utterance


@dataclass(frozen=True, slots=True)
class Codec:
    """Pairs of functions that undo each other."""

    screen_to_bytes: Callable[[Screen], bytes]
    screen_from_bytes: Callable[[bytes], Screen]
    utterance_to_bytes: Callable[[Utterance], bytes]
    utterance_from_bytes: Callable[[bytes], Utterance]
