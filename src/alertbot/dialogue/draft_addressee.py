"""One addressee of a draft: name, office, greeting, and every address letter by letter."""

from collections.abc import Iterator
from dataclasses import replace

from alertbot.dialogue import draft_words as words
from alertbot.dialogue.draft_orders import Contacts
from alertbot.dialogue.draft_taps import Change, Open, Remove, Review, mark
from alertbot.dialogue.edits import NOTHING, Changed, with_actions
from alertbot.dialogue.screen import Choice, LanguageName, Part, Say, Screen, item, note, say, text, title
from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.language import Localised

Rows = tuple[tuple[Choice, ...], ...]

PART = "addressee"
MOST_SPELLED = 12
"""Channels of one screen, each in full and letter by letter."""

FIELDS = {
    "person": say("addressee.person"),
    "office": say("addressee.office"),
    "greeting": say("addressee.greeting"),
    "post": say("addressee.post"),
    "contact": say("addressee.contact"),
}
LONGEST = {"person": 80, "office": 200, "greeting": 120, "post": 500, "contact": 500}
"""Characters."""

_SPELLED = frozenset({ChannelKind.EMAIL, ChannelKind.FAX, ChannelKind.PHONE, ChannelKind.WEBFORM})
"""Kinds in which one wrong letter reaches somebody else."""

_TURNED = {ChannelKind.FAX: ChannelKind.PHONE, ChannelKind.PHONE: ChannelKind.FAX}
_CHANNEL = "channel_"


def channel_at(what: str) -> int | None:
    """Which channel ``channel_3`` is."""
    number = what.removeprefix(_CHANNEL)
    return int(number) if what.startswith(_CHANNEL) and number.isdigit() else None


def screen(id: int, appeal: Appeal, at: int) -> Screen:
    """Everything about one addressee; an address typed here is added."""
    addressee = appeal.addressees[at]
    language = _language(appeal, addressee)
    parts: list[Part] = [title(words.who(addressee))]
    parts += [_field("person", addressee.person), _field("office", addressee.office)]
    parts.append(_field("greeting", addressee.salutation.texts.get(language, "")))
    for number, channel in enumerate(addressee.channels[:MOST_SPELLED], 1):
        parts += _spelled(number, channel)
    if not addressee.channels:
        parts.append(text(say("addressee.no_channel")))
    parts.append(note(say("addressee.how")))
    return Screen(tuple(parts), _rows(id, addressee, at), asks=True)


def _field(name: str, value: Localised | str) -> Part:
    if not value:
        return item(say("addressee.field_empty", name=FIELDS[name]), "▫️")
    return item(say("hearing.detail", name=FIELDS[name], value=value), "✅")


def _spelled(number: int, channel: Channel) -> Iterator[Part]:
    kind = KIND[channel.kind]
    yield text(say("addressee.channel", number=number, kind=kind, value=channel.value))
    if channel.value and channel.kind in _SPELLED:
        yield Part("copy", words.spelled(channel.value))
    for other in channel.alternatives:
        yield text(say("addressee.alternative", value=other))
        yield Part("copy", words.spelled(other))


KIND = {
    ChannelKind.EMAIL: say("addressee.email"),
    ChannelKind.FAX: say("addressee.fax"),
    ChannelKind.POST: say("addressee.post"),
    ChannelKind.PHONE: say("addressee.phone"),
    ChannelKind.WEBFORM: say("addressee.webform"),
    ChannelKind.IN_PERSON: say("addressee.in_person"),
    ChannelKind.EMBASSY_BY_COUNTRY: say("addressee.embassy"),
}


def _rows(id: int, addressee: Addressee, at: int) -> Rows:
    seen = mark(addressee)
    fields = [
        Choice(FIELDS[what], tap=Change(id, PART, at, seen, what))
        for what in ("person", "office", "greeting", "post")
    ]
    channels = [
        row for n, one in enumerate(addressee.channels[:MOST_SPELLED]) for row in _of(id, one, at, seen, n)
    ]
    remove = Choice(say("addressee.remove"), tap=Remove(id, PART, at, seen, ""))
    return (tuple(fields[:2]), tuple(fields[2:]), *channels, (remove, back(id)))


def _of(id: int, channel: Channel, at: int, seen: str, n: int) -> Iterator[tuple[Choice, ...]]:
    """What can be done with one channel; a number without a word before it may be the other kind."""
    what = f"{_CHANNEL}{n}"
    correct = Choice(say("addressee.correct", number=n + 1), tap=Change(id, PART, at, seen, what))
    strike = Choice(say("addressee.strike", number=n + 1), tap=Remove(id, PART, at, seen, what))
    yield (correct, strike)
    if channel.kind in _TURNED:
        turn = Change(id, PART, at, seen, f"turn_{n}")
        is_fax = channel.kind is ChannelKind.FAX
        label = say("addressee.is_phone", number=n + 1) if is_fax else say("addressee.is_fax", number=n + 1)
        yield (Choice(label, tap=turn),)


def back(id: int) -> Choice:
    return Choice(say("preview.back"), tap=Review(id))


def question(addressee: Addressee, what: str) -> tuple[Part, ...]:
    """What is asked when a part of an addressee is to be changed."""
    number = channel_at(what)
    if number is not None and number < len(addressee.channels):
        value = addressee.channels[number].value
        return (text(say("addressee.correct_ask")), Part("copy", value))
    if what == "greeting":
        return (text(say("addressee.ask_greeting", language=LanguageName(addressee.language))),)
    return (text(say("edit.ask", what=FIELDS[what], most=LONGEST[what])),)


def renamed(appeal: Appeal, at: int, what: str, typed: str, new: Contacts) -> Appeal:
    """The addressee with another name, office, greeting or postal address."""
    addressee = appeal.addressees[at]
    line = "" if typed.strip() == NOTHING else " ".join(typed.split())
    language = _language(appeal, addressee)
    match what:
        case "person":
            return _with(appeal, at, _named(addressee, new, line, language))
        case "office":
            office = Localised({language: line}) if line else addressee.office
            return _with(appeal, at, replace(addressee, office=office))
        case "greeting":
            others = {code: words_ for code, words_ in addressee.salutation.texts.items() if code != language}
            greeting = Localised({**others, language: line} if line else others)
            return _with(appeal, at, replace(addressee, salutation=greeting))
        case _:
            post = Channel(ChannelKind.POST, typed.strip(), typed.strip())
            kept = tuple(c for c in addressee.channels if c.kind is not ChannelKind.POST)
            return _with(appeal, at, replace(addressee, channels=(*kept, post) if line else kept))


def _named(addressee: Addressee, new: Contacts, line: str, language: str) -> Addressee:
    """Another person in the office: the greeting of the one before goes with them."""
    greeting = Localised({language: new.salutation} if new.salutation else {})
    return replace(
        addressee,
        person=new.person or line,
        persons=Localised(),
        honorific=new.honorific,
        salutation=greeting,
    )


def with_channels(appeal: Appeal, at: int, what: str, found: tuple[Channel, ...]) -> Appeal:
    """The addressee with these addresses added, or put in the place of the one that was wrong."""
    addressee = appeal.addressees[at]
    number = channel_at(what)
    known = list(addressee.channels)
    if number is not None and number < len(known):
        known[number : number + 1] = found
    else:
        values = {(channel.kind, channel.value) for channel in known}
        known += [channel for channel in found if (channel.kind, channel.value) not in values]
    return _with(appeal, at, replace(addressee, channels=tuple(known)))


def turned(appeal: Appeal, at: int, what: str) -> Appeal:
    """A fax number that is a telephone, or the other way round."""
    addressee = appeal.addressees[at]
    number = int(what.removeprefix("turn_"))
    channels = tuple(
        replace(channel, kind=_TURNED.get(channel.kind, channel.kind)) if n == number else channel
        for n, channel in enumerate(addressee.channels)
    )
    return _with(appeal, at, replace(addressee, channels=channels))


def without(appeal: Appeal, at: int, what: str) -> Appeal:
    """Without one addressee, or one of its channels."""
    number = channel_at(what)
    if number is None:
        return replace(appeal, addressees=(*appeal.addressees[:at], *appeal.addressees[at + 1 :]))
    addressee = appeal.addressees[at]
    kept = (*addressee.channels[:number], *addressee.channels[number + 1 :])
    return _with(appeal, at, replace(addressee, channels=kept))


def added(appeal: Appeal, new: Contacts, typed: str) -> Appeal:
    """One more addressee, read from a message; what stands before its first address names it."""
    language = next(iter(appeal.title), "en")
    office = new.office or ("" if new.person else " ".join(typed.split())[: LONGEST["office"]])
    addressee = Addressee(
        key=_fresh(appeal),
        office=Localised({language: office} if office else {}),
        person=new.person,
        honorific=new.honorific,
        salutation=Localised({language: new.salutation} if new.salutation else {}),
        language=language,
        channels=new.channels,
    )
    return with_actions(replace(appeal, addressees=(*appeal.addressees, addressee)))


def _fresh(appeal: Appeal) -> str:
    taken = {addressee.key for addressee in appeal.addressees}
    return next(key for n in range(1, len(taken) + 2) if (key := f"added_{n}") not in taken)


def _with(appeal: Appeal, at: int, addressee: Addressee) -> Appeal:
    addressees = (*appeal.addressees[:at], addressee, *appeal.addressees[at + 1 :])
    return with_actions(replace(appeal, addressees=addressees))


def _language(appeal: Appeal, addressee: Addressee) -> str:
    """The language an office's name and greeting are typed in: the appeal's own, or the office's."""
    own = next(iter(appeal.title), "en")
    return addressee.language if addressee.language in addressee.salutation.texts else own


def is_meant(appeal: Appeal, at: int, seen: str) -> bool:
    """Whether a button's addressee still stands where it stood."""
    return at < len(appeal.addressees) and mark(appeal.addressees[at]) == seen


def opened(id: int, appeal: Appeal, at: int) -> Open:
    return Open(id, PART, at, mark(appeal.addressees[at]))


def removed(case: Case, appeal: Appeal, at: int, what: str) -> Changed:
    return Changed(case, without(appeal, at, what))


def unread() -> Say:
    return say("addressee.unread")
