"""Everybody sends the same."""

import json

from alertbot.platforms.telegram import view
from benchmarks import alert
from benchmarks.message import BUTTONS, HTML, PLAIN


def test_the_message_has_600_characters_and_three_buttons() -> None:
    assert len(HTML) == 600
    assert len(BUTTONS) == 3


def test_alertbot_writes_the_very_message_that_its_peers_send() -> None:
    worded = alert.worded(alert.screens(), False, "en", None)
    written = json.loads(b"{%b}" % view.encode(worded, "bench_bot").written.members)
    keyboard = json.loads(written["reply_markup"])["inline_keyboard"]
    assert written["text"] == HTML
    assert [[(b["text"], b["callback_data"]) for b in row] for row in keyboard] == [
        [(button.label, button.data)] for button in BUTTONS
    ]
    assert worded.plain().split() == PLAIN.split()
