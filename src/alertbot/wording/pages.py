"""Long utterances cut into messages a platform takes, at the seams a reader would choose."""

from collections.abc import Iterator
from dataclasses import replace

import regex

from alertbot.wording.tree import Block, Run, Utterance

TELEGRAM_LIMIT = 4096
"""UTF-16 code units of one message (Bot API, sendMessage)."""

SMALLEST_LIMIT = 64
_LONGEST_CHARACTER = 32
"""Code points looked at for the start of a reader's character; longer ones are cut anyway."""

_SENTENCE_END = regex.compile(r"[.!?…。؟۔।][\"'»”’)\]]*\s+")
_SPACE = regex.compile(r"\s+")


def units(text: str) -> int:
    """UTF-16 code units, which is how platforms count."""
    return len(text) + sum(character > "\uffff" for character in text)


def paginate(utterance: Utterance, limit: int = TELEGRAM_LIMIT) -> tuple[Utterance, ...]:
    """The utterance as pages whose plain text is at most ``limit`` UTF-16 units, less a margin for encoders.

    Cut at blocks, then lines, sentences, words and, failing all, between characters as a reader sees them.
    White space at a cut is dropped, nothing else. Buttons and file go with the last page. ``ValueError``
    for a limit below 64.
    """
    if limit < SMALLEST_LIMIT:
        raise ValueError(f"a page holds at least {SMALLEST_LIMIT} units")
    room = limit - limit // 40
    if units(utterance.plain()) <= room:
        return (utterance,)
    pages = [Utterance(blocks, rtl=utterance.rtl) for blocks in _filled(utterance.blocks, room)]
    pages[-1] = replace(pages[-1], rows=utterance.rows, handout=utterance.handout)
    return tuple(pages)


def _filled(blocks: tuple[Block, ...], room: int) -> Iterator[tuple[Block, ...]]:
    page: tuple[Block, ...] = ()
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if _size((*page, block)) <= room:
            page = (*page, block)
            continue
        left = room - _size((*page, Block(block.kind, (Run(""),))))
        if _size((block,)) > room and left * 4 >= room:
            head, tail = _cut(block, left)
            page = (*page, head) if head.runs else page
            waiting.extend((tail,) if tail.runs else ())
        else:
            waiting.append(block)
        if page:
            yield page
        page = ()
    if page:
        yield page


def _size(blocks: tuple[Block, ...]) -> int:
    return units(Utterance(blocks).plain())


def _cut(block: Block, room: int) -> tuple[Block, Block]:
    text = "".join(run.text for run in block.runs)
    end = seam(text, room)
    head = text[:end].rstrip()
    rest = text[end:].lstrip()
    return (
        Block(block.kind, _slice(block.runs, 0, len(head))),
        Block(block.kind, _slice(block.runs, len(text) - len(rest), len(text))),
    )


def _slice(runs: tuple[Run, ...], start: int, stop: int) -> tuple[Run, ...]:
    out: list[Run] = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, stop - at)]
        at += len(run.text)
        if text:
            out.append(replace(run, text=text))
    return tuple(out)


def seam(text: str, room: int) -> int:
    """The best place to cut ``text`` so that what stands before fits into ``room`` units (at least 2)."""
    end = _fitting(text, room)
    if end == len(text):
        return end
    line = max(text.rfind("\n\n", 0, end + 1), text.rfind("\n", end // 2, end + 1))
    for found in (line, _last(_SENTENCE_END, text, end, end // 2), _last(_SPACE, text, end, end // 4)):
        if found * 4 >= end and text[:found].strip():
            return found
    return _between_characters(text, end)


def _fitting(text: str, room: int) -> int:
    """How many characters from the start fit into ``room`` units."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > room:
            return index
    return len(text)


def _last(pattern: "regex.Pattern[str]", text: str, end: int, start: int) -> int:
    """The end of the last match whose visible part lies before ``end``, or -1."""
    matches = (match for match in pattern.finditer(text, start, min(len(text), end + 1)))
    ends = [match.start() + len(match.group().rstrip()) for match in matches]
    return next((at for at in reversed(ends) if 0 < at <= end), -1)


def _between_characters(text: str, end: int) -> int:
    start = max(0, end - _LONGEST_CHARACTER)
    starts = [match.start() for match in regex.finditer(r"\X", text[start : end + _LONGEST_CHARACTER])]
    return next((start + at for at in reversed(starts) if 0 < start + at <= end and at > 0), end)
