"""What may stand in a campaign file. One model per map; unknown keys are faults, never ignored.

There is no key for a chat, an account or an organizer: campaign files are public.
"""

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import (
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Action, ActionKind, Appeal, AppealKind, Demand, DemandOutcome
from alertbot.domain.case import Case, Person, PersonRole, Source, TimelineEvent
from alertbot.domain.enclosure import MOST
from alertbot.domain.language import Localised, When
from alertbot.domain.letter import Copy, LetterMode, LetterPlan
from alertbot.intake.campaign_dates import HearingEntry, LikelyDay, MilestoneEntry
from alertbot.intake.campaign_fields import (
    Country,
    Email,
    Entry,
    Key,
    Language,
    Slot,
    Texts,
    Url,
    Words,
    checked_by,
    day_of,
    e164_of,
    email_of,
    lines_of,
    localised,
    prose,
    url_of,
    when_of,
)

MOST_ENTRIES = 100
"""Of any one list; the longest in the seed appeals has fewer than thirty."""

MOST_SLOTS = 12
MOST_WORDINGS = 12
LONGEST_WORDING = 300
"""Of what varies in a letter; characters of one wording."""


def _shape(value: Any) -> str | None:
    return "text" if isinstance(value, str) else "map" if isinstance(value, dict) else None


_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}\.(jpg|jpeg|png|webp|pdf)", re.ASCII)


def _file_name(written: str) -> str:
    """Of a file in the same folder: no way leads out of it."""
    if not _FILE_NAME.fullmatch(written):
        kinds = ".jpg, .png, .webp or .pdf"
        raise ValueError(f"write the name of a file in this folder: a-z, 0-9, - and _, then {kinds}")
    return written


FileName = Annotated[str, checked_by(_file_name)]

DateText = Annotated[str, checked_by(when_of)]
Day = Annotated[str, checked_by(day_of)]
Wordings = Annotated[
    tuple[Annotated[Words, StringConstraints(max_length=LONGEST_WORDING)], ...],
    Field(min_length=1, max_length=MOST_WORDINGS),
]


class PrintedDate(Entry):
    """A date with the words its source prints; ``date`` may be missing when they name no day."""

    date: DateText | None = None
    printed: Words


Date = Annotated[
    Annotated[DateText, Tag("text")] | Annotated[PrintedDate, Tag("map")],
    Discriminator(
        _shape,
        custom_error_type="date",
        custom_error_message="write a date: 2017-10-04, 2012-06, 04-27, or a map with `printed`",
    ),
]


def _when(written: str | PrintedDate | None) -> When | None:
    if isinstance(written, PrintedDate):
        printed = prose(written.printed)
        return when_of(written.date, printed) if written.date else When(printed=printed)
    return None if written is None else when_of(written)


class SourceEntry(Entry):
    title: Words
    url: Url | None = None

    def value(self) -> Source:
        return Source(prose(self.title), self.url or "")


class PersonEntry(Entry):
    key: Key
    name: Words
    role: PersonRole
    names: Texts | None = None
    aliases: tuple[Words, ...] = ()
    note: Texts | None = None
    public: bool = True

    def value(self) -> Person:
        names, note = localised(self.names), localised(self.note)
        return Person(self.key, prose(self.name), self.role, self.aliases, names, note, self.public)


class EventEntry(Entry):
    when: Date
    text: Texts
    source: Words | None = None

    def value(self) -> TimelineEvent:
        return TimelineEvent(_when(self.when) or When(), localised(self.text), prose(self.source or ""))


class CaseFile(Entry):
    """``case.yaml``: what happened to whom. ``key`` defaults to the folder's name."""

    key: Key | None = None
    title: Texts
    summary: Texts
    country: Country
    topics: tuple[Key, ...] = ()
    persons: Annotated[tuple[PersonEntry, ...], Field(max_length=MOST_ENTRIES)] = ()
    timeline: Annotated[tuple[EventEntry, ...], Field(max_length=MOST_ENTRIES)] = ()
    hearings: Annotated[tuple[HearingEntry, ...], Field(max_length=MOST_ENTRIES)] = ()
    milestones: Annotated[tuple[MilestoneEntry, ...], Field(max_length=MOST_ENTRIES)] = ()
    sources: Annotated[tuple[SourceEntry, ...], Field(max_length=MOST_ENTRIES)] = ()

    def value(self, key: str) -> Case:
        return Case(
            key=key,
            title=localised(self.title),
            summary=localised(self.summary),
            country=self.country,
            topics=self.topics,
            persons=tuple(entry.value() for entry in self.persons),
            timeline=tuple(entry.value() for entry in self.timeline),
            hearings=tuple(entry.value() for entry in self.hearings),
            milestones=tuple(entry.value() for entry in self.milestones),
            sources=tuple(entry.value() for entry in self.sources),
        )


_NORMALISED: dict[ChannelKind, Callable[[str], str]] = {
    ChannelKind.EMAIL: email_of,
    ChannelKind.FAX: e164_of,
    ChannelKind.PHONE: e164_of,
    ChannelKind.WEBFORM: url_of,
    ChannelKind.POST: lines_of,
}


class ChannelEntry(Entry):
    """``value`` as the source prints it; ``printed`` only where the two must differ."""

    kind: ChannelKind
    value: Words | None = None
    printed: Words | None = None
    alternatives: tuple[Words, ...] = ()
    verified: Day | None = None

    @model_validator(mode="after")
    def _reaches_somebody(self) -> "ChannelEntry":
        if self.kind is ChannelKind.EMBASSY_BY_COUNTRY:
            if self.value or self.alternatives:
                raise ValueError("embassy_by_country has no value: it depends on the signer's country")
        elif not self.value:
            raise ValueError(f"a channel of kind `{self.kind}` needs its `value`")
        normalised = self._normalised()
        if len(set(normalised)) < len(normalised):
            raise ValueError("an alternative stands in when another one fails; this one is written twice")
        return self

    def _normalised(self) -> tuple[str, ...]:
        normalise = _NORMALISED.get(self.kind, prose)
        return tuple(normalise(written) for written in (self.value or "", *self.alternatives) if written)

    def as_channel(self) -> Channel:
        value, *alternatives = self._normalised() or ("",)
        written = (self.value or "").strip()
        printed = self.printed or (written if written != value else "")
        verified = day_of(self.verified) if self.verified else None
        return Channel(self.kind, value, printed, tuple(alternatives), verified)


class AddresseeEntry(Entry):
    key: Key
    office: Texts
    person: Words | None = None
    persons: Texts | None = None
    honorific: Words | None = None
    salutation: Texts | None = None
    closing: Texts | None = None
    group: Key = "default"
    language: Language = "en"
    channels: tuple[ChannelEntry, ...] = ()
    secondary: bool = False

    def value(self) -> Addressee:
        return Addressee(
            key=self.key,
            office=localised(self.office),
            person=prose(self.person or ""),
            persons=localised(self.persons),
            honorific=prose(self.honorific or ""),
            salutation=localised(self.salutation),
            group=self.group,
            language=self.language,
            channels=tuple(entry.as_channel() for entry in self.channels),
            secondary=self.secondary,
            closing=localised(self.closing),
        )


class DemandEntry(Entry):
    key: Key
    text: Texts
    beneficiaries: tuple[Key, ...] = ()
    outcome: DemandOutcome = DemandOutcome.OPEN
    outcome_on: Date | None = None

    def value(self) -> Demand:
        text, on = localised(self.text), _when(self.outcome_on)
        return Demand(self.key, text, self.beneficiaries, self.outcome, on)


class ActionEntry(Entry):
    kind: ActionKind
    text: Texts | None = None
    url: Url | None = None

    def value(self) -> Action:
        return Action(self.kind, localised(self.text), self.url or "")


class CopyEntry(Entry):
    email: Email
    hidden: bool = False


class LetterEntry(Entry):
    """``body`` stands here or in ``<appeal>.<language>.j2`` beside the file; ``groups`` names its blocks.

    ``variants``: slot to language to words for it. ``letterhead`` only where an organisation writes.
    """

    subject: Texts
    body: Texts | None = None
    groups: tuple[Key, ...] = ()
    copies: tuple[CopyEntry, ...] = ()
    mode: LetterMode = LetterMode.PERSONAL
    variants: Annotated[dict[Slot, dict[Language, Wordings]], Field(max_length=MOST_SLOTS)] = Field(
        default_factory=dict[str, dict[str, tuple[str, ...]]]
    )
    letterhead: Words | None = None

    def value(self, bodies: dict[str, str]) -> LetterPlan:
        copies = tuple(Copy(email_of(copy.email), copy.hidden) for copy in self.copies)
        variants = {
            slot: {language: tuple(map(prose, words)) for language, words in texts.items()}
            for slot, texts in self.variants.items()
        }
        letterhead = lines_of(self.letterhead or "")
        return LetterPlan(localised(self.subject), Localised(bodies), copies, self.mode, variants, letterhead)


class EnclosureEntry(Entry):
    """A picture or PDF beside the file; ``text`` says who or what it shows, for those who cannot see it."""

    file: FileName
    text: Annotated[Texts, Field(min_length=1)]


class AppealFile(Entry):
    """``<appeal>.yaml``: one published text. ``case`` names the case or, in a file sent alone, tells it."""

    key: Key | None = None
    case: (
        Annotated[
            Annotated[Key, Tag("text")] | Annotated[CaseFile, Tag("map")],
            Discriminator(
                _shape,
                custom_error_type="case",
                custom_error_message="write the key of a case, or tell a new case as a map",
            ),
        ]
        | None
    ) = None
    kind: AppealKind
    title: Texts
    summary: Texts
    text: Texts | None = None
    issuer: Words | None = None
    issued_on: Date | None = None
    code: Words | None = None
    reply_to: Email | None = None
    sign_by: LikelyDay | None = None
    demands: Annotated[tuple[DemandEntry, ...], Field(max_length=MOST_ENTRIES)] = ()
    addressees: Annotated[tuple[AddresseeEntry, ...], Field(max_length=MOST_ENTRIES)] = ()
    actions: Annotated[tuple[ActionEntry, ...], Field(max_length=MOST_ENTRIES)] = ()
    letter: LetterEntry | None = None
    enclosures: Annotated[tuple[EnclosureEntry, ...], Field(max_length=MOST)] = ()
    sources: Annotated[tuple[SourceEntry, ...], Field(max_length=MOST_ENTRIES)] = ()

    def value(self, case: str, key: str, bodies: dict[str, str]) -> Appeal:
        return Appeal(
            case=case,
            key=key,
            kind=self.kind,
            title=localised(self.title),
            summary=localised(self.summary),
            text=localised(self.text),
            issuer=prose(self.issuer or ""),
            issued_on=_when(self.issued_on) or When(),
            code=prose(self.code or ""),
            reply_to=email_of(self.reply_to) if self.reply_to else "",
            sign_by=day_of(self.sign_by) if self.sign_by else None,
            demands=tuple(entry.value() for entry in self.demands),
            addressees=tuple(entry.value() for entry in self.addressees),
            actions=tuple(entry.value() for entry in self.actions),
            letter=self.letter.value(bodies) if self.letter else None,
            sources=tuple(entry.value() for entry in self.sources),
        )
