"""The one message that everybody sends: 600 characters of Telegram's HTML, and three buttons."""

from dataclasses import dataclass

TITLE = "Urgent appeal: a unionist is held in Almaty without charge"
PARAGRAPHS = (
    "She was taken from her home on the morning of 4 March. Her lawyer has not been let in to see her, "
    "and her family fears for her health. The hearing is tomorrow at ten in the city court.",
    "What you can do: write to the Ministry of Justice in your own words, politely, before the thirtieth "
    "of April. Ask that she be released at once, and that until then she be given the medical care that "
    "she needs. The buttons below show a letter that you can take, and let you sign. Every letter counts: "
    "last month more than eleven thousand were sent.",
)
HTML = "\n\n".join((f"<b>{TITLE}</b>", *PARAGRAPHS))
PLAIN = HTML.replace("<b>", "").replace("</b>", "")

REPLY = "Thank you. You are counted: your name is shown nowhere."
"""What peers answer to a tap."""


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    data: str


BUTTONS = (
    Button("Sign", "appeals"),
    Button("Write letters", "settings"),
    Button("The whole case", "appeals"),
)
"""One to a row."""

TOKEN = "424242:AAF-bench_Token-0123456789abcdefghij"  # noqa: S105 - of no bot
