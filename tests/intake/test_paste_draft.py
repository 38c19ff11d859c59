import json
from datetime import date, time
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from alertbot.domain.appeal import ActionKind, Demand
from alertbot.domain.language import Localised
from alertbot.intake.paste import Reading, ReadingWarning, Source, draft_from, read_paste, reading_as_json
from alertbot.intake.paste.draft import harmless
from alertbot.letters.template import SUBJECT_NAMES, LetterTemplate, check_template

TODAY = date(2031, 10, 5)
TEXTS = Path(__file__).parent / "texts"
FILLED = {
    "salutation": "Dear A,",
    "own_sentence": "I care.",
    "signer": "B",
    "code": "C 1",
    "opening": "I write to you.",
    "therefore": "That is why",
    "thanks": "Thank you.",
    "closing": "Yours,",
}


def text(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text("utf-8")


def read(name: str) -> Reading:
    return read_paste(text(name), TODAY)


def kinds(name: str) -> list[ActionKind]:
    return [action.kind for action in draft_from(read(name), "case", TODAY)[1].actions]


def test_an_appeal_with_addresses_can_be_written_signed_and_shared() -> None:
    assert kinds("glued_appeal") == [ActionKind.WRITE, ActionKind.SIGN, ActionKind.SHARE]


def test_a_text_that_asks_for_nothing_can_only_be_shared() -> None:
    assert kinds("statement") == [ActionKind.SHARE]
    assert draft_from(read("statement"), "case", TODAY)[1].letter is None


def test_the_draft_letter_names_the_case_and_each_demand_in_the_texts_language() -> None:
    for name, language in (("glued_appeal", "en"), ("russian_appeal", "ru")):
        reading = read(name)
        letter = draft_from(reading, "case", TODAY)[1].letter
        assert letter is not None
        body = LetterTemplate(letter.body.pick(language)).fill(FILLED)
        assert reading.title in body
        assert all(demand.text.pick(language) in body for demand in reading.demands)
        assert all(value in body for value in FILLED.values())


def test_past_sittings_are_the_timeline_and_coming_ones_the_hearings() -> None:
    case, _ = draft_from(read("glued_appeal"), "case", TODAY)
    assert [event.when.day for event in case.timeline] == [10, 11]
    assert [(hearing.day, hearing.zone) for hearing in case.hearings] == [(date(2031, 3, 19), "Asia/Aqtau")]


UNDATED = """Free Amin Example

Amin Example, a union leader in Kazakhstan, was arrested on 20 January 2031.
The court hearing was held on 28 September 2031 at 10:00 in Shymkent.
The next court hearing is set for 20 October 2031 at 10:00 in Shymkent.
A second court hearing is set for 20 October 2031 at 15:00 in Aktau.
The hearing at the Regional Court is on 27 October 2031 at 9:00.
We demand:
1. release him immediately.
Send letters to: office@justice.example
"""


def test_without_a_day_of_issue_sittings_after_today_are_the_hearings() -> None:
    case, _ = draft_from(read_paste(UNDATED, TODAY), "case", TODAY)

    assert [(h.key, h.hour, h.zone) for h in case.hearings] == [
        ("h20311020", time(10), "Asia/Almaty"),
        ("h20311020_2", time(15), "Asia/Aqtau"),
    ]


def test_a_coming_sitting_in_no_known_city_is_a_warning() -> None:
    warnings = {(w.code, w.detail) for w in read_paste(UNDATED, TODAY).warnings}
    later = {w.code for w in read_paste(UNDATED, date(2031, 11, 1)).warnings}

    assert ("hearing_without_city", "27 October 2031") in warnings
    assert "hearing_without_city" not in later


def test_case_and_appeal_carry_what_was_read() -> None:
    reading = read("russian_appeal")
    case, appeal = draft_from(reading, "petrova", TODAY)
    assert (case.key, appeal.case, appeal.key) == ("petrova", "petrova", "appeal_20311004")
    assert (case.country, appeal.code, appeal.sign_by) == ("KZ", reading.code, date(2031, 10, 20))
    assert case.title.language_of("ru") == "ru"
    assert [addressee.person for addressee in appeal.addressees] == ["Ермек Садыков", "Дана Ким", ""]
    assert [addressee.salutation.pick("ru") for addressee in appeal.addressees][:2] == [
        "Уважаемый господин Садыков!",
        "Уважаемая госпожа Ким!",
    ]


hostile = st.text(st.sampled_from(list("{}%#ab \n")), max_size=60)


@settings(max_examples=200, deadline=None)
@given(hostile, hostile)
@example("{{ 'a' * 10**9 }}", "{% for x in y %}{# no")
@example("{{{ signer }}}", "[demands] [title] {%%}")
def test_braces_in_a_pasted_text_never_become_template_syntax(title: str, demand: str) -> None:
    reading = read("glued_appeal")
    changed = Reading(
        "en",
        title,
        reading.kind,
        addressees=reading.addressees,
        demands=(Demand("d", Localised({"en": demand})),),
    )
    letter = draft_from(changed, "case", TODAY)[1].letter
    assert letter is not None
    assert check_template(letter.subject.pick("en"), SUBJECT_NAMES) == ()
    assert check_template(letter.body.pick("en")) == ()
    assert LetterTemplate(letter.body.pick("en")).names <= set(FILLED)
    assert harmless(demand).replace(" ", "") == demand.replace(" ", "")


def test_a_letter_with_endless_demands_stays_within_a_letters_length() -> None:
    reading = read("russian_appeal")
    many = tuple(Demand(f"d{n}", Localised({"ru": "освободить " * 40})) for n in range(60))
    letter = draft_from(
        Reading("ru", "Дело", reading.kind, addressees=reading.addressees, demands=many), "c", TODAY
    )[1].letter
    assert letter is not None
    assert check_template(letter.body.pick("ru")) == ()


def test_json_has_the_printed_shape_and_leaves_unknowns_empty() -> None:
    listing = reading_as_json(read("glued_appeal"), Source(text("glued_appeal")))
    assert json.loads(json.dumps(listing)) == listing
    assert (listing["issued_on"], listing["code"], listing["country"]) == ("2031-03-12", None, "KZ")
    assert listing["hearings"][-1] == {
        "date": "2031-03-19", "time": "10:30", "court": "Mangistau Regional Court", "city": "Aktau",
    }  # fmt: skip
    assert listing["addressees"][0]["channels"][0] == {
        "type": "fax", "value": "+77292501011", "as_printed": "+7 7292 50 10 11"
    }  # fmt: skip


def test_json_words_its_warnings_as_the_caller_wishes() -> None:
    def worded(warning: ReadingWarning) -> str:
        return f"<{warning.message_id}>"

    listing = reading_as_json(read("glued_appeal"), Source(text("glued_appeal")), worded)
    assert listing["warnings"] == [{"code": "code_missing", "message": "<paste.code_missing>", "line": 19}]
