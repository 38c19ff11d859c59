"""Reports after sending: counted once an account, told to the organizers when an address comes into doubt."""

from alertbot.dialogue.letter_numbers import ClearContacts, LetterNumbers, NumbersOf, in_doubt
from alertbot.dialogue.letter_reports import (
    CountSent,
    ReportContact,
    ReportedBefore,
    SentBefore,
    reported,
    sent_mark,
)
from alertbot.dialogue.letter_taps import SuspectsOf
from alertbot.domain.addressee import Addressee, ChannelKind
from alertbot.domain.channel_health import Contact, contact
from alertbot.domain.figures import Counted
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.ports import Tx


class LetterReports:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={
                SuspectsOf: self._suspects,
                SentBefore: self._sent_before,
                ReportedBefore: self._reported_before,
                NumbersOf: self._numbers,
            },
            does={CountSent: self._count, ReportContact: self._report, ClearContacts: self._clear},
        )

    async def _suspects(self, tx: Tx, want: SuspectsOf, who: Who) -> frozenset[Contact]:
        return await tx.channel_reports.suspects(want.appeal)

    async def _sent_before(self, tx: Tx, want: SentBefore, who: Who) -> bool:
        said = want.said
        office = await _office(tx, said.appeal, said.version, said.office)
        if office is None or said.kind not in list(ChannelKind):
            return False
        mark = sent_mark(ChannelKind(said.kind), office.key, said.version)
        return await tx.signatures.left(said.appeal, who.chat, mark)

    async def _reported_before(self, tx: Tx, want: ReportedBefore, who: Who) -> bool:
        report = want.report
        office = await _office(tx, report.appeal, report.version, report.office)
        about = reported(office, report.what) if office else None
        if office is None or about is None:
            return False
        return await tx.channel_reports.reported(report.appeal, who.chat, contact(office.key, *about[:2]))

    async def _numbers(self, tx: Tx, want: NumbersOf, who: Who) -> LetterNumbers:
        sent = {kind: await tx.signatures.marked(want.appeal, f"sent.{kind.value}.*") for kind in ChannelKind}
        suspects = await tx.channel_reports.suspects(want.appeal)
        ordered = sorted(suspects, key=lambda one: (one.addressee, one.kind, one.trace))
        doubts = {about: await tx.channel_reports.failures(want.appeal, about) for about in ordered}
        return LetterNumbers(await tx.signatures.marked(want.appeal, "letter.*"), sent, doubts)

    async def _count(self, tx: Tx, order: CountSent, who: Who) -> None:
        mark = sent_mark(order.kind, order.addressee, order.version)
        if await tx.signatures.mark(order.appeal, who.chat, mark):
            now = self._desk.clock.now()
            await tx.figures.count(order.appeal, Counted.SENT, order.kind.value, now)

    async def _report(self, tx: Tx, order: ReportContact, who: Who) -> None:
        """Whoever made the third report, the organizers hear only of office and channel."""
        made = await tx.channel_reports.report(order.appeal, who.chat, order.about, order.failure)
        published = await tx.appeals.get(order.appeal) if made.made_suspect else None
        if published:
            screen = in_doubt(published, order.about)
            await self._desk.tell_organizers(tx, screen, only=lambda organizer: True)

    async def _clear(self, tx: Tx, order: ClearContacts, who: Who) -> None:
        """The right to clear is read from the desk again, whatever led here."""
        if who.organizer is None:
            return
        for about in await tx.channel_reports.suspects(order.appeal):
            if about.trace == order.trace and await tx.channel_reports.clear(order.appeal, about):
                where = f"appeal {order.appeal} {about.addressee} {about.kind.value}"
                await tx.audit.write(who.organizer, "channel_sound", where, self._desk.clock.now())


async def _office(tx: Tx, appeal: int, version: int, number: int) -> Addressee | None:
    of = await tx.appeals.version(appeal, version)
    addressees = of.appeal.addressees if of else ()
    return addressees[number] if 0 <= number < len(addressees) else None
