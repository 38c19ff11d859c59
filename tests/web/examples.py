"""Letters and offices for the letter page."""

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.language import Localised
from alertbot.domain.letter import Letter
from alertbot.letters.link import SIGNATURE_PLACE, letter_link

PRESIDENT = Addressee(
    "president",
    Localised({"en": "President of the Republic", "ru": "Президент Республики"}),
    "Nursultan Nazarbayev",
    channels=(
        Channel(ChannelKind.FAX, "+77172745631"),
        Channel(ChannelKind.FAX, "+77172323073"),
        Channel(ChannelKind.POST, "Akorda\n010000 Astana\nKazakhstan", "Akorda\n010000 Astana\nKazakhstan"),
    ),
)

ENGLISH = Letter(
    "president",
    "en",
    "Release & free: 100%? (KAZ 003)",
    "Mr President:\n\nI ask you to release him + her & all of them; it's #1.\n\n– no threats\n– no “fear”\n\n"
    f"Respectfully,\n{SIGNATURE_PLACE}",
    "press_center@a-a.kz",
    ("a@example.org", "c+d@example.org"),
    ("count@example.org",),
    others=("second@a-a.kz",),
)

RUSSIAN = Letter(
    "prosecutor",
    "ru",
    "Освободите Айнура Курманова немедленно: призыв «KAZ 001», прошу проверить законность приговора суда",
    "Господин прокурор!\n\n"
    + "Я пишу вам об Айнуре Курманове.\n" * 12
    + f"\nС уважением,\n{SIGNATURE_PLACE}",
    "procuror@nursat.kz",
)

ARABIC = Letter(
    "minister",
    "ar",
    "الإفراج عن الناشط النقابي — KAZ 003",
    "سيادة الوزير المحترم،\n\nأطلب منكم الإفراج عنه (KAZ 003) في 7 ديسمبر 2012.\n\n"
    f"مع الاحترام،\n{SIGNATURE_PLACE}",
)


def link_to(server: str, letter: Letter, addressee: Addressee = PRESIDENT, locale: str = "en") -> str:
    link = letter_link(server, letter, addressee, locale)
    assert link is not None
    return link


def signed(letter: Letter, name: str) -> str:
    """The letter's text with the name in its place; without a name, nothing is left where it stood."""
    return letter.body.replace(SIGNATURE_PLACE, name).rstrip()
