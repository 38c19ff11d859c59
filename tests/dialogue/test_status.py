"""The operator's view: what stands on it, and that a repeat is asked for only where it can do no harm."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from alertbot.dialogue.engine import Command, Event, Facts, Tapped, Want
from alertbot.dialogue.status import CONVERSATION, HeldNow, Overview, OverviewNow, step, wants
from alertbot.dialogue.stuck import (
    MissedNow,
    Repeatable,
    RepeatRows,
    SendAgain,
    ShowStatus,
    StuckNow,
    TellMissed,
    WriteToMissed,
)
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState
from alertbot.domain.language import Localised
from alertbot.domain.standing import (
    Backlog,
    Coming,
    Matter,
    Outgoing,
    Parked,
    Standing,
    Stuck,
    StuckRow,
    Vitals,
)
from alertbot.domain.subscriber import ChatKind
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues, tidy

from .standings import NOW

WORDING = Wording(catalogues())
ALERT = Matter(4, BroadcastKind.ALERT, Localised({"en": "Free Ainur"}))
MINUTE = timedelta(minutes=1)
FAILED, IN_DOUBT = DeliveryState.FAILED, DeliveryState.IN_DOUBT


def facts(**found: Any) -> Facts:
    """Facts by what was wanted; whatever is left out is nothing."""
    wanted: dict[Want[Any], Any] = {
        OverviewNow(): found.get("overview", Overview(Standing(NOW), Vitals(), "1.2.3")),
        HeldNow(): found.get("held", ()),
        StuckNow(FAILED): found.get("failed", ()),
        StuckNow(IN_DOUBT): found.get("in_doubt", ()),
    }
    wanted |= found.get("more", {})
    return Facts(NOW, "en", ChatKind.PERSON, None, "olga", found=wanted)


def shown(event: Event, known: Facts) -> tuple[str, list[str]]:
    """The text of the one screen that follows, and its buttons."""
    (screen,) = step(None, event, known).screens
    said = WORDING.say(screen, "en")
    return tidy(said.plain()), [button.label for row in said.rows for button in row]


def an_overview(**changes: Any) -> Facts:
    vitals = changes.pop("vitals", Vitals())
    return facts(overview=Overview(replace(Standing(NOW), **changes), vitals, "1.2.3"))


def a_row(**changes: Any) -> StuckRow:
    return replace(StuckRow(1042, NOW - 5 * MINUTE, "bad-request", once=False), **changes)


def some(matter: Matter = ALERT, state: DeliveryState = FAILED, **changes: Any) -> Stuck:
    found = Stuck(matter, state, 1, NOW - 5 * MINUTE, (a_row(),), repeatable=matter.broadcast is not None)
    return replace(found, **changes)


STATUS = Command("status")


class TestOverview:
    def test_a_quiet_bot_says_so_and_names_its_release(self) -> None:
        said, buttons = shown(STATUS, facts())
        assert "Nothing is going out" in said
        assert "1.2.3" in said
        assert "The clock is right" in said
        assert buttons == ["🔄 Look again"]

    def test_what_is_going_out_stands_there_with_how_far_it_is(self) -> None:
        out = Outgoing(ALERT, BroadcastState.RUNNING, 400, 1000)
        said, _ = shown(STATUS, an_overview(running=(out, replace(out, state=BroadcastState.PAUSED))))
        assert "📣 Free Ainur · 400 of 1,000" in said
        assert "⏸ Free Ainur · 400 of 1,000" in said

    def test_the_queue_the_oldest_and_the_longest_pause_are_told(self) -> None:
        said, _ = shown(
            STATUS,
            an_overview(
                rows={DeliveryState.QUEUED: 7, DeliveryState.PARKED: 2},
                oldest={"alert": NOW - 7 * MINUTE, "answer": NOW - MINUTE},
                parked=Parked(2, NOW + 3 * MINUTE),
                vitals=Vitals(rate=24.0),
            ),
        )
        assert "Waiting: 7" in said
        assert "The oldest has waited: 7 minutes" in said
        assert "Longest pause a chat asked for: 3 minutes" in said
        assert "Sent in the last minute: 1,440" in said

    def test_people_who_wait_for_an_answer_and_what_was_put_aside_are_told(self) -> None:
        said, _ = shown(STATUS, an_overview(inbox=Backlog(12, NOW, 3)))
        assert "not yet answered: 12" in said
        assert "set aside: 3" in said

    def test_the_next_reminder_is_told_but_not_one_that_is_due(self) -> None:
        title = Localised({"en": "Free Boris"})
        coming = (Coming(NOW - MINUTE, ALERT.title), Coming(NOW + timedelta(days=2), title))
        said, _ = shown(STATUS, an_overview(coming=coming))
        assert "Next reminder, in 2 days: Free Boris" in said
        assert "Free Ainur" not in said

    def test_a_clock_that_cannot_be_believed_is_told(self) -> None:
        behind, _ = shown(STATUS, an_overview(newest=NOW + timedelta(hours=1)))
        stepped, _ = shown(STATUS, an_overview(vitals=Vitals(stepped=-3600)))
        assert "clock is slow" in behind
        assert "clock was set" in stepped

    def test_a_driven_clock_jumps_as_it_likes(self) -> None:
        said, _ = shown(STATUS, an_overview(newest=NOW + timedelta(1), vitals=Vitals(stepped=9, driven=True)))
        assert "The clock is right" in said

    def test_what_ended_badly_has_a_button_each(self) -> None:
        found = (some(many=3), some(state=IN_DOUBT), some(state=IN_DOUBT, many=4))
        _, buttons = shown(STATUS, an_overview(stuck=found))
        assert buttons == ["Not sent: 3 ›", "Perhaps sent, not confirmed: 5 ›", "🔄 Look again"]

    def test_the_lines_fit_a_phone(self) -> None:
        """About forty characters stand on one line; titles may take a second one."""
        overview = Overview(
            Standing(NOW, dict.fromkeys(DeliveryState, 1_000_000), size=400_000_000), Vitals(999), "1.2.3"
        )
        (screen,) = step(None, STATUS, facts(overview=overview)).screens
        for locale in WORDING.supported:
            lines = [line for line in WORDING.say(screen, locale).plain().splitlines() if line]
            assert max(map(len, lines)) <= 60, lines


class TestList:
    def test_a_row_is_told_by_number_age_reason_and_platform(self) -> None:
        known = facts(failed=(some(rows=(a_row(platform="telegram"),), many=7),))
        said, buttons = shown(Tapped(ShowStatus("failed")), known)
        assert "Alert: Free Ainur (7)" in said
        assert "No. 1042, 5 minutes ago, bad-request, Telegram" in said
        assert "and 6 more" in said
        assert buttons == ["🔁 Try again: Free Ainur", "‹ How sending stands"]

    def test_a_single_message_is_a_letter_or_an_answer_and_cannot_be_repeated(self) -> None:
        rows = (a_row(once=True), a_row(id=1043, reason=""))
        known = facts(in_doubt=(some(Matter(), IN_DOUBT, rows=rows, many=2),))
        said, buttons = shown(Tapped(ShowStatus("in_doubt")), known)
        assert "letter or confirmation, No. 1042" in said
        assert "answer, No. 1043, 5 minutes ago, the bot was cut off" in said
        assert "I no longer have these texts" in said
        assert buttons == ["✉️ Tell these people", "‹ How sending stands"]

    def test_what_was_halted_is_listed_without_a_button(self) -> None:
        said, buttons = shown(Tapped(ShowStatus("failed")), facts(failed=(some(repeatable=False),)))
        assert "It was stopped" in said
        assert buttons == ["‹ How sending stands"]

    def test_an_empty_list_says_so(self) -> None:
        said, _ = shown(Tapped(ShowStatus("failed")), facts())
        assert "Nothing stands here" in said

    def test_a_long_list_is_cut_and_says_how_much_is_missing(self) -> None:
        said, buttons = shown(Tapped(ShowStatus("failed")), facts(failed=(some(),) * 20))
        assert "not shown here: 12" in said
        assert len(buttons) == 9

    def test_a_list_that_does_not_exist_shows_everything_instead(self) -> None:
        said, _ = shown(Tapped(ShowStatus("sent")), facts())
        assert "How sending stands" in said


def again(state: DeliveryState, many: int, *, sure: int) -> tuple[SendAgain, Facts]:
    tap = SendAgain(state.value, 4, 1_507_104_000_000_000, sure)
    asked = wants(None, Tapped(tap))[0]
    return tap, facts(more={asked: (ALERT, many)})


class TestAgain:
    def test_what_was_refused_goes_out_again_at_one_tap(self) -> None:
        tap, known = again(FAILED, 3, sure=1)
        assert step(None, Tapped(tap), known).orders == (RepeatRows(FAILED, 4, NOW),)
        assert "3 messages are in line again" in shown(Tapped(tap), known)[0]

    def test_what_may_have_arrived_goes_out_again_only_after_a_warning(self) -> None:
        tap, known = again(IN_DOUBT, 2, sure=0)
        assert step(None, Tapped(tap), known).orders == ()
        said, buttons = shown(Tapped(tap), known)
        assert "perhaps twice" in said
        assert buttons == ["Yes, send it once more", "No, leave it"]
        sure, known = again(IN_DOUBT, 2, sure=1)
        assert step(None, Tapped(sure), known).orders == (RepeatRows(IN_DOUBT, 4, NOW),)

    def test_a_forged_tap_cannot_skip_a_state_it_does_not_know(self) -> None:
        tap = SendAgain("sent", 4, 0, 1)
        assert wants(None, Tapped(tap)) == (OverviewNow(), HeldNow())
        assert step(None, Tapped(tap), facts()).orders == ()

    def test_nothing_left_is_told_and_does_nothing(self) -> None:
        for state in (FAILED, IN_DOUBT):
            tap, known = again(state, 0, sure=1)
            assert step(None, Tapped(tap), known).orders == ()
            assert "Nothing of this is left" in shown(Tapped(tap), known)[0]

    def test_a_tap_names_its_list_to_the_microsecond_and_any_number_is_a_time(self) -> None:
        at = NOW + timedelta(microseconds=7)
        known = replace(facts(failed=(some(),)), now=at)
        (screen,) = step(None, Tapped(ShowStatus("failed")), known).screens
        tap = screen.rows[0][0].tap
        assert tap is not None
        assert wants(None, Tapped(tap)) == (Repeatable(FAILED, 4, at),)
        assert wants(None, Tapped(SendAgain("failed", 1, 10**18 - 1, 1)))

    def test_people_are_told_when_there_is_anybody_to_tell(self) -> None:
        tap = TellMissed("in_doubt", 0)
        asked = wants(None, Tapped(tap))[0]
        assert isinstance(asked, MissedNow)
        step_taken = step(None, Tapped(tap), facts(more={asked: 2}))
        assert step_taken.orders == (WriteToMissed(IN_DOUBT, asked.until),)
        assert step(None, Tapped(tap), facts(more={asked: 0})).orders == ()


def test_it_is_for_organizers_alone() -> None:
    assert CONVERSATION.organizers
    assert not CONVERSATION.rooms
