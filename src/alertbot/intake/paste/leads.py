"""What stands before an office or a channel and belongs to neither: "sowie an das", "or by fax at"."""

import re

from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_CALL = 80
"""Characters before an office that may call on readers to write there."""

LONGEST_TITLE = 60
"""Characters of a line that only says that a sample letter follows."""

_OTHER_LABEL = re.compile(
    r"^\W{0,3}(?:twitter|facebook|instagram|skype|x|web\s?site|web|site web|sitio web|internet|www|telex|"
    r"telegrams?|telegramme?|telegramas?|télex|телеграмма|сайт|url|http)\b\W{0,3}(?:[:：/@.]|address)"
    r"|^(?:e-?mail|courriel|correo|e-?posta)\W{0,3}[:：].{0,40}(?:https?:|www\.|web\s?site)"
    r"|^@\w|^#[^\W\d]|^https?:|^www\.",
    re.IGNORECASE,
)
_INLINE_OTHER = re.compile(
    r"[\s,;(]{1,3}(?:twitter|facebook|instagram|telex|telegramme?|telegrams?|website|web site)\s?"
    r"(?:\([^)]{0,60}\))?\s?:.*$",
    re.IGNORECASE,
)
_IN_COUNTRY = re.compile(r"^(?:In|En|Aux?|Im|Nel|В)\s[^\W\d_a-zа-я][^\s:]{2,24}\s?:\s(?=[^\W\d_a-zа-я])")
_LEADING = frozenset(
    ("or", "and", "by", "via", "at", "to", "the", "no", "number", "also", "ou", "et", "par", "au", "aux", "à",
     "le", "la", "numéro", "aussi", "oder", "und", "per", "unter", "an", "nr", "auch", "o", "e", "di", "al",
     "alla", "allo", "numero", "numeri", "oppure", "altrimenti", "y", "por", "a", "también")
)  # fmt: skip
"""Words between a channel and the one before it: "or by fax at"."""

_LETTER = re.compile(
    r"\W{0,3}(?:letter|lettre|carta|brief|lettera|письмо|mektup|appeal|target)\s?"
    r"(?:no\.?\s?|n[°º]\s?|#\s?)?\d{1,2}\W{0,3}",
    re.IGNORECASE,
)
_AND_TO = re.compile(
    r"\W{0,3}(?:and|und|et|y|e|и|ve|sowie)?\s?(?:an|to|à|a|al|alla|кому)\W{0,3}", re.IGNORECASE
)
_NUMBERS_OF = re.compile(
    r"^(?:\d\s)?(?:(?:the|les?|los|die|i|il)\s)?"
    r"(?:num(?:é|e)ros?|numbers?|nummern?|numeri?|fax|t[ée]l\w*|телефоны?|факсы?)\s"
    r"(?:(?:(?:de|di)\s)?(?:fax|t[ée]l[ée]phone|teléfono|telefono)\s)?"
    r"(?:pour\sle|de\sla|de\sl['’]|du|des|of\sthe|for\sthe|of|for|della|del|dell['’]|der|des)?\s?(?=\S{3})",
    re.IGNORECASE,
)
_TO = re.compile(
    r"^(?i:[–-]?(?:(?:sowie|und|and|et|y|e)\s)?(?:an\s(?:die|den|das)|to\sthe|to:|attn\.?:?|z\.\s?hd\.?"
    r"|zu\shänden(?:\svon)?|c/o|кому:))"
    r"\s(?=[^\W\d_a-zа-я])"
)
_PERSONAL = (
    r"(?:a\s(?:la\s)?at(?:ención|t)\.?\s(?:de(?:\s(?:la|los|las))?|del)\s|[àa]\sl[’']att(?:ention|\.)\s(?:de\s(?:la\s|l[’'])?|du\s|des\s)?"
    r"|all(?:[’']|a\scortese\s)att(?:enzione|\.)\s(?:di\s|del(?:la|lo)?\s|dell[’']|dei\s)?|c\.?\s?a\.?\s(?:di|del|della)\s|(?:for\s(?:the\s)?)?attention\s?(?::|of\s(?:the\s)?)"
    r"|z\.\s?h[dä]\.\s(?:v\.\s|von\s|de[rs]\s)?|zu\shänden\s(?:von\s|de[rs]\s)?|вниманию:?\s|на\sимя\s)\s?(?=\w)"
)
_ATTENTION = re.compile(f"^{_PERSONAL}", re.IGNORECASE)
_FOR = re.compile(rf"(?<=[\w.)]),?\s{_PERSONAL}(?=[^:@]{{4,60}}(?:[,:(]|\s[–—-]\s|$))", re.IGNORECASE)
"""Whom a letter to a firm is for: "A la atención de la directora, ..."."""

_VIA = re.compile(
    r"(?:^|,?\s)(?:via|by|at|on|through|using|par|por|per|по|через|über|unter|sent by)"
    r"(?:\s[a-zа-я-]{1,14}){0,6}$"
)


def without_lead(text: str) -> str:
    """A line without "An die", "To the", "In Switzerland:" before its office."""
    return _FOR.sub(", ", _ATTENTION.sub("", _TO.sub("", _IN_COUNTRY.sub("", text))), count=1)


_NUMBER_IS = re.compile(
    r",?\s(?:(?:the|whose|its|die|deren|dessen|la|le|il|el|sa|su)\s)?(?:tele)?(?:fax|phone|fon|tel)[\w-]{0,12}"
    r"(?:\s[\w’']{2,30}){0,6}?\s(?:ist|is|are|lautet|est|es|è)\s?$",
    re.IGNORECASE,
)
"""A sentence between an official and the number: "Judge A., the fax number of the court is"."""


LEADS_BACK = re.compile(
    r"\b(?:him|his|them|their|lui|son|sa|leur|ihn|ihm|ihnen|seine?|ihre?|escríb[ae]n?le|llám[ea]n?l[aeo]|su|suo|sua|scrivetegli|ему|ей|его|её|ее|ona|onun)\s"
    r"(?:[\w’'-]{1,14}:?\s){0,4}$",
    re.IGNORECASE,
)
"""A word for the official named before, right before a channel: "write to him at", "his fax is"."""

_TELLS_ON = re.compile(
    r",\s(?:has|have|had|is|was|will|would|says?|said|hat|ist|wird|war|est|sera|a\s(?=\w+[éiu]\b)|ha|è|sarà|es|fue|será|обещал\w?)"
    r"\s(?=[a-zà-ÿа-я])[^@\d]{2,200}$"
)
"""A remark on an official that stands between them and their channel."""

REACHED = re.compile(
    r",?\s(?:(?:who|qui|der|die|quien|che|котор\w{2,3})\s)?(?:can|may|could|is|are|est|sont|peut|peuvent|ist|sind|kann|puede|pueden|è|sono|può|можно|se\sles?\s(?:puede|pueden))"
    r"\s(?:[\w’']{1,10}\s){0,3}?(?:reached|contacted|phoned|faxed|e-?mailed|written|available|joignables?|joint\w{0,2}|contact[ée]\w{0,2}|erreichbar"
    r"|erreichen|angeschrieben|contactad\w{1,2}|escribir|contactar|llamar|localizad\w{1,2}|raggiungibil\w|contattat\w|raggiunt\w|написать|связаться|позвонить)(?:\s\w{1,6}){0,2}\s?$"
    r"|,\s(?:ist|sind|is|are|est|sont|è|sono|es|son)(?:\s(?:unter|on|at|au|al|en))?\s?$",
    re.IGNORECASE,
)
"""What a sentence says between an official and the channel: "..., can be reached at"."""


def office_before(text: str, ends: str) -> str:
    """What stands before a channel, without "fax number of the" in front and "by fax at" behind."""
    bare = without_other_channels(text)
    bare = _TELLS_ON.sub("", bare) if LEADS_BACK.search(bare) else bare
    bare = REACHED.sub("", _NUMBER_IS.sub("", bare.strip(ends)))
    return _NUMBERS_OF.sub("", _VIA.sub("", bare))


def without_other_channels(text: str) -> str:
    """A line up to a channel of a kind that nobody is written to by: a telegram, a web site."""
    return _INLINE_OTHER.sub("", text)


def is_other_channel(text: str) -> bool:
    """Whether a line prints such a channel only; a form on a web site is one to write by."""
    return _OTHER_LABEL.match(text) is not None and "@" not in text[1:] and "form" not in text.casefold()


def joins(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word only leads on to a channel: "or by fax at"."""
    bare = word.strip("#°.:/&()")
    return bare in _LEADING or any(label.fullmatch(bare) for label in vocabulary.channels.values())


def is_seam(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line only parts addressees: "und an", "Letter 2", "Sample letter"."""
    sample = vocabulary.phrases["sample"].match(text)
    titles = _LETTER.fullmatch(text) is not None or (sample is not None and len(text) <= LONGEST_TITLE)
    return titles or _AND_TO.fullmatch(text) is not None


def office_alone(text: str, vocabulary: Vocabulary) -> str:
    """An office without the call before it: "Contact the CEO", "Otro al gerente", "Faxe an das Ministerium".

    Words before it belong to it when they are capitalised or lead on to it ("National", "U.S.", "Deputy").
    Nothing when the text names no office.
    """
    text = _LABELS.sub("", text)
    office = vocabulary.offices.search(text)
    if office is None:
        return ""
    before = text[: office.start()]
    if len(before) > LONGEST_CALL:
        return text
    called = _CALLED.search(before)
    if called is not None:
        return text[called.end() :]
    bare = _CALLED_BARE.search(before)
    asks = before[:1].islower() or vocabulary.openers["calls"].search(f"{before}x") is not None
    return text[bare.end() :] if bare is not None and asks else text


_LABELS = re.compile(
    r"^(?:(?:call|ring|e-?mail|whatsapp|sms|fax|tel|phone|correos?|mails?|faxe?)(?:[/,]\s?|\s(?=the\s|to\s|[A-Z]))){1,4}(?:the\s|to\s){0,2}",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:^|.*?\s)(?:to\s(?:the\s)?|at\sthe\s|for\sthe\s|al\s|a\s(?:la|los|las)\s|à\s(?:la\s|l[’'])|aux?\s|an\s(?:den|die|das|dem|der)\s"
    r"|an\s|bei\s(?:der|dem)\s|beim\s|ans?\s|all[ao]\s|all[’']|ai\s|agli\s|in\sthe\s|в\s|во\s|к\s|на\sимя\s)"
    r"(?=(?:[^\W\d_a-zа-я][\w.’-]*\s){0,3}$)"
)
"""A preposition that leads to an office, with nothing but capitalised words behind it."""

_CALLED_BARE = re.compile(
    r"(?:^|.*?\s)(?:(?:the|el|la|le|il|lo|den|die|das|der|dem)\s|l[’'])(?=(?:[^\W\d_a-zа-я][\w.’-]*\s){0,3}$)"
)

_TRAILS = re.compile(
    r"(?:,?\s(?:at|on|by|via|to|and|or|à|au|aux|et|ou|an|am|unter|und|per|o|e|al|allo|alla|a|por|y|по|на|и|ve|ile))+$"
)
_TOLD = re.compile(r",?\s(?:where|who|which|whose|whom|donde|quien|où|qui|dont|wo|dove|где|котор\w{2,3})\s")
_ARTICLES = re.compile(
    r"^(?:(?:and|then|и|y|et|puis|und|dann|e|poi|ve)\s)?(?:to\s)?(?:the|el|la|le|il|lo|der|die|das|dem|den|al|a\sla|au|an\s(?:den|die|das))\s(?=\w)|^(?:enfin\s|et\s|à\s)?l[’'](?=\w)"
    r"|^(?:The|El|La|Le|Il|Lo|Der|Die|Das|Dem|Den)\s(?=[^\W\d_]{3})|^[СсКкУу]о?\s(?=[а-яё]{4})|^(?:Al|Alla|Allo|Ai|Agli|Alle)\s(?=[^\W\d_]{3})|^[Aa]ll[’'](?=\w)|^(?:and|и|y|et|und)\s(?=\w)"
)
"""Articles before an office: "the Minister of Health", "and the Governor"."""


def office_bare(office: str, vocabulary: Vocabulary) -> str:
    """An office without the article or the call before it, and the small word behind it."""
    office = _TOLD.split(office, maxsplit=1)[0] or office
    alone = office_alone(_ARTICLES.sub("", office, count=1), vocabulary) or office
    return _ARTICLES.sub("", _TRAILS.sub("", alone), count=1)
