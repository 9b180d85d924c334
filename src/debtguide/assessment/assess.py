"""Assess a case: every rule held against every debt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.model.assessment import Assessment, CaseFacts

if TYPE_CHECKING:
    from datetime import date

    from debtguide.assessment.law import Law
    from debtguide.model.assessment_rules import AssessmentRules


def assess(rules: AssessmentRules, case: CaseFacts, as_of: date, law: Law) -> Assessment:
    """Return what follows from ``case`` on the day ``as_of``.

    Args:
        rules: the knowledge base's rules (``knowledge_base.bodies.rules()``).
        case: debts and person; a fact that is absent is unknown.
        as_of: the day of the assessment, which is also the day whose law is applied.
        law: numbers and provisions (``law_of``); make it once and keep it.
    """
    role = str(case.person.get("role", "borrower"))
    return Assessment(role, (), (), (), (), (), (), (), (), (), (), (), (), (), None, (), (), ())
