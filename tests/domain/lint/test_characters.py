"""What cannot be seen, and what only looks right."""

import unicodedata
from dataclasses import replace

import pytest

from alertbot.domain.addressee import Channel, ChannelKind
from alertbot.domain.appeal import Action, ActionKind, Appeal
from alertbot.domain.case import Source
from alertbot.domain.language import Localised
from alertbot.domain.letter import Copy
from alertbot.domain.lint import Remark, RemarkKind, Severity, lint_appeal, lint_case
from tests.domain.lint.appeals import CASE, MAYOR, SOUND, kinds, letter, text

FORMAT = [c for c in map(chr, range(0x110000)) if unicodedata.category(c) == "Cf"]
LOOK_ALIKES = "аеорсухіјѕԁԛԝһոսցзАВЕКМНОРСТХІЈЅαορνικ"


def reached_by(channel: Channel) -> Appeal:
    return replace(SOUND, addressees=(replace(MAYOR, channels=(channel,)),))


def errors(remarks: tuple[Remark, ...]) -> list[Remark]:
    return [remark for remark in remarks if remark.severity is Severity.ERROR]


def test_a_cyrillic_letter_in_an_address_is_an_error_with_its_code_point() -> None:
    (remark,) = lint_appeal(reached_by(Channel(ChannelKind.EMAIL, "press@аkorda.kz")))
    assert (remark.kind, remark.severity) == (RemarkKind.ODD_LETTERS, Severity.ERROR)
    assert remark.place == ("addressees", 0, "channels", 0, "value")
    assert remark.args == {"address": "press@аkorda.kz", "odd": "а U+0430"}


@pytest.mark.parametrize("letter", LOOK_ALIKES)
def test_no_look_alike_passes_in_any_address(letter: str) -> None:
    email, link = f"press@{letter}korda.kz", f"https://{letter}korda.kz/form"
    for appeal in (
        reached_by(Channel(ChannelKind.EMAIL, email)),
        reached_by(Channel(ChannelKind.EMAIL, "a@b.kz", alternatives=(email,))),
        reached_by(Channel(ChannelKind.WEBFORM, link)),
        replace(SOUND, reply_to=email),
        replace(SOUND, actions=(Action(ActionKind.SIGN_ELSEWHERE, url=link),)),
        replace(SOUND, sources=(Source("page", link),)),
        replace(SOUND, text=text(f"Write to {email}.")),
        replace(SOUND, text=text(f"See {link}")),
    ):
        found = [remark for remark in lint_appeal(appeal) if remark.kind is RemarkKind.ODD_LETTERS]
        assert found, appeal
        assert f"U+{ord(letter):04X}" in str(found[0].args["odd"])


@pytest.mark.parametrize("mark", FORMAT, ids=lambda mark: f"U+{ord(mark):04X}")
def test_no_character_that_cannot_be_seen_passes_in_an_address(mark: str) -> None:
    address = f"press@{mark}akorda.kz"
    (remark,) = errors(lint_appeal(reached_by(Channel(ChannelKind.EMAIL, address))))
    assert mark not in str(remark.args)
    assert f"U+{ord(mark):04X}" in str(remark.args["address"])


def test_a_case_s_sources_are_looked_at_too() -> None:
    case = replace(CASE, sources=(Source("page", "https://аkorda.kz"),))
    assert kinds(lint_case(case)) == [RemarkKind.ODD_LETTERS]


def test_a_host_in_cyrillic_throughout_is_somebody_s_own_name() -> None:
    assert lint_appeal(replace(SOUND, text=text("Пишите: https://профсоюз.рф/письмо", "ru"))) == ()
    assert lint_appeal(replace(SOUND, text=text("See https://ru.wikipedia.org/wiki/Профсоюз"))) == ()


@pytest.mark.parametrize("mark", "\u202a\u202e\u2066\u2069\U000e0041", ids=lambda mark: f"U+{ord(mark):04X}")
def test_a_mark_that_turns_text_around_is_an_error_wherever_it_stands(mark: str) -> None:
    for appeal in (
        replace(SOUND, title=text(f"Free {mark}Ana")),
        replace(SOUND, letter=letter(f"She is {mark}ill.")),
    ):
        (remark,) = lint_appeal(appeal)
        assert (remark.kind, remark.severity) == (RemarkKind.HIDDEN_DIRECTION, Severity.ERROR)
        assert remark.args == {"odd": f"U+{ord(mark):04X}"}


@pytest.mark.parametrize(
    "mark", "\u200b\u200e\u00ad\u2060\ufeff\u200d", ids=lambda mark: f"U+{ord(mark):04X}"
)
def test_other_characters_that_cannot_be_seen_are_asked_about(mark: str) -> None:
    (remark,) = lint_appeal(replace(SOUND, title=text(f"Free A{mark}na")))
    assert (remark.kind, remark.severity) == (RemarkKind.HIDDEN_MARK, Severity.WARNING)


@pytest.mark.parametrize("words", ["می‌خواهم", "\u200fالعدالة (2017)\u200e", "क्‍ष", "👩‍👩‍👧 stands by her"])
def test_scripts_and_emoji_keep_the_marks_they_need(words: str) -> None:
    assert lint_appeal(replace(SOUND, text=text(words, "fa"))) == ()


def test_a_word_of_two_alphabets_is_asked_about_with_its_strangers() -> None:
    (remark,) = lint_appeal(replace(SOUND, text=text("Суд в Шымкентe отложен.", "ru")))
    assert remark.kind is RemarkKind.MIXED_SCRIPTS
    assert remark.args == {"word": "Шымкентe", "odd": "e U+0065"}
    assert remark.ink == len("Судв")


@pytest.mark.parametrize(
    "words", ["IT-отдел, ATF Банк и SMSки", "Қазақстан, Өскемен, Жаңаөзен", "Chișinău și Timișoara"]
)
def test_words_with_a_foreign_part_and_other_alphabets_are_left_alone(words: str) -> None:
    assert lint_appeal(replace(SOUND, text=text(words, "ru"))) == ()


@pytest.mark.parametrize(
    ("channel", "kind"),
    [
        (Channel(ChannelKind.EMAIL, "brussels@mfa.kz."), RemarkKind.TRAILING_DOT),
        (Channel(ChannelKind.EMAIL, "brussels at mfa.kz"), RemarkKind.BAD_ADDRESS),
        (Channel(ChannelKind.EMAIL, "a@b.kz, c@d.kz"), RemarkKind.BAD_ADDRESS),
        (Channel(ChannelKind.EMAIL, "a@b.kz?bcc=x"), RemarkKind.BAD_ADDRESS),
        (Channel(ChannelKind.FAX, "+7 7172 74 05 48"), RemarkKind.BAD_NUMBER),
        (Channel(ChannelKind.FAX, "77172740548"), RemarkKind.BAD_NUMBER),
        (Channel(ChannelKind.PHONE, "+712345678901234567"), RemarkKind.BAD_NUMBER),
        (Channel(ChannelKind.PHONE, "+٧٧١٧٢٧٤٠٥٤٨"), RemarkKind.BAD_NUMBER),
    ],
)
def test_an_address_that_reaches_nobody_is_an_error(channel: Channel, kind: RemarkKind) -> None:
    (remark,) = lint_appeal(reached_by(channel))
    assert (remark.kind, remark.severity) == (kind, Severity.ERROR)


def test_a_full_stop_after_an_address_comes_with_the_address_without_it() -> None:
    plan = replace(letter(""), copies=(Copy("a@b.org."),))
    (remark,) = lint_appeal(replace(SOUND, letter=plan))
    assert remark.place == ("letter", "copies", 0, "email")
    assert remark.args == {"address": "a@b.org.", "better": "a@b.org"}
    assert lint_appeal(replace(SOUND, text=text("Write to a@b.org."))) == ()


def test_an_office_that_is_written_to_twice_is_asked_about_once() -> None:
    twin = replace(MAYOR, key="twin", office=Localised({"en": "Mayor of  riverside"}))
    (remark,) = lint_appeal(replace(SOUND, addressees=(MAYOR, twin)))
    assert (remark.kind, remark.place) == (RemarkKind.SAME_ADDRESSEE, ("addressees", 1))
    assert remark.args == {"addressee": "mayor"}
    deputy = replace(twin, person="Serik Seidumanov")
    assert lint_appeal(replace(SOUND, addressees=(MAYOR, deputy))) == ()


def test_a_false_address_in_a_text_is_told_once() -> None:
    assert kinds(lint_appeal(replace(SOUND, text=text("Write to press@аkorda.kz today.")))) == [
        RemarkKind.ODD_LETTERS
    ]
