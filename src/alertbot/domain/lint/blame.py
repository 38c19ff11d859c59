"""Secondary addressees are asked for help: no letter to them, and no text about them, may accuse them."""

import re
from collections.abc import Iterator

from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.lint.passage import Passage, bodies
from alertbot.domain.lint.phrases import reproaches
from alertbot.domain.lint.remark import Remark, RemarkKind
from alertbot.domain.lint.words import WORD, folded, one_word, sentences, with_commas

_HARSH = re.compile(
    r"\b(?:guilty|complicit\w*|crimes?|criminals?|to blame|disgrace\w*|shame\w*|corrupt\w*|illegal\w*"
    r"|violat\w+|persecut\w+|betray\w*|liars?|lies|repressi\w+|exploit\w+|thugs?|tortur\w+)\b"
    r"|\b(?:винов|соучаст|преступ|позор|произвол|незаконн|наруш|предател|репресс|пытк|беззакони|лж[её]т"
    r"|ложь)\w*"
    r"|\b(?:vinovat|complic[ei]|crim[ae]|rușin|corupt|ilegal|încălc|persecut|minciun|abuz|tortur)\w*",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:ask|urge|request|appeal|please|call on|convey|tell|let \w+ know|support|help|use your)\b"
    r"|\b(?:прошу|просим|призыва|обраща|переда[йт]|сообщ|помо[гщч]|повлия)\w*"
    r"|\b(?:rog|rugăm|cer|cerem|solicit|transmit\w*|ajut\w*)\b",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:not|no|nothing|never|nor|neither|не|нет|ни|никак\w*|nu|nici|niciun\w*|fără)\b", re.IGNORECASE
)


def blame(appeal: Appeal, passages: tuple[Passage, ...]) -> Iterator[Remark]:
    """Accusations that a secondary addressee would read; ``passages`` are the appeal's own texts."""
    told: set[tuple[object, ...]] = set()
    for addressee in (a for a in appeal.addressees if a.secondary):
        for remark in (*_letters(appeal, addressee), *_texts(addressee, passages)):
            spot = (remark.kind, remark.place, remark.ink)
            if spot not in told:
                told.add(spot)
                yield remark


def _letters(appeal: Appeal, addressee: Addressee) -> Iterator[Remark]:
    others = [other for other in appeal.addressees if not other.secondary]
    for body in bodies(appeal, addressee.group, addressee.key):
        reproached = list(reproaches(body.text))
        for at, words in reproached:
            yield body.remark(RemarkKind.ACCUSED, at, words=words, addressee=addressee.key)
        shared = _shared_with(appeal, others, body)
        for start, sentence in sentences(with_commas(body.text)):
            told = any(start <= at < start + len(sentence) for at, _ in reproached)
            if told or _ASKING.search(sentence) or _DENYING.search(sentence):
                continue
            own = (f for f in _HARSH.finditer(sentence) if shared[start + f.start()].isspace())
            for harsh in list(own)[:1]:
                args = {"words": harsh[0], "addressee": addressee.key}
                yield body.remark(RemarkKind.ACCUSING_WORDS, start + harsh.start(), **args)


def _shared_with(appeal: Appeal, others: list[Addressee], body: Passage) -> str:
    """The parts of a body that some other, primary addressee gets as well; the rest is blank."""
    shared = [" "] * len(body.text)
    for group in dict.fromkeys((other.group, other.key) for other in others):
        for same in bodies(appeal, *group):
            if same.place == body.place:
                shared = [a if b.isspace() else b for a, b in zip(shared, same.text, strict=True)]
    return "".join(shared)


def _texts(addressee: Addressee, passages: tuple[Passage, ...]) -> Iterator[Remark]:
    """Sentences that name the office and speak of guilt, without a word that denies it."""
    for passage in passages:
        if passage.place[0] not in ("title", "summary", "text", "actions"):
            continue
        names = _names(addressee, passage.language)
        for start, sentence in sentences(passage.text):
            harsh = _HARSH.search(with_commas(sentence))
            if harsh and _mentions(sentence, names, passage.language) and not _DENYING.search(sentence):
                words = sentence[harsh.start() : harsh.end()]
                yield passage.remark(
                    RemarkKind.ACCUSING_WORDS, start + harsh.start(), words=words, addressee=addressee.key
                )


def _names(addressee: Addressee, language: str) -> list[str]:
    office = addressee.office.texts.get(language, "")
    person = addressee.persons.texts.get(language) or addressee.person
    return [folded(w) for w in WORD.findall(f"{office} {person}") if w[0].isupper() and len(w) > 3]


def _mentions(sentence: str, names: list[str], language: str) -> bool:
    words = [folded(word) for word in WORD.findall(sentence) if word[0].isupper()]
    found = sum(any(one_word(word, name, language) for word in words) for name in names)
    return bool(names) and found >= min(2, len(names))
