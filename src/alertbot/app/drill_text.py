"""What the drill says: the example to paste, the checklist, and the summary at the end."""

from collections.abc import Mapping
from datetime import date, timedelta

from babel.dates import format_date

from alertbot.domain.drill import Checklist, DrillStep

_EXAMPLE = """Free Rosa Example! (EXERCISE)

{today}
THIS IS AN EXERCISE. The Exercise Committee asks for urgent help in Kazakhstan.

Rosa Example, the chair of the Example Union of Oil Workers, was arrested on {arrested} in Aktau,
Kazakhstan. She had asked for higher wages at a meeting that the authorities had permitted. A court
ordered her to be held for two months.

Her family was not told where she is. Her lawyer was let in only after three days.

Please write to the authorities in Kazakhstan and ask them to:

i. Release Rosa Example immediately and unconditionally;
ii. Let her family visit her;
iii. Respect the freedom of association.

Addresses:
- Mr. Anatoly Placeholder, Minister of Internal Affairs of Kazakhstan. Email: minister@example.org
- Ms. Nadia Placeholder, Prosecutor General of Kazakhstan. Email: prosecutor@example.org
"""


def example(today: date) -> str:
    """A made-up appeal of that day, without a last day; its addresses are reserved ones that reach nobody."""
    return _EXAMPLE.format(today=_english(today), arrested=_english(today - timedelta(days=2)))


def _english(day: date) -> str:
    return format_date(day, "d MMMM y", locale="en")


LINES: Mapping[DrillStep, str] = {
    DrillStep.PASTE: "Paste. As Olga: /newappeal, then paste the text that stands in EXERCISE newsroom.",
    DrillStep.FIX: "Fix. As Olga: the draft has no last day. Choose one with its button, or mend a line.",
    DrillStep.SUBMIT: "Ask. As Olga: ask for approval.",
    DrillStep.APPROVE: "Approve. As Omar: read it letter by letter, then approve. Nobody approves their own.",
    DrillStep.HOLD: "Hold. Ten seconds in which anybody may still stop it. Let them pass.",
    DrillStep.WATCH: "Watch. As Olga: see how it goes out; one recipient blocked the bot.",
    DrillStep.HALT: "Halt. As Olga or Omar: press Stop, or write /halt, before everybody has it.",
    DrillStep.HEARING: "Court date. As Olga: /hearing 20 October 10:00 Aktau, then save it.",
    DrillStep.MOVE: "Moved. As Olga: /hearing once more; move that date by a day.",
    DrillStep.CORRECT: "Correct. As Olga: /correct, change a line, ask again; as Omar: approve.",
    DrillStep.CLOSE: "Close. As Olga: /close, and confirm.",
    DrillStep.RETRACT: "Take back. As Olga: /retract, and ask; as Omar: confirm.",
}

SHORT: Mapping[DrillStep, str] = {
    DrillStep.PASTE: "paste a text",
    DrillStep.FIX: "fix the draft",
    DrillStep.SUBMIT: "ask for approval",
    DrillStep.APPROVE: "approve as the second person",
    DrillStep.HOLD: "let the hold pass",
    DrillStep.WATCH: "watch it go out",
    DrillStep.HALT: "halt",
    DrillStep.HEARING: "set a court date",
    DrillStep.MOVE: "move a court date",
    DrillStep.CORRECT: "correct what is out",
    DrillStep.CLOSE: "close",
    DrillStep.RETRACT: "take back",
}


def summary(checklist: Checklist) -> tuple[str, ...]:
    """How it went, line by line."""
    published = checklist.to_published
    took = (
        "Nothing was published." if published is None else f"From the paste to published: {_span(published)}."
    )
    done = f"{len(checklist.done)} of {len(DrillStep)} steps done."
    if checklist.complete:
        return ("", "The exercise is over.", took, done, "Nothing was forgotten. Nobody outside heard it.")
    forgotten = ", ".join(SHORT[step] for step in checklist.forgotten)
    return ("", "The exercise is over.", took, done, f"Not done: {forgotten}.", "Nobody outside heard it.")


def _span(length: timedelta) -> str:
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
