"""A local messenger: a strict Bot API server, a chat page, and people to act as.

    async with Playground([Person(1, "Ann")], [Chat(-100, "supergroup", "Room", members=(1,))]) as playground:
        bot = telegram.Bot(playground.token, base_url=playground.base_url)
        playground.press_start(1)                       # "/start" in the private chat with the bot
        playground.say(1, -100, "/subscribe")           # in a group; long texts go out in pieces
        message = await playground.wait_for_text(1, "Welcome")
        playground.press(1, message, "Sign")            # or playground.tap(1, "Sign")
        await playground.wait_until(lambda: playground.calls("answerCallbackQuery"))
        assert not playground.violations                # nothing refused as wrong or too fast

A private chat has the person's id. `history(chat, viewer)` returns `Message`s (`text`, `labels`, `wire`...).
People also `send_file`, `open_link`, `block`, `unblock`, and `add_bot`, `promote_bot`, `demote_bot` or
`remove_bot`.
Tests look at `requests` and `violations`, set `faults`, inject `malformed` updates, `populate` chats and
move `clock`. `await playground.start(host, port)` and `stop()` do what the context manager does.
"""

from .botapi import Fault, Request
from .clock import Clock, VirtualClock
from .failures import PlaygroundError, PortBusy
from .limits import Limits
from .message import Message
from .playground import TOKEN, Playground
from .seats import Chat, Person

__all__ = [
    "TOKEN",
    "Chat",
    "Clock",
    "Fault",
    "Limits",
    "Message",
    "Person",
    "Playground",
    "PlaygroundError",
    "PortBusy",
    "Request",
    "VirtualClock",
]
