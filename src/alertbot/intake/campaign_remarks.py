"""Remarks of the lint as faults, each with the line of the words it is about."""

from collections.abc import Iterable, Iterator, Mapping

from alertbot.domain.lint import MOST_WORDS, Remark, RemarkKind
from alertbot.errors import Fault
from alertbot.intake.yaml_file import Data, Document, Place

SENTENCES: Mapping[RemarkKind, str] = {
    RemarkKind.NO_CODE: "the appeal has no `code` that replies could quote",
    RemarkKind.NO_YEAR: "the year is unknown here; readers are shown the date without one",
    RemarkKind.NO_CHANNEL: "`{addressee}` has no channel yet; readers are told that no address is known",
    RemarkKind.NO_LETTER_LANGUAGE: "`{addressee}` reads `{language}`, a language without a letter",
    RemarkKind.LONG_LETTER: f"this letter has {{words}} words; one page holds about {MOST_WORDS}",
    RemarkKind.PAST_SIGN_BY: "`sign_by` ({day}) has passed",
    RemarkKind.NO_URL: "this action happens elsewhere and has no `url`; its `text` has to say why",
    RemarkKind.LOST_LINK: "`{words}` points to a link that is not here; write the address out",
    RemarkKind.MISSPELT: "`{name}` here, `{other}` elsewhere; if they are one, write one of them everywhere",
    RemarkKind.WRONG_SUM: "{total} is said, but the parts {parts} make {sum}",
    RemarkKind.WRONG_HEADCOUNT: "{total} is said, but {named} are named; name all, or say `among them`",
    RemarkKind.AMBIGUOUS_DATE: "`{words}` can be {first} or {second}; write the month as a word",
    RemarkKind.DEMAND_UNSAID: "the letter in `{language}` does not seem to ask for this: {missing}",
    RemarkKind.SAME_ADDRESSEE: "this seems to be the same office as `{addressee}`; write to it once",
    RemarkKind.UNUSED_BLOCK: "no addressee is in the group `{group}`, so nobody gets this block",
    RemarkKind.NO_BLOCK: "the letter has blocks for groups, and in `{language}` none for `{group}`",
    RemarkKind.MIXED_SCRIPTS: "`{word}` mixes alphabets: {odd}; type the word anew",
    RemarkKind.HIDDEN_MARK: "there is a character here that cannot be seen, {odd}; take it out",
    RemarkKind.HIDDEN_DIRECTION: "{odd} turns the direction of text and cannot be seen; take it out",
    RemarkKind.BAD_ADDRESS: "`{address}` is no email address; write it like office@example.org",
    RemarkKind.TRAILING_DOT: "`{address}` ends in a full stop; write `{better}`",
    RemarkKind.ODD_LETTERS: "`{address}` holds letters that look like others, {odd}; type it anew",
    RemarkKind.BAD_NUMBER: "`{number}` is not a number anyone can dial; write + and the country code",
    RemarkKind.ORGANISATION_VOICE: "`{words}` speaks for an organisation, and one person signs this letter; "
    "write `I`, or set `mode: organisation`",
    RemarkKind.ACCUSED: "`{words}` accuses `{addressee}`, who is only asked for help; say what you ask for",
    RemarkKind.ACCUSING_WORDS: "`{words}` may seem to blame `{addressee}`, who is only asked for help",
    RemarkKind.EARLY_VICTORY: "`{word}` while a demand is open; write of a partial victory, or give each"
    " demand its outcome",
}


def warnings_of(
    remarks: Iterable[Remark],
    document: Document,
    place: Place = (),
    letters: Mapping[str, tuple[str, str]] | None = None,
) -> Iterator[Fault]:
    """``place``: where in the document the thing remarked upon begins. ``letters``: language to (file name,
    text) of the letters that stand in files of their own."""
    for remark in remarks:
        sentence = SENTENCES[remark.kind].format(**remark.args)
        file, line = _found(remark, document, place, letters or {})
        yield Fault(file, line, sentence, remark.severity.value)


def _found(
    remark: Remark, document: Document, place: Place, letters: Mapping[str, tuple[str, str]]
) -> tuple[str, int]:
    match remark.place:
        case ("letter", "body", str(language)) if language in letters:
            name, text = letters[language]
            return name, 1 + _breaks_before(text, remark.ink)
        case _:
            here = (*place, *remark.place)
            begins = document.line_of(here) + (here in document.blocks)
            written = _written(document.data, here)
            return document.name, begins + (_breaks_before(written, remark.ink) if written else 0)


def _written(data: Data, place: Place) -> str:
    """The text at ``place`` as the file has it; empty where none stands."""
    for step in place:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return ""
    return data if isinstance(data, str) else ""


def _breaks_before(text: str, ink: int) -> int:
    """Line breaks before the character that has ``ink`` others before it, white space not counted."""
    seen = breaks = 0
    for character in text:
        if not character.isspace():
            if seen == ink:
                return breaks
            seen += 1
        elif character == "\n":
            breaks += 1
    return 0
