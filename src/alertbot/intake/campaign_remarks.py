"""Remarks of the lint as warnings, with the line they are about."""

from collections.abc import Iterable, Iterator, Mapping

from alertbot.domain.lint import MOST_WORDS, Remark, RemarkKind
from alertbot.errors import Fault
from alertbot.intake.yaml_file import Document, Place

_SENTENCES: Mapping[RemarkKind, str] = {
    RemarkKind.NO_CODE: "the appeal has no `code` that replies could quote",
    RemarkKind.NO_YEAR: "the year is unknown here; readers are shown the date without one",
    RemarkKind.NO_CHANNEL: "`{addressee}` has no channel yet; readers are told that no address is known",
    RemarkKind.NO_LETTER_LANGUAGE: "`{addressee}` reads `{language}`, a language without a letter",
    RemarkKind.LONG_LETTER: f"this letter has {{words}} words; one page holds about {MOST_WORDS}",
    RemarkKind.PAST_SIGN_BY: "`sign_by` ({day}) has passed",
    RemarkKind.NO_URL: "this action happens elsewhere and has no `url`; its `text` has to say why",
}


def warnings_of(remarks: Iterable[Remark], document: Document, place: Place = ()) -> Iterator[Fault]:
    """``place``: where in the document the thing remarked upon begins."""
    for remark in remarks:
        sentence = _SENTENCES[remark.kind].format(**remark.args)
        yield document.fault((*place, *remark.place), sentence, "warning")
