"""No victory is told of while a demand is open."""

from dataclasses import replace

import pytest

from alertbot.domain.appeal import Appeal, AppealKind, Demand, DemandOutcome
from alertbot.domain.language import Localised
from alertbot.domain.lint import RemarkKind, Severity, lint_appeal


def update(words: str, *outcomes: DemandOutcome, kind: AppealKind = AppealKind.UPDATE) -> Appeal:
    demands = tuple(
        Demand(str(n), Localised({"en": f"Demand {n}"}), outcome=outcome)
        for n, outcome in enumerate(outcomes)
    )
    summary = Localised({"en": words})
    return Appeal("glodeni", "update_1", kind, Localised({"en": "News"}), summary, demands=demands)


def remarked(appeal: Appeal) -> bool:
    found = [r for r in lint_appeal(appeal) if r.kind is RemarkKind.EARLY_VICTORY]
    return bool(found) and all(r.severity is Severity.ERROR for r in found)


@pytest.mark.parametrize(
    "words",
    ["A victory for Glodeni!", "We won.", "Это победа!", "O victorie a solidarității", "Une victoire"],
)
def test_an_open_demand_keeps_victory_out(words: str) -> None:
    assert remarked(update(words, DemandOutcome.MET, DemandOutcome.OPEN))


@pytest.mark.parametrize("words", ["A partial victory.", "Частичная победа", "O victorie parțială", "Freed"])
def test_a_partial_victory_may_be_told_of(words: str) -> None:
    assert not remarked(update(words, DemandOutcome.MET, DemandOutcome.OPEN))


def test_once_no_demand_is_open_it_may_be_said() -> None:
    assert not remarked(update("A victory!", DemandOutcome.MET, DemandOutcome.PARTLY))


def test_an_appeal_may_speak_of_victory_square() -> None:
    appeal = update("Come to Victory Square.", DemandOutcome.OPEN)
    assert not remarked(replace(appeal, kind=AppealKind.APPEAL))
