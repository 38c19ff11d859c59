"""Secondary addressees are asked for help: no letter to them, and no text about them, may accuse them."""

import re
from collections.abc import Iterator

from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.lint.passage import Passage, bodies
from alertbot.domain.lint.remark import Remark, RemarkKind
from alertbot.domain.lint.words import WORD, folded, one_word, sentences

_CRIME = (
    r"(?:guilt|complicit|crime|violation|persecution|repression|lies|lying|abuse|cruelty|corruption|greed)"
)
_DIRECT = re.compile(
    r"\byou(?:r \w+)? (?:are|were|have been|is|was|has been) (?:\w+ )?(?:guilty|responsible for|complicit"
    r"|to blame|an accomplice|corrupt|lying)"
    r"|\byou(?:r (?:company|government|office|chain|stores?|firm|administration))? (?:have |has "
    r"|had )?(?:\w+ly )?"
    r"(?:violated|fired|dismissed|persecuted|betrayed|tortured|arrested|jailed|harassed|lied|covered up"
    r"|broke the law|robbed)"
    rf"|\byour (?:\w+ )?{_CRIME}\w*|\bshame on you\b|\b(?:i|we) (?:condemn|accuse|blame|denounce) you"
    r"|\bвы (?:\w+ )?(?:виновн\w+|виноват\w*|нес[её]те (?:\w+ )?ответственность за|нарушили|уволили"
    r"|преследуете|лжёте|лжете|предали|покрываете)"
    r"|\bваш\w{0,3} (?:\w+ )?(?:вин[аыуе]|преступлени\w+|соучасти\w+|нарушени\w+|произвол\w*|лож[ьи]"
    r"|жестокост\w+)"
    r"|\bпозор вам\b|\b(?:обвиняю|осуждаю|виню|обвиняем|осуждаем) вас"
    r"|\b(?:sunteti|ati fost) (?:\w+ )?(?:vinovat\w*|responsabil\w* pentru|complic\w+)"
    r"|\bati (?:incalcat|concediat|persecutat|mintit|tradat|arestat)"
    r"|\b(?:vina|crimele|complicitatea|minciunile|abuzurile) (?:dumneavoastra|dvs|voastra|voastre)\b"
    r"|\brusine (?:sa va fie|voua)\b"
    r"|\bva (?:acuz|condamn|invinuiesc)\w*",
    re.IGNORECASE,
)
_HARSH = re.compile(
    r"\b(?:guilty|complicit\w*|crimes?|criminals?|to blame|disgrace\w*|shame\w*|corrupt\w*|illegal\w*"
    r"|violat\w+|persecut\w+|betray\w*|liars?|lies|repressi\w+|exploit\w+|thugs?|tortur\w+)\b"
    r"|\b(?:винов\w+|соучаст\w+|преступ\w+|позор\w*|произвол\w*|незаконн\w+|нарушени\w+|нарушает\w*"
    r"|лж[её]т\w*|ложь|предат\w+|репресс\w+|пытк\w+|беззакони\w+)"
    r"|\b(?:vinovat\w*|complic\w+|crim[ae]\w*|rusin\w+|corupt\w*|ilegal\w*|incalc\w+|persecut\w+|minciun\w+"
    r"|abuz\w*|tortur\w+)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:ask|urge|request|appeal|please|call on|convey|tell|let \w+ know|support|help|use your)\b"
    r"|\b(?:прошу|просим|призыва\w+|обраща\w+|передать|сообщить|помо\w+|повлия\w+)|\b(?:rog|rugam|cer"
    r"|solicit|transmit\w*|ajut\w*)\b",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:not|no|nothing|never|nor|neither|не|нет|ни|никак\w*|nu|nici|niciun\w*|fara)\b", re.IGNORECASE
)
_ACCENTS = str.maketrans("ăâîșşțţĂÂÎȘŞȚŢ", "aaissttAAISSTT")


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
        plain = body.text.translate(_ACCENTS)
        for found in _DIRECT.finditer(plain):
            words = " ".join(body.text[found.start() : found.end()].split())
            yield body.remark(RemarkKind.ACCUSED, found.start(), words=words, addressee=addressee.key)
        elsewhere = _shared_with(appeal, others, body)
        for start, sentence in sentences(plain):
            own = [f for f in _HARSH.finditer(sentence) if elsewhere[start + f.start()].isspace()]
            if (
                own
                and not _ASKING.search(sentence)
                and not _DIRECT.search(sentence)
                and not _DENYING.search(sentence)
            ):
                words = body.text[start + own[0].start() : start + own[0].end()]
                yield body.remark(
                    RemarkKind.ACCUSING_WORDS, start + own[0].start(), words=words, addressee=addressee.key
                )


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
            harsh = _HARSH.search(sentence.translate(_ACCENTS))
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
