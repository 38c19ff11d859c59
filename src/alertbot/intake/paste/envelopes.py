"""Addressees of blocks: who is named above the channels, and where post is brought."""

import re
from collections.abc import Iterable, Iterator

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste.blocks import Block
from alertbot.intake.paste.letterheads import Named, named_of, tells
from alertbot.intake.paste.names import is_place
from alertbot.intake.paste.reading import ReadAddressee, ReadChannel
from alertbot.intake.paste.vocabulary import Vocabulary

MOST_CHANNELS = 12
"""Of one addressee."""

FEWEST_OF_NUMBERS = 18
"""Figures in a line that is no office but several numbers."""

LONGEST_UNKNOWN = 100
MOST_SMALL = 4
"""Small words in the name of an office that has no word we know."""

OFFICE_REACH = 24
"""Characters from its beginning in which an office says that it is one."""

MOST_REMARKS = 4
"""Lines above an official that neither name nor place anybody."""

_BOX = re.compile(
    r"(?:p\.?\s?o\.?\s?box|postfach|b\.?p\.?|apartado|casella postale|а/я)\W{0,2}\d", re.IGNORECASE
)
_ACRONYM = re.compile(r"([^\W\d_a-zа-я]{3,8}):\s?(\S.*)")
_GREETS = re.compile(
    r"(?:dear|estimad|respetad|distinguid|sehr\sgeehrt|liebe|chers?\s|chère|egregi|gentil|spett|illustr|уважаем|sayın\s[^,:]{3,40}[,:])",
    re.IGNORECASE,
)
"""How a letter begins: it names no addressee of its own."""

_ANYBODY = re.compile(
    r"(?:the\s|les\s|die\s|las\s|le\s)?(?:authorit(?:y|ies)|officials|autorit\w{1,4}|autoridad\w{0,3}|behörden?|власт\w{1,3}|yetkili\w{0,8}"
    r"|makamlar\w*|government|embass(?:y|ies)|ambassades|embajadas|botschaften|ambasciate|посольств\w{0,3})",
    re.IGNORECASE,
)
"""Nobody in particular."""

_TITLED = re.compile(r"[^\W\d_a-zа-я][\w’'-]{2,}(?:\s(?:of\s|de\s|for\s)?[^\W\d_a-zа-я][\w’'-]+){0,5}")
_NO_NAME = re.compile(
    r"\W{0,3}(?:download\w*|read|sign|click|share|donate|print|view|see|watch|listen|subscribe|unsubscribe|follow|join|back|next|prev\w*"
    r"|posted|published|written|greetings|regards|sincerely|yours|thanks?|thank\syou|hello|hi|re|fwd?|subject|attach\w*|pdf|photo\w*|image"
    r"|source|notes?|update\w*|wrong|right|correct\w*|urgent|important|warning|tell|say|ask|text|sample|model|example|template|for\smore"
    r"|t[ée]l[ée]charg\w*|lire|signez|signer|partag\w*|imprim\w*|voir|cordialement|salutations|merci|objet|texte|modèle|exemple|faux|juste"
    r"|descarg\w*|lee|leer|firm[ae]\w*|compart\w*|ver|saludos|atentamente|gracias|asunto|adjunt\w*|texto|modelo|ejemplo|fecha|nota|qué"
    r"|herunterladen|lesen|lest|unterschreib\w*|teilen|drucken|grüße|gruß|mit\s\w+\sgrüßen|danke|betreff|anhang|anlage\w*|falsch|richtig|textbaustein\w*"
    r"|hinweis|muster\w*|vorlage|beispiel|scaric\w*|leggi|firma\w*|condivid\w*|stampa|cordiali|saluti|grazie|oggetto|allegat\w*|testo|modello"
    r"|esempio|nota|attenzione|скача\w*|читай\w*|подпи\w*|поделит\w*|распечат\w*|версия|с\sуважением|спасибо|тема|приложени\w*|образец|пример"
    r"|текст|внимание|примечание|indir\w*|oku\w*|imzala\w*|paylaş\w*|yazdır\w*|saygılar\w*|selamlar|teşekkür\w*|konu|ekte|örnek|not|metin)(?!\w)",
    re.IGNORECASE,
)
"""What begins a link's words, a greeting or a remark, and no office."""


def addressees_of(blocks: Iterable[Block], vocabulary: Vocabulary) -> Iterator[ReadAddressee]:
    """The addressees of blocks that name somebody or some office."""
    for block in blocks:
        named = _named(block.texts, vocabulary)
        office, rest = named.office, list(named.rest)
        if not office and not named.person:
            office, rest = _labelled(rest)
            if not block.channels or (office and not _may_be_office(office, vocabulary)):
                continue
        elif not named.person and len(rest) == 1 and _goes_with(block.texts[0], office, rest[0]):
            office, rest = f"{office}, {rest[0].strip(' ,;.')}", []
        if not named.person and _ANYBODY.fullmatch(office):
            continue
        post = _post(rest, block)
        if not block.channels and not post and block.texts and _GREETS.match(block.texts[0]):
            continue
        yield ReadAddressee(
            block.number, office, named.person, named.honorific, named.masculine, named.titled,
            block.salutation,
            (*tuple(dict.fromkeys(block.channels))[:MOST_CHANNELS], *post),
        )  # fmt: skip


def _named(texts: list[str], vocabulary: Vocabulary) -> Named:
    """Who the lines name; remarks above an official ("2015 TO", "3 times") are passed over."""
    first = named_of(texts, vocabulary)
    post = vocabulary.offices.search(first.office, 0, OFFICE_REACH)
    heads = first.person and not first.honorific and texts[0].isupper() and post is None
    if (first.person or first.office) and not heads:
        return first
    for start in range(1, min(len(texts), MOST_REMARKS + 1)):
        if _GREETS.match(texts[start]):
            break
        below = named_of(texts[start:], vocabulary)
        sure = below.person or (below.office and not is_place(texts[start], vocabulary))
        if sure and (below.office or below.honorific):
            return below
    return first


def _goes_with(line: str, office: str, rest: str) -> bool:
    """Whether what follows an office on its line says where it is: "Chief Minister, Orissa"."""
    return _TITLED.fullmatch(rest.strip(" ,;.")) is not None and f"{office}, {rest}" in line


def _labelled(rest: list[str]) -> tuple[str, list[str]]:
    """The office of lines that name none we know: the first, or only its label ("DGIP: C/ Ejemplo, 38")."""
    label = _ACRONYM.match(rest[0]) if rest else None
    if label is not None:
        return label[1], [label[2], *rest[1:]]
    if not rest or sum(c.isdigit() for c in rest[0]) >= FEWEST_OF_NUMBERS:
        return "", rest[1:]
    return rest[0], rest[1:]


def _may_be_office(text: str, vocabulary: Vocabulary) -> bool:
    """A line that names no office we know is one all the same when it is a name of several words.

    "Tel. and fax XYZ" is the issuer's own: an office is printed before its numbers' label.
    """
    if _BOX.match(text) or _NO_NAME.match(text) or text.startswith(("http", "www", "(", "[")):
        return False
    if any(c.isdigit() for c in text) or is_place(text, vocabulary):
        return False
    if any(vocabulary.channels[kind].match(text) for kind in (ChannelKind.PHONE, ChannelKind.FAX)):
        return False
    if vocabulary.openers["calls"].search(text) or vocabulary.phrases["request"].search(text):
        return False
    told = "://" in text or ":" in text.rstrip(":") or text.rstrip()[-1:] in "!?" or tells(text)
    return len(text) <= LONGEST_UNKNOWN and not told and _is_titled(text)


def _is_titled(text: str) -> bool:
    """Whether most words are capitalised, as in titles, or the only one is an acronym."""
    words = [word.strip(".,;:()\"“”«»'’") for word in text.split()]
    letters = [word for word in words if word and not any(c.isdigit() for c in word)]
    large = [word for word in letters if word[0].isupper() or not word[0].isalpha()]
    if len(letters) == 1:
        return letters[0].isupper() and 3 <= len(letters[0]) <= 8 and len(words) == 1
    return bool(large) and words[0][:1].isupper() and len(letters) - len(large) <= min(MOST_SMALL, len(large))


def _post(rest: list[str], block: Block) -> tuple[ReadChannel, ...]:
    """The postal address, when the lines after the office look like one: two lines, or figures in them."""
    lines = [line.strip(" ,;") for line in rest if line.strip(" ,;") and not tells(line)]
    if not lines or (len(lines) == 1 and not any(c.isdigit() for c in lines[0])):
        return ()
    value = "\n".join(lines)
    return (ReadChannel(ChannelKind.POST, value, value, block.number),)
