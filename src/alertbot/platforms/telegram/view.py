"""An utterance as Telegram sends it: HTML, an inline keyboard, a document. Pure.

Everything a reader sees came in as data and leaves escaped; the only markup is what this module writes.
Parameters are serialised here, once per language, so that a send adds nothing but the chat.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import urlsplit

import orjson
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit, ParseMode

from alertbot.platforms.telegram.wire import Written, clean
from alertbot.wording.pages import paginate, seam, units
from alertbot.wording.tree import Block, Button, Handout, Run, Utterance

TEXT_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
CAPTION_UNITS = int(MessageLimit.CAPTION_LENGTH)
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LABEL_UNITS = 128
NAME_CHARACTERS = 120

_RIGHT_TO_LEFT_MARK = "\u200f"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True).to_json()
_UNFIT_FOR_NAMES = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|]+')
_TAGS = {"bold": "b", "italic": "i", "code": "code"}


@dataclass(frozen=True, slots=True)
class Payload:
    """One message, but for its chat; ``parameters`` are those of sendMessage, or sendDocument's beside the
    document itself, and ``written`` the same in JSON."""

    parameters: Mapping[str, str] = field(repr=False)
    written: Written = field(repr=False)
    handout: Handout | None = None


def encode(utterance: Utterance, bot: str) -> Payload:
    """The utterance for the bot called ``bot`` (without @), which its deep links open."""
    handout = utterance.handout
    html = _html(_fitted(utterance, CAPTION_UNITS if handout else TEXT_UNITS))
    parameters = {"parse_mode": str(ParseMode.HTML)}
    if handout:
        parameters |= {"caption": html} if html.strip() else {}
        handout = replace(handout, name=_file_name(handout.name))
    else:
        # Telegram refuses an empty message, and the buttons below it would be lost with it.
        parameters |= {"text": html if html.strip() else "…", "link_preview_options": _NO_PREVIEW}
    if rows := _keyboard(utterance.rows, bot):
        parameters["reply_markup"] = InlineKeyboardMarkup(rows).to_json()
    return Payload(parameters, Written(orjson.dumps(parameters)[1:-1]), handout)


def deep_link(bot: str, packed: str) -> str:
    """Opens the private chat with the bot and comes back as ``/start packed``."""
    return f"https://t.me/{bot}?start={packed}"


# --- text -----------------------------------------------------------------------------------------------


def _fitted(utterance: Utterance, limit: int) -> tuple[Block, ...]:
    """The blocks in at most ``limit`` units, cut at a seam where they do not fit."""
    whole = Utterance(tuple(_cleaned(block) for block in utterance.blocks))
    size = units(whole.plain())
    if not whole.plain().strip():
        return ()
    if size > limit:
        return _ellipsed(paginate(whole, limit)[0].blocks)
    if utterance.rtl and size + whole.plain().count("\n") + 1 <= limit:
        return tuple(_turned(block) for block in whole.blocks)
    return whole.blocks


def _cleaned(block: Block) -> Block:
    return replace(block, runs=tuple(replace(run, text=clean(run.text)) for run in block.runs))


def _ellipsed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    last = blocks[-1]
    return (*blocks[:-1], replace(last, runs=(*last.runs, Run("…"))))


def _turned(block: Block) -> Block:
    """The block with a mark on each line that would otherwise run left to right: Telegram goes by a line's
    first strong character. Text to take along stays as it is."""
    if block.kind == "copy":
        return block
    runs: list[Run] = []
    text = "".join(run.text for run in block.runs)
    at = 0
    for run in block.runs:
        turned = ""
        for piece in run.text.splitlines(keepends=True) if run.text else ():
            starts = at == 0 or text[at - 1] == "\n"
            turned += (_RIGHT_TO_LEFT_MARK if starts and _runs_left_to_right(text[at:]) else "") + piece
            at += len(piece)
        runs.append(replace(run, text=turned))
    return replace(block, runs=tuple(runs))


def _runs_left_to_right(text: str) -> bool:
    """Whether the first line of ``text`` says something and does not begin right to left."""
    line = text.partition("\n")[0]
    strong = (unicodedata.bidirectional(character) for character in line)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "")
    return first not in ("R", "AL") and bool(line.strip())


def _html(blocks: Sequence[Block]) -> str:
    out: list[str] = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        listed = before is not None and before.kind == block.kind == "item"
        out += ["\n" if listed else "\n\n" if before else "", _block(block)]
    return "".join(out)


def _block(block: Block) -> str:
    if block.kind == "copy":
        text = escape("".join(run.text for run in block.runs), quote=False)
        return f"<pre>{text}</pre>" if text else ""
    inner = "".join(_run(run) for run in block.runs)
    return f"<blockquote>{inner}</blockquote>" if block.kind == "quote" and inner else inner


def _run(run: Run) -> str:
    text = escape(run.text, quote=False)
    if not text.strip():
        return text
    if _is_link(run.url):
        text = f'<a href="{escape(run.url)}">{text}</a>'
        if run.style == "code":  # Telegram allows nothing inside code
            return text
    tag = _TAGS.get(run.style)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _is_link(url: str) -> bool:
    """Whether Telegram takes it: http or https, a host with a dot, nothing that would have to be guessed."""
    if not url or clean(url) != url or any(character.isspace() for character in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host.strip(".")


# --- keyboard and file ----------------------------------------------------------------------------------


def _keyboard(rows: Iterable[Iterable[Button]], bot: str) -> list[list[InlineKeyboardButton]]:
    out: list[list[InlineKeyboardButton]] = []
    room = MOST_BUTTONS
    for row in rows:
        buttons = [made for button in row if (made := _button(button, bot))][:room]
        room -= len(buttons)
        out += [buttons[at : at + MOST_IN_A_ROW] for at in range(0, len(buttons), MOST_IN_A_ROW)]
    return out


def _button(button: Button, bot: str) -> InlineKeyboardButton | None:
    """``None`` for what Telegram would refuse, and with it the whole message: links that are not http or
    https, texts too long to copy. The letter page and the text itself stand in for those."""
    label = _label(button.label)
    if button.tap and len(button.tap.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        return InlineKeyboardButton(label, callback_data=button.tap)
    if button.start:
        return InlineKeyboardButton(label, url=deep_link(bot, button.start))
    if _is_link(button.url):
        return InlineKeyboardButton(label, url=button.url)
    copy = clean(button.copy)
    if copy.strip() and units(copy) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT:
        return InlineKeyboardButton(label, copy_text=CopyTextButton(copy))
    return None


def _label(text: str) -> str:
    label = " ".join(clean(text).split())
    if units(label) > LABEL_UNITS:
        label = label[: seam(label, LABEL_UNITS - 1)].rstrip() + "…"
    return label or "…"


def _file_name(name: str) -> str:
    kept = _UNFIT_FOR_NAMES.sub("_", clean(name)).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[: NAME_CHARACTERS - len(suffix)]}{dot}{suffix}"[-NAME_CHARACTERS:] or "file"
