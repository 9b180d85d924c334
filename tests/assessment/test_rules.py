"""The built-in rules: each is reached by a case, each way of service is spoken of, and no sentence promises a result."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

from assessment.test_cases import CASES, case_of
from assessment.test_deadlines import CASES as DEADLINES
from debtguide.model.assessment import CaseFacts, Debt, Document
from debtguide.model.assessment_rules import DERIVED_FROM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from debtguide import Guide
    from debtguide.model.assessment import Assessment

PROMISES = re.compile("一定能|肯定能|保证(?:能|可以)|百分之百|不用还了|必胜|稳赢")
TODAY = date(2026, 11, 22)


def test_every_rule_is_reached_by_a_case(guide: Guide, assessed: Callable[..., Assessment]) -> None:
    reached = {trace.rule for case in CASES for trace in assessed(case_of(case)).trace}
    for case in DEADLINES:
        papers = tuple(Document(kind, case["received"], "in_person") for kind in (case["paper"], case.get("also")) if kind)
        reached |= {trace.rule for trace in assessed(CaseFacts((Debt("d1", case.get("facts", {}), papers),), {"role": case.get("role", "borrower")})).trace}
    missing = {rule.id for rule in guide.knowledge_base.bodies.rules().rules} - reached
    assert missing == set()


def test_every_paper_that_sets_a_period_is_known_by_its_title(guide: Guide) -> None:
    rules = guide.knowledge_base.bodies.rules()
    papers = {rule.deadline.document for rule in rules.rules if rule.deadline is not None and rule.deadline.document is not None}
    assert papers <= set(rules.documents)


@pytest.mark.parametrize("way", ["family", "electronic", "public_notice", "unknown", "tribunal", "undated", "future", "not_out", "court_sets"])
def test_every_way_of_service_is_spoken_of(way: str, guide: Guide) -> None:
    assert all(statement.cites for statement in guide.knowledge_base.bodies.rules().service[way])


def test_facts_that_are_worked_out_are_never_asked_for_and_come_from_facts_that_are(builtin_knowledge: Path) -> None:
    facts = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (builtin_knowledge / "interview").glob("*.yaml")}
    assert set(DERIVED_FROM) <= set(facts)
    assert [fact for fact in DERIVED_FROM if fact != "overdue_days" and "ask" in facts[fact]] == []
    assert [fact for needed in DERIVED_FROM.values() for fact in needed if "ask" not in facts[fact]] == []


def test_nothing_is_promised(guide: Guide) -> None:
    rules = guide.knowledge_base.bodies.rules().rules
    texts = [statement.text for rule in rules for statements in rule.sections.values() for statement in statements]
    assert [text for text in texts if PROMISES.search(text)] == []


def test_a_trace_leads_from_facts_through_the_rule_to_articles(assessed: Callable[..., Assessment]) -> None:
    case = CaseFacts((Debt("d1", {}, (Document("payment_order", date(2026, 11, 16), "in_person"),)),), {})
    trace = next(trace for trace in assessed(case).trace if trace.rule == "deadline.payment_order_objection")
    assert trace.facts == ("documents_received=payment_order",)
    assert "2026-12-01" in trace.concludes[0]
    assert "civil-procedure-law/227" in trace.citations
