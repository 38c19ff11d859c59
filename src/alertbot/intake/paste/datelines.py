"""The day a text was issued: in its date line, a mail's or messenger's stamp, a blog's line of marks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from alertbot.domain.language import When
from alertbot.intake.paste.codes import codes_in
from alertbot.intake.paste.days import PrintedDay, printed_days
from alertbot.intake.paste.mails import is_mark, label_of, opens
from alertbot.intake.paste.page import Line
from alertbot.intake.paste.terms import Terms, terms
from alertbot.intake.paste.vocabulary import LANGUAGES, Vocabulary

HEAD_LINES = 15
OPENING_LINES = 3
STAMP_LINES = 4
LONGEST_HEAD = 400
LONGEST_SEGMENT = 60
LONGEST_MARKED = 160
FOOT_LINES = 8

_DATE_LABEL = re.compile(
    r"(?<!\w)(?:(?:issue\s|release\s)?date|datum|data|fecha(?:\sde\s(?:emisión|publicación))?|дата(?:\s(?:выпуска|публикации|издания|выхода))?|(?:yayın\s)?tarihi?|ausgabedatum|data\sdi\spubblicazione|date\s(?:d[’']émission|de\spublication)|posted(?:\son)?|published(?:\son)?|publié\sle|publicado(?:\sel)?"
    r"|pubblicato(?:\sil)?|postato\sil|inviato\sil|veröffentlicht\s(?:am|:)|erstellt\sam|eingestellt\sam|опубликован[оа]?|размещено|mis\sen\sligne\sle|posté\sle|publicada\sel|enviado\sel|yayınlanma(?:\starihi)?)\b\s?:?\s?",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?<!\w)(?:last\s)?(?:updated|update|revised|aktualisiert|stand|mise?\sà\sjour|actualizad[oa]|aggiornat[oa]|обновлен[оа]|güncellen\w{2,6})"
    r"(?:\s(?:on|am|le|el|il|du|del))?\s?:?\s?",
    re.IGNORECASE,
)
_CODE_LINE = re.compile(r"(?<!\w)(?:UA|AU|RAN|Index|ÉFAI|EFAI)\b[\s:-]{0,3}")
_HEADER = re.compile(
    r"(?<![\w-])(?:Date|Sent|Datum|Fecha|Envoyé|Gesendet|Enviado|Inviato|Data|Дата|Отправлено|Tarih|Gönderilme)\s?:\s?"
    r"(?:[^\W\d_]{2,10}\.?,?\s)?(?=\d|[^\W\d_]{3,10}\s\d)"
)
FORWARDED_LINES = 10
"""Lines of a forwarded mail's own header."""

_STAMP = re.compile(
    r"\W{0,3}\[?(?:\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?,\s)?(?=\d{1,4}[./-]\d{1,2}[./-]\d{2,4})"
)
_STAMP_IN_WORDS = re.compile(r"\[(?=\d{1,2}\.?\s[^\W\d_]{3}|[^\W\d_]{3,10}\.?\s\d)")
_HOUR_NEAR = re.compile(r"[\[,\s–—-]{0,3}(?:(?:at|um|à|a\slas|alle|ore|в|saat)\s)?\d{1,2}:\d\d")
CODE_REACH = 6
"""Lines below the appeal's own code, and a third of them above it, in which its date line stands."""
_BYLINE = re.compile(r"(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i)\s\(?[^\W\d_a-zа-я]")
_AT_HOUR = re.compile(r",?\s(?:at|um|à|a\slas|alle|om)?\s?\d{1,2}[:.h]\d\d")
_YEAR_PRINTED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_WORD = re.compile(r"^\s?(?:года|год|г\.|yılı)(?!\w)")
_BYLINE_ALONE = re.compile(r"(?:^|\s)(?:by|von|par|por|di|da|от)\s[^,|]{2,40},\s$", re.IGNORECASE)
_MARK = re.compile(r"\s{0,2}(?:[|•·¦/«»()\[\]{}*]|\s[–—-]{1,4}|\.\s)\s{0,2}")
_FIGURES = re.compile(r"(?<![\w./-])(\d{1,2})([./-])(\d{1,2})\2(?:19|20)?\d\d(?![\w/])")
_SHORT_WEEKDAYS = re.compile(
    r"(?<![^\W\d_])(mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|mié|mie|jeu|jue|gio|ven|vie|vier|sam|sáb|sab|dim|dom|mo|di|mi|do|fr|sa|so|"
    r"пн|вт|ср|чт|пт|сб|вс)\w{0,2}\.?,?\s$",
    re.IGNORECASE,
)

_Find = Callable[[Line], PrintedDay | None]


def issued(lines: list[Line], vocabulary: Vocabulary, today: date) -> tuple[PrintedDay, Line] | None:
    """The day of issue and its line: a forwarded mail's own day, a labelled day, a stamp, a date line."""
    filled = [line for line in lines if line.text]
    reader = _Reader(filled, vocabulary, today)
    head, opening = filled[:HEAD_LINES], filled[:OPENING_LINES]
    for chosen, find in (
        (list(_forwarded(filled)), reader.in_header),
        ([line for line in head if is_mark(line.text)], reader.in_mark),
        (head, reader.updated),
        (filled, reader.labelled),
        (head, reader.posted),
        (filled[:STAMP_LINES], reader.stamp),
        (head, reader.behind_code),
        (list(_near_code(head)), reader.standing),
        (head, reader.standing),
        (opening, reader.segment),
        (opening, reader.opening),
        (head, reader.begun),
        (head, reader.in_header),
        (head, reader.opening),
        (head, reader.segment),
        (filled, reader.beside_code),
        (filled, reader.standing),
        (filled[-FOOT_LINES:], reader.segment),
    ):
        for line in chosen:
            day = find(line)
            if day is not None:
                return day, line
    return None


def date_line(text: str, vocabulary: Vocabulary, today: date) -> PrintedDay | None:
    """The date of a line that holds little else: a place before it, a reference after it."""
    if not 6 <= len(text) <= 70:
        return None
    day = next(printed_days(text, (vocabulary.language,), today), None) or _blogs_day(text, today)
    if day is None or day.start > 40 or len(text) - day.end > 16:
        return None
    place = text[: day.start].strip(" ,:–—-")
    rest = _YEAR_WORD.sub("", text[day.end :]).strip(" ,:–—-|.")
    return day if len(place.split()) <= 4 and not (rest.isalpha() and len(rest) > 2) else None


def _blogs_day(text: str, today: date) -> PrintedDay | None:
    """A blog prints its dates in its own language, whatever the text's: "lunes, febrero 13, 2012"."""
    if _YEAR_PRINTED.search(text) is None:
        return None
    days = (next(printed_days(text, (language,), today), None) for language in LANGUAGES)
    return next((day for day in days if day is not None and day.when.as_date()), None)


def _forwarded(filled: list[Line]) -> Iterator[Line]:
    """The header of the innermost forwarded mail."""
    marks = [at for at, line in enumerate(filled) if opens(line.text)]
    return iter(filled[marks[-1] : marks[-1] + FORWARDED_LINES]) if marks else iter(())


def _near_code(head: list[Line]) -> Iterator[Line]:
    """The lines below and above the appeal's own code: a web page prints a day of its own further off."""
    at = next((at for at, line in enumerate(head) if codes_in(line.text)), None)
    if at is not None:
        yield from head[at + 1 : at + 1 + CODE_REACH]
        yield from reversed(head[max(0, at - CODE_REACH // 3) : at])


class _Reader:
    """Finds the day of issue in one line; the text's other figures tell which of theirs is the day."""

    def __init__(self, lines: list[Line], vocabulary: Vocabulary, today: date) -> None:
        self._vocabulary = vocabulary
        self._today = today
        self._terms: Terms = terms(vocabulary.language)
        self._order = _order(lines)

    def _days(self, text: str) -> Iterator[PrintedDay]:
        for day in printed_days(text, (self._vocabulary.language,), self._today):
            yield self._settled(day, text)

    def _any_days(self, text: str) -> Iterator[PrintedDay]:
        """The days in the text's language, then in any: mail programs and blogs speak their own."""
        for language in dict.fromkeys((self._vocabulary.language, *LANGUAGES)):
            for day in printed_days(text, (language,), self._today):
                yield self._settled(day, text)

    def _settled(self, day: PrintedDay, text: str) -> PrintedDay:
        """A day whose figures allow two readings, by the weekday beside it or by the text's other dates."""
        if not day.choices:
            return day
        weekday = self._weekday_before(text[: day.start])
        fitting = [one for one in day.choices if one.weekday() == weekday]
        chosen = fitting[0] if len(fitting) == 1 else None
        if chosen is None and self._order is not None:
            chosen = day.choices[0 if self._order else 1]
        if chosen is None:
            return day
        when = When(chosen.year, chosen.month, chosen.day, day.when.printed)
        return replace(day, when=when, choices=())

    def _weekday_before(self, before: str) -> int | None:
        words = before.split()
        whole = self._terms.weekday(words[-1].strip("(,.[")) if words else None
        short = _SHORT_WEEKDAYS.search(before)
        return whole if whole is not None or short is None else _SHORT_NAMES.get(short[1].casefold())

    def standing(self, line: Line) -> PrintedDay | None:
        """The date of a line of its own that is not the last day to act."""
        day = None
        if not line.is_heading and not label_of(line.text):
            day = date_line(line.text, self._vocabulary, self._today)
        if day is None or self._is_last_day(line.text, day.start):
            late = day is not None and _BYLINE.match(line.text) and _AT_HOUR.match(line.text, day.end)
            return day if late else None
        return self._settled(day, line.text)

    def _is_last_day(self, text: str, start: int) -> bool:
        words = (self._vocabulary.phrases["sign_by"], self._terms.nouns, self._terms.days)
        return any(word.search(text, 0, start) for word in words)

    def opening(self, line: Line) -> PrintedDay | None:
        """ "2031/10/05: Village threatened", "City, Province, 31 October 2031 - The centre ..."."""
        day = next(self._days(line.text[:120]), None)
        if day is None or day.when.as_date() is None:
            return None
        before, after = line.text[: day.start].strip(), line.text[day.end :].lstrip()[:1]
        places = before.endswith(",") and all(
            part.strip()[:1].isupper() for part in before.rstrip(",").split(",")
        )
        short = len(before.split()) <= 6
        return day if (not before or (places and short)) and after in ("", *":|#–—-(.") else None

    def begun(self, line: Line) -> PrintedDay | None:
        """ "May 22, 2031 -- EXAMPLELAND: Two editors held", "12.03.2031 Urgent Action News"."""
        day = next(self._days(line.text[:LONGEST_SEGMENT]), None)
        if day is None or day.when.as_date() is None or line.text[: day.start].strip(" (["):
            return None
        after = line.text[day.end :].lstrip()
        marked = after[:1] in ("–", "—", "|", ":") or after.startswith(("- ", "--", "/ "))
        return day if marked or (len(line.text) <= LONGEST_SEGMENT and after[:1].isupper()) else None

    def in_header(self, line: Line) -> PrintedDay | None:
        """ "Date: Fri, 12 Dec 2031 15:27:40" in a mail's header; its words are the mail program's."""
        label = _HEADER.search(line.text[:LONGEST_HEAD])
        for day in self._any_days(line.text[: LONGEST_HEAD * 2]) if label else ():
            if label is not None and 0 <= day.start - label.end() <= 1 and day.when.as_date():
                return day
        return None

    def in_mark(self, line: Line) -> PrintedDay | None:
        """ "On 4 March 2031 at 10:12, A. Testov wrote:"."""
        return next((day for day in self._days(line.text) if day.when.as_date()), None)

    def stamp(self, line: Line) -> PrintedDay | None:
        """ "[14/10/2031, 08:51] A. Testov: ..." above a messenger's text."""
        mark = _STAMP.match(line.text) or _STAMP_IN_WORDS.match(line.text)
        day = next(self._days(line.text[:LONGEST_SEGMENT]), None) if mark else None
        if mark is None or day is None or day.start != mark.end() or day.when.as_date() is None:
            return None
        timed = any(c == ":" for c in mark.group()) or _HOUR_NEAR.match(line.text, day.end)
        return day if timed else None

    def behind_code(self, line: Line) -> PrintedDay | None:
        """The day at the end of a line that begins with the appeal's own code."""
        if len(line.text) > LONGEST_MARKED or not codes_in(line.text):
            return None
        days = [day for day in self._days(line.text) if day.when.as_date()]
        if not days or line.text[days[-1].end :].strip(" .") or "(" in line.text[: days[-1].start]:
            return None
        return None if self._is_last_day(line.text, days[-1].start) else days[-1]

    def updated(self, line: Line) -> PrintedDay | None:
        """ "first issued 20/08/2031 - updated 12/09/2031"."""
        label = _UPDATED.search(line.text) if len(line.text) <= LONGEST_MARKED else None
        found = list(self._days(line.text)) if label else []
        behind = (d for d in found[1:] if label and d.start == label.end() and d.when.as_date())
        return next(behind, None)

    def labelled(self, line: Line) -> PrintedDay | None:
        """ "Date: 5 July 2017" in an appeal's head or foot; a footnote tells the days of other texts."""
        if line.is_footnote:
            return None
        return self._labelled(line, _DATE_LABEL, 4) or self._labelled(line, _POSTED, LONGEST_SEGMENT)

    def posted(self, line: Line) -> PrintedDay | None:
        """ "Posted by admin on May 30, 2031 in Campaigns", run together with what stands behind it."""
        label = _POSTED.search(line.text[:LONGEST_HEAD])
        for day in self._any_days(line.text[: LONGEST_HEAD + LONGEST_SEGMENT]) if label else ():
            if label is not None and 0 <= day.start - label.end() <= LONGEST_SEGMENT and day.when.as_date():
                return day
        return None

    def beside_code(self, line: Line) -> PrintedDay | None:
        """A day behind the appeal's own code."""
        return self._labelled(line, _CODE_LINE, LONGEST_MARKED)

    def _labelled(self, line: Line, label: re.Pattern[str], reach: int) -> PrintedDay | None:
        found = label.search(line.text[:LONGEST_HEAD]) if len(line.text) <= LONGEST_HEAD else None
        if found is None or self._terms.nouns.search(line.text, 0, found.end() + 1):
            return None
        for day in self._days(line.text):
            gap = line.text[found.end() : day.start]
            near = len(gap) <= reach or self._terms.weekday(gap.strip(" ,")) is not None
            if day.start >= found.end() and near and len(line.text) - day.end < LONGEST_MARKED:
                return day if day.when.as_date() else None
        return None

    def _without_weekday(self, after: str) -> str:
        word = after.strip(" .,")
        return "" if self._terms.weekday(word) is not None or _YEAR_WORD.fullmatch(f" {word}.") else after

    def segment(self, line: Line) -> PrintedDay | None:
        """A date between marks: "posted by: A. Testov | 16.06.2031 | tags", "(Committee. Mon 2/12/31)"."""
        if len(line.text) > LONGEST_MARKED:
            return None
        for day in self._days(line.text):
            before, after = line.text[: day.start], self._without_weekday(line.text[day.end :])
            short = _SHORT_WEEKDAYS.search(before)
            before = before[: short.start()] if short else before
            byline = _BYLINE_ALONE.search(before) is not None
            marked = byline or not before.strip() or _ends_with_mark(before)
            if day.when.as_date() and marked and (not after.strip() or _MARK.match(after)):
                return None if not byline and self._is_last_day(line.text, day.start) else day
        return None


_POSTED = re.compile(
    r"(?<!\w)(?:posted\s(?:to|by|in|on)|(?:submitted|written|published|added|uploaded)\sby|(?:publicado|escrito|enviado|subido|colgado)\spor"
    r"|(?:publié|posté|écrit|rédigé|mis\sen\sligne)\spar|(?:pubblicato|scritto|inserito|postato|inviato)\sda"
    r"|(?:veröffentlicht|geschrieben|erstellt|eingestellt|gepostet|verfasst)\svon|опубликовано|(?:разместила?|написала?|добавила?|автор):?"
    r"|(?:yazan|gönderen|ekleyen|yayınlayan):?)(?!\w)",
    re.IGNORECASE,
)
"""What a web page prints before who put a text there, and when."""

_SHORT_WEEK = (
    "mon lun mo пн",
    "tue mar di вт",
    "wed mer mié mie mi ср",
    "thu jeu jue gio do чт",
    "fri ven vie vier fr пт",
    "sat sam sáb sab sa сб",
    "sun dim dom so вс",
)
_SHORT_NAMES = {name: number for number, names in enumerate(_SHORT_WEEK) for name in names.split()}


def _ends_with_mark(before: str) -> bool:
    marks = [mark.end() for mark in _MARK.finditer(before + " ")]
    return bool(marks) and marks[-1] >= len(before)


def _order(lines: list[Line]) -> bool | None:
    """Whether the text's other figures begin with the day; ``None`` when they do not tell."""
    orders: set[bool] = set()
    for line in lines:
        for match in _FIGURES.finditer(line.text):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                orders.add(True)
            elif second > 12 >= first:
                orders.add(False)
    return orders.pop() if len(orders) == 1 else None
