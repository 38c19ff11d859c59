"""Where an office ends and the sentence around it goes on: "the embassy is at ...", "court on Friday"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from alertbot.intake.paste.reading import ReadAddressee
from alertbot.intake.paste.vocabulary import Vocabulary

_GOES_ON = re.compile(
    r"[\s,]\s?(?:is|are|was|were|has|have|had|will|would|says?|said|who|whose|so|but|because|that|which|when|while|if|until"
    r"|(?:on|by|this|next|last)\s(?i:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|here|hier|ici|aquí|здесь|ist|sind|hat|haben|hatte|wird|werden|wurde|weil|dass|aber|wenn|damit|(?:am|bis|nächsten)\s\w{2,8}(?:tag|woch)"
    r"|est|sont|était|ont|sera|mais|qui|que|parce|quand|(?:ce|le)\s(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"|es|está|están|han|fue|pero|porque|cuando|(?:el|este)\s(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
    r"|è|sono|hanno|però|perché|quando|che|(?:di|questo)\s(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato)"
    r"|это|но|что|чтобы|если|когда|потому|будет|был[аои]?|в[о]?\s(?:понедельник|вторник|среду|четверг|пятницу|субботу)"
    r"|ama|çünkü|ise|değil|pazartesi|salı|çarşamba|perşembe|cuma|günü)(?![\w.-])(?P<rest>.*)$"
)
"""A verb, a conjunction or a day of the week in small letters: none of them is a word of an office."""

_ALSO = re.compile(
    r",\s(?:who|qui|quien|que|der|die|che)\s(?:is|est|es|ist|è)\s(?:also|aussi|également|también|auch|anche)\s"
)
"""What leads to a second office: "the vice president, who is also Minister of Health"."""

_SUFFIX = re.compile(r"(?<=[a-zçğıöşüâîû])[’'](?:[ny]?[aeıiuü]|n?[ıiuü]n)$")
"""A Turkish ending behind an office: "Başkanlığı'na"."""

_ARTICLE = re.compile(r"^(?:(?:that|que|che|dass)\s)?(?:the|le|la|el|il|der|die|das)\s", re.IGNORECASE)
_QUESTION = re.compile(r"\?\s?$")


def without_fragments(found: Iterable[ReadAddressee], vocabulary: Vocabulary) -> Iterator[ReadAddressee]:
    """The addressees, each office without the sentence it stands in; a question names nobody to write to."""
    for one in found:
        if not one.person and _QUESTION.search(one.office):
            continue
        yield replace(one, office=office_whole(one.office, vocabulary))


def office_whole(office: str, vocabulary: Vocabulary) -> str:
    """An office up to the word with which its sentence goes on, or from there when it begins behind it."""
    plain = _SUFFIX.sub("", _ALSO.sub(", ", office, count=1))
    on = _GOES_ON.search(plain)
    if on is None:
        return plain
    before = plain[: on.start()]
    behind = _ARTICLE.sub("", on["rest"].strip())
    if vocabulary.offices.search(before) is None and vocabulary.offices.match(behind):
        return office_whole(behind, vocabulary)
    return before.rstrip(" ,;") or office
