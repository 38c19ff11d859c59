from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.letters.template import (
    BODY_NAMES,
    LONGEST_OUTPUT,
    SUBJECT_NAMES,
    LetterTemplate,
    LetterTooLong,
    TemplateRefused,
    check_template,
)

HOSTILE = Path(__file__).with_name("hostile_templates.txt").read_text(encoding="utf-8").splitlines()
UNSET = dict.fromkeys(BODY_NAMES, "")

NORMAL = """{{ salutation }}

I call on you to release the arrested workers{% if code %} (appeal {{ code }}){% endif %}.
{% if group == "prosecutors" or addressee_key == "ombudsman" %}

I also ask you to investigate the legality of the sentence.
{% elif not (group != "embassies") %}

Please pass this on to your government.
{% endif %}

{{ own_sentence }}

{# A comment stays with the campaign. #}
Yours, {{ signer }}
"""


def test_the_corpus_is_large_enough() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_template_is_refused_with_its_line(source: str) -> None:
    refusals = check_template(f"Dear Sir,\n\n{source}")
    assert refusals
    assert all(line == 3 and message for line, message in refusals)
    with pytest.raises(TemplateRefused):
        LetterTemplate(source)


@pytest.mark.parametrize(
    "source",
    [
        "x" * 8193,
        "ж" * 4097,
        "{{ " + "(" * 4000 + "signer" + ")" * 4000 + " }}x",
        "{% if " + "not " * 2000 + "signer %}x{% endif %}",
        "{% if signer %}" * 300 + "x" + "{% endif %}" * 300,
        "{{ " + "9" * 5000 + " }}",
        "{{ " + "[" * 4000 + " }}",
        "{{ signer" + ".a" * 3000 + " }}",
    ],
)
def test_a_template_bomb_is_refused(source: str) -> None:
    assert check_template(source)


def test_a_refusal_names_the_line() -> None:
    assert [line for line, _ in check_template("a\n{{ x }}\nb {{ 1 }}\n{% set y = 1 %}")] == [2, 3, 4]


def test_a_normal_letter_passes() -> None:
    assert check_template(NORMAL) == ()


@pytest.mark.parametrize(
    ("group", "asked"), [("prosecutors", "investigate"), ("embassies", "pass this on"), ("other", "")]
)
def test_blocks_follow_the_letter_group(group: str, asked: str) -> None:
    text = LetterTemplate(NORMAL).fill({**UNSET, "group": group})
    others = {"investigate", "pass this on"} - {asked}
    assert asked in text
    assert not any(other in text for other in others)


def test_what_a_signer_types_never_reaches_a_subject() -> None:
    assert check_template("{{ office }} {{ code }}", SUBJECT_NAMES) == ()
    assert check_template("{{ signer }}", SUBJECT_NAMES)
    assert check_template("{{ own_sentence }}", SUBJECT_NAMES)


def test_a_slot_is_a_placeholder_only_where_it_is_known() -> None:
    assert check_template("{{ opening }} {{ therefore }} {{ thanks }} {{ closing }}") == ()
    assert check_template("{{ alarm }}")
    assert check_template("{{ alarm }}", BODY_NAMES | {"alarm"}) == ()
    assert check_template("{{ opening }}", SUBJECT_NAMES)


def test_names_tell_which_placeholders_a_letter_has() -> None:
    assert LetterTemplate("{{ signer }}{% if code %}x{% endif %}").names == {"signer", "code"}


def test_a_letter_that_outgrows_its_limit_is_stopped() -> None:
    template = LetterTemplate("{{ office }}" * 600)
    with pytest.raises(LetterTooLong):
        template.fill({**UNSET, "office": "x" * 400})
    assert len(template.fill({**UNSET, "office": "x"})) <= LONGEST_OUTPUT


@settings(deadline=None)
@given(st.text(max_size=60))
def test_values_are_data(value: str) -> None:
    hostile = f"{{{{ code }}}}{value}{{% if x %}}&<b>"
    assert LetterTemplate("{{ signer }}").fill({**UNSET, "signer": hostile, "code": "SECRET"}) == hostile


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("{}%#()[]|.=!'\" \n\\9signerifcodeand"), max_size=80))
def test_any_text_is_either_refused_or_filled(source: str) -> None:
    if not check_template(source):
        LetterTemplate(source).fill(UNSET)
