"""What of an appeal's letters could not be printed: on paper it would be an empty box."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from alertbot.domain.addressee import ChannelKind
from alertbot.domain.appeal import Appeal
from alertbot.domain.letter import LetterPlan
from alertbot.errors import Fault
from alertbot.intake.yaml_file import Document, Place
from alertbot.letters.glyphs import character_name, missing_glyphs
from alertbot.letters.sheet import postal_addresses

_ON_PAPER = (ChannelKind.FAX, ChannelKind.POST)


def paper_faults(
    appeal: Appeal, document: Document, in_template: Callable[[str, int, str], Fault]
) -> Iterator[Fault]:
    """Every place with characters that the fonts lack.

    An error where somebody can only, or also, be reached on paper, else a warning. ``in_template`` makes a
    fault of a language, a line of its template (from 1) and a sentence.
    """
    plan = appeal.letter
    if plan is None:
        return
    reached = {channel.kind for addressee in appeal.addressees for channel in addressee.channels}
    severity = "error" if reached.intersection(_ON_PAPER) else "warning"
    for language, source in plan.body.texts.items():
        for line, text in enumerate(source.split("\n"), 1):
            if missing := missing_glyphs(text):
                yield replace(in_template(language, line, _sentence(missing)), severity=severity)
    for place, text in (*_planned(appeal, plan), *_addressed(appeal)):
        if missing := missing_glyphs(text):
            yield document.fault(place, _sentence(missing), severity)


def _planned(appeal: Appeal, plan: LetterPlan) -> Iterator[tuple[Place, str]]:
    yield ("code",), appeal.code
    yield ("letter", "letterhead"), plan.letterhead
    for language, text in plan.subject.texts.items():
        yield ("letter", "subject", language), text
    for slot, texts in plan.variants.items():
        for language, wordings in texts.items():
            for number, text in enumerate(wordings):
                yield ("letter", "variants", slot, language, number), text


def _addressed(appeal: Appeal) -> Iterator[tuple[Place, str]]:
    for index, addressee in enumerate(appeal.addressees):
        place = ("addressees", index)
        yield (*place, "person"), addressee.person
        yield (*place, "channels"), "".join(postal_addresses(addressee))
        named = {
            "office": addressee.office,
            "persons": addressee.persons,
            "salutation": addressee.salutation,
            "closing": addressee.closing,
        }
        for name, texts in named.items():
            for language, text in texts.texts.items():
                yield (*place, name, language), text


def _sentence(missing: tuple[str, ...]) -> str:
    named = ", ".join(map(character_name, missing))
    return f"this cannot be printed for fax and post, the fonts lack: {named}"
