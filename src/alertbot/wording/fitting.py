"""Whether a screen fits one message, in every language it may be shown in."""

from alertbot.dialogue.screen import Screen
from alertbot.wording.pages import units
from alertbot.wording.speech import Wording


def overflow(wording: Wording, screen: Screen, longest: int) -> tuple[str, int] | None:
    """The language in which ``screen`` outgrows a message of ``longest`` units most, and about how many
    characters have to go; ``None`` when it fits in all of them.

    A fortieth of the message is left to the platforms' encoders, as when a text is cut into pages.
    """
    size, locale = max((units(wording.say(screen, locale).plain()), locale) for locale in wording.supported)
    beyond = size - longest + longest // 40
    return (locale, beyond) if beyond > 0 else None
