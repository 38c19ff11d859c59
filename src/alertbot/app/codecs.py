"""How the store writes screens and utterances: the one place that knows every tap there is."""

from functools import partial

from alertbot.dialogue.conversations import TAPS
from alertbot.store.codec import Codec
from alertbot.wording import codec


def codec_functions() -> Codec:
    return Codec(
        codec.screen_to_json,
        partial(codec.screen_from_json, taps=TAPS),
        codec.utterance_to_json,
        codec.utterance_from_json,
    )
