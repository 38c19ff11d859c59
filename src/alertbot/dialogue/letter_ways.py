"""Ways to an office: which come first and why, and the forms its letter can be taken in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from alertbot.dialogue.letter_taps import AskCountry, ReadyLetter, SaidSent, TakeFile, Trouble
from alertbot.dialogue.letter_versions import InHand
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.advice import Advised, Reason, advise
from alertbot.domain.appeal import Appeal
from alertbot.domain.channel_health import FAILURES, Contact
from alertbot.domain.embassies import asks_country
from alertbot.domain.letter import LetterMode

Rows = tuple[tuple[Choice, ...], ...]

WAY: Mapping[ChannelKind, Words] = {
    ChannelKind.EMAIL: say("way.email"),
    ChannelKind.FAX: say("way.fax"),
    ChannelKind.POST: say("way.post"),
    ChannelKind.PHONE: say("way.phone"),
    ChannelKind.WEBFORM: say("way.webform"),
    ChannelKind.IN_PERSON: say("way.in_person"),
    ChannelKind.EMBASSY_BY_COUNTRY: say("way.embassy"),
}

_WHY: Mapping[Reason, Words] = {
    Reason.AT_ONCE: say("why.at_once"),
    Reason.ON_PAPER: say("why.on_paper"),
    Reason.QUICKEST: say("why.quickest"),
    Reason.IN_TIME: say("why.in_time"),
    Reason.TOO_LATE: say("why.too_late"),
    Reason.BY_VOICE: say("why.by_voice"),
    Reason.BY_HAND: say("why.by_hand"),
    Reason.PASSED_ON: say("why.passed_on"),
    Reason.SUSPECT: say("why.suspect"),
}

_SENT: Mapping[ChannelKind, Words] = {
    ChannelKind.EMAIL: say("sent.email"),
    ChannelKind.FAX: say("sent.fax"),
    ChannelKind.POST: say("sent.post"),
    ChannelKind.PHONE: say("sent.phone"),
    ChannelKind.WEBFORM: say("sent.webform"),
    ChannelKind.IN_PERSON: say("sent.in_person"),
}

FORMS: Mapping[str, Words] = {
    "eml": say("form.eml"),
    "fax": say("form.fax"),
    "post": say("form.post"),
    "docx": say("form.docx"),
    "picture": say("form.picture"),
}
"""Every form a letter can be taken in as a file, by the name it has in a button."""

_FORM_OF: Mapping[ChannelKind, str] = {
    ChannelKind.EMAIL: "eml",
    ChannelKind.FAX: "fax",
    ChannelKind.POST: "post",
    ChannelKind.IN_PERSON: "post",
}


def office_label(addressee: Addressee) -> Words:
    if addressee.person or addressee.persons:
        return say("letter.office", person=addressee.persons or addressee.person, office=addressee.office)
    return addressee.office


def ways(addressee: Addressee) -> tuple[Part, ...]:
    """How to reach an office, one line a channel; says so when no channel is known."""
    if not addressee.channels:
        return (item(say("way.none")),)
    return (*_without_email(addressee), *(item(way(channel)) for channel in addressee.channels))


def _without_email(addressee: Addressee) -> list[Part]:
    return [] if addressee.email or asks_country(addressee) else [note(say("way.no_email"))]


def way(channel: Channel, hidden: Collection[str] = ()) -> Words:
    """A channel with what it is reached by; those of its values that are ``hidden`` are left out."""
    if channel.kind is ChannelKind.EMBASSY_BY_COUNTRY:
        return WAY[channel.kind]
    value: Words = channel.value or channel.printed
    others = [one for one in channel.alternatives if one not in hidden]
    if others:
        value = say("way.or", first=channel.value, others=", ".join(others))
    return say("way.line", kind=WAY[channel.kind], value=value)


def time_left(appeal: Appeal, now: datetime) -> timedelta | None:
    """Until the last day to act is over; ``None`` without one."""
    return None if appeal.closes is None else appeal.closes - now


def advice(addressee: Addressee, advised: Sequence[Advised]) -> tuple[Part, ...]:
    """The ways to an office, the best first, each with its reason."""
    if not advised:
        return (item(say("way.none")),)
    lines = [item(_with_reason(one), f"{n}.") for n, one in enumerate(advised, 1)]
    lead = _without_email(addressee) or [text(say("way.best_first", count=len(lines)))]
    return (*lead, *lines)


def _with_reason(one: Advised) -> Words:
    why = _WHY.get(one.reason) or say("why.stands_in", failing=", ".join(one.failing))
    return say("way.advised", way=way(one.channel, one.failing), why=why)


def hand_over(held: InHand, ready: ReadyLetter, now: datetime, suspects: Collection[Contact]) -> Screen:
    """A letter to copy, how it best reaches its office, and the files it can be taken as."""
    advised = advise(ready.addressee, time_left(held.appeal, now), suspects)
    rows = office_rows(held, ready.letter.addressee, ready.letter.language, advised)
    return Screen(letter_parts(ready, advised), (*page_rows(ready), *rows), once=True)


def letter_parts(ready: ReadyLetter, advised: Sequence[Advised]) -> tuple[Part, ...]:
    """The ways to the office, then subject and body to copy."""
    return (
        title(office_label(ready.addressee)),
        *advice(ready.addressee, advised),
        text(say("letter.subject")),
        Part("copy", ready.letter.subject),
        text(say("letter.body")),
        Part("copy", ready.letter.body),
    )


def page_rows(ready: ReadyLetter) -> Rows:
    """The letter page, where there is one."""
    return ((Choice(say("form.page"), url=ready.page),),) if ready.page else ()


def office_rows(held: InHand, key: str, language: str, advised: Sequence[Advised]) -> Rows:
    """What can be done with the letter to one office: files, "I sent it", "it did not get through"."""
    office = next((n for n, a in enumerate(held.appeal.addressees) if a.key == key), None)
    if office is None:
        return ()
    id, version = held.of.id, held.of.version
    takes = [
        (form, TakeFile(id, version, office, f"{form}_{language}")) for form in forms(held.appeal, advised)
    ]
    rows = pairs([Choice(FORMS[form], tap=tap, sensitive=True) for form, tap in takes])
    if asks_country(held.appeal.addressees[office]):
        ask = Choice(say("embassy.find"), tap=AskCountry(id, version, office, language), sensitive=True)
        return ((ask,), *rows)
    return (*rows, *sent_rows(held, office, advised), *_trouble(held, office, advised))


def forms(appeal: Appeal, advised: Sequence[Advised]) -> list[str]:
    """The forms that the channels need, in the order of the channels, then those for one's own desk.

    Without a channel it is the letter to post, its address left open. An organisation's letter is shown and
    not mailed in its name.
    """
    mailed = appeal.letter is not None and appeal.letter.mode is LetterMode.PERSONAL
    needed = [_FORM_OF[one.channel.kind] for one in advised if one.channel.kind in _FORM_OF]
    kept = [form for form in needed if mailed or form != "eml"]
    return list(dict.fromkeys([*(kept if advised else ["post"]), "docx", "picture"]))


def sent_rows(held: InHand, office: int, advised: Sequence[Advised]) -> Rows:
    kinds = dict.fromkeys(one.channel.kind for one in advised if one.channel.kind in _SENT)
    id, version = held.of.id, held.of.version
    return pairs(
        [Choice(_SENT[kind], tap=SaidSent(id, version, office, kind.value), sensitive=True) for kind in kinds]
    )


def _trouble(held: InHand, office: int, advised: Sequence[Advised]) -> Rows:
    if not any(one.channel.kind in FAILURES for one in advised):
        return ()
    tap = Trouble(held.of.id, held.of.version, office)
    return ((Choice(say("trouble.tell"), tap=tap, sensitive=True),),)


def pairs(choices: Sequence[Choice]) -> Rows:
    """Two choices side by side, as a phone shows them."""
    return tuple(tuple(choices[at : at + 2]) for at in range(0, len(choices), 2))
