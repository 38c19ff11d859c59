"""One letter for one signer and one addressee.

Names and sentences people type are data: they go in after the template was checked, each as one line.
"""

from dataclasses import replace
from functools import lru_cache

from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.letter import Letter, LetterMode, LetterPlan
from alertbot.errors import AlertbotError
from alertbot.letters.plain import one_line, tidy
from alertbot.letters.template import SUBJECT_NAMES, LetterTemplate
from alertbot.letters.variation import Draw, Forms, Slots, neutral, slots_of

MOST_FORMS = 64
"""Prepared letters kept at hand, one for each appeal, version and language in use; about 100 kB each."""


class NoLetter(AlertbotError):
    """The appeal asks for no letters."""


def letter_languages(appeal: Appeal) -> tuple[str, ...]:
    """The languages the appeal's letter is written in; empty when it has none."""
    return tuple(appeal.letter.body) if appeal.letter else ()


def render(
    appeal: Appeal,
    version: int,
    addressee: Addressee,
    language: str,
    signer: str = "",
    own_sentence: str = "",
    *,
    seed: bytes | str = b"",
) -> Letter:
    """The letter in ``language`` or, where it is not written in that, in English or whichever it has.

    ``seed`` picks the wording, another one for each addressee; empty gives the canonical one. It is to be
    keyed per person and appeal, so that nobody else can tell by the words who wrote a letter. An
    organisation's letter takes no signer, sentence or wording of one's own. Raises :class:`NoLetter`,
    :class:`TemplateRefused` or :class:`LetterTooLong`.
    """
    plan = appeal.letter
    if plan is None or not plan.body:
        raise NoLetter("this appeal has no letter")
    written = plan.body.language_of(language)
    values = _values(appeal, version, addressee, written)
    if plan.mode is not LetterMode.PERSONAL:
        return replace(_written(appeal, plan, addressee, written, values), letterhead=plan.letterhead)
    values |= {"signer": one_line(signer), "own_sentence": one_line(own_sentence)}
    draw = Draw.of(seed, appeal.case, appeal.key, addressee.key) if seed else None
    return _mailed(_written(appeal, plan, addressee, written, values, draw), plan, addressee)


def _written(
    appeal: Appeal,
    plan: LetterPlan,
    addressee: Addressee,
    language: str,
    values: dict[str, str],
    draw: Draw | None = None,
) -> Letter:
    return Letter(
        addressee=addressee.key,
        language=language,
        subject=one_line(_subject(plan.subject.pick(language)).fill(values)),
        body=_body(_forms_of(appeal, plan, language), values, draw),
        code=values["code"],
        signer=values["signer"],
    )


def _mailed(letter: Letter, plan: LetterPlan, addressee: Addressee) -> Letter:
    """To the first of the office's email addresses, with the copies that the campaign asks for."""
    to, *others = addressee.emails or ("",)
    return replace(
        letter,
        to=to,
        others=tuple(others),
        cc=tuple(copy.email for copy in plan.copies if not copy.hidden),
        bcc=tuple(copy.email for copy in plan.copies if copy.hidden),
    )


def _values(appeal: Appeal, version: int, addressee: Addressee, language: str) -> dict[str, str]:
    code = one_line(appeal.code)
    closing = addressee.closing.texts.get(language)
    return {
        "salutation": one_line(salutation(addressee, language)),
        "office": one_line(addressee.office.pick(language)),
        "person": one_line(addressee.persons.texts.get(language) or addressee.person),
        "code": f"{code} v{version}" if code else "",
        "group": addressee.group,
        "addressee_key": addressee.key,
        "signer": "",
        "own_sentence": "",
    } | ({"closing": one_line(closing)} if closing else {})


def _body(forms: Forms, values: dict[str, str], draw: Draw | None) -> str:
    """The body; what the signer gave and the template has no place for stands at its end."""
    unplaced = (values[name] for name in ("own_sentence", "signer") if name not in forms.names)
    return tidy("\n\n".join((forms.fill(values, draw), *unplaced)))


def salutation(addressee: Addressee, language: str) -> str:
    """The campaign's own opening in ``language``, else that language's neutral one, else English."""
    return addressee.salutation.texts.get(language) or neutral("salutation", language)


def _forms_of(appeal: Appeal, plan: LetterPlan, language: str) -> Forms:
    people = [text for a in appeal.addressees for text in (a.person, *a.persons.texts.values())]
    names = frozenset(word for person in people for word in person.split())
    return _forms(plan.body.pick(language), language, slots_of(plan, language), names)


@lru_cache(maxsize=MOST_FORMS)
def _forms(source: str, language: str, slots: Slots, names: frozenset[str]) -> Forms:
    return Forms(source, language, slots, names)


@lru_cache(maxsize=MOST_FORMS)
def _subject(source: str) -> LetterTemplate:
    return LetterTemplate(source, SUBJECT_NAMES)
