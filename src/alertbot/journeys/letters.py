"""Letters: rendered for whoever asks, in the form they ask for, never stored; only a keyed trace stays.

What is slow (typesetting, a document) happens in a thread, before the event's transaction.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from alertbot.dialogue.letter_taps import (
    THEIRS,
    AtEmbassy,
    EmbassyIn,
    FileOf,
    HostsOf,
    Letters,
    Made,
    Mine,
    ReadyLetter,
    TookLetters,
    VersionOf,
)
from alertbot.dialogue.letter_ways import forms
from alertbot.dialogue.preview import SampleLetter
from alertbot.dialogue.screen import File
from alertbot.domain.addressee import Addressee
from alertbot.domain.advice import advise
from alertbot.domain.appeal import Appeal
from alertbot.domain.channel_health import Contact, with_promoted
from alertbot.domain.embassies import Embassies, asks_country, resolved
from alertbot.domain.figures import Counted
from alertbot.domain.letter import Letter
from alertbot.domain.publication import Published
from alertbot.journeys.desk import Journey, Who
from alertbot.journeys.drafting import at_hand
from alertbot.letters.formats import UnsafeLetter, as_eml, as_text, file_name
from alertbot.letters.glyphs import UnprintableLetter
from alertbot.letters.link import SIGNATURE_PLACE, letter_link
from alertbot.letters.paper import as_pdf, as_picture
from alertbot.letters.render import letter_languages, render
from alertbot.letters.sheet import Sheet, fax_numbers, fax_sheet, letter_sheet, postal_addresses
from alertbot.letters.word import as_docx
from alertbot.ports import Clock, Store, Tx

NamedCountry = Callable[[str], str | None]
"""A country as somebody types it, to its code (ISO 3166-1 alpha-2)."""


@dataclass(frozen=True, slots=True)
class Writer:
    """For whom letters of one version are written: their seed, language and day, and what is in doubt."""

    of: Published
    seed: bytes
    locale: str
    on: date
    suspects: frozenset[Contact]
    page: str | None

    def ready(self, addressee: Addressee, mine: Mine) -> ReadyLetter:
        """A letter with its page and, where needed, a translation."""
        letter = self.letter(addressee, mine)
        page, translation = self._page(addressee, mine), self._translation(addressee, letter)
        return ReadyLetter(letter, addressee, page, translation)

    def letter(self, addressee: Addressee, mine: Mine) -> Letter:
        """To the first of the office's addresses that is not in doubt."""
        appeal = self.of.appeal
        language = letter_language(appeal, addressee, mine.language)
        reached = with_promoted(addressee, self.suspects)
        return render(appeal, self.of.version, reached, language, mine.signer, mine.sentence, seed=self.seed)

    def _page(self, addressee: Addressee, mine: Mine) -> str:
        """Without the signer's name, which is typed on the page."""
        if self.page is None:
            return ""
        unsigned = self.letter(addressee, replace(mine, signer=SIGNATURE_PLACE))
        return letter_link(self.page, unsigned, with_promoted(addressee, self.suspects), self.locale) or ""

    def _translation(self, addressee: Addressee, letter: Letter) -> str:
        appeal, locale = self.of.appeal, self.locale
        if letter.language == locale or locale not in letter_languages(appeal):
            return ""
        neutral = Addressee(addressee.key, addressee.office, group=addressee.group)
        return render(appeal, self.of.version, neutral, locale).body

    def file(self, form: str, addressee: Addressee, mine: Mine) -> Made:
        """The letter in one form; without a file when its characters forbid that form."""
        letter, reached = self.letter(addressee, mine), with_promoted(addressee, self.suspects)
        try:
            return _made(form, letter, reached, self.on)
        except UnprintableLetter as error:
            return Made(None, " ".join(error.characters))
        except UnsafeLetter:
            return Made(None)


def _made(form: str, letter: Letter, addressee: Addressee, on: date) -> Made:
    match form:
        case "eml" if letter.to:
            return Made(File(file_name(letter, "eml"), "message/rfc822", as_eml(letter)))
        case "fax":
            return Made(_pdf(letter, "fax", fax_sheet(letter, addressee, fax_numbers(addressee), on)))
        case "post":
            return Made(_pdf(letter, "post", _posted(letter, addressee, on)))
        case "docx":
            return Made(File(file_name(letter, "docx"), DOCX, as_docx(_posted(letter, addressee, on))))
        case "picture":
            numbers = fax_numbers(addressee)
            sheet = fax_sheet(letter, addressee, numbers, on) if numbers else _posted(letter, addressee, on)
            return Made(File(file_name(letter, "png"), "image/png", as_picture(sheet)))
        case _:
            return Made(None)


SENT_AS = ("eml", "fax", "post")
"""Forms that leave for an office; the others stay on one's own desk."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _posted(letter: Letter, addressee: Addressee, on: date) -> Sheet:
    return letter_sheet(letter, addressee, on, next(iter(postal_addresses(addressee)), ""))


def _pdf(letter: Letter, form: str, sheet: Sheet) -> File:
    name = file_name(replace(letter, addressee=f"{form}-{letter.addressee}"), "pdf")
    return File(name, "application/pdf", as_pdf(sheet))


class LetterWriting:
    """``page`` is the public address of the letter page, ``None`` without one."""

    def __init__(
        self, clock: Clock, embassies: Embassies, country: NamedCountry, page: str | None = None
    ) -> None:
        self._clock = clock
        self._embassies = embassies
        self._country = country
        self._page = page

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={SampleLetter: self._sample, VersionOf: self._version, HostsOf: self._hosts},
            fetches={Letters: self._letters, FileOf: self._file, EmbassyIn: self._embassy},
            does={TookLetters: self._took},
        )

    async def _version(self, tx: Tx, want: VersionOf, who: Who) -> Published | None:
        return await tx.appeals.version(want.appeal, want.number)

    async def _hosts(self, tx: Tx, want: HostsOf, who: Who) -> tuple[str, ...]:
        published = await tx.appeals.get(want.appeal)
        return self._embassies.hosts(published.case.country) if published else ()

    async def _writer(self, store: Store, appeal: int, version: int, who: Who) -> Writer | None:
        async with store.snapshot() as tx:
            of = await tx.appeals.version(appeal, version)
            if of is None or of.appeal.letter is None:
                return None
            seed = await tx.signatures.seed(appeal, who.chat)
            suspects = await tx.channel_reports.suspects(appeal)
        return Writer(of, seed, who.locale, self._clock.now().date(), suspects, self._page)

    async def _letters(self, store: Store, want: Letters, who: Who) -> tuple[ReadyLetter, ...]:
        writer = await self._writer(store, want.appeal, want.version, who)
        return await asyncio.to_thread(ready_letters, writer, want.offices, want.mine) if writer else ()

    async def _file(self, store: Store, want: FileOf, who: Who) -> Made:
        writer = await self._writer(store, want.appeal, want.version, who)
        office = _office(writer, want.office)
        if writer is None or office is None:
            return Made(None)
        return await asyncio.to_thread(writer.file, want.form, office, want.mine)

    async def _embassy(self, store: Store, want: EmbassyIn, who: Who) -> AtEmbassy:
        writer = await self._writer(store, want.appeal, want.version, who)
        office = _office(writer, want.office)
        country = await asyncio.to_thread(self._country, want.named)
        if writer is None or office is None or country is None or not asks_country(office):
            return AtEmbassy(None)
        embassy = self._embassies.of(writer.of.case.country, country)
        if embassy is None:
            return AtEmbassy(country)
        return await asyncio.to_thread(at_embassy, writer, country, resolved(office, embassy), want.mine)

    async def _sample(self, tx: Tx, want: SampleLetter, who: Who) -> str:
        draft = await at_hand(tx, want.draft, who.organizer)
        appeal = draft.appeal if draft else None
        if appeal is None or appeal.letter is None or not appeal.addressees:
            return ""
        if want.language not in letter_languages(appeal):
            return ""
        return as_text(render(appeal, 1, appeal.addressees[0], want.language))

    async def _took(self, tx: Tx, order: TookLetters, who: Who) -> None:
        for addressee in order.addressees:
            if await tx.signatures.mark(order.appeal, who.chat, f"letter.{addressee}.{order.version}"):
                await tx.figures.count(order.appeal, Counted.TAKEN, who.locale, self._clock.now())


def _office(writer: Writer | None, number: int) -> Addressee | None:
    addressees = writer.of.appeal.addressees if writer else ()
    return addressees[number] if 0 <= number < len(addressees) else None


def ready_letters(writer: Writer, offices: Iterable[int], mine: Mine) -> tuple[ReadyLetter, ...]:
    """The letters to some offices of an appeal."""
    found = (_office(writer, number) for number in offices)
    return tuple(writer.ready(addressee, mine) for addressee in found if addressee)


def at_embassy(writer: Writer, country: str, embassy: Addressee, mine: Mine) -> AtEmbassy:
    """The letter with every file its channels need: later nobody knows any more which embassy it was."""
    ready = writer.ready(embassy, mine)
    wanted = forms(writer.of.appeal, advise(embassy, None))
    made = ((form, writer.file(form, embassy, mine).file) for form in wanted if form in SENT_AS)
    return AtEmbassy(country, ready, tuple((form, file) for form, file in made if file))


def letter_language(appeal: Appeal, addressee: Addressee, wished: str) -> str:
    """The language a letter is written in: the one wished for, or else the one the office reads."""
    languages = letter_languages(appeal)
    for language in (wished, addressee.language, "en"):
        if language != THEIRS and language in languages:
            return language
    return languages[0]
