"""Help, and what to say to a message that means nothing here."""

from typing import Any

from alertbot.dialogue.doors import ShowAppeals, ShowSettings
from alertbot.dialogue.engine import (
    KEEP,
    Command,
    Conversation,
    Event,
    Facts,
    Lapsed,
    State,
    Step,
    Unreadable,
    Want,
)
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title

EVERYONE: dict[str, Words] = {
    "appeals": say("command.appeals"),
    "letter": say("command.letter"),
    "settings": say("command.settings"),
    "mydata": say("command.mydata"),
    "erase": say("command.erase"),
    "panic": say("command.panic"),
    "stop": say("command.stop"),
    "help": say("command.help"),
}
ORGANIZERS: dict[str, Words] = {
    "newappeal": say("command.newappeal"),
    "drafts": say("command.drafts"),
    "approve": say("command.approve"),
    "hearing": say("command.hearing"),
    "halt": say("command.halt"),
    "status": say("command.status"),
    "stats": say("command.stats"),
}


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    return ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Lapsed():
            return Step((Screen((text(say("tap.lapsed")),), _doors()),), KEEP, notice=say("tap.lapsed.short"))
        case Command(word="help"):
            return Step((_help(facts),), KEEP)
        case Command(word=word) if word in ORGANIZERS:
            return Step((Screen((text(say("command.organizers_only")),)),), KEEP)
        case Command():
            return Step((Screen((text(say("command.unknown")),), _doors()),), KEEP)
        case Unreadable():
            return Step((Screen((text(say("message.unreadable")),)),), KEEP)
        case _:
            return Step((Screen((text(say("message.unexpected")),), _doors()),), KEEP)


def _doors() -> tuple[tuple[Choice, ...], ...]:
    appeals = Choice(say("subscribed.appeals"), tap=ShowAppeals())
    return ((appeals, Choice(say("help.settings"), tap=ShowSettings())),)


def _help(facts: Facts) -> Screen:
    parts: list[Part] = [title(say("help.title")), text(say("help.what"))]
    parts += [item(say("help.line", command=f"/{word}", what=what)) for word, what in EVERYONE.items()]
    if facts.organizer:
        parts.append(title(say("help.organizers")))
        parts += [item(say("help.line", command=f"/{word}", what=what)) for word, what in ORGANIZERS.items()]
    parts.append(note(say("help.safety")))
    return Screen(tuple(parts))


CONVERSATION = Conversation("guide", step, wants, commands=frozenset({"help"}))
