"""Letters to print in tests, and a way to read what was printed."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.language import Localised
from alertbot.domain.letter import Letter
from alertbot.letters.sheet import Sheet, fax_numbers, fax_sheet, letter_sheet, postal_addresses

ON = date(2017, 10, 4)

PRESIDENT = Addressee(
    key="president",
    office=Localised(
        {
            "en": "President of the Republic of Kazakhstan",
            "ru": "Президент Республики Казахстан",
            "kk": "Қазақстан Республикасының Президенті",
            "ar": "رئيس جمهورية كازاخستان",
        }
    ),
    person="Nursultan Nazarbaev",
    persons=Localised(
        {"ru": "Нурсултан Назарбаев", "kk": "Нұрсұлтан Назарбаев", "ar": "نور سلطان نزارباييف"}
    ),
    honorific="Mr",
    channels=(
        Channel(ChannelKind.FAX, "+77172745631", "+7 7172 74 56 31"),
        Channel(ChannelKind.FAX, "+77172745667", "+7 7172 74 56 67", alternatives=("+77172745631",)),
        Channel(ChannelKind.POST, "Levyi bereg, Dom Pravitelstva\nAstana, 010000"),
    ),
)

ENGLISH = Letter(
    "president",
    "en",
    "Release Ana Example",
    "Dear Mr Nazarbaev,\n\nRelease her, and drop the charges.\n\nYours faithfully,\n\nRosa Martin",
    code="KAZ 001 v2",
    signer="Rosa Martin",
)

RUSSIAN = Letter(
    "president",
    "ru",
    "Освободите Ану Пример",
    "Уважаемый господин Назарбаев!\n\nОсвободите её.\n\nС уважением,\n\nРоза Мартин",
    code="KAZ 001 v2",
    signer="Роза Мартин",
)

KAZAKH = Letter(
    "president",
    "kk",
    "Ана Примерді босатыңыз",
    "Құрметті Нұрсұлтан Әбішұлы!\n\nӘ Ғ Қ Ң Ө Ұ Ү Һ І ә ғ қ ң ө ұ ү һ і\n\nҚұрметпен,\n\nӘйгерім Өтегенқызы",
    code="KAZ 001 v2",
    signer="Әйгерім Өтегенқызы",
)

ARABIC = Letter(
    "president",
    "ar",
    "الإفراج عن آنا نموذج (القضية رقم 117)",
    "السيد الرئيس المحترم،\n\nأطلب الإفراج عنها فوراً (المادة 250).\n\nمع فائق الاحترام،\n\nليلى حداد",
    code="KAZ 001 v2",
    signer="ليلى حداد",
)


def fax(letter: Letter, addressee: Addressee = PRESIDENT) -> Sheet:
    return fax_sheet(letter, addressee, fax_numbers(addressee), ON)


def post(letter: Letter, addressee: Addressee = PRESIDENT) -> Sheet:
    return letter_sheet(letter, addressee, ON, postal_addresses(addressee)[0])


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """What the pages say, with every run of white space as one space."""
    return " ".join(" ".join(page.extract_text() for page in opened(pdf).pages).split())
