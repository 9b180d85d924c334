"""Each deadline of deadlines.yaml: the day, its weekday, how it was counted, and on what authority."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from debtguide.model.assessment import CaseFacts, Debt, Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide.model.assessment import Assessment

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "deadlines.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_deadline(case: dict[str, Any], assessed: Callable[..., Assessment]) -> None:
    papers = [Document(case["paper"], case["received"], case.get("by", "in_person"))]
    papers += [Document(case["also"], case["received"], "in_person")] if "also" in case else []
    facts = CaseFacts((Debt("d1", case.get("facts", {}), tuple(papers)),), {"role": case.get("role", "borrower")})
    found = [deadline for deadline in assessed(facts, case.get("as_of", TODAY)).deadlines if deadline.rule == f"deadline.{case['rule']}"]
    assert len(found) == 1
    deadline = found[0]
    assert (deadline.date, deadline.weekday, deadline.state) == (case["date"], case.get("weekday"), case["state"])
    assert set(case.get("cites", ())) <= set(deadline.citations)
    assert [said for said in case.get("note", ()) if said not in deadline.note] == []
    assert [said for said in case.get("not_note", ()) if said in deadline.note] == []
    if "days_left" in case:
        assert deadline.days_left == case["days_left"]


def test_names_are_sentences_of_their_own() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)
