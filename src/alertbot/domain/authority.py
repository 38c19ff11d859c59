"""Who may do what: the roles an organizer can have, and the one table that grants them anything.

Whatever the table does not grant is denied; somebody without a role may do none of it (trust research, 3.4).
"""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """``reviewer``: approves and stops, writes nothing. ``translator``: prepares drafts and puts others' into
    more languages, asks for nothing. ``statistician``: sees numbers. ``owner``: an organizer who may also
    reset a lost second factor."""

    OWNER = "owner"
    ORGANIZER = "organizer"
    REVIEWER = "reviewer"
    TRANSLATOR = "translator"
    STATISTICIAN = "statistician"


class Deed(StrEnum):
    """What somebody may be allowed to do; ``work`` is whatever no other deed names. ``translate``: put words
    into somebody else's draft, which nobody may who could then approve them."""

    LOOK = "look"
    DRAFT = "draft"
    TRANSLATE = "translate"
    SUBMIT = "submit"
    APPROVE = "approve"
    VETO = "veto"
    DATES = "dates"
    CORRECT = "correct"
    CLOSE = "close"
    STATUS = "status"
    STATS = "stats"
    EXPORT = "export"
    AUDIT = "audit"
    DRILL = "drill"
    SECURE = "secure"
    RESET = "reset"
    WORK = "work"


GRANTED: Mapping[Role, frozenset[Deed]] = {
    Role.OWNER: frozenset(Deed) - {Deed.TRANSLATE},
    Role.ORGANIZER: frozenset(Deed) - {Deed.RESET, Deed.TRANSLATE},
    Role.REVIEWER: frozenset({Deed.LOOK, Deed.APPROVE, Deed.VETO, Deed.STATUS, Deed.SECURE}),
    Role.TRANSLATOR: frozenset({Deed.LOOK, Deed.DRAFT, Deed.TRANSLATE}),
    Role.STATISTICIAN: frozenset({Deed.STATUS, Deed.STATS, Deed.EXPORT}),
}


def may(role: Role | None, deed: Deed) -> bool:
    """Whether the table grants it."""
    return role is not None and deed in GRANTED[role]
