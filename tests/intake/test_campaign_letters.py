"""Letters in campaign files: wordings, openings, helpers and letterheads, each fault on its line."""

from pathlib import Path

import pytest

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Appeal
from alertbot.intake import check_campaigns, load_campaigns
from alertbot.letters.render import render

CASE = """\
title: {en: The mill}
summary: {en: What happened}
country: MD
persons:
  - {key: ann, name: Ann Stone, role: unionist}
"""

APPEAL = """\
kind: appeal
title: {en: Free Ann Stone}
summary: {en: Ann is in prison}
code: MDA 001
issued_on: 2017-10-04
demands:
  - {key: release, text: {en: Release Ann Stone}, beneficiaries: [ann]}
addressees:
  - key: mayor
    office: {en: Mayor}
    channels:
      - {kind: email, value: mayor@example.org, alternatives: [deputy@example.org]}
  - key: shop
    office: {en: The shop}
    salutation: {en: "Dear Manager,"}
    closing: {en: "With kind regards,"}
    group: shops
    secondary: true
    channels:
      - kind: post
        value: |
          The shop
          1 Example Street
letter:
  subject: {en: Ann}
  groups: [shops]
  variants:
    alarm:
      en:
        - "I was alarmed to learn of"
        - "With concern I heard of"
"""

LETTER = """\
{{ salutation }}

{{ alarm }} the arrest of Ann Stone.

{% if group == "shops" %}
Please tell the mill that you are worried.
{% else %}
I ask you to release Ann Stone.
{% endif %}

{{ closing }}
{{ signer }}
"""


def campaigns(root: Path, appeal: str = APPEAL, letter: str = LETTER) -> Path:
    folder = root / "mill"
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE, "utf-8")
    (folder / "first.yaml").write_text(appeal, "utf-8")
    (folder / "first.en.j2").write_text(letter, "utf-8")
    return root


def faults(root: Path, severity: str = "error") -> list[tuple[str, int, str]]:
    found = check_campaigns(root)
    return [(Path(f.file).name, f.line, f.message) for f in found if f.severity == severity]


def loaded(root: Path) -> tuple[Appeal, tuple[Addressee, ...]]:
    (prepared,) = load_campaigns(root).cases
    (appeal,) = prepared.appeals
    return appeal, appeal.addressees


def test_a_letter_with_wordings_closings_and_alternatives_is_sound(tmp_path: Path) -> None:
    assert faults(campaigns(tmp_path)) == []
    appeal, (mayor, shop) = loaded(tmp_path)
    assert appeal.letter is not None
    assert appeal.letter.variants == {
        "alarm": {"en": ("I was alarmed to learn of", "With concern I heard of")}
    }
    assert mayor.emails == ("mayor@example.org", "deputy@example.org")
    assert shop.channels == (Channel(ChannelKind.POST, "The shop\n1 Example Street"),)
    assert render(appeal, 1, mayor, "en", "B").body == (
        "Dear Sir or Madam,\n\nI was alarmed to learn of the arrest of Ann Stone.\n\n"
        "I ask you to release Ann Stone.\n\nYours faithfully,\nB"
    )
    assert render(appeal, 1, shop, "en", "B").body.endswith("you are worried.\n\nWith kind regards,\nB")


WRONG = [
    ('"With concern I heard of"', '"In Balti I heard of Mr Stone and"', 31, "`Stone`"),
    ('"With concern I heard of"', '"On 5 May I heard of"', 31, "`5`"),
    ('"With concern I heard of"', '"With concern I heard of three friends and"', 31, "`three`"),
    ('"With concern I heard of"', '"I want you to release her after"', 31, "`releas…`"),
    ('"With concern I heard of"', '"Stone told me of"', 31, "`Stone`"),
    ('"With concern I heard of"', '"I, {{ signer }}, heard of"', 31, "put in as they are"),
    ("    alarm:", "    signer:", 28, "a meaning of its own"),
    ("    alarm:", "    self:", 28, "a meaning of its own"),
    ("    alarm:", "    not:", 28, "a meaning of its own"),
    ("    alarm:", "    Alarm:", 28, "a key is made of"),
    ("  groups: [shops]", "  groups: [shops]\n  letterhead: The Union", 27, "no letterhead"),
    ("  groups: [shops]", "  groups: [shops]\n  mode: organisation", 28, "one wording"),
    ('"Dear Manager,"', '"Dear Manager (General),"', 15, "without brackets"),
    ('"With kind regards,"', '"Yours (faithfully),"', 16, "without brackets"),
    ("[deputy@example.org]", "[mayor@example.org]", 12, "written twice"),
    ("mayor@example.org,", '"a@example.org or b@example.org",', 12, "more than one address"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "words"), WRONG)
def test_a_fault_of_a_letter_points_at_its_line(
    tmp_path: Path, right: str, wrong: str, line: int, words: str
) -> None:
    assert APPEAL.count(right) == 1
    found = faults(campaigns(tmp_path, APPEAL.replace(right, wrong)))
    assert any(at == line and words in message for _, at, message in found), found


def test_whoever_is_only_asked_for_help_needs_a_block_of_their_own(tmp_path: Path) -> None:
    shared = LETTER.replace('{% if group == "shops" %}', '{% if group == "nobody" %}')
    found = faults(campaigns(tmp_path, letter=shared))
    assert any(name == "first.yaml" and line == 18 and "only asked for help" in m for name, line, m in found)


def test_a_block_that_others_get_as_well_is_not_ones_own(tmp_path: Path) -> None:
    both = APPEAL.replace("    office: {en: Mayor}", "    office: {en: Mayor}\n    group: shops")
    assert any("only asked for help" in message for _, _, message in faults(campaigns(tmp_path, both)))


def test_a_block_for_one_addressee_by_key_is_their_own(tmp_path: Path) -> None:
    by_key = LETTER.replace('group == "shops"', 'addressee_key == "shop"')
    assert faults(campaigns(tmp_path, letter=by_key)) == []


def test_a_slot_without_words_is_a_fault_of_the_template(tmp_path: Path) -> None:
    found = faults(campaigns(tmp_path, letter=LETTER.replace("{{ alarm }}", "{{ alram }}")))
    assert any(name == "first.en.j2" and line == 3 and "alram" in message for name, line, message in found)
    finnish = APPEAL.replace("      en:\n        - ", "      ru:\n        - ").replace(
        "variants", "body: {fi: '{{ opening }}'}\n  variants"
    )
    messages = [message for _, _, message in faults(campaigns(tmp_path / "b", finnish))]
    assert any("no words for `opening` in `fi`" in message for message in messages)
    assert any("no words for `alarm` in `en`" in message for message in messages)


def test_words_that_nobody_would_read_are_warned_about(tmp_path: Path) -> None:
    unused = campaigns(tmp_path / "a", letter=LETTER.replace("{{ alarm }}", "I heard of"))
    assert (
        "first.yaml",
        28,
        "no letter has a place for these words; write {{ alarm }} where they go",
    ) in faults(unused, "warning")
    foreign = APPEAL + '      ru: ["Пишу"]\n'
    found = faults(campaigns(tmp_path / "b", foreign), "warning")
    assert any(line == 32 and "no letter in `ru`" in message for _, line, message in found)


def test_a_letter_that_varies_too_little_is_warned_about(tmp_path: Path) -> None:
    few = ("first.yaml", 27, "of 100 letters in `en` about 10 would differ; add wordings, or slots")
    assert few in faults(campaigns(tmp_path / "a"), "warning")
    more = LETTER.replace(
        "{{ closing }}", "{{ opening }} {{ therefore }} I write. {{ thanks }}\n\n{{ closing }}"
    )
    assert faults(campaigns(tmp_path / "b", letter=more), "warning") == []


def test_an_organisations_letter_may_have_its_letterhead(tmp_path: Path) -> None:
    text = APPEAL[: APPEAL.index("  variants:")] + (
        "  mode: organisation\n  letterhead: |\n    Example Union\n\n    1 Example Street\n"
    )
    root = campaigns(tmp_path, text, LETTER.replace("{{ alarm }}", "We heard of"))
    assert faults(root) == []
    appeal, (mayor, _) = loaded(root)
    assert render(appeal, 1, mayor, "en").letterhead == "Example Union\n1 Example Street"


@pytest.mark.parametrize("value", ["mаyor@example.org", "mayor@exаmple.org", "mayor＠example.org"])
def test_an_address_with_look_alike_letters_is_refused(tmp_path: Path, value: str) -> None:
    found = faults(campaigns(tmp_path, APPEAL.replace("mayor@example.org", value)))
    assert [line for _, line, _ in found][:1] == [12]


@pytest.mark.parametrize(
    ("kind", "value"), [("fax", "+373 ２２ 123 456"), ("webform", "https://exаmple.org/form")]
)
def test_numbers_and_web_addresses_are_ascii(tmp_path: Path, kind: str, value: str) -> None:
    channel = f'{{kind: {kind}, value: "{value}"}}'
    original = "{kind: email, value: mayor@example.org, alternatives: [deputy@example.org]}"
    found = faults(campaigns(tmp_path, APPEAL.replace(original, channel)))
    assert any(line == 12 and "outside ASCII" in message for _, line, message in found)


def test_everything_but_addresses_is_brought_into_nfc(tmp_path: Path) -> None:
    decomposed = APPEAL.replace("{en: Mayor}", "{en: Maire d'Ale\u0301s}")
    _, (mayor, _) = loaded(campaigns(tmp_path, decomposed))
    assert mayor.office.pick("en") == "Maire d'Alés"
