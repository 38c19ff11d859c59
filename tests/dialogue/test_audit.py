"""The audit trail on a phone: by day, newest first, in words."""

from datetime import timedelta

from alertbot.dialogue.audit import CONVERSATION, MOST, AuditPage, Sheet, SheetBefore, step, wants
from alertbot.dialogue.engine import Command, Event, Facts, Tapped
from alertbot.dialogue.permits import answers
from alertbot.domain.authority import Role
from alertbot.domain.subscriber import ChatKind
from alertbot.domain.trail import Entry, Trail
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues, tidy

from .figure_facts import NOW

WORDING = Wording(catalogues())
WHOLE = Trail(42, 42, "ab12cd34" * 8, intact=True)
AUDIT = Command("audit")


def shown(event: Event, *entries: Entry, more: bool = False, trail: Trail = WHOLE) -> tuple[str, list[str]]:
    (want,) = wants(None, event)
    known = Facts(NOW, "en", ChatKind.PERSON, None, "olga", found={want: Sheet(entries, more, trail)})
    (screen,) = step(None, event, known).screens
    said = WORDING.say(screen, "en")
    return tidy(said.plain()), [button.label for row in said.rows for button in row]


def entry(id: int, what: str = "approve", **changes: object) -> Entry:
    return Entry(id, NOW - timedelta(days=9 - id), str(changes.get("who", "omar")), what, "draft 1")


def test_entries_stand_under_their_day_in_words_with_the_seal_below() -> None:
    said, buttons = shown(AUDIT, entry(9), entry(8, "submit", who="olga"))
    assert "Wednesday, 4 October 2017" in said
    assert "08:00 UTC, omar: approved (draft 1)" in said
    assert "08:00 UTC, olga: submitted a draft (draft 1)" in said
    assert "42 entries. Its seal today: ab12cd34" in said
    assert buttons == []


def test_what_the_bot_did_itself_and_verbs_it_has_no_word_for_are_told_too() -> None:
    said, _ = shown(AUDIT, entry(9, "something new", who=""))
    assert "the bot: something new" in said


def test_older_entries_follow_the_last_one_shown() -> None:
    assert wants(None, AUDIT) == (SheetBefore(0, MOST),)
    assert wants(None, Tapped(AuditPage(8))) == (SheetBefore(8, MOST),)
    assert shown(AUDIT, entry(9), entry(8), more=True)[1] == ["Older ›"]
    assert shown(Tapped(AuditPage(8)), entry(7))[1] == ["« Newest"]


def test_a_broken_trail_is_told_instead_of_a_seal() -> None:
    said, _ = shown(AUDIT, trail=Trail(1, 1, "ab" * 32, intact=False))
    assert "changed by something other" in said
    assert "seal" not in said


def test_it_is_for_owners_and_organizers() -> None:
    allowed = {role for role in Role if answers(CONVERSATION, AUDIT, role)}
    assert allowed == {Role.OWNER, Role.ORGANIZER}
    assert allowed == {role for role in Role if answers(CONVERSATION, Tapped(AuditPage(0)), role)}
