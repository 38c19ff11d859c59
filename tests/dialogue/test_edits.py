"""What an edit changes with it: letters that say the old title, lists of demands, what readers can do."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from alertbot.dialogue import draft_lists, edits
from alertbot.dialogue.draft_languages import next_missing
from alertbot.dialogue.draft_words import spelled
from alertbot.dialogue.engine import Facts
from alertbot.dialogue.new_appeal import STAYS_OPEN, with_terms
from alertbot.domain.appeal import Action, ActionKind, Appeal, AppealKind, ConsentBasis
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.domain.publication import Draft, DraftStage
from alertbot.domain.subscriber import ChatKind
from alertbot.journeys.understanding import read_text
from alertbot.letters.template import LetterTemplate
from tests.support.paste import APPEAL

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
FACTS = Facts(NOW, "en", ChatKind.PERSON, None, "olga")


def pasted() -> tuple[Case, Appeal]:
    read = read_text(APPEAL, NOW.date())
    assert read.case
    assert read.appeal
    return read.case, read.appeal


def edited(part: str, typed: str, language: str = "en") -> Appeal:
    case, appeal = pasted()
    draft = Draft(1, "olga", DraftStage.OPEN, NOW, case=case, appeal=appeal)
    changed = edits.changed(draft, part, language, typed, FACTS)
    assert changed
    return changed.appeal


def body(appeal: Appeal, language: str = "en") -> str:
    assert appeal.letter
    return appeal.letter.body.texts[language]


def test_a_letter_made_of_the_paste_says_the_new_title() -> None:
    appeal = edited("title", "Let Rosa Example go")
    assert "Let Rosa Example go" in body(appeal)
    assert "Free Rosa Example" not in body(appeal)


def test_a_letter_made_of_the_paste_lists_the_demands_as_they_are_now() -> None:
    case, appeal = pasted()
    more = draft_lists.added(case, appeal, "demand", ["Pay her wages"])
    assert "Pay her wages." in body(more.appeal)
    worded = draft_lists.worded(case, more.appeal, "demand", 0, "Let her go")
    assert "1. Let her go." in body(worded.appeal)
    assert len(worded.appeal.demands) == len(appeal.demands) + 1
    fewer = draft_lists.removed(case, worded.appeal, "demand", 0)
    assert "Let her go." not in body(fewer.appeal)


def test_a_demand_that_is_reworded_is_asked_for_again_in_its_other_languages() -> None:
    case, appeal = pasted()
    own = [f"Cererea {n}" for n, _ in enumerate(appeal.demands, 1)]
    listed = "\n".join(f"{n}. {line}." for n, line in enumerate(own, 1))
    assert appeal.letter
    bodies = Localised({"en": body(appeal), "ro": f"Stimate\n\n{listed}\n\nCu stimă"})
    letter = replace(appeal.letter, body=bodies)
    spoken = draft_lists.translated(case, replace(appeal, letter=letter), "ro", "\n".join(own))
    assert spoken
    assert next_missing(spoken.appeal, "ro", "letter") == ""
    worded = draft_lists.worded(case, spoken.appeal, "demand", 0, "Let her go").appeal
    assert next_missing(worded, "ro", "letter") == "demands"
    assert "Cererea" not in body(worded, "ro")
    again = draft_lists.translated(case, worded, "ro", "\n".join(["Altceva", *own[1:]]))
    assert again
    assert "1. Altceva." in body(again.appeal, "ro")


@given(st.text(min_size=1, max_size=300).filter(str.strip))
def test_whatever_is_typed_as_a_letter_is_a_letter_that_says_it(typed: str) -> None:
    source = body(edited("letter", typed.strip()))
    LetterTemplate(source)


@given(st.text(alphabet="{}%# ab\n", min_size=1, max_size=40).filter(str.strip))
def test_whatever_is_typed_as_a_title_or_a_demand_never_becomes_template_syntax(typed: str) -> None:
    LetterTemplate(body(edited("title", typed.strip())))
    case, appeal = pasted()
    LetterTemplate(body(draft_lists.added(case, appeal, "demand", [typed.strip()]).appeal))


def test_a_hyphen_takes_a_language_out_and_never_the_last_one() -> None:
    assert edited("title", "-").title.texts.keys() == {"en"}
    two = edited("title", "Свободу Розе", "ru")
    draft = Draft(1, "olga", DraftStage.OPEN, NOW, case=pasted()[0], appeal=two)
    changed = edits.changed(draft, "title", "ru", "-", FACTS)
    assert changed
    assert changed.appeal.title.texts.keys() == {"en"}


def test_what_readers_do_elsewhere_is_not_asked_for_here_too() -> None:
    _, appeal = pasted()
    elsewhere = replace(appeal, actions=(Action(ActionKind.SIGN_ELSEWHERE, url="https://example.org"),))
    assert not edits.with_actions(elsewhere).offers(ActionKind.SIGN)
    report = edits.with_actions(replace(appeal, kind=AppealKind.REPORT))
    assert {action.kind for action in report.actions} <= {ActionKind.SHARE}


def test_an_appeal_without_terms_gets_ninety_days_and_its_issuer_s_word() -> None:
    _, appeal = pasted()
    bare = with_terms(replace(appeal, issuer="A union"), NOW.date())
    assert (bare.expires, bare.consent) == (NOW.date() + STAYS_OPEN, ConsentBasis.PUBLISHED)
    nobody = with_terms(replace(appeal, issuer="", sign_by=date(2018, 6, 1)), NOW.date())
    assert (nobody.expires, nobody.consent) == (date(2018, 6, 1), ConsentBasis.UNKNOWN)


def test_letters_that_look_alike_are_told_apart_when_an_address_is_spelled() -> None:
    assert spelled("Il10o@x.kz") == "I(i) l(L) 1 0 o(O) @ x . k z"
