"""The message as alertbot has it: a screen with choices, to be put into words and encoded by itself."""

from alertbot.dialogue.doors import ShowAppeals, ShowSettings
from alertbot.dialogue.screen import Choice, Screen, text, title
from alertbot.dialogue.sign import CountMe
from alertbot.domain.appeal import Action, ActionKind, Appeal, AppealKind
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.ports import BroadcastScreens
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.speech import Wording
from alertbot.wording.tree import Utterance

from .message import BUTTONS, PARAGRAPHS, TITLE

_TAPS = {tap.pack(): tap for tap in (ShowAppeals(), ShowSettings())}


def screen() -> Screen:
    rows = tuple((Choice(button.label, tap=_TAPS[button.data]),) for button in BUTTONS)
    return Screen((title(TITLE), *(text(paragraph) for paragraph in PARAGRAPHS)), rows)


def screens() -> BroadcastScreens:
    return BroadcastScreens(screen(), screen())


def wording() -> Wording:
    return Wording(Catalogues.read(locales_directory()))


def worded(screens: BroadcastScreens, room: bool, locale: str, zone: str | None) -> Utterance:
    """What the sender asks for once per language."""
    return wording().say(screens.room if room else screens.person, locale, zone, room=room)


def case() -> Case:
    return Case("bench", Localised({"en": TITLE}), Localised({"en": PARAGRAPHS[0]}), "KZ")


def appeal() -> Appeal:
    """One that can be signed at any time."""
    return Appeal(
        "bench",
        "urgent",
        AppealKind.APPEAL,
        Localised({"en": TITLE}),
        Localised({"en": PARAGRAPHS[1]}),
        actions=(Action(ActionKind.SIGN),),
    )


def signing(appeal: int, version: int) -> str:
    """The data of the button that counts a signature."""
    return CountMe(appeal, version).pack()
