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
    Reacted,
    State,
    Step,
    Tapped,
    Unreadable,
    Want,
)
from alertbot.dialogue.permits import COMMANDS
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.domain.authority import may

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
    "update": say("command.update"),
    "correct": say("command.correct"),
    "halt": say("command.halt"),
    "retract": say("command.retract"),
    "close": say("command.close"),
    "status": say("command.status"),
    "stats": say("command.stats"),
    "export": say("command.export"),
    "audit": say("command.audit"),
    "drill": say("command.drill"),
    "security": say("command.security"),
    "network": say("command.network"),
}


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    return ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Lapsed():
            return Step((Screen((text(say("tap.lapsed")),), _doors()),), KEEP, notice=say("tap.lapsed.short"))
        case Command(word="help"):
            return Step((_help(facts),), KEEP)
        case Tapped() if facts.unvouched:
            return Step((Screen((text(_denied(facts)),)),), KEEP)
        case Command(word=word) if word in ORGANIZERS:
            return Step((Screen((text(_denied(facts)),)),), KEEP)
        case Command():
            return Step((Screen((text(say("command.unknown")),), _doors()),), KEEP)
        case Reacted():
            return Step((Screen((text(say("message.reacted")),)),), KEEP)
        case Unreadable():
            return Step((Screen((text(say("message.unreadable")),)),), KEEP)
        case _:
            return Step((Screen((text(say("message.unexpected")),), _doors()),), KEEP)


def _denied(facts: Facts) -> Words:
    """It reaches all devices of an account, the organizer's own ones too: whoever did not ask hears of it."""
    if facts.unvouched:
        return say("command.unknown_device")
    return say("command.other_role") if facts.role else say("command.organizers_only")


def _doors() -> tuple[tuple[Choice, ...], ...]:
    appeals = Choice(say("subscribed.appeals"), tap=ShowAppeals())
    return ((appeals, Choice(say("help.settings"), tap=ShowSettings())),)


def _help(facts: Facts) -> Screen:
    parts: list[Part] = [title(say("help.title")), text(say("help.what"))]
    parts += [item(say("help.line", command=f"/{word}", what=what)) for word, what in EVERYONE.items()]
    allowed = {word: what for word, what in ORGANIZERS.items() if may(facts.role, COMMANDS[word])}
    if allowed:
        parts.append(title(say("help.organizers")))
        parts += [item(say("help.line", command=f"/{word}", what=what)) for word, what in allowed.items()]
    parts.append(note(say("help.safety.matrix") if facts.platform == "matrix" else say("help.safety")))
    return Screen(tuple(parts))


CONVERSATION = Conversation("guide", step, wants, commands=frozenset({"help"}))
