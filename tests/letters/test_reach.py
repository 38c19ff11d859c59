from dataclasses import replace

from alertbot.dialogue.screen import say
from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.letters.reach import advice, ways
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.speech import Wording

WORDING = Wording(Catalogues.read(locales_directory()))


def test_every_channel_is_told_as_its_source_prints_it(mayor: Addressee) -> None:
    assert [WORDING.phrase(line, "en") for line in advice(mayor)] == [
        "Fax: +7 (727) 271-65-79",
        "Email: press_center@a-a.kz",
    ]


def test_alternatives_are_told_as_one_or_the_other(prosecutor: Addressee) -> None:
    (line,) = advice(prosecutor)
    assert WORDING.phrase(line, "en") == "Email: procuror@nursat.kz or akparat@prokuror.kz"


def test_an_office_without_channels_has_no_address_yet(mayor: Addressee) -> None:
    nowhere = replace(mayor, channels=())
    assert ways(nowhere) == ()
    assert advice(nowhere) == (say("reach.none"),)


def test_an_embassy_needs_no_value(mayor: Addressee) -> None:
    embassy = replace(mayor, channels=(Channel(ChannelKind.EMBASSY_BY_COUNTRY),))
    assert [WORDING.phrase(line, "en") for line in advice(embassy)] == ["Through the embassy in your country"]


def test_every_kind_of_channel_has_words(mayor: Addressee) -> None:
    everywhere = replace(mayor, channels=tuple(Channel(kind, "x", "printed") for kind in ChannelKind))
    assert all("printed" in WORDING.phrase(way.words, "ru") for way in ways(everywhere))
    assert {way.kind for way in ways(everywhere)} == set(ChannelKind)
