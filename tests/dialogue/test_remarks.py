"""What the lint says about a draft, as its organizers read it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from string import Formatter
from typing import Any

import pytest

from alertbot.dialogue import new_appeal
from alertbot.dialogue.engine import Facts, Step, Tapped, Want
from alertbot.dialogue.new_appeal import SubmitDraft
from alertbot.dialogue.preview import DraftAtHand, Forecast, ForecastOf, TooLong
from alertbot.dialogue.remarks import SENTENCE, Findings
from alertbot.dialogue.review import MOST_QUESTIONS, Doubt, Submit, review, stamp
from alertbot.dialogue.screen import Say, Screen
from alertbot.domain.addressee import Channel, ChannelKind
from alertbot.domain.appeal import Appeal, ConsentBasis, Demand
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.domain.lint import RemarkKind
from alertbot.domain.publication import Draft, DraftStage
from alertbot.domain.subscriber import ChatKind
from alertbot.intake.campaign_remarks import SENTENCES
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.markup import slots
from alertbot.wording.speech import Wording
from tests.domain.lint.appeals import CASE, MAYOR, SOUND, letter, text

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
TODAY = date(2017, 10, 4)
CATALOGUES = Catalogues.read(locales_directory())
FALSE = replace(MAYOR, channels=(Channel(ChannelKind.EMAIL, "press@аkorda.kz"),))


def told(appeal: Appeal, case: Case = CASE) -> list[str]:
    return [_id(one.words) for one in Findings.of(case, appeal, TODAY).told()]


def _id(words: object) -> str:
    while isinstance(words, Say) and words.id == "remark.line":
        words = words.args["what"]
    return words.id if isinstance(words, Say) else ""


def asked(screen: Screen) -> list[str]:
    return [_id(part.words) for part in screen.parts]


def test_a_sound_draft_draws_no_line() -> None:
    assert told(SOUND) == []


def test_every_remark_has_a_sentence_with_the_same_facts_as_the_check_has() -> None:
    assert set(SENTENCE) == set(RemarkKind)
    for kind, id in SENTENCE.items():
        told = {name for form in CATALOGUES["en"].messages[id] for name in slots(form)}
        checked = {name for _, name, _, _ in Formatter().parse(SENTENCES[kind]) if name}
        assert told <= checked, id


@pytest.mark.parametrize("locale", ["en", "ru", "ro"])
def test_a_remark_says_where_and_what_in_the_organizer_s_language(locale: str) -> None:
    wording = Wording(CATALOGUES)
    appeal = replace(
        SOUND, letter=letter("The trial was on 02.11.2012. Our union protests."), addressees=(FALSE,)
    )
    said = wording.say(review(draft(appeal), facts(appeal)), locale).plain()
    assert "press@аkorda.kz" in said
    assert "U+0430" in said
    assert "Our union" in said
    assert {"en": "Letter (English): ", "ru": "Письмо (", "ro": "Scrisoarea ("}[locale] in said
    assert said.index("⛔") < said.index("⚠️")


def test_what_keeps_a_draft_from_going_out_stands_first() -> None:
    appeal = replace(SOUND, title=text("Free Ana Example by 02.11.2012"), addressees=(FALSE,))
    assert told(appeal) == ["remark.odd_letters", "remark.ambiguous_date"]


def test_the_same_words_in_several_texts_are_told_once() -> None:
    appeal = replace(SOUND, title=text("On 02.11.2012"), summary=text("On 02.11.2012"))
    assert told(appeal) == ["remark.ambiguous_date"]


def test_many_remarks_on_one_line_are_cut_and_counted() -> None:
    demands = tuple(Demand(f"d{i}", text(f"Abolish rule number{'x' * i} wholly")) for i in range(20))
    found = asked(review(draft(replace(SOUND, demands=demands)), facts(SOUND)))
    assert found.count("remark.demand_unsaid") == MOST_QUESTIONS
    assert "remark.more" in found


def test_what_the_checklist_or_the_reading_says_is_not_said_again() -> None:
    appeal = replace(SOUND, code="", title=text("On 02.11.2012"))
    assert "remark.no_code" not in asked(review(draft(appeal), facts(appeal)))
    assert "remark.ambiguous_date" in asked(review(draft(appeal), facts(appeal)))
    doubted = replace(draft(appeal), doubts=(Doubt("ambiguous_date", "02.11.2012", 1),))
    assert "remark.ambiguous_date" not in asked(review(doubted, facts(appeal)))


def test_what_is_wrong_with_the_case_is_said_as_well() -> None:
    case = replace(CASE, summary=text("Arrested on 02.11.2012."))
    assert told(SOUND, case) == ["remark.ambiguous_date"]


def test_a_draft_with_an_error_is_not_submitted_and_one_with_a_warning_is() -> None:
    refused = submitted(replace(SOUND, addressees=(FALSE,)))
    assert refused.orders == ()
    assert Say("submit.faults") == refused.screens[0].parts[0].words
    let_go = submitted(replace(SOUND, title=text("On 02.11.2012")))
    assert let_go.orders[-1] == SubmitDraft(5)


def draft(appeal: Appeal) -> Draft:
    agreed = replace(appeal, consent=ConsentBasis.FAMILY)
    return Draft(5, "olga", DraftStage.OPEN, NOW, case=CASE, appeal=agreed)


def facts(appeal: Appeal) -> Facts:
    found: dict[Want[Any], Any] = {
        DraftAtHand(5): draft(appeal),
        ForecastOf(5): Forecast(1, 0, 1.0, 1),
        TooLong(5): None,
    }
    return Facts(NOW, "en", ChatKind.PERSON, None, "olga", found=found)


def submitted(appeal: Appeal) -> Step:
    return new_appeal.step(None, Tapped(Submit(5, stamp(draft(appeal)))), facts(appeal))


def test_an_address_without_a_name_is_told_by_its_number() -> None:
    nameless = replace(MAYOR, office=Localised(), channels=())
    assert told(replace(SOUND, addressees=(nameless,))) == ["remark.no_channel"]
