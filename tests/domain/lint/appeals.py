"""A sound appeal and case for the tests of the lint; each test plants one fault in them."""

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Action, ActionKind, Appeal, AppealKind, Demand
from alertbot.domain.case import Case, Person, PersonRole
from alertbot.domain.language import Localised, When
from alertbot.domain.letter import LetterPlan
from alertbot.domain.lint import Remark, RemarkKind

BODY = {
    "en": "{{ salutation }}\n\nAna Example was arrested in Riverside.\n\nI ask you to release her at"
    " once.\n\n{{ signer }}",
    "ru": "{{ salutation }}\n\nАну Пример арестовали.\n\nПрошу немедленно освободить её.\n\n{{ signer }}",
}
ANA = Person(
    "ana",
    "Ana Example",
    PersonRole.PRISONER,
    aliases=("Ana Exampel",),
    names=Localised({"en": "Ana Example", "ru": "Ана Пример"}),
)
CASE = Case(
    "riverside",
    title=Localised({"en": "The Riverside mill", "ru": "Фабрика «Риверсайд»"}),
    summary=Localised(
        {"en": "The chair of the union is in prison.", "ru": "Председатель профсоюза в тюрьме."}
    ),
    country="MD",
    persons=(ANA,),
)
MAYOR = Addressee(
    "mayor",
    Localised({"en": "Mayor of Riverside", "ru": "Мэр Риверсайда"}),
    channels=(Channel(ChannelKind.FAX, "+77272716579"), Channel(ChannelKind.EMAIL, "mayor@example.org")),
)
SHOP = Addressee(
    "shop",
    Localised({"en": "K-Rauta Stores", "ru": "Магазины «К-Раута»"}),
    group="shops",
    channels=(Channel(ChannelKind.EMAIL, "shop@example.org"),),
    secondary=True,
)
SOUND = Appeal(
    case="riverside",
    key="union",
    kind=AppealKind.APPEAL,
    title=Localised({"en": "Free Ana Example", "ru": "Свободу Ане Пример"}),
    summary=Localised({"en": "She is in prison for her union.", "ru": "Она в тюрьме из-за профсоюза."}),
    text=Localised({"en": "Ana Example leads the union.", "ru": "Ана Пример возглавляет профсоюз."}),
    issuer="Workers International",
    code="MDA 001",
    issued_on=When(2017, 10, 4),
    demands=(Demand("release", Localised({"en": "Release Ana Example", "ru": "Освободить Ану Пример"})),),
    addressees=(MAYOR,),
    actions=(Action(ActionKind.WRITE), Action(ActionKind.SIGN)),
    letter=LetterPlan(Localised({"en": "Ana Example", "ru": "Ана Пример"}), Localised(BODY)),
)


def text(words: str, language: str = "en") -> Localised:
    return Localised({language: words})


def letter(words: str, language: str = "en") -> LetterPlan:
    """The sound letter with ``words`` as one more paragraph in one language."""
    body = BODY[language].replace("{{ signer }}", f"{words}\n\n{{{{ signer }}}}")
    return LetterPlan(
        Localised({"en": "Ana Example", "ru": "Ана Пример"}), Localised({**BODY, language: body})
    )


def kinds(remarks: tuple[Remark, ...]) -> list[RemarkKind]:
    return [remark.kind for remark in remarks]
