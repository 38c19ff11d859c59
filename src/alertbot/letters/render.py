"""One letter for one signer and one addressee.

Names and sentences people type are data: they go in after the template was checked, each as one line.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.letter import Letter, LetterMode, LetterPlan
from alertbot.errors import AlertbotError
from alertbot.letters.template import SUBJECT_NAMES, LetterTemplate

_JOINERS = frozenset("\u200c\u200d")
"""Persian and Indic names need them."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{3,}")
_DIRECTION_MARKS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


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
) -> Letter:
    """The letter in ``language`` or, where it is not written in that, in English or whichever it has.

    A corrected appeal (``version`` above 1) puts its version after its code. An organisation's letter takes
    no signer and no sentence. Raises :class:`NoLetter`, :class:`TemplateRefused` or :class:`LetterTooLong`.
    """
    plan = appeal.letter
    if plan is None or not plan.body:
        raise NoLetter("this appeal has no letter")
    written = plan.body.language_of(language)
    values = _values(appeal, version, addressee, written)
    if plan.mode is LetterMode.PERSONAL:
        values |= {"signer": one_line(signer), "own_sentence": one_line(own_sentence)}
    subject = LetterTemplate(plan.subject.pick(written), SUBJECT_NAMES).fill(values)
    return Letter(
        addressee=addressee.key,
        language=written,
        subject=one_line(subject),
        body=_body(plan, written, values),
        to=addressee.email or "",
        cc=tuple(copy.email for copy in plan.copies if not copy.hidden),
        bcc=tuple(copy.email for copy in plan.copies if copy.hidden),
        code=values["code"],
        signer=values["signer"],
    )


def _values(appeal: Appeal, version: int, addressee: Addressee, language: str) -> dict[str, str]:
    code = one_line(appeal.code)
    return {
        "salutation": one_line(salutation(addressee, language)),
        "office": one_line(addressee.office.pick(language)),
        "person": one_line(addressee.persons.texts.get(language) or addressee.person),
        "code": f"{code} v{version}" if code and version > 1 else code,
        "group": addressee.group,
        "addressee_key": addressee.key,
        "signer": "",
        "own_sentence": "",
    }


def _body(plan: LetterPlan, language: str, values: Mapping[str, str]) -> str:
    """The body; what the signer gave and the template has no place for stands at its end."""
    template = LetterTemplate(plan.body.pick(language))
    unplaced = (values[name] for name in ("own_sentence", "signer") if name not in template.names)
    return tidy("\n\n".join((template.fill(values), *unplaced)))


def salutation(addressee: Addressee, language: str) -> str:
    """The campaign's own opening in ``language``, else that language's neutral one, else English."""
    own = addressee.salutation.texts.get(language, "")
    return own or _openings().get(language.partition("_")[0]) or _openings()["en"]


@cache
def _openings() -> Mapping[str, str]:
    return tomllib.loads(files("alertbot.letters").joinpath("openings.toml").read_text(encoding="utf-8"))


def one_line(text: str) -> str:
    """Text somebody typed, as one line: no control or direction characters, single spaces, NFC."""
    kept = (c if unicodedata.category(c) not in _UNSEEN or c in _JOINERS else " " for c in text)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def tidy(text: str) -> str:
    """A letter's text: plain line ends, at most one blank line at once, no stray control characters, NFC."""
    lined = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = "".join(c for c in lined if c == "\n" or not _stray(c))
    trimmed = "\n".join(line.rstrip() for line in kept.split("\n"))
    return unicodedata.normalize("NFC", _BLANK_LINES.sub("\n\n", trimmed).strip())


def _stray(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _DIRECTION_MARKS
