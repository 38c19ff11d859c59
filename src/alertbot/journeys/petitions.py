"""The petition to hand over: an appeal's own words in one language, and what may be shown of its numbers."""

from datetime import date

from alertbot.dialogue.screen import Words, say
from alertbot.domain.appeal import Appeal
from alertbot.domain.embassies import asks_country
from alertbot.domain.figures import Figures
from alertbot.domain.language import When
from alertbot.domain.publication import Published
from alertbot.letters.petition import Petition
from alertbot.wording.speech import Wording


def petition_of(of: Published, found: Figures, wording: Wording, locale: str) -> Petition:
    """In the language of ``locale``, as far as the appeal has it."""
    appeal = of.appeal

    def words(phrase: Words) -> str:
        return wording.phrase(phrase, locale)

    return Petition(
        case=of.case.key,
        appeal=appeal.key,
        language=locale,
        on=found.on.isoformat(),
        title=appeal.title.pick(locale),
        issuer=appeal.issuer,
        code=appeal.code,
        to=tuple(one.office.pick(locale) for one in appeal.addressees if not asks_country(one)),
        paragraphs=_paragraphs(appeal, locale),
        demands=tuple(demand.text.pick(locale) for demand in appeal.demands),
        total=words(_total(found.signatures.total)),
        days=tuple(
            (words(_day(day)), words(say("stats.number", number=many)))
            for day, many in sorted(found.signatures.by_day.items())
            if many is not None
        ),
        labels={name: words(phrase) for name, phrase in _labels(found).items()},
    )


def _paragraphs(appeal: Appeal, locale: str) -> tuple[str, ...]:
    whole = appeal.text.pick(locale) or appeal.summary.pick(locale)
    return tuple(part.strip() for part in whole.split("\n\n") if part.strip())


def _total(signed: int | None) -> Words:
    return say("petition.few") if signed is None else say("petition.total", count=signed, number=signed)


def _day(day: date) -> Words:
    return say("stats.day", day=When(day.year, day.month, day.day))


def _labels(found: Figures) -> dict[str, Words]:
    return {
        "petition": say("petition.petition"),
        "to": say("petition.to"),
        "code": say("petition.code"),
        "demands": say("petition.demands"),
        "support": say("petition.support", date=found.on),
        "by_day": say("stats.signatures_by_week") if found.weeks else say("stats.signatures_by_day"),
        "day": say("petition.week") if found.weeks else say("petition.day"),
        "number": say("petition.number"),
        "rule": say("petition.rule"),
        "names": say("petition.names"),
        "others": say("petition.others"),
        "handed_by": say("petition.handed_by"),
        "received_by": say("petition.received_by"),
        "place_and_day": say("petition.place_and_day"),
    }
