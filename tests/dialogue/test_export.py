"""Export: what may be asked for by whom, and who may agree."""

from dataclasses import replace
from typing import Any

import pytest

from alertbot.dialogue.doors import ExportOf
from alertbot.dialogue.engine import Event, Facts, Step, Tapped, Want
from alertbot.dialogue.export import (
    CONVERSATION,
    FIGURES,
    NAMES,
    AskExport,
    BeginExport,
    ConfirmExport,
    DropExport,
    Exportable,
    ExportableAt,
    ExportFiles,
    GiveExport,
    ReadyExport,
    RefuseExport,
    Request,
    RequestAt,
    step,
)
from alertbot.dialogue.permits import answers
from alertbot.dialogue.screen import File
from alertbot.domain.authority import Role
from alertbot.domain.subscriber import ChatKind

from .figure_facts import NOW, TITLE

FILES = (File("figures.csv", "text/csv", b"a"),)
REQUEST = Request(4, "olga", 1, TITLE, FIGURES, open=True)
ABOUT = Exportable(TITLE, named=True, key=True, others=1)


def facts(who: str = "omar", role: Role = Role.ORGANIZER, **found: Any) -> Facts:
    wanted: dict[Want[Any], Any] = {
        RequestAt(4): found.get("request", REQUEST),
        ExportFiles(4): found.get("files", ReadyExport(FILES)),
        ExportableAt(1): found.get("about", ABOUT),
    }
    return Facts(NOW, "en", ChatKind.PERSON, None, who, found=wanted, role=role)


def taps(taken: Step) -> list[object]:
    return [choice.tap for screen in taken.screens for row in screen.rows for choice in row]


CONFIRM, ASK_NAMES = Tapped(ConfirmExport(4)), Tapped(AskExport(1, NAMES))


def test_somebody_else_agrees_and_the_files_are_handed_over() -> None:
    assert step(None, CONFIRM, facts()).orders == (GiveExport(4, FILES),)


@pytest.mark.parametrize(
    "known",
    [
        facts("olga"),
        facts(request=None),
        facts(request=replace(REQUEST, open=False)),
        facts(files=None),
    ],
    ids=["oneself", "unknown", "answered or too old", "nothing to hand over"],
)
def test_otherwise_nothing_leaves(known: Facts) -> None:
    assert step(None, CONFIRM, known).orders == ()


def test_a_refusal_ends_it() -> None:
    assert step(None, Tapped(RefuseExport(4)), facts()).orders == (DropExport(4),)
    over = facts(request=replace(REQUEST, open=False))
    assert step(None, Tapped(RefuseExport(4)), over).orders == ()


def test_a_statistician_may_ask_for_figures_and_for_nothing_else() -> None:
    known = facts("stan", Role.STATISTICIAN)
    assert AskExport(1, NAMES) not in taps(step(None, Tapped(ExportOf(1)), known))
    assert step(None, ASK_NAMES, known).orders == ()
    assert step(None, Tapped(AskExport(1, FIGURES)), known).orders == (BeginExport(1, FIGURES),)


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.REVIEWER, Role.TRANSLATOR, None])
def test_only_owners_and_organizers_are_asked_to_agree(role: Role | None) -> None:
    assert not answers(CONVERSATION, CONFIRM, role)
    assert not answers(CONVERSATION, Tapped(RefuseExport(4)), role)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.TRANSLATOR, None])
def test_reviewers_and_translators_export_nothing(role: Role | None) -> None:
    events: tuple[Event, ...] = (Tapped(ExportOf(1)), Tapped(AskExport(1, FIGURES)))
    assert not any(answers(CONVERSATION, event, role) for event in events)


@pytest.mark.parametrize(
    "about",
    [replace(ABOUT, key=False), replace(ABOUT, named=False), replace(ABOUT, others=0), None],
    ids=["no key", "no names", "nobody to agree", "no appeal"],
)
def test_names_are_not_asked_for_where_they_could_not_leave(about: Exportable | None) -> None:
    assert step(None, ASK_NAMES, facts(about=about)).orders == ()


def test_an_export_of_something_else_is_not_begun() -> None:
    assert step(None, Tapped(AskExport(1, "everything")), facts()).orders == ()
