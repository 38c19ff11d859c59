"""What a new version of an appeal changed, for those who hold a letter of an older one."""

from enum import StrEnum

from alertbot.domain.appeal import Appeal


class Change(StrEnum):
    TITLE = "title"
    FACTS = "facts"
    DEMANDS = "demands"
    ADDRESSEES = "addressees"
    CHANNELS = "channels"
    LETTER = "letter"
    LAST_DAY = "last_day"


def changes(old: Appeal, new: Appeal) -> tuple[Change, ...]:
    """The parts that differ, in the order of an appeal; empty when a reader would notice nothing."""
    pairs = {
        Change.TITLE: (old.title, new.title),
        Change.FACTS: ((old.summary, old.text), (new.summary, new.text)),
        Change.DEMANDS: (old.demands, new.demands),
        Change.ADDRESSEES: (_offices(old), _offices(new)),
        Change.CHANNELS: (_channels(old, new), _channels(new, old)),
        Change.LETTER: (_letter(old), _letter(new)),
        Change.LAST_DAY: (old.sign_by, new.sign_by),
    }
    return tuple(change for change, (before, now) in pairs.items() if before != now)


def _offices(appeal: Appeal) -> dict[str, object]:
    return {a.key: (a.office, a.person, a.persons, a.salutation, a.group) for a in appeal.addressees}


def _channels(appeal: Appeal, other: Appeal) -> dict[str, object]:
    """Those of the offices that both versions have: a new office is a change of its own."""
    return {
        a.key: {(c.kind, c.value, c.alternatives) for c in a.channels}
        for a in appeal.addressees
        if other.addressee(a.key)
    }


def _letter(appeal: Appeal) -> object:
    return (appeal.letter, appeal.code)
