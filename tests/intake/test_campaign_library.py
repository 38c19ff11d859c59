"""Folders of campaigns and files sent alone: what is read, what is refused, and on which line."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.addressee import ChannelKind
from alertbot.errors import Fault
from alertbot.intake import SentFile, check_campaigns, has_errors, load_campaigns, load_one_file
from alertbot.intake.campaign_schema import schema_texts

CASE = """\
title: {en: The mill}
summary: {en: What happened}
country: MD
persons:
  - {key: ann, name: Ann, role: unionist}
hearings:
  - {key: first, city: Chisinau, zone: Europe/Chisinau, day: 2017-09-27, hour: "10:00"}
  - {key: second, city: Chisinau, zone: Europe/Chisinau, day: 2017-09-28, supersedes: first}
"""

APPEAL = """\
kind: appeal
title: {en: Free Ann}
summary: {en: Ann is in prison}
code: MDA 001
issued_on: 2017-10-04
sign_by: 2017-10-31
demands:
  - {key: release, text: {en: Release Ann}, beneficiaries: [ann]}
addressees:
  - key: mayor
    office: {en: Mayor}
    salutation: {en: "Dear Mayor,"}
    group: city
    channels:
      - {kind: fax, value: "+373 22 123 456"}
actions:
  - kind: write
letter:
  subject: {en: Ann}
  groups: [city]
"""

LETTER = "{{ salutation }}\n\nPlease release Ann.\n\n{{ signer }}\n"


def campaigns(root: Path, case: str = CASE, appeal: str = APPEAL, letter: str = LETTER) -> Path:
    folder = root / "mill"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.yaml").write_text(case, "utf-8")
    (folder / "first.yaml").write_text(appeal, "utf-8")
    (folder / "first.en.j2").write_text(letter, "utf-8")
    return root


def errors(root: Path) -> list[tuple[str, int, str]]:
    found = check_campaigns(root)
    return [(Path(f.file).name, f.line, f.message) for f in found if f.severity == "error"]


def test_a_sound_folder_becomes_a_case_with_its_appeals(tmp_path: Path) -> None:
    library = load_campaigns(campaigns(tmp_path))
    assert library.faults == ()
    (prepared,) = library.cases
    assert prepared.case.key == "mill"
    (appeal,) = prepared.appeals
    assert (appeal.case, appeal.key) == ("mill", "first")
    assert appeal.addressees[0].channels_of(ChannelKind.FAX)[0].value == "+37322123456"
    assert appeal.addressees[0].channels_of(ChannelKind.FAX)[0].printed == "+373 22 123 456"
    assert appeal.letter is not None
    assert appeal.letter.body.pick("en") == LETTER.strip()


CASE_FAULTS = [
    ("title: {en: The mill}", "titel: {en: The mill}", 1, "unknown key `titel`; did you mean `title`?"),
    ("country: MD", "country: md", 3, "did you mean `MD`"),
    ("country: MD", "", 1, "`country` is missing"),
    ("country: MD", "country:", 3, "`country` is empty"),
    ("{en: The mill}", "The mill", 1, "one text per language"),
    ("{en: The mill}", "{english: The mill}", 1, "two-letter code"),
    ("{en: The mill}", "{en: ' '}", 1, "no text"),
    ("role: unionist", "role: unionst", 5, "did you mean `unionist`?"),
    ("role: unionist", "role: unionist, public: perhaps", 5, "true or false"),
    ("role: unionist", "role: unionist, chat: 1001", 5, "unknown key `chat`"),
    ("role: unionist", "role: unionist, organizers: [ann]", 5, "unknown key `organizers`"),
    ("- {key: ann", "- {key: An-n", 5, "a key is made of"),
    (
        "Europe/Chisinau, day: 2017-09-28",
        "Europe/Chisinauu, day: 2017-09-28",
        8,
        "did you mean `Europe/Chisinau`",
    ),
    ("day: 2017-09-28", "day: 2017-09-31", 8, "not in the calendar"),
    ("day: 2017-09-28", "day: 2017-09", 8, "whole date"),
    ('hour: "10:00"', 'hour: "25:00"', 7, "not a time of day"),
    ("supersedes: first", "supersedes: frist", 8, "did you mean `first`"),
    ("supersedes: first", "supersedes: second", 8, "no hearing above"),
    ("key: second", "key: first", 8, "used twice"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "words"), CASE_FAULTS)
def test_a_fault_in_a_case_points_at_its_line(
    tmp_path: Path, right: str, wrong: str, line: int, words: str
) -> None:
    assert right in CASE
    found = errors(campaigns(tmp_path, case=CASE.replace(right, wrong)))
    assert found
    assert all(name == "case.yaml" for name, _, _ in found)
    assert any(at == line and words in message for _, at, message in found), found


APPEAL_FAULTS = [
    ("kind: appeal", "kind: apeal", 1, "did you mean `appeal`?"),
    ("summary:", "sumary:", 3, "did you mean `summary`?"),
    ("2017-10-04", "04.10.2017", 5, "not a date"),
    ("issued_on: 2017-10-04", "issued_on: [2017]", 5, "write a date"),
    ("issued_on: 2017-10-04", "issued_on: {date: 2017-99, printed: x}", 5, "calendar"),
    ("sign_by: 2017-10-31", "sign_by: soon", 6, "not a date"),
    ("beneficiaries: [ann]", "beneficiaries: [ann, anne]", 8, "did you mean `ann`"),
    ("beneficiaries: [ann]", "beneficaries: [ann]", 8, "did you mean `beneficiaries`"),
    ("beneficiaries: [ann]", "beneficiaries: ann", 8, "write a list"),
    ("group: city", "group: citty", 13, "did you mean `city`"),
    ('value: "+373 22 123 456"', 'value: "22 123 456"', 15, "country code"),
    ("kind: fax", "kind: email", 15, "not an email address"),
    ("kind: fax", "kind: embassy_by_country", 15, "no value"),
    (', value: "+373 22 123 456"', "", 15, "needs its `value`"),
    ("kind: fax", "kind: telex", 15, "none of email, fax"),
    ("  - kind: write", "  - kind: write\n    url: example.org", 18, "web address"),
    ("groups: [city]", "groups: [city]\n  copies: [{email: 'a@b.org.'}]", 21, "ends in a full stop"),
    ("subject: {en: Ann}", "subject: {ru: Ann}", 19, "missing in `en`"),
    ("subject: {en: Ann}", "subject: {en: 'Ann {{ signer }}'}", 19, "unknown placeholder"),
    ("groups: [city]", "groups: [city]\n  body: {en: again}", 21, "keep one of them"),
    ("kind: appeal", "case: other\nkind: appeal", 1, "the folder says `mill`"),
    ("kind: appeal", "key: other\nkind: appeal", 1, "the file's name says `first`"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "words"), APPEAL_FAULTS)
def test_a_fault_in_an_appeal_points_at_its_line(
    tmp_path: Path, right: str, wrong: str, line: int, words: str
) -> None:
    assert right in APPEAL
    found = errors(campaigns(tmp_path, appeal=APPEAL.replace(right, wrong)))
    assert any(at == line and words in message for _, at, message in found), found


LETTER_FAULTS = [
    ("{{ salutaton }}", 1, "unknown placeholder"),
    ("Dear\n\n{% for a in b %}x{% endfor %}", 3, "not allowed"),
    ("Dear\n{{ 'a' * 9 }}", 2, "not allowed"),
    ('a\nb\n{% if group == "citty" %}x{% endif %}', 3, "did you mean `city`"),
    ('{% if addressee_key != "major" %}x{% endif %}', 1, "did you mean `mayor`"),
    ("  \n", 1, "empty"),
]


@pytest.mark.parametrize(("letter", "line", "words"), LETTER_FAULTS)
def test_a_fault_in_a_letter_points_at_its_line(tmp_path: Path, letter: str, line: int, words: str) -> None:
    found = errors(campaigns(tmp_path, letter=letter))
    assert any(f[:2] == ("first.en.j2", line) and words in f[2] for f in found), found


def test_a_letter_inside_the_file_is_held_to_the_same_rules(tmp_path: Path) -> None:
    inline = APPEAL + "  body:\n    en: |\n      Dear\n      {{ nobody }}\n"
    campaigns(tmp_path, appeal=inline)
    (tmp_path / "mill" / "first.en.j2").unlink()
    (found,) = errors(tmp_path)
    assert found[:2] == ("first.yaml", APPEAL.count("\n") + 4)


def test_an_appeal_may_not_ask_to_write_without_a_letter_or_anybody_to_write_to(tmp_path: Path) -> None:
    bare = APPEAL[: APPEAL.index("letter:")]
    campaigns(tmp_path, appeal=bare)
    messages = [message for _, _, message in errors(tmp_path)]
    assert any("needs a `letter`" in message for message in messages)
    assert any("without a `letter`" in message for message in messages)


def test_a_letter_nobody_wrote_is_missed(tmp_path: Path) -> None:
    campaigns(tmp_path)
    (tmp_path / "mill" / "first.en.j2").unlink()
    assert "the letter has no text" in errors(tmp_path)[0][2]


@pytest.mark.parametrize("stranger", ["notes.txt", "first.xx.j2", "second.en.j2", "first.j2", "first.yml"])
def test_a_file_that_belongs_to_nothing_is_pointed_out(tmp_path: Path, stranger: str) -> None:
    (campaigns(tmp_path) / "mill" / stranger).write_text("x", "utf-8")
    assert [name for name, _, _ in errors(tmp_path)] == [stranger]


def test_one_broken_case_does_not_hold_up_the_others(tmp_path: Path) -> None:
    campaigns(tmp_path)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "case.yaml").write_text("title: [", "utf-8")
    (tmp_path / "Not-A-Key").mkdir()
    (tmp_path / "empty").mkdir()
    library = load_campaigns(tmp_path)
    assert [prepared.case.key for prepared in library.cases] == ["mill"]
    assert len([fault for fault in library.faults if fault.severity == "error"]) == 3


def test_a_folder_or_file_that_does_not_exist_is_a_fault_and_no_traceback(tmp_path: Path) -> None:
    assert has_errors(load_campaigns(tmp_path / "none").faults)
    assert has_errors(check_campaigns(tmp_path / "none" / "case.yaml"))


def test_a_folder_named_like_a_file_is_a_fault(tmp_path: Path) -> None:
    (campaigns(tmp_path) / "mill" / "second.yaml").mkdir()
    assert errors(tmp_path) == [("second.yaml", 0, "there is no such file")]


def test_a_single_file_or_case_is_checked_with_what_stands_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaigns(tmp_path, appeal=APPEAL.replace("[ann]", "[anne]"))
    monkeypatch.chdir(tmp_path)
    (fault,) = check_campaigns(Path("mill/first.yaml"))
    assert (fault.file, fault.line) == ("mill/first.yaml", 8)
    assert check_campaigns(Path("mill/case.yaml")) == ()
    assert len(check_campaigns(Path("mill"))) == 1


def test_a_past_last_day_warns_and_never_blocks(tmp_path: Path) -> None:
    library = load_campaigns(campaigns(tmp_path), today=date(2026, 1, 1))
    (fault,) = library.faults
    assert (fault.severity, fault.line) == ("warning", 6)
    assert len(library.cases) == 1


def test_warnings_point_at_the_line_they_are_about(tmp_path: Path) -> None:
    silent = APPEAL.replace('\n    channels:\n      - {kind: fax, value: "+373 22 123 456"}', "")
    (fault,) = check_campaigns(campaigns(tmp_path, appeal=silent))
    assert (fault.severity, fault.line) == ("warning", 10)
    assert "`mayor` has no channel" in fault.message


def test_appeals_come_the_oldest_first(tmp_path: Path) -> None:
    folder = campaigns(tmp_path) / "mill"
    bare = "kind: update\ntitle: {en: x}\nsummary: {en: x}\ncode: y\n"
    (folder / "a_late.yaml").write_text(bare + "issued_on: 2018-01-01\n", "utf-8")
    (folder / "z_early.yaml").write_text(bare + "issued_on: 2017-01\n", "utf-8")
    (prepared,) = load_campaigns(tmp_path).cases
    assert [appeal.key for appeal in prepared.appeals] == ["z_early", "first", "a_late"]


SENT = (
    dedent("""\
        case:
          key: mill
          title: {en: The mill}
          summary: {en: What happened}
          country: MD
          persons:
            - {key: ann, name: Ann, role: unionist}
        """)
    + APPEAL
    + "  body: {en: '{{ salutation }} Please release Ann. {{ signer }}'}\n"
)


def sent(content: str, name: str = "first.yaml", **more: object) -> SentFile:
    return load_one_file(name, content.encode(), **more)  # type: ignore[arg-type]


def test_a_file_sent_alone_may_tell_a_new_case() -> None:
    found = sent(SENT)
    assert found.faults == ()
    assert found.case is not None
    assert found.appeal is not None
    assert (found.case.key, found.appeal.case, found.appeal.key) == ("mill", "mill", "first")


def test_a_file_sent_alone_may_name_a_known_case(tmp_path: Path) -> None:
    known = {p.case.key: p.case for p in load_campaigns(campaigns(tmp_path)).cases}
    body = SENT[SENT.index("kind: appeal") :]
    found = sent("case: mill\n" + body, cases=known)
    assert found.case is None
    assert found.appeal is not None
    unknown = sent("case: mil\n" + body, cases=known)
    assert unknown.appeal is None
    assert unknown.faults == (Fault("first.yaml", 1, "there is no case `mil`; did you mean `mill`?"),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (APPEAL, "`case` is missing"),
        (SENT.replace("  key: mill\n", "", 1), "`key` is missing"),
        (SENT.replace("role: unionist", "role: boss"), "none of prisoner"),
        (SENT.replace("{{ signer }}", "{{ chat_id }}"), "unknown placeholder"),
        (SENT + "organizers: [1001]\n", "unknown key `organizers`"),
        ("- a\n- b\n", "is a map"),
        ("hello", "is a map"),
        ("", "empty"),
    ],
)
def test_a_file_sent_alone_that_is_wrong_gives_faults_and_no_appeal(content: str, words: str) -> None:
    found = sent(content)
    assert found.appeal is None
    assert any(words in fault.message for fault in found.faults), found.faults


def test_a_sent_file_with_a_name_that_is_no_key_has_to_say_its_own() -> None:
    assert sent(SENT, "My Appeal (2).yaml").appeal is None
    appeal = sent("key: second\n" + SENT, "My Appeal (2).yaml").appeal
    assert appeal is not None
    assert appeal.key == "second"


def test_a_file_full_of_faults_tells_the_first_fifty() -> None:
    assert len(sent("".join(f"k{n}: v\n" for n in range(5000))).faults) == 50


def test_the_name_of_a_sent_file_never_leads_anywhere() -> None:
    assert {fault.file for fault in sent("", "../../etc/passwd").faults} == {"passwd"}


@given(st.binary(max_size=300), st.text(max_size=100))
def test_whatever_is_sent_comes_back_as_faults(content: bytes, name: str) -> None:
    assert load_one_file(name, content).appeal is None


@given(st.data())
def test_a_file_with_a_line_lost_or_doubled_is_read_or_refused(data: st.DataObject) -> None:
    lines = SENT.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    times = data.draw(st.sampled_from((0, 2)))
    found = sent("".join((*lines[:at], lines[at] * times, *lines[at + 1 :])))
    assert (found.appeal is None) == has_errors(found.faults)


@given(st.data())
def test_a_file_with_characters_changed_is_read_or_refused(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SENT) - 1))
    other = data.draw(st.sampled_from("{}[]:-'\"|>&*!# \n\x00x1%"))
    with suppress(UnicodeEncodeError):
        found = sent(SENT[:at] + other + SENT[at + 1 :])
        assert all(fault.line >= 0 for fault in found.faults)


def test_the_schemas_allow_nothing_but_what_the_models_know() -> None:
    for name in ("case.schema.json", "appeal.schema.json"):
        schema = json.loads(schema_texts()[name])
        assert schema["additionalProperties"] is False
        assert not {"chat", "chat_id", "organizers", "organizer"} & set(schema["properties"])
