"""Remarks for organizers: what to look at again before thousands read it."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Action, ActionKind, Appeal, AppealKind
from alertbot.domain.case import Case, TimelineEvent
from alertbot.domain.language import Localised, When
from alertbot.domain.letter import LetterPlan
from alertbot.domain.lint import MOST_WORDS, Remark, RemarkKind, count_words, lint_appeal, lint_case

WORDS = Localised({"en": "words"})
MAYOR = Addressee("mayor", WORDS, channels=(Channel(ChannelKind.FAX, "+77272716579"),))
SOUND = Appeal(
    case="case",
    key="appeal",
    kind=AppealKind.APPEAL,
    title=WORDS,
    summary=WORDS,
    code="KAZ 001",
    issued_on=When(2017, 10, 4),
    addressees=(MAYOR,),
    actions=(Action(ActionKind.WRITE),),
    letter=LetterPlan(WORDS, Localised({"en": "{{ salutation }} Please act."})),
)


def kinds(appeal: Appeal, today: date | None = None) -> list[RemarkKind]:
    return [remark.kind for remark in lint_appeal(appeal, today)]


def test_a_sound_appeal_draws_no_remark() -> None:
    assert lint_appeal(SOUND, date(2017, 10, 5)) == ()


def test_a_missing_code_is_remarked_upon_where_replies_would_quote_it() -> None:
    assert kinds(replace(SOUND, code="")) == [RemarkKind.NO_CODE]
    assert kinds(replace(SOUND, code="", kind=AppealKind.UPDATE)) == [RemarkKind.NO_CODE]
    assert kinds(replace(SOUND, code="", kind=AppealKind.REPORT)) == []


def test_an_unknown_year_is_remarked_upon() -> None:
    assert kinds(replace(SOUND, issued_on=When(None, 4, 27))) == [RemarkKind.NO_YEAR]


def test_a_past_last_day_is_only_a_remark_and_only_from_the_day_after() -> None:
    dated = replace(SOUND, sign_by=date(2017, 10, 31))
    assert kinds(dated, date(2017, 10, 31)) == []
    assert kinds(dated, date(2017, 11, 1)) == [RemarkKind.PAST_SIGN_BY]
    assert kinds(dated) == []


def test_an_addressee_nobody_can_reach_is_named() -> None:
    (remark,) = lint_appeal(
        replace(SOUND, addressees=(MAYOR, replace(MAYOR, key="lost", person="Ann", channels=())))
    )
    assert remark == Remark(RemarkKind.NO_CHANNEL, ("addressees", 1), {"addressee": "lost"})


def test_an_addressee_whose_language_has_no_letter_is_named() -> None:
    (remark,) = lint_appeal(replace(SOUND, addressees=(replace(MAYOR, language="kk"),)))
    assert remark.kind is RemarkKind.NO_LETTER_LANGUAGE
    assert remark.args == {"addressee": "mayor", "language": "kk"}


def test_without_a_letter_no_letter_language_is_missed() -> None:
    assert kinds(replace(SOUND, letter=None, addressees=(replace(MAYOR, language="kk"),))) == []


def test_a_letter_longer_than_a_page_is_remarked_upon() -> None:
    def letter(words: int) -> Appeal:
        return replace(SOUND, letter=LetterPlan(WORDS, Localised({"en": "word " * words})))

    assert kinds(letter(MOST_WORDS)) == []
    (remark,) = lint_appeal(letter(MOST_WORDS + 1))
    assert remark.kind is RemarkKind.LONG_LETTER
    assert remark.args == {"words": MOST_WORDS + 1}


def test_a_lost_address_for_signing_elsewhere_is_remarked_upon() -> None:
    assert kinds(replace(SOUND, actions=(Action(ActionKind.SIGN_ELSEWHERE),))) == [RemarkKind.NO_URL]


def test_a_timeline_without_years_draws_one_remark_at_its_first_such_event() -> None:
    events = (TimelineEvent(When(2006), WORDS), *(TimelineEvent(When(None, 4, day), WORDS) for day in (1, 2)))
    case = Case("case", WORDS, WORDS, "KZ", timeline=events)
    assert lint_case(case) == (Remark(RemarkKind.NO_YEAR, ("timeline", 1, "when")),)


@given(st.lists(st.from_regex(r"[A-Za-zА-я]+", fullmatch=True), max_size=30))
def test_placeholders_and_conditions_are_no_words_of_a_letter(words: list[str]) -> None:
    body = "{{ salutation }}\n{% if own_sentence %}" + " ".join(words) + "{% endif %}\n{# note #}"
    assert count_words(body) == len(words)
