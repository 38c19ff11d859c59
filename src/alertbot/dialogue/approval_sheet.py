"""What stands before an approver: every address letter by letter, what changed, on what ground, how long."""

from alertbot.dialogue import enclosures
from alertbot.dialogue.screen import Part, Say, Words, item, note, say, text, title
from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Appeal, ConsentBasis
from alertbot.domain.case import Case
from alertbot.domain.difference import Difference, Field, differences
from alertbot.domain.expiry import last_open_day
from alertbot.domain.lint.characters import odd_letters, visible
from alertbot.domain.publication import Draft, Published

MOST_CHANGES = 25
"""Differences listed one by one; more than these are a new text, to be read as a whole."""

LONGEST_VALUE = 160
"""Characters of a value in a difference."""

CONSENT = {
    ConsentBasis.PERSON: say("sheet.consent.person"),
    ConsentBasis.FAMILY: say("sheet.consent.family"),
    ConsentBasis.LAWYER: say("sheet.consent.lawyer"),
    ConsentBasis.PUBLISHED: say("sheet.consent.published"),
}

_SPELT = (ChannelKind.EMAIL, ChannelKind.FAX, ChannelKind.PHONE, ChannelKind.WEBFORM)
"""Addresses that a machine reads; a street is read by people, in the letters of its country."""


def sheet(draft: Draft, before: Published | None) -> list[Part]:
    """Everything an approver should see beside the previews; ``before`` is the version that is out."""
    if draft.case is None or draft.appeal is None:
        return []
    appeal = draft.appeal
    return [
        *_addresses(appeal),
        *enclosures.listed(appeal),
        *(_changes(before, draft.case, appeal) if before else ()),
        title(say("sheet.before_you_approve")),
        _consent(appeal),
        _expiry(appeal),
    ]


def _addresses(appeal: Appeal) -> list[Part]:
    copies = [copy.email for copy in appeal.letter.copies] if appeal.letter else []
    lines = [part for addressee in appeal.addressees for part in _office(addressee)]
    lines += [_spelt(address, say("sheet.copy")) for address in copies]
    if appeal.reply_to:
        lines.append(_spelt(appeal.reply_to, say("sheet.reply_to")))
    return [title(say("sheet.addresses")), *lines] if lines else []


def _office(addressee: Addressee) -> list[Part]:
    name: Words = addressee.persons or addressee.person or addressee.office
    found = [_address(channel, value) for channel in addressee.channels for value in channel.values]
    return [text(name), *found] if found else [text(name), item(say("sheet.no_address"), "⚠️")]


KINDS = {
    ChannelKind.EMAIL: say("sheet.email"),
    ChannelKind.FAX: say("sheet.fax"),
    ChannelKind.PHONE: say("sheet.phone"),
    ChannelKind.POST: say("sheet.post"),
    ChannelKind.WEBFORM: say("sheet.webform"),
    ChannelKind.IN_PERSON: say("sheet.in_person"),
    ChannelKind.EMBASSY_BY_COUNTRY: say("sheet.embassy"),
}


def _address(channel: Channel, value: str) -> Part:
    kind = KINDS[channel.kind]
    if channel.kind in _SPELT:
        return _spelt(value, kind)
    return item(say("sheet.address", kind=kind, value=visible(value)))


def _spelt(value: str, kind: Say) -> Part:
    """An address as it stands, with the code point of every letter that is not what it may seem."""
    if value.isascii() and value.isprintable():
        return item(say("sheet.address", kind=kind, value=value))
    return item(say("sheet.odd", kind=kind, value=visible(value), odd=odd_letters(value)), "⚠️")


def _consent(appeal: Appeal) -> Part:
    ground = CONSENT.get(appeal.consent)
    return item(ground, "✅") if ground else item(say("sheet.consent.unknown"), "⚠️")


def _expiry(appeal: Appeal) -> Part:
    last = last_open_day(appeal)
    return item(say("sheet.open_until", day=last), "📅") if last else item(say("sheet.open_ended"), "⚠️")


FIELDS = {
    Field.CASE: say("sheet.field.case"),
    Field.COUNTRY: say("sheet.field.country"),
    Field.PERSON: say("sheet.field.person"),
    Field.HEARING: say("sheet.field.hearing"),
    Field.KIND: say("sheet.field.kind"),
    Field.TITLE: say("sheet.field.title"),
    Field.SUMMARY: say("sheet.field.summary"),
    Field.TEXT: say("sheet.field.text"),
    Field.ISSUER: say("sheet.field.issuer"),
    Field.CODE: say("sheet.field.code"),
    Field.REPLY_TO: say("sheet.field.reply_to"),
    Field.SIGN_BY: say("sheet.field.sign_by"),
    Field.EXPIRES: say("sheet.field.expires"),
    Field.CONSENT: say("sheet.field.consent"),
    Field.DEMAND: say("sheet.field.demand"),
    Field.ADDRESSEE: say("sheet.field.addressee"),
    Field.CHANNEL: say("sheet.field.channel"),
    Field.ACTION: say("sheet.field.action"),
    Field.SUBJECT: say("sheet.field.subject"),
    Field.LETTER: say("sheet.field.letter"),
    Field.COPY: say("sheet.field.copy"),
    Field.SOURCE: say("sheet.field.source"),
    Field.ENCLOSURE: say("sheet.field.enclosure"),
    Field.OTHER: say("sheet.field.other"),
}


def _changes(before: Published, case: Case, appeal: Appeal) -> list[Part]:
    """The difference to what is out now, field by field."""
    found = differences((before.case, before.appeal), (case, appeal))
    head = title(say("sheet.changes", version=before.version))
    if not found:
        return [head, text(say("sheet.no_changes"))]
    left = len(found) - MOST_CHANGES
    more = [note(say("sheet.more_changes", count=left, number=left))] if left > 0 else []
    return [head, *(_change(one) for one in found[:MOST_CHANGES]), *more]


def _change(one: Difference) -> Part:
    named = FIELDS[one.field]
    what = say("sheet.field_of", what=named, about=visible(one.about)) if one.about else named
    before, after = _shown(one.before), _shown(one.after)
    if not before and not after:
        return item(what, "✏️")
    if not before:
        return item(say("sheet.added", what=what, after=after), "➕")
    if not after:
        return item(say("sheet.removed", what=what, before=before), "➖")
    return item(say("sheet.changed", what=what, before=before, after=after), "✏️")


def _shown(value: str) -> str:
    line = visible(" ".join(value.split()))
    return line if len(line) <= LONGEST_VALUE else line[:LONGEST_VALUE] + "…"
