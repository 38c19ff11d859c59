"""The channels printed on one line: which label stands before a number, which addresses are alternatives."""

import re
from dataclasses import dataclass

from alertbot.domain.addressee import Channel, ChannelKind
from alertbot.intake.contacts import Found, email_addresses, phone_numbers
from alertbot.intake.paste.vocabulary import Vocabulary

LABEL_REACH = 60
"""Characters before a number in which its label ("Fax:", "by fax") may stand."""

_MARK = re.compile(r"\s{0,2}\.?\s{0,2}:\s{0,2}")


@dataclass(frozen=True, slots=True)
class LineChannels:
    """``start`` is where the first channel or its label begins: what is before it names the office."""

    channels: tuple[Channel, ...]
    start: int
    labelled: bool


def channels_of(text: str, region: str | None, vocabulary: Vocabulary) -> LineChannels | None:
    """The channels of a line, or ``None`` when it prints none."""
    numbers, emails = phone_numbers(text, region), email_addresses(text)
    if not numbers and not emails:
        return None
    channels = [_of_number(text, number, vocabulary) for number in numbers] + _of_emails(
        text, emails, vocabulary
    )
    first = min(found.start for found in (*numbers, *emails))
    label = label_start(text[:first], vocabulary)
    return LineChannels(tuple(channels), first if label is None else label, label is not None)


def label_start(text: str, vocabulary: Vocabulary) -> int | None:
    """Where the first label with its colon begins in a text, if there is one."""
    starts = [
        match.start()
        for kind in vocabulary.channels.values()
        for match in kind.finditer(text)
        if _MARK.match(text, match.end())
    ]
    return min(starts, default=None)


def _of_number(text: str, number: Found, vocabulary: Vocabulary) -> Channel:
    before = text[max(0, number.start - LABEL_REACH) : number.start]
    last = {
        name: max((match.end() for match in vocabulary.channels[name].finditer(before)), default=-1)
        for name in ("phone", "fax")
    }
    kind = ChannelKind.FAX if last["fax"] >= last["phone"] and last["fax"] >= 0 else ChannelKind.PHONE
    return Channel(kind, number.value, number.printed)


def _of_emails(text: str, emails: tuple[Found, ...], vocabulary: Vocabulary) -> list[Channel]:
    """One channel for "A or B", with B as the alternative; otherwise each address is a channel."""
    channels: list[Channel] = []
    end = 0
    for email in emails:
        between = text[end : email.start].strip()
        if channels and vocabulary.phrases["or_"].fullmatch(between):
            last = channels[-1]
            channels[-1] = Channel(
                last.kind, last.value, text[emails[0].start : email.end], (*last.alternatives, email.value)
            )
        else:
            channels.append(Channel(ChannelKind.EMAIL, email.value, email.printed))
        end = email.end
    return channels
