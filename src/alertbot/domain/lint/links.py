"""Links that lost their address on the way: "click here", and nothing to click on."""

import re
from collections.abc import Iterator

from alertbot.domain.appeal import ActionKind, Appeal
from alertbot.domain.lint.passage import Passage
from alertbot.domain.lint.remark import Remark, RemarkKind

_ADDRESS = re.compile(
    r"https?://|\bwww\.|(?<![@\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/|\b)", re.IGNORECASE
)
_FEW = r"(?:\W+\w+){0,4}?\W+"
_POINTING = re.compile(
    rf"\b(?:click|tap|press|go|download|watch|listen|read|donate|register|see){_FEW}here\b"
    r"|\bhere to (?:sign|donate|register|download|read)\b"
    r"|\b(?:use|follow|open|click(?: on)?|at|via|through|by) (?:this|the) link\b"
    r"|\b(?:this|the) link (?:below|above)\b|\blink:|\bHERE\b"
    r"|\bпо (?:этой |следующей )?ссылке\b|\bссылка:|\b(?:нажмите|скачать|скачайте|перейдите) (?:здесь|сюда"
    r"|тут)\b"
    r"|\b(?:click|apăsați|apasati|descărcați|descarcati|citiți|cititi) aici\b|\b(?:la|prin|pe) acest link\b"
    r"|\baccesați linkul\b|\blinkul de mai jos\b",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"\bHERE\b")
_SIGNING = re.compile(
    r"\bsign (?:the |this |our |a )?(?:online )?petition\b|\b(?:sign|petition)(?:\W+\w+){0,3}?\W+here\b"
    r"|\bподпи(?:шите|сать|сывайте) (?:эту |нашу |онлайн-)?петици\w+|\bподпи(?:шите|сать|шитесь) (?:здесь"
    r"|тут|петицию)\b"
    r"|\b(?:semnați|semnati|semnează|semneaza) (?:petiția|petitia|aici)",
    re.IGNORECASE,
)


def lost_links(appeal: Appeal, passages: tuple[Passage, ...]) -> Iterator[Remark]:
    """Words that promise a link in a text without one.

    A petition may also be signed in the chat, or stand as an action with its address; then no text needs it.
    An action elsewhere without an address has a remark of its own.
    """
    elsewhere = {i for i, a in enumerate(appeal.actions) if a.kind is ActionKind.SIGN_ELSEWHERE}
    linked = any(action.url for action in appeal.actions)
    signable = appeal.offers(ActionKind.SIGN) or linked
    for passage in passages:
        if passage.place[:1] == ("actions",) and (passage.place[1] in elsewhere or _own_url(appeal, passage)):
            continue
        for pattern in (_POINTING,) if signable else (_POINTING, _SIGNING):
            found = next((f for f in pattern.finditer(passage.text) if _promises(f)), None)
            if found and not _ADDRESS.search(passage.text):
                yield passage.remark(RemarkKind.LOST_LINK, found.start(), words=" ".join(found[0].split()))
                break


def _own_url(appeal: Appeal, passage: Passage) -> bool:
    return isinstance(passage.place[1], int) and bool(appeal.actions[passage.place[1]].url)


def _promises(found: re.Match[str]) -> bool:
    """ "HERE" alone is a link's word only when it is shouted, as pasted web pages do."""
    return found[0].casefold() != "here" or bool(_SHOUTED.fullmatch(found[0]))
