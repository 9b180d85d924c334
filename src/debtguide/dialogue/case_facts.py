"""The case as the assessment takes it: typed facts of each debt, the papers, the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from debtguide.dialogue.case import debts, documents, entries, facts_of
from debtguide.dialogue.slots import FIRST_DEBT, ME
from debtguide.model.assessment import CaseFacts, Debt, Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.model.assessment import FactValue
    from debtguide.model.interview import Interview, Question

_OF_PAPERS = ("received_on", "service_method")


def case_facts(core: Mapping[str, Any], interview: Interview, day: str) -> CaseFacts:
    """Return the case on ``day``; what is not known is absent."""
    known = debts(core) or (FIRST_DEBT,)
    mine = {slot.fact for slot, _ in entries(core) if slot.owner == ME}
    person = {fact: _typed(interview.questions[fact], told) for fact, told in facts_of(core, known[0], day).items() if fact in mine}
    return CaseFacts(tuple([_debt(core, debt, mine, interview, day) for debt in known]), person)


def _debt(core: Mapping[str, Any], debt: str, mine: set[str], interview: Interview, day: str) -> Debt:
    facts = {
        fact: _typed(interview.questions[fact], told)
        for fact, told in facts_of(core, debt, day).items()
        if fact not in mine and fact not in _OF_PAPERS and fact in interview.questions
    }
    return Debt(debt, facts, tuple([Document(paper.kind, _date(paper.received_on), paper.service_method) for paper in documents(core, debt)]))


def _date(day: str | None) -> Any:
    from datetime import date

    return None if day is None else date.fromisoformat(day)


def _typed(question: Question, told: Any) -> FactValue:
    from decimal import Decimal

    if question.kind == "day":
        typed: FactValue = _date(told)
        return typed
    if question.kind in ("money", "rate"):
        return (Decimal(str(told[0])), Decimal(str(told[1]))) if isinstance(told, list) else Decimal(str(told))
    if question.kind in ("days", "count"):
        return (round(told[0]), round(told[1])) if isinstance(told, list) else round(told)
    return tuple(told) if isinstance(told, list) else told
