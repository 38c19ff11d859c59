import random
import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.language import Localised
from alertbot.domain.letter import LetterMode, LetterPlan
from alertbot.letters.formats import as_eml
from alertbot.letters.render import NoLetter, letter_languages, render
from alertbot.letters.template import TemplateRefused


def planned(appeal: Appeal, **changes: object) -> Appeal:
    assert appeal.letter
    return replace(appeal, letter=replace(appeal.letter, **changes))  # pyright: ignore[reportArgumentType]


def test_a_letter_is_whole_and_addressed(appeal: Appeal, mayor: Addressee) -> None:
    letter = render(appeal, 1, mayor, "en", "Ann Lee", "I have a brother in prison.")
    assert letter.body == (
        "Mr. Esimov:\n\nPlease release Ainur Kurmanov, see appeal KAZ 001 v1.\n\n"
        "I have a brother in prison.\n\nRespectfully,\nAnn Lee"
    )
    assert (letter.subject, letter.to) == ("Release Ainur Kurmanov", "press_center@a-a.kz")
    assert (letter.cc, letter.bcc) == (("a@example.org",), ("b@example.org",))


def test_only_the_group_concerned_gets_its_block(
    appeal: Appeal, mayor: Addressee, prosecutor: Addressee
) -> None:
    assert "legality" in render(appeal, 1, prosecutor, "en").body
    assert "legality" not in render(appeal, 1, mayor, "en").body


def test_a_letter_carries_the_code_and_the_version_of_its_appeal(appeal: Appeal, mayor: Addressee) -> None:
    letter = render(appeal, 2, mayor, "en")
    assert "see appeal KAZ 001 v2." in letter.body
    assert letter.code == "KAZ 001 v2"
    assert render(appeal, 1, mayor, "en").code == "KAZ 001 v1"


def test_an_appeal_without_a_code_quotes_none(appeal: Appeal, mayor: Addressee) -> None:
    assert "appeal" not in render(replace(appeal, code=""), 3, mayor, "en").body


def test_unset_placeholders_leave_no_gap(appeal: Appeal, mayor: Addressee) -> None:
    body = render(appeal, 1, mayor, "en").body
    assert "\n\n\n" not in body
    assert body.endswith("Respectfully,")


def test_the_letter_follows_the_language_it_is_written_in(appeal: Appeal, mayor: Addressee) -> None:
    assert render(appeal, 1, mayor, "ru").language == "ru"
    assert render(appeal, 1, mayor, "fr").language == "en"
    assert letter_languages(appeal) == ("en", "ru")


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("ru", "Уважаемые дамы и господа!"),
        ("en", "Dear Sir or Madam,"),
        ("ro", "Stimată Doamnă, Stimate Domnule,"),
    ],
)
def test_an_office_without_a_salutation_is_opened_neutrally_in_the_letters_language(
    appeal: Appeal, prosecutor: Addressee, language: str, opening: str
) -> None:
    body = Localised(dict.fromkeys(("en", "ru", "ro"), "{{ salutation }}"))
    assert render(planned(appeal, body=body), 1, prosecutor, language).body == opening


def test_a_salutation_in_another_language_is_not_used(appeal: Appeal, mayor: Addressee) -> None:
    assert render(appeal, 1, mayor, "ru").body.startswith("Уважаемые дамы и господа!")


def test_a_name_the_template_has_no_place_for_stands_at_the_end(appeal: Appeal, mayor: Addressee) -> None:
    bare = planned(appeal, body=Localised({"en": "Release them."}))
    assert render(bare, 1, mayor, "en", "Ann", "Please.").body == "Release them.\n\nPlease.\n\nAnn"


def test_an_organisations_letter_takes_no_signer(appeal: Appeal, mayor: Addressee) -> None:
    letter = render(planned(appeal, mode=LetterMode.ORGANISATION), 1, mayor, "en", "Ann", "Mine.")
    assert "Ann" not in letter.body
    assert "Mine." not in letter.body


def test_an_appeal_without_a_letter_says_so(unlettered: Appeal, mayor: Addressee) -> None:
    assert letter_languages(unlettered) == ()
    with pytest.raises(NoLetter):
        render(unlettered, 1, mayor, "en")


def test_a_hostile_template_is_never_rendered(appeal: Appeal, mayor: Addressee) -> None:
    with pytest.raises(TemplateRefused):
        render(planned(appeal, body=Localised({"en": "{{ 9**9**9 }}"})), 1, mayor, "en")
    with pytest.raises(TemplateRefused):
        render(planned(appeal, subject=Localised({"en": "{{ signer }}"})), 1, mayor, "en")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(signer=st.text(max_size=80), sentence=st.text(max_size=200))
def test_what_a_signer_types_stays_two_lines_of_data(
    appeal: Appeal, mayor: Addressee, signer: str, sentence: str
) -> None:
    plain = render(appeal, 1, mayor, "en")
    letter = render(appeal, 1, mayor, "en", f"a{signer}", f"a{sentence}{{{{ code }}}}")
    assert letter.subject == plain.subject
    assert letter.body.count("\n") == plain.body.count("\n") + 3
    assert "{{ code }}" in letter.body
    assert unicodedata.is_normalized("NFC", letter.body)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in letter.body.replace("\n", ""))


def test_a_persian_name_keeps_its_joiner(appeal: Appeal, mayor: Addressee) -> None:
    assert "می\u200cخواهم" in render(appeal, 1, mayor, "en", "می\u200cخواهم").body


def test_a_plan_without_any_body_is_no_letter(appeal: Appeal, mayor: Addressee) -> None:
    empty = replace(appeal, letter=LetterPlan(Localised(), Localised()))
    with pytest.raises(NoLetter):
        render(empty, 1, mayor, "en")


def test_a_letter_goes_to_one_address_and_names_those_to_fall_back_on(
    appeal: Appeal, prosecutor: Addressee
) -> None:
    letter = render(appeal, 1, prosecutor, "en")
    assert (letter.to, letter.others) == ("procuror@nursat.kz", ("akparat@prokuror.kz",))
    assert letter.to not in (*letter.cc, *letter.bcc)
    assert not {*letter.others} & {*letter.cc, *letter.bcc}


def test_an_office_without_email_gets_a_letter_without_one(appeal: Appeal, mayor: Addressee) -> None:
    letter = render(appeal, 1, replace(mayor, channels=()), "en")
    assert (letter.to, letter.others) == ("", ())


def test_a_letter_closes_as_its_addressee_should_be_closed_or_neutrally(
    appeal: Appeal, mayor: Addressee
) -> None:
    closing = planned(appeal, body=Localised(dict.fromkeys(("en", "ru", "fi"), "{{ closing }}")))
    own = replace(mayor, closing=Localised({"en": "Yours sincerely,"}))
    found = [render(closing, 1, a, language).body for a in (own, mayor) for language in ("en", "ru", "fi")]
    assert found == [
        "Yours sincerely,", "С уважением,", "Kunnioittavasti",
        "Yours faithfully,", "С уважением,", "Kunnioittavasti",
    ]  # fmt: skip


def test_an_organisations_letter_is_shown_on_its_letterhead_and_goes_to_nobody(
    appeal: Appeal, mayor: Addressee
) -> None:
    head = "Example Union\n1 Example Street"
    letter = render(planned(appeal, mode=LetterMode.ORGANISATION, letterhead=head), 1, mayor, "en", "Ann")
    assert letter.letterhead == head
    assert (letter.to, letter.others, letter.cc, letter.bcc, letter.signer) == ("", (), (), (), "")


def test_one_persons_letter_has_no_letterhead(appeal: Appeal, mayor: Addressee) -> None:
    assert render(planned(appeal, letterhead="Example Union"), 1, mayor, "en").letterhead == ""


def test_a_letter_does_not_show_its_text_or_signer_where_it_is_logged(
    appeal: Appeal, mayor: Addressee
) -> None:
    shown = repr(render(appeal, 1, mayor, "en", "Ann Lee", "I have a brother in prison."))
    assert "Ann" not in shown
    assert "brother" not in shown


TRICKS = (
    "\r\nBcc: spy@example.org", "\nSubject: other", "\x00", "\x1b[31m", "\u202e", "\u2066", "\u200f",
    "\u2028", "\u2029", "\x85", "\u200b", "\ufeff", "=?utf-8?q?x?=", "{{ code }}", "{% if x %}", "{#",
    "~ ", "\ue000", "\ue001", "\ud800", "<b>", "#evil(1)", "$x$", "*y*", "\u0301", "ا", "Қ", "ж", "a", "B",
    " ", "\t", "🙂", "\ufdd0",
)  # fmt: skip


def test_ten_thousand_names_leave_the_letter_as_it_is(appeal: Appeal, mayor: Addressee) -> None:
    chance = random.Random(20171004)  # noqa: S311 - the same names in every run
    plain = render(appeal, 1, mayor, "en", "Ann")
    frame = plain.body.removesuffix("Ann")
    for _ in range(10_000):
        name = "A" + "".join(chance.choices(TRICKS, k=chance.randint(1, 12)))
        letter = render(appeal, 1, mayor, "en", name)
        assert letter.body.startswith(frame)
        assert "\n" not in letter.body.removeprefix(frame)
        assert letter == replace(plain, body=letter.body, signer=letter.signer)
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") for c in letter.signer)


def test_no_name_reaches_a_header_of_the_mail_draft(appeal: Appeal, mayor: Addressee) -> None:
    heads = {
        as_eml(render(appeal, 1, mayor, "en", f"A{trick}B", f"C{trick}D")).split(b"\r\n\r\n")[0]
        for trick in TRICKS
    }
    named = ({line for line in head.split(b"\r\n") if b"Transfer" not in line} for head in heads)
    assert len(set(map(frozenset, named))) == 1


def test_a_core_writes_two_hundred_letters_a_second(appeal: Appeal, mayor: Addressee) -> None:
    render(appeal, 1, mayor, "en", seed="first")
    begun = time.process_time()
    for number in range(400):
        render(appeal, 1, mayor, "en", f"Ann {number}", "My own line.", seed=f"{number}")
    assert 400 / (time.process_time() - begun) >= 200
