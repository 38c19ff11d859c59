"""Headings that no list foresees, told by their shape and their first word."""

import re

LONGEST = 60
MOST_WORDS = 8

_ADDRESSES = re.compile(
    r"(?:(?:the|postal|mailing|email|e-mail|fax|les|las|los|die|gli|alcuni|some|quelques|algunas|einige|некоторые|bazı)\s){0,2}"
    r"(?:addresses|address\slist|indirizzi|recapiti|direcciones|adresses|coordonnées|adressen|anschriften|adressenliste|protestadressen"
    r"|(?:where|who|whom)\s(?:to|can\syou|you\scan)\s(?:write|send)|(?:wohin|an\swen)\s(?:schreiben|schicken)|(?:où|à\squi)\s(?:écrire|envoyer)"
    r"|(?:a\s)?(?:dónde|donde|quién|quiénes)\s(?:escribir|enviar|mandar)|(?:dove|a\schi)\s(?:scrivere|inviare|mandare)"
    r"|(?:куда|кому)\s(?:писать|направлять|отправлять)|(?:nereye|kime|kimlere)\s(?:yazmalı|yazalım|yazabilirsiniz|göndermeli)"
    r"|адреса|адреса?ты|adresler|adres\slistesi|başvuru\sadresleri|protesto\sadresleri)(?!\w)",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?:(?:a|the|un|une|una|uno|il|la|le|el|ein|eine|der|bir|our|notre|unser|nuestro|il\snostro|наш)\s)?(?:"
    r"(?:(?:sample|model|suggested|proposed|draft|example|possible|template)\s)?(?:text|letter|message|wording|e-?mail)(?!s)"
    r"|(?:esempio|proposta|bozza|modello|fac-simile|facsimile)(?:\sdi)?(?:\s(?:testo|lettera|messaggio|e-?mail|fax))?|testo|lettera|messaggio"
    r"|(?:ejemplo|propuesta|modelo|borrador)(?:\sde)?(?:\s(?:texto|carta|mensaje|correo))?|texto|carta|mensaje"
    r"|(?:exemple|proposition|modèle|projet)(?:\sde)?(?:\s(?:texte|lettre|message|courriel|mail))?|texte|lettre|message"
    r"|(?:muster|beispiel|brief|text|vor)(?:text|brief|vorschlag|vorlage|schlag|mail|schreiben)|vorschlag|text|brief|textbaustein\w*"
    r"|(?:примерный|образец|пример|возможный|предлагаемый|шаблон)(?:\s(?:текста?|письма|письмо|обращени\w|сообщени\w))?|текст|письмо"
    r"|örnek(?:\s(?:metin|mektup|mesaj|e-posta|faks))?|metin|mektup|mesaj|taslak"
    r")(?!\w)",
    re.IGNORECASE,
)


def opens_addresses(text: str) -> bool:
    """ "INDIRIZZI PER LE PROTESTE", "Adressen für eure Briefe:": officials' addresses follow."""
    return _is_shaped(text) and _ADDRESSES.match(_bare(text)) is not None


def opens_letter(text: str) -> bool:
    """ "TESTO CHE POTETE USARE", "Suggested text:": what follows is a letter and no address."""
    return _is_shaped(text) and _LETTER.match(_bare(text)) is not None


def _bare(text: str) -> str:
    return text.strip(" *#=_–—-•")


def _is_shaped(text: str) -> bool:
    """Whether a line is short, without figures and channels, and in capitals, a question or with a colon."""
    bare = _bare(text)
    if not 4 <= len(bare) <= LONGEST or len(bare.split()) > MOST_WORDS or "@" in bare:
        return False
    if any(c.isdigit() for c in bare):
        return False
    return bare.endswith((":", "?")) or bare.isupper()
