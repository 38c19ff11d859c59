"""How the parts of a draft are named: kinds, consent, people, addressees with their addresses, languages."""

from collections.abc import Iterable, Sequence

from alertbot.dialogue import namesakes
from alertbot.dialogue.screen import LanguageName, Say, Words, say
from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Appeal, AppealKind, ConsentBasis
from alertbot.domain.case import Person, PersonRole
from alertbot.domain.language import Localised
from alertbot.domain.publication import Doubt

SHORT = 140
"""Characters of a long text on one line of the checklist."""

MOST_NAMES = 5

KIND = {
    AppealKind.APPEAL: say("kind.appeal"),
    AppealKind.UPDATE: say("kind.update"),
    AppealKind.REPORT: say("kind.report"),
    AppealKind.STATEMENT: say("kind.statement"),
    AppealKind.OUTCOME: say("kind.outcome"),
}
CONSENT = {
    ConsentBasis.PERSON: say("consent.person"),
    ConsentBasis.FAMILY: say("consent.family"),
    ConsentBasis.LAWYER: say("consent.lawyer"),
    ConsentBasis.PUBLISHED: say("consent.published"),
}
ROLE = {
    PersonRole.PRISONER: say("role.prisoner"),
    PersonRole.DEFENDANT: say("role.defendant"),
    PersonRole.WITNESS: say("role.witness"),
    PersonRole.VICTIM: say("role.victim"),
    PersonRole.MONITOR: say("role.monitor"),
    PersonRole.UNIONIST: say("role.unionist"),
    PersonRole.RELATIVE: say("role.relative"),
    PersonRole.COMPANY: say("role.company"),
    PersonRole.OFFICIAL: say("role.official"),
}
CHANNEL = {
    ChannelKind.EMAIL: "✉️",
    ChannelKind.FAX: "📠",
    ChannelKind.POST: "📮",
    ChannelKind.PHONE: "☎️",
    ChannelKind.WEBFORM: "🔗",
    ChannelKind.IN_PERSON: "🚶",
    ChannelKind.EMBASSY_BY_COUNTRY: "🏛",
}
DOUBT = {
    "no_request": say("doubt.no_request"),
    "request_unsure": say("doubt.request_unsure"),
    "code_missing": say("doubt.code_missing"),
    "title_missing": say("doubt.title_missing"),
    "country_missing": say("doubt.country_missing"),
    "link_without_address": say("doubt.link_without_address"),
    "no_address": say("doubt.no_address"),
    "date_missing": say("doubt.date_missing"),
    "hearing_without_city": say("doubt.hearing_without_city"),
    "ambiguous_date": say("doubt.ambiguous_date"),
    "year_missing": say("doubt.year_missing"),
    "several_items": say("doubt.several_items"),
    "text_too_long": say("doubt.text_too_long"),
    "deadline_unclear": say("doubt.deadline_unclear"),
    "address_disguised": say("doubt.address_disguised"),
    "number_unsure": say("doubt.number_unsure"),
    "number_without_country": say("doubt.number_without_country"),
}


def doubt_line(doubt: Doubt) -> Words:
    """A doubt as a sentence, with the place and the words it is about."""
    if doubt.code == namesakes.KNOWN_PERSON:
        return namesakes.sentence(doubt.detail)
    if doubt.code == "code_missing" and doubt.line:
        return say("line.code_asked", line=doubt.line)
    what = DOUBT.get(doubt.code, say("doubt.other"))
    if doubt.detail and doubt.line:
        return say("doubt.detail_line", what=what, detail=doubt.detail, line=doubt.line)
    if doubt.detail:
        return say("doubt.detail", what=what, detail=doubt.detail)
    return say("doubt.line", what=what, line=doubt.line) if doubt.line else what


def titled(language: str) -> Say:
    return say("review.edit_title", language=LanguageName(language))


def summed(language: str) -> Say:
    return say("review.edit_summary", language=LanguageName(language))


def cut(text: str, most: int = SHORT) -> str:
    """The beginning of a text, at a word where there is one."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def who(addressee: Addressee) -> Localised | str:
    """The person, or the office where nobody is named."""
    return addressee.persons or addressee.person or addressee.office


def names(persons: Sequence[Person]) -> str:
    """The people of a case, in their order; a long list is cut."""
    shown = ", ".join(person.name for person in persons[:MOST_NAMES])
    return f"{shown}…" if len(persons) > MOST_NAMES else shown


def addressee_line(at: int, addressee: Addressee) -> Say:
    ways = reached(addressee.channels)
    if not ways:
        return say("line.addressee_mute", number=at + 1, name=who(addressee))
    return say("line.addressee", number=at + 1, name=who(addressee), ways=ways)


def reached(channels: Iterable[Channel]) -> str:
    """Every address in one line, each with the sign of its kind."""
    return ", ".join(f"{CHANNEL[channel.kind]} {cut(channel.value, 60)}".strip() for channel in channels)


def spelled(value: str) -> str:
    """An address letter by letter. Letters that look alike are followed by their other form: ``l(L)``."""
    return " ".join(_letter(character) for character in value if not character.isspace())


def _letter(character: str) -> str:
    return f"{character}({character.swapcase()})" if character in "lIOo" else character


def lacking(appeal: Appeal, language: str) -> tuple[Say, ...]:
    """What does not exist yet in a language: title, summary, and letter and demands where there are any."""
    letter = appeal.letter
    there = (
        (say("language.title"), language in appeal.title.texts),
        (say("language.summary"), language in appeal.summary.texts),
        (say("language.letter"), letter is None or language in letter.body.texts),
        (say("language.demands"), all(language in demand.text.texts for demand in appeal.demands)),
    )
    return tuple(name for name, exists in there if not exists)


def languages_of(appeal: Appeal) -> tuple[str, ...]:
    """Every language that anything of the appeal exists in, its first one first."""
    letters = appeal.letter.body.texts if appeal.letter else dict[str, str]()
    return tuple(dict.fromkeys((*appeal.title.texts, *appeal.summary.texts, *letters)))


def listed(parts: Sequence[Say | LanguageName]) -> Say | LanguageName:
    """Names parted by commas."""
    if len(parts) == 1:
        return parts[0]
    return say("list.and_more", first=parts[0], more=listed(parts[1:]))


def language_line(appeal: Appeal, language: str) -> Say:
    """A language and what is missing in it."""
    missing = lacking(appeal, language)
    if not missing:
        return say("language.whole", language=LanguageName(language))
    return say("language.lacks", language=LanguageName(language), missing=listed(missing))


def languages_line(appeal: Appeal) -> Words:
    known = languages_of(appeal)
    if not known:
        return say("line.no_languages")
    lacks = [language_line(appeal, language) for language in known if lacking(appeal, language)]
    shown = say("check.languages", languages=listed([LanguageName(language) for language in known]))
    return say("line.and", first=shown, second=listed(lacks)) if lacks else shown


def letter_line(appeal: Appeal) -> Words:
    if appeal.letter is None:
        return say("check.no_letter")
    known = [LanguageName(language) for language in appeal.letter.body.texts]
    return say("line.letter", languages=listed(known)) if known else say("check.letter")
