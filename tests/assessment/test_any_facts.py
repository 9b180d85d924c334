"""Whatever is known about a case, an assessment is made of it, and nothing in it hangs in the air."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debtguide.assessment.calendar import PublishedCalendar, rests, weekday
from debtguide.assessment.wire import plan
from debtguide.model.assessment import CaseFacts, Debt, Document
from debtguide.model.assessment_rules import DERIVED_FROM

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide.model.assessment import Assessment

INTERVIEW = Path(__file__).parents[2] / "knowledge" / "interview"
FACTS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in INTERVIEW.glob("*.yaml")}
DERIVED = set(DERIVED_FROM) - {"overdue_days"}
PAPERS = [choice["id"] for choice in FACTS["documents_received"]["choices"]]
LAST_KNOWN_YEAR = 2026

days = st.dates(date(1985, 1, 1), date(2030, 12, 31))
amounts = st.decimals(0, 10**9, places=2)


def values(fact: dict[str, object]) -> st.SearchStrategy[object]:
    choices = [choice["id"] for choice in fact.get("choices", ())]  # type: ignore[union-attr, index]
    return {
        "money": st.one_of(amounts, st.tuples(amounts, amounts).map(lambda pair: tuple(sorted(pair)))),
        "day": days,
        "days": st.one_of(st.integers(0, 10**6), st.tuples(st.integers(0, 90), st.integers(90, 400))),
        "rate": st.decimals(0, 10, places=4),
        "text": st.text(max_size=8),
        "flag": st.booleans(),
        "choice": st.sampled_from(choices or ["x"]),
        "choices": st.lists(st.sampled_from(choices or ["x"]), unique=True).map(tuple),
        "count": st.integers(0, 40),
    }[str(fact["kind"])]


papers = st.builds(
    Document, st.sampled_from(PAPERS), st.none() | days, st.none() | st.sampled_from(["in_person", "family", "electronic", "public_notice", "unknown"])
)
told = st.fixed_dictionaries({}, optional={name: values(fact) for name, fact in FACTS.items() if name not in DERIVED})
cases = st.builds(
    lambda debts, person: CaseFacts(tuple(Debt(f"d{number}", facts, tuple(came)) for number, (facts, came) in enumerate(debts, 1)), person),
    st.lists(st.tuples(told, st.lists(papers, max_size=4)), max_size=3),
    told,
)
as_ofs = st.dates(date(2019, 6, 30), date(2027, 6, 30))
FEW = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@FEW
@given(case=cases, as_of=as_ofs)
def test_everything_that_is_said_rests_on_law_and_on_a_rule(case: CaseFacts, as_of: date, assessed: Callable[..., Assessment]) -> None:
    found = assessed(case, as_of)
    traced = {trace.rule for trace in found.trace}
    sections = (found.risks, found.today, found.week, found.month, found.say, found.keep, found.avoid, found.figures, found.limitation_says)
    for advice in (advice for section in sections for advice in section):
        assert advice.citations, advice
        assert advice.rule in traced
        assert "{" not in advice.text
        assert set(advice.citations) <= set(found.citations)
    for deadline in found.deadlines:
        assert deadline.citations, deadline
        assert deadline.rule in traced
        assert "{" not in deadline.note


@FEW
@given(case=cases, as_of=as_ofs)
def test_a_deadline_has_a_day_that_is_worked_or_none(case: CaseFacts, as_of: date, assessed: Callable[..., Assessment]) -> None:
    for deadline in assessed(case, as_of).deadlines:
        if deadline.date is None:
            assert (deadline.state, deadline.weekday, deadline.days_left) == ("uncertain", None, None)
            continue
        assert deadline.weekday == weekday(deadline.date)
        assert deadline.days_left == (deadline.date - as_of).days
        assert (deadline.state == "open") == (deadline.days_left >= 0)
        if deadline.rule == "deadline.hearing":
            continue  # the court's own day, which is not counted
        if deadline.date.year <= LAST_KNOWN_YEAR and deadline.date.year >= 2004:
            assert not rests(deadline.date, PublishedCalendar())


@FEW
@given(case=cases, as_of=as_ofs)
def test_no_day_is_counted_from_a_paper_whose_service_is_unknown(case: CaseFacts, as_of: date, assessed: Callable[..., Assessment]) -> None:
    blind = CaseFacts(
        tuple(debt._replace(documents=tuple(paper._replace(service_method="unknown") for paper in debt.documents)) for debt in case.debts), case.person
    )
    for deadline in assessed(blind, as_of).deadlines:
        assert deadline.date is None or deadline.document in (None, "mediation_agreement")


@FEW
@given(case=cases, as_of=as_ofs)
def test_the_same_case_gives_the_same_plan_as_plain_json(case: CaseFacts, as_of: date, assessed: Callable[..., Assessment]) -> None:
    first, again = (json.dumps(plan(assessed(case, as_of)), ensure_ascii=False) for _ in range(2))
    assert first == again


@FEW
@given(case=cases, as_of=as_ofs)
def test_limitation_ends_are_in_order_and_decide_the_state(case: CaseFacts, as_of: date, assessed: Callable[..., Assessment]) -> None:
    for ends in assessed(case, as_of).limitation:
        assert ends.earliest is not None
        assert ends.runs_from is not None
        assert ends.latest is None or ends.earliest <= ends.latest
        assert ends.state in ("open", "past", "uncertain")
        if ends.state == "past":
            assert ends.latest is not None
            assert ends.latest < as_of


@FEW
@given(case=cases, as_of=as_ofs, role=st.sampled_from(["family", "contact"]))
def test_who_does_not_owe_is_not_told_what_debtors_do(case: CaseFacts, as_of: date, role: str, assessed: Callable[..., Assessment]) -> None:
    found = assessed(CaseFacts(case.debts, {**case.person, "role": role}), as_of)
    rules = {trace.rule.split(".")[0] for trace in found.trace}
    assert rules.isdisjoint({"person", "debt", "figures", "guarantor", "limitation"})
    assert found.limitation == ()


def test_a_day_later_brings_an_open_deadline_a_day_nearer(assessed: Callable[..., Assessment]) -> None:
    case = CaseFacts((Debt("d1", {"principal_yuan": Decimal(1)}, (Document("summons", date(2026, 11, 20), "in_person"),)),), {})
    today, tomorrow = (assessed(case, date(2026, 11, 22) + timedelta(days=day)).deadlines[0].days_left for day in (0, 1))
    assert today == tomorrow + 1
