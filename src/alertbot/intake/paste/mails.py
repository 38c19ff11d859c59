"""Heads of mails within a text: forward marks, headers, "On 3 May Ann wrote:". They name no addressee."""

import re
from collections.abc import Iterator, Sequence

from alertbot.intake.paste.countries import is_governments
from alertbot.intake.paste.vocabulary import Vocabulary, squeeze

LONGEST_MARK = 120
LONGEST_WROTE = 300
"""Characters of a line that is but a forward mark, and of one that says who wrote when."""

FEWEST_LABELS = 2
"""Different headers of a mail below a forward mark or with an address; a head without either has one more."""

_FORWARDED = (
    r"(?:(?:original|originally\sforwarded|forwarded|forward)[\s-](?:message|e-?mail|mail)|original-?(?:nachricht|mail|message)"
    r"|(?:weitergeleitete[rn]?|ursprüngliche[rn]?)\s(?:nachricht|mail|e-mail)"
    r"|(?:message|courriel|mail)\s(?:transféré|réexpédié|original|initial|d[’']origine)|mensaje\s(?:original|reenviado)|correo\sreenviado"
    r"|messaggio\s(?:originale|inoltrato)|(?:исходное|пересылаемое|пересланное|оригинальное|переадресованное)\s(?:сообщение|письмо)"
    r"|(?:пересылаемого|пересланного|переадресованного)\s(?:сообщения|письма)"
    r"|(?:iletilen|iletilmiş|yönlendirilen|yönlendirilmiş|özgün|orijinal|orjinal)\s(?:ileti|mesaj|posta|e-posta)\w{0,3})"
)
_MARK = re.compile(
    r"(?P<stamp>\[[^\]]{6,40}\]\s[^:]{1,60}:\s)?(?:[-_=>*#\s–—]|<(?=-)){0,40}"
    r"(?:(?:begin|start|beginning|(?P<end>end|ende|fin|fine|конец)|anfang|beginn|début|inicio|comienzo|inizio|начало)\s"
    r"(?:of\s|der\s|du\s|del\s)?)?" + _FORWARDED + r"(?!\w)"
    r"(?P<rest>(?:\s(?:from|von|de|da|от|follows|begins|ends|başlangıcı|başlıyor|sonu)(?!\w)[^!?]{0,80}|[^\w]{0,60}))$",
    re.IGNORECASE,
)
"""Alone on a line: what mail programs and messengers print above what they pass on."""

_WROTE = re.compile(
    r"(?=.*\d).{0,250}(?:\bwrote|\bwrites|\ba\sécrit|\bescribió|\bha\sscritto|\bнаписал(?:а|\(а\))?|\bпишет|\byazdı|\byazmış|"
    r"\bschrieb(?:\s[^:]{1,120})?)\s?:$",
    re.IGNORECASE,
)
_DATED = re.compile(r"<[^<>\s]{1,80}@|(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[.:]\d\d")

_LABELS = {
    "from": r"from|sender|von|absender|de|expéditeur|remitente|da|mittente|от(?:\sкого)?|отправитель"
    r"|kimden|gönderen",
    "to": r"to|an|empfänger|à|a|destinataires?|para|destinatario|кому|получатель|kime|alıcı",
    "copy": r"b?cc|kopie|copie|cci|ccn|cco|копия|bilgi",
    "date": r"date|sent|received|datum|gesendet|envoyé|fecha|enviado(?:\sel)?|data|inviato|дата|отправлено"
    r"|tarih|gönderilme(?:\starihi)?|gönderildi",
    "subject": r"subject|betreff|objet|sujet|asunto|oggetto|тема|konu",
    "other": r"reply-to|antwort(?:\san)?|répondre\sà|responder\sa|rispondi\sa|ответить|yanıtla"
    r"|list-[a-z-]{2,20}|message-id|mime-version|content-[a-z-]{2,30}|x-[a-z-]{2,30}|return-path|importance|priority"
    r"|attachments?|anlagen?|pièces\sjointes|organization",
}
_LABEL = re.compile(
    r"\W{0,4}(?:"
    + "|".join(f"(?P<{kind}>{names})" for kind, names in _LABELS.items())
    + r")\*?\s?:(?=\*?\s|$)",
    re.IGNORECASE,
)

_OTHER_LABEL = re.compile(r"[^\W\d_][\w .-]{1,20}:")
"""Of a fax's cover ("FAX NO:"): no mail's header is folded there."""

_FOOT = re.compile(
    r"[\w.@+-]{2,60}\smailing\slist(?:\W.{0,40})?$|https?://\S{1,120}/listinfo/\S+$", re.IGNORECASE
)
FOOT_LINES = 6


def is_mark(text: str) -> bool:
    """Whether a line is a forward mark ("----- Forwarded message -----"), or says who wrote when."""
    if len(text) <= LONGEST_MARK and _MARK.match(text):
        return True
    wrote = len(text) <= LONGEST_WROTE and text.endswith(":") and _WROTE.match(text) is not None
    return wrote and _DATED.search(text) is not None


def opens(text: str) -> bool:
    """Whether a forward mark stands above what it passes on, not below it."""
    mark = _MARK.match(text) if len(text) <= LONGEST_MARK else None
    return mark["end"] is None if mark else is_mark(text)


def label_of(text: str) -> str:
    """Which header of a mail a line is ("from", "to", "copy", "date", "subject", "other"), or nothing."""
    found = _LABEL.match(text)
    return (found.lastgroup or "") if found else ""


def is_of_head(text: str) -> bool:
    """Whether a line may be one of a mail's head: no mail program wraps those as it does the text."""
    return bool(label_of(text)) or is_mark(text)


def heads_of(texts: Sequence[str], vocabulary: Vocabulary) -> frozenset[int]:
    """Which of a text's lines are heads of mails, written, forwarded or quoted, or a mailing list's foot.

    A letter sent by mail names its official behind "To:": such a line is none of them.
    """
    found: set[int] = set()
    forwarded = -1
    for at, text in enumerate(texts):
        if at in found or not text:
            continue
        if is_mark(text):
            found.add(at)
            forwarded = at
        elif _FOOT.match(text):
            found.update(_foot(texts, at))
        elif label_of(text):
            is_below = forwarded >= 0 and not any(texts[forwarded + 1 : at])
            head = list(_head(texts, at))
            if _is_mails([texts[one] for one in head], is_below):
                found.update(one for one in head if is_below or not _is_to_official(texts[one], vocabulary))
    return frozenset(found)


def _foot(texts: Sequence[str], at: int) -> Iterator[int]:
    """A mailing list's own lines at the end of a mail: its name, its address, its page."""
    yield at
    for one in range(at + 1, min(at + FOOT_LINES, len(texts))):
        if not ("@" in texts[one] or "://" in texts[one]):
            return
        yield one


def _head(texts: Sequence[str], at: int) -> Iterator[int]:
    """The headers from a line on; one may be folded, and blank lines may stand between two of them."""
    while True:
        yield at
        following = range(at + 1, min(at + 3, len(texts)))
        labelled = next((one for one in following if label_of(texts[one])), None)
        if labelled is None or any(_OTHER_LABEL.match(texts[one]) for one in range(at + 1, labelled)):
            return
        yield from range(at + 1, labelled)
        at = labelled


def _is_mails(head: Sequence[str], is_below: bool) -> bool:
    """Whether headers are a mail's: below a forward mark, with its sender's address, or most there are."""
    if is_below:
        return True
    labels = {label_of(text) for text in head} - {""}
    sent = any("@" in text for text in head if label_of(text) in ("from", "other"))
    told = labels & {"date", "subject"}
    return "from" in labels and bool(told) and len(labels) >= FEWEST_LABELS + (not sent)


def _is_to_official(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a mail goes to an authority: then it is a letter, and its head the envelope."""
    kind = label_of(text)
    if kind not in ("to", "copy"):
        return False
    named = kind == "to" and vocabulary.powers.search(text) is not None
    return named or is_governments(text.rsplit(" ", 1)[-1].strip("<>;,"))


def senders_of(texts: Sequence[str]) -> str:
    """Who sent the mails whose heads these lines are: names and addresses, squeezed."""
    return " ".join(squeeze(text) for text in texts if label_of(text) == "from")
