"""An utterance as Matrix shows it: a formatted and a plain body from one text tree. Pure.

Everything a reader sees came in as data and leaves escaped; the only markup is what this module writes
(Client-Server API, "m.room.message msgtypes": the tags a client has to know).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any
from urllib.parse import urlsplit

import orjson

from alertbot.dialogue.conversations import PRIVATE, ROOM
from alertbot.wording.transcript import offers_of
from alertbot.wording.tree import Block, Button, Handout, Run, Utterance

LONGEST = 4_000
"""UTF-16 units: an event may hold 65,536 bytes, and an encrypted edit says everything four times."""

MOST_BYTES = 40_000
"""Above it the formatted body is left out."""

CHOICES = "alertbot.choices"
"""Where a message carries its choices, each as label and packed tap, for those who answer it later."""

_TAGS = {"bold": "strong", "italic": "em", "code": "code"}
_SCHEMES = ("http", "https", "mailto")
_UNFIT_FOR_NAMES = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|]+')
_WORDS = sorted({word for conversation in (*PRIVATE, ROOM) for word in conversation.commands}, reverse=True)
_COMMAND = re.compile(rf"(?<![\w/.:])/({'|'.join(_WORDS)})\b")
"""Clients keep a line that begins with a slash for themselves; here commands begin with an exclamation
mark."""


@dataclass(frozen=True, slots=True)
class Payload:
    """One message but for its room: the content of an ``m.room.message``, and a file that goes with it."""

    content: Mapping[str, Any] = field(repr=False)
    handout: Handout | None = None

    @property
    def speaks(self) -> bool:
        return bool(self.content)


def encode(utterance: Utterance, bot: str) -> Payload:
    """The utterance for the bot whose user id is ``bot``; a room's readers write to it in private."""
    said = _turned(utterance)
    plain = "\n\n".join(part for part in (said.plain(), "\n".join(_plain_choices(said, bot))) if part)
    handout = replace(said.handout, name=_file_name(said.handout.name)) if said.handout else None
    if not plain.strip():
        return Payload({} if handout else {"msgtype": "m.text", "body": "…"}, handout)
    content: dict[str, Any] = {"msgtype": "m.text", "body": plain, **_carried(said)}
    html = _html(said.blocks) + _html_choices(said, bot)
    if utterance.rtl:
        html = f'<div dir="rtl">{html}</div>'
    formatted = {**content, "format": "org.matrix.custom.html", "formatted_body": html}
    return Payload(formatted if len(orjson.dumps(formatted)) <= MOST_BYTES else content, handout)


def edit_of(message: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The event that puts ``content`` in a message's place; its own body is for clients without edits."""
    return {
        "msgtype": content["msgtype"],
        "body": f"* {content['body']}",
        "m.new_content": dict(content),
        "m.relates_to": {"rel_type": "m.replace", "event_id": message},
    }


def answer_to(message: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """``content`` as a reply. Nothing is quoted in its text: apps show what it answers (since Matrix 1.13).

    ``message``: the event's id, and the root of the thread it stands in if any; whoever has no threads sees a
    reply there, too ("Threading", fallback for unthreaded clients)."""
    event, _, root = message.partition(" ")
    relation: dict[str, Any] = {"m.in_reply_to": {"event_id": event}}
    if root:
        relation |= {"rel_type": "m.thread", "event_id": root, "is_falling_back": False}
    return {**content, "m.relates_to": relation}


def in_thread(root: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """``content`` in the thread below the event ``root``; whoever has no threads sees a reply to it."""
    relation = {"rel_type": "m.thread", "event_id": root, "is_falling_back": True}
    return {**content, "m.relates_to": {**relation, "m.in_reply_to": {"event_id": root}}}


def _carried(said: Utterance) -> dict[str, Any]:
    offers = offers_of(said)
    return {CHOICES: [[offer.label, offer.packed] for offer in offers]} if offers else {}


# --- plain ----------------------------------------------------------------------------------------------


def _plain_choices(said: Utterance, bot: str) -> Iterable[str]:
    for number, button in _numbered(said):
        yield f"{number}. {button.label}"
    for button in _others(said):
        if button.start:
            yield f"{button.label}: {_private_command(button)} → {bot}"
        elif button.url or button.copy:
            yield f"{button.label}: {button.url or button.copy}"


def _numbered(said: Utterance) -> list[tuple[int, Button]]:
    """The choices that are answered here, by the numbers under which they are kept."""
    offered = [button for row in said.rows for button in row if button.tap or button.start]
    return [(number, button) for number, button in enumerate(offered, 1) if button.tap]


def _others(said: Utterance) -> list[Button]:
    return [button for row in said.rows for button in row if not button.tap]


def _private_command(button: Button) -> str:
    return f"!start {button.start}"


# --- formatted ------------------------------------------------------------------------------------------


def _html(blocks: Iterable[Block]) -> str:
    out: list[str] = []
    listed = False
    for block in blocks:
        item = block.kind == "item"
        out += ["<br>" if listed and item else "</p>" if listed else "", "<p>" if item and not listed else ""]
        out.append(_block(block))
        listed = item
    return "".join(out) + ("</p>" if listed else "")


def _block(block: Block) -> str:
    if block.kind == "copy":
        return f"<pre><code>{escape(''.join(run.text for run in block.runs), quote=False)}</code></pre>"
    inner = "".join(_run(run) for run in block.runs)
    match block.kind:
        case "item":
            return inner
        case "quote":
            return f"<blockquote>{inner}</blockquote>"
        case _:
            return f"<p>{inner}</p>"


def _run(run: Run) -> str:
    text = escape(run.text, quote=False).replace("\n", "<br>")
    if _is_link(run.url):
        text = f'<a href="{escape(run.url)}">{text}</a>'
    tag = _TAGS.get(run.style)
    return f"<{tag}>{text}</{tag}>" if tag and text.strip() else text


def _html_choices(said: Utterance, bot: str) -> str:
    numbered = "<br>".join(f"<strong>{n}.</strong> {_said(button.label)}" for n, button in _numbered(said))
    others = "<br>".join(made for button in _others(said) if (made := _html_other(button, bot)))
    return "".join(f"<p>{lines}</p>" for lines in (numbered, others) if lines)


def _html_other(button: Button, bot: str) -> str:
    label = _said(button.label)
    if button.start:
        command = escape(_private_command(button))
        return (
            f'{label}: <code>{command}</code> → <a href="https://matrix.to/#/{escape(bot)}">{escape(bot)}</a>'
        )
    if _is_link(button.url):
        return f'<a href="{escape(button.url)}">{label}</a>'
    given = button.url or button.copy
    return f"{label}: <code>{_said(given)}</code>" if given else ""


def _said(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _is_link(url: str) -> bool:
    try:
        return bool(url) and urlsplit(url).scheme in _SCHEMES and not any(c.isspace() for c in url)
    except ValueError:
        return False


# --- both -----------------------------------------------------------------------------------------------


def _turned(said: Utterance) -> Utterance:
    """Commands as they are typed here; text to take along stays as it is."""
    return replace(said, blocks=tuple(_turned_block(block) for block in said.blocks))


def _turned_block(block: Block) -> Block:
    if block.kind == "copy":
        return block
    return replace(
        block, runs=tuple(replace(run, text=_COMMAND.sub(r"!\1", clean(run.text))) for run in block.runs)
    )


def clean(text: str) -> str:
    """Without what cannot be sent: halves of characters, and NUL."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _file_name(name: str) -> str:
    kept = _UNFIT_FOR_NAMES.sub("_", clean(name)).strip(" .")
    return kept[-120:] or "file"
