"""What is remarked upon is pointed at: the very line, in the very file."""

from pathlib import Path

import pytest

from alertbot.domain.lint import Remark, RemarkKind
from alertbot.intake import check_campaigns
from alertbot.intake.campaign_remarks import SENTENCES, warnings_of
from alertbot.intake.yaml_file import read_document

CASE = """\
title: {en: The mill}
summary:
  en: |
    The mill stands in Riverside.
    Socialist Resistance has an office there.

    Socialist Resistance was founded in it.
country: MD
persons:
  - {key: ann, name: Ann Example, role: unionist}
"""

APPEAL = """\
kind: appeal
title: {en: Free Ann Example}
summary:
  en: |
    Ann Example is in prison.

    Her friends of Socialist Resistance
    ask for help.
text:
  en: "She leads the union."
code: MDA 001
issued_on: 2017-10-04
demands:
  - {key: release, text: {en: Release Ann Example}}
addressees:
  - key: mayor
    office: {en: Mayor}
    salutation: {en: "Dear Mayor,"}
    channels:
      - {kind: fax, value: "+373 22 123 456"}
actions:
  - kind: write
letter:
  subject: {en: Ann Example}
"""

FAX = '{kind: fax, value: "+373 22 123 456"}'

LETTER = """\
{{ salutation }}

I ask you to
release Ann Example
at once.

{{ signer }}
"""


def faults(
    root: Path, case: str = CASE, appeal: str = APPEAL, letter: str = LETTER
) -> list[tuple[str, int, str, str]]:
    folder = root / "mill"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("case.yaml", case), ("first.yaml", appeal), ("first.en.j2", letter)):
        (folder / name).write_text(text, "utf-8")
    return [(Path(f.file).name, f.line, f.severity, f.message) for f in check_campaigns(root)]


def test_a_sound_folder_has_nothing_to_look_at(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "severity", "words"),
    [
        ("    ask for help.", "    ask for help since 02.11.2012.", 8, "warning", "2012-11-02 or 2012-02-11"),
        ("Her friends of Socialist", "Her friends of Social", 7, "warning", "`Socialist Resistance`"
                                                                            " elsewhere"),
        ('"She leads the union."', '"37 were tried: 13 jailed, 25 freed."', 10, "warning", "13 + 25 make 38"),
        ('"She leads the union."', '"Click here."', 10, "warning", "`Click here` points to a link"),
        ('"She leads the union."', '"Write to press@аkorda.kz"', 10, "error", "а U+0430"),
        ('"She leads the union."', '"She leads tha\\u00ade union."', 10, "warning", "U+00AD"),
        ("{en: Release Ann Example}", "{en: Pay the wages}", 14, "warning", "for this: Pay, wages"),
        ("{en: Mayor}", "{en: Mаyor}", 17, "warning", "`Mаyor` mixes alphabets: а U+0430"),
        (FAX, "{kind: email, value: press@аkorda.kz}", 20, "error", "а U+0430"),
        (FAX, "{kind: email, value: a@mfa.kz.}", 20, "error", "write `a@mfa.kz`"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_pointed_at_in_the_appeal(
    tmp_path: Path, old: str, new: str, line: int, severity: str, words: str
) -> None:
    assert old in APPEAL
    found = [f for f in faults(tmp_path, appeal=APPEAL.replace(old, new)) if f[2] == severity]
    assert [(file, at) for file, at, *_ in found] == [("first.yaml", line)], found
    assert words in found[0][3]


@pytest.mark.parametrize(
    ("words", "severity", "said"),
    [
        (
            "On behalf of our members I add this.",
            "error",
            "`On behalf of our members` speaks for an organisation",
        ),
        ("She belongs to Social Resistance.", "warning", "`Socialist Resistance` elsewhere"),
        ("The trial was on 03/04/2017.", "warning", "2017-04-03 or 2017-03-04"),
        ('{% if group == "default" %}Yes.{% endif %} 5 + 16 = 22', "warning", "5 + 16 make 21"),
        ("word " * 350, "warning", "one page holds about 350"),
    ],
)
def test_a_planted_fault_is_pointed_at_in_the_letter_s_own_file(
    tmp_path: Path, words: str, severity: str, said: str
) -> None:
    found = faults(tmp_path, letter="\n" + LETTER.replace("at once.\n", f"at once.\n\n{words}\n"))
    line = 2 if said.startswith("one page") else 8
    assert [f[:3] for f in found] == [("first.en.j2", line, severity)]
    assert said in found[0][3]


def test_a_letter_within_the_appeal_s_file_is_pointed_at_there(tmp_path: Path) -> None:
    body = "  body:\n    en: |\n" + "".join(
        f"      {line}\n" if line else "\n" for line in LETTER.splitlines()
    )
    folder = tmp_path / "mill"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, "utf-8")
    (folder / "first.yaml").write_text(
        APPEAL + body.replace("at once.", "at once. Our union agrees."), "utf-8"
    )
    (found,) = check_campaigns(tmp_path)
    assert (found.line, found.severity) == (APPEAL.count("\n") + 7, "error")


def test_a_fault_in_a_case_is_pointed_at_in_its_file(tmp_path: Path) -> None:
    case = CASE.replace("was founded in it", "was founded on 02.11.2012")
    assert [f[:2] for f in faults(tmp_path, case=case)] == [("case.yaml", 7)]


def test_what_cannot_be_placed_is_said_about_the_nearest_thing_written() -> None:
    document = read_document("a.yaml", b"kind: appeal\ntitle:\n  en: |\n    Free Ann\n")
    for place, line in ((("title", "en"), 4), (("title", "ru"), 2), (("code",), 1), ((), 1)):
        (fault,) = warnings_of([Remark(RemarkKind.NO_CODE, place, ink=99)], document)
        assert (fault.file, fault.line, fault.severity) == ("a.yaml", line, "warning")


def test_every_remark_has_a_sentence() -> None:
    assert set(SENTENCES) == set(RemarkKind)
