"""Each case of cases.yaml: facts in, stage, limitation, plan and the debt that comes first out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from debtguide.model.assessment import CaseFacts, Debt, Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide.model.assessment import Assessment

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 22)


def typed(value: Any) -> Any:
    """Return a fact as a conversation gives it: numbers as Decimal, lists as tuples."""
    if isinstance(value, list):
        return tuple(typed(part) for part in value)
    return Decimal(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def case_of(written: dict[str, Any]) -> CaseFacts:
    debts = []
    for number, debt in enumerate(written["debts"], 1):
        papers = tuple(Document(paper["kind"], paper.get("received_on"), paper.get("service_method", "in_person")) for paper in debt.get("papers", ()))
        facts = {name: typed(value) for name, value in debt.items() if name not in ("id", "papers")}
        debts.append(Debt(debt.get("id", f"d{number}"), facts, papers))
    return CaseFacts(tuple(debts), {name: typed(value) for name, value in {"role": "borrower", **written.get("person", {})}.items()})


def section(found: Assessment, name: str) -> tuple[Any, ...]:
    return tuple(getattr(found, {"limitation": "limitation_says"}.get(name, name)))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], assessed: Callable[..., Assessment]) -> None:
    found = assessed(case_of(case), case.get("as_of", TODAY))
    if "stages" in case:
        assert {stage.debt: [stage.stage, stage.sub_stage, stage.certainty] for stage in found.stages} == case["stages"]
    if "limitation" in case:
        assert {ends.debt: [ends.state, ends.earliest, ends.latest] for ends in found.limitation} == case["limitation"]
    if "deadlines" in case:
        assert list(found.deadlines) == case["deadlines"]
    if "dated" in case:
        assert [deadline.date for deadline in found.deadlines if deadline.date is not None] == case["dated"]
    if "first_deadline" in case:
        assert found.deadlines[0].what == case["first_deadline"]
    for name, wanted in case.get("says", {}).items():
        texts = "\n".join(advice.text for advice in section(found, name))
        assert [text for text in wanted if text not in texts] == [], texts
    for name, unwanted in case.get("not_says", {}).items():
        texts = "\n".join(advice.text for advice in section(found, name))
        assert [text for text in unwanted if text in texts] == []
    assert set(case.get("contacts", ())) <= {contact.id for contact in found.contacts}


@pytest.mark.parametrize("case", [case for case in CASES if "first" in case], ids=[case["name"] for case in CASES if "first" in case])
def test_which_debt_comes_first_and_why(case: dict[str, Any], assessed: Callable[..., Assessment]) -> None:
    first = assessed(case_of(case)).first_debt
    if case["first"] is None:
        assert first is None
    else:
        assert first is not None
        debt, why = case["first"]
        assert first.debt == debt
        assert why in "".join(advice.text for advice in first.why)


@pytest.mark.parametrize("case", [case for case in CASES if "first_in" in case], ids=[case["name"] for case in CASES if "first_in" in case])
def test_what_matters_most_comes_before_everything_else(case: dict[str, Any], assessed: Callable[..., Assessment]) -> None:
    found = assessed(case_of(case))
    for name, text in case["first_in"].items():
        assert text in section(found, name)[0].text


def test_what_is_true_of_several_debts_is_said_once(assessed: Callable[..., Assessment]) -> None:
    case = next(case for case in CASES if "unowned" in case)
    found = assessed(case_of(case))
    for text in case["unowned"]:
        assert [advice.debt for advice in found.week if text in advice.text] == [None]
