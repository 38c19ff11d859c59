"""Understanding: what organizers paste, send and type, as values. For a thread, never for the loop."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from hashlib import sha256

from alertbot.dialogue.hearings import HearingWords
from alertbot.dialogue.new_appeal import Understood
from alertbot.dialogue.review import Doubt
from alertbot.domain.case import Case
from alertbot.intake import has_errors, load_one_file
from alertbot.intake.dates import read_hearing_words
from alertbot.intake.paste import draft_from, read_paste
from alertbot.intake.paste.countries import country_named
from alertbot.intake.places import known_places

TEXT_ENDINGS = (".txt", ".md", ".text")


def read_text(text: str, today: date) -> Understood:
    """A pasted appeal as a draft. The same text always gives the same case."""
    reading = read_paste(text, today)
    case, appeal = draft_from(
        reading, "pasted" + sha256(text.encode("utf-8", "replace")).hexdigest()[:12], today
    )
    doubts = tuple(Doubt(w.code, w.detail, w.line) for w in reading.warnings)
    return Understood(case, appeal, doubts)


class FileReader:
    """Files that organizers send: plain text is read as a paste, anything else as a campaign file."""

    def __init__(self, cases: Callable[[], Mapping[str, Case]]) -> None:
        self._cases = cases

    def __call__(self, name: str, content: bytes, today: date) -> Understood:
        if name.lower().endswith(TEXT_ENDINGS):
            return self._text(name, content, today)
        cases = self._cases()
        sent = load_one_file(name, content, cases=cases, today=today)
        faults = tuple(str(fault) for fault in sent.faults)
        if sent.appeal is None or has_errors(sent.faults):
            return Understood(None, None, faults=faults)
        case = sent.case or cases.get(sent.appeal.case)
        return Understood(case, sent.appeal, faults=faults)

    def _text(self, name: str, content: bytes, today: date) -> Understood:
        try:
            return read_text(content.decode("utf-8-sig"), today)
        except UnicodeDecodeError:
            return Understood(None, None, faults=(f"{name}:0: the text is not UTF-8; save it as UTF-8",))


class TypedReader:
    """Court dates, days and countries as people type them, in the bot's languages."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages

    def hearing(self, typed: str, now: datetime) -> HearingWords | None:
        """A line such as "tomorrow 10:00 Shymkent"; "tomorrow" is the court's."""
        read = read_hearing_words(typed, now, self._languages, known_places())
        if read is None:
            return None
        return HearingWords(read.day, read.hour, read.city, read.zone, read.words)

    def country(self, typed: str) -> str | None:
        """A country by its name or its two-letter code (ISO 3166-1)."""
        return country_named(typed, self._languages)

    def day(self, typed: str, today: date) -> date | None:
        """A day such as "1 November 2017" or "in two weeks"."""
        noon = datetime.combine(today, time(12), UTC)
        read = read_hearing_words(typed, noon, self._languages, known_places())
        return read.day if read else None
