"""The languages of a draft: what exists in each, what is missing, and one more at a time."""

from collections.abc import Mapping

from alertbot.dialogue import draft_words as words
from alertbot.dialogue.draft_taps import Edit, Pick, Review
from alertbot.dialogue.edits import IN_LANGUAGES
from alertbot.dialogue.screen import Choice, LanguageName, Part, Screen, Words, item, note, say, text, title
from alertbot.domain.appeal import Appeal

Rows = tuple[tuple[Choice, ...], ...]

MOST = 12
"""Languages with buttons of their own."""


def screen(id: int, appeal: Appeal, offered: Mapping[str, str]) -> Screen:
    """Each language with what is missing in it; ``offered``: codes of the bot's languages to names."""
    known = words.languages_of(appeal)
    parts: list[Part] = [title(say("line.languages.label"))]
    for language in known:
        whole = not words.lacking(appeal, language)
        parts.append(item(words.language_line(appeal, language), "✅" if whole else "▫️"))
    parts.append(note(say("language.how")))
    rows = [row for language in known[:MOST] for row in _of(id, appeal, language)]
    codes = [code for code in dict.fromkeys((*offered, *wanted(appeal))) if code not in known]
    new = [
        Choice(say("language.add", language=LanguageName(code)), tap=Pick(id, "language", code))
        for code in codes[:MOST]
    ]
    added = [tuple(new[at : at + 2]) for at in range(0, len(new), 2)]
    return Screen(tuple(parts), (*rows, *added, (Choice(say("preview.back"), tap=Review(id)),)))


def wanted(appeal: Appeal) -> tuple[str, ...]:
    """The languages that its addressees read."""
    return tuple(dict.fromkeys(addressee.language for addressee in appeal.addressees))


def _of(id: int, appeal: Appeal, language: str) -> Rows:
    name = LanguageName(language)
    first = (
        Choice(say("review.edit_title", language=name), tap=Edit(id, "title", language)),
        Choice(say("review.edit_summary", language=name), tap=Edit(id, "summary", language)),
    )
    letter = (Choice(say("review.edit_letter", language=name), tap=Edit(id, "letter", language)),)
    if not appeal.demands:
        return (first, letter)
    demands = Choice(say("review.edit_demands", language=name), tap=Edit(id, "demands", language))
    return (first, (*letter, demands))


def next_missing(appeal: Appeal, language: str, after: str) -> str:
    """What to ask for next in a language that is being filled; empty when nothing is left."""
    letter = appeal.letter
    there = {
        "title": language in appeal.title.texts,
        "summary": language in appeal.summary.texts,
        "letter": letter is None or language in letter.body.texts,
        "demands": all(language in demand.text.texts for demand in appeal.demands),
    }
    behind = IN_LANGUAGES[IN_LANGUAGES.index(after) + 1 :] if after in IN_LANGUAGES else IN_LANGUAGES
    return next((part for part in behind if not there[part]), "")


def demands_to_translate(appeal: Appeal) -> list[Part]:
    """The demands by number, above the question for them in another language."""
    return [item(demand.text, f"{n}.") for n, demand in enumerate(appeal.demands, 1)]


def later(id: int) -> Choice:
    return Choice(say("language.later"), tap=Edit(id, "languages", ""))


def saved(part: str) -> Part:
    """That the last piece is kept, before the next one is asked for."""
    return text(say("language.saved", what=NAMES[part]))


NAMES: dict[str, Words] = {
    "title": say("language.title"),
    "summary": say("language.summary"),
    "letter": say("language.letter"),
    "demands": say("language.demands"),
}
