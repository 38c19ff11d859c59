"""What one part of a campaign file says about another: does it exist?"""

import re
from collections.abc import Iterable, Iterator

from alertbot.domain.appeal import ActionKind, Appeal
from alertbot.domain.case import Case
from alertbot.errors import Fault
from alertbot.intake.campaign_fields import near
from alertbot.intake.campaign_models import LetterEntry
from alertbot.intake.yaml_file import Document, Place, shown
from alertbot.letters.template import BODY_NAMES, check_template

ANY_GROUP = "default"

_COMPARED = re.compile(r"""\b(group|addressee_key)\s*[!=]=\s*["']([^"'{}%]*)["']""")


def case_faults(case: Case, document: Document, place: Place = ()) -> Iterator[Fault]:
    """``place``: where in the document the case is told, when it is told inside an appeal."""
    yield from _repeated([p.key for p in case.persons], document, (*place, "persons"))
    yield from _repeated([h.key for h in case.hearings], document, (*place, "hearings"))
    yield from _repeated([m.key for m in case.milestones], document, (*place, "milestones"))
    earlier: list[str] = []
    taken: set[str] = set()
    for index, hearing in enumerate(case.hearings):
        here = (*place, "hearings", index, "supersedes")
        if hearing.supersedes is not None:
            # Looking only at hearings above keeps a chain of moved dates from biting its own tail.
            yield from _unknown(hearing.supersedes, earlier, document, here, "hearing above")
            if hearing.supersedes in taken:
                yield document.fault(here, f"`{hearing.supersedes}` is already superseded by another hearing")
            taken.add(hearing.supersedes)
        earlier.append(hearing.key)


def appeal_faults(appeal: Appeal, case: Case | None, document: Document) -> Iterator[Fault]:
    """``case`` is ``None`` when it is not known here, and then nobody in it is looked for."""
    yield from _repeated([d.key for d in appeal.demands], document, ("demands",))
    yield from _repeated([a.key for a in appeal.addressees], document, ("addressees",))
    people = [person.key for person in case.persons] if case else None
    for index, demand in enumerate(appeal.demands):
        for number, person in enumerate(demand.beneficiaries if people is not None else ()):
            place = ("demands", index, "beneficiaries", number)
            yield from _unknown(person, people or [], document, place, "person of this case")
    yield from _unfounded_actions(appeal, document)


def _unfounded_actions(appeal: Appeal, document: Document) -> Iterator[Fault]:
    for index, action in enumerate(appeal.actions):
        if action.kind is ActionKind.WRITE and not (appeal.letter and appeal.addressees):
            message = "the action `write` needs a `letter` and `addressees`"
            yield document.fault(("actions", index), message)
    if appeal.letter and not appeal.addressees:
        yield document.fault(("letter",), "there is a letter, and nobody to write to in `addressees`")


def group_faults(appeal: Appeal, letter: LetterEntry, document: Document) -> Iterator[Fault]:
    yield from _repeated(list(letter.groups), document, ("letter", "groups"))
    known = [ANY_GROUP, *letter.groups]
    for index, addressee in enumerate(appeal.addressees):
        place = ("addressees", index, "group")
        yield from _unknown(addressee.group, known, document, place, "group of `letter`")


def template_faults(
    source: str, appeal: Appeal, groups: Iterable[str], names: frozenset[str] = BODY_NAMES
) -> Iterator[tuple[int, str]]:
    """What is wrong with a letter's text or subject: the line within it (from 1) and a sentence."""
    yield from check_template(source, names)
    known = {"group": [ANY_GROUP, *groups], "addressee_key": [a.key for a in appeal.addressees]}
    for found in _COMPARED.finditer(source):
        name, compared = found.groups()
        if compared not in known[name]:
            line = source[: found.start()].count("\n") + 1
            yield line, f"`{shown(compared)}` is no {name} of this appeal{near(compared, known[name])}"


def _repeated(keys: list[str], document: Document, place: Place) -> Iterator[Fault]:
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield document.fault((*place, index, "key"), f"the key `{key}` is used twice in `{place[-1]}`")


def _unknown(key: str, known: list[str], document: Document, place: Place, what: str) -> Iterator[Fault]:
    if key not in known:
        yield document.fault(place, f"there is no {what} with the key `{key}`{near(key, known)}")
