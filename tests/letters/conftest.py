"""One appeal with two groups of addressees, in two languages."""

from dataclasses import replace

import pytest

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Appeal, AppealKind
from alertbot.domain.language import Localised
from alertbot.domain.letter import Copy, LetterPlan

BODY = """{{ salutation }}

Please release Ainur Kurmanov{% if code %}, see appeal {{ code }}{% endif %}.

{% if group == "prosecutors" %}
I also ask you to investigate the legality of the sentence.
{% endif %}

{{ own_sentence }}

Respectfully,
{{ signer }}
"""

MAYOR = Addressee(
    key="mayor",
    office=Localised({"en": "Mayor of Almaty", "ru": "Аким Алматы"}),
    person="Akhmatzhan Esimov",
    salutation=Localised({"en": "Mr. Esimov:"}),
    channels=(
        Channel(ChannelKind.FAX, "+77272716579", "+7 (727) 271-65-79"),
        Channel(ChannelKind.EMAIL, "press_center@a-a.kz", "press_center@a-a.kz"),
    ),
)

PROSECUTOR = Addressee(
    key="prosecutor_general",
    office=Localised({"en": "Prosecutor General"}),
    group="prosecutors",
    channels=(
        Channel(ChannelKind.EMAIL, "procuror@nursat.kz", "procuror@nursat.kz", ("akparat@prokuror.kz",)),
    ),
)

APPEAL = Appeal(
    case="kurmanov",
    key="letters",
    kind=AppealKind.APPEAL,
    title=Localised({"en": "Free Ainur Kurmanov"}),
    summary=Localised({"en": "Arrested."}),
    code="KAZ 001",
    addressees=(MAYOR, PROSECUTOR),
    letter=LetterPlan(
        subject=Localised({"en": "Release Ainur Kurmanov", "ru": "Освободите Айнура Курманова"}),
        body=Localised({"en": BODY, "ru": "{{ salutation }}\n\nОсвободите.\n\n{{ signer }}"}),
        copies=(Copy("a@example.org"), Copy("b@example.org", hidden=True)),
    ),
)


@pytest.fixture
def appeal() -> Appeal:
    return APPEAL


@pytest.fixture
def mayor() -> Addressee:
    return MAYOR


@pytest.fixture
def prosecutor() -> Addressee:
    return PROSECUTOR


@pytest.fixture
def unlettered() -> Appeal:
    return replace(APPEAL, letter=None)
