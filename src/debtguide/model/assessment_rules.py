"""Rules of the assessment, compiled: when which facts hold, what follows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.model.conditions import Condition
    from debtguide.model.topics import Statement

ROLES = ("borrower", "co_borrower", "guarantor", "family", "contact")
DEBTORS = ROLES[:3]
"""Who has to answer for the debt. The others are told of their own rights, and not asked the borrower's facts."""

DERIVED_FROM = MappingProxyType(
    {
        "debt_count": (),
        "overdue_days": ("overdue_since",),
        "left_over_yuan": ("monthly_income_yuan", "monthly_essentials_yuan"),
        "above_four_times": ("contract_date", "annual_rate"),
        "above_court_cap": ("annual_rate",),
        "limitation": ("overdue_since", "last_payment", "last_demand", "last_due", "signed_anything", "lender_kind"),
    }
)
"""Facts that are worked out, and the facts they are worked out from: who asks for one asks for those."""


class StageRule(NamedTuple):
    """The stage that a debt has reached."""

    stage: str
    sub_stage: str | None
    certainty: str


class DeadlineRule(NamedTuple):
    """A legal period that runs from a paper, or from a day that is a fact.

    ``on_the_day`` says that the fact's own day is the last one, and nothing is counted (a hearing). While ``unset_when`` holds the
    court sets the day, and so it does where what was counted does not end before the day of the fact ``before``. ``act`` is
    what is to be done: today in the last days, else this week, never once the day is over.

    ``within`` is the parameter of its length, or None where the court or the tribunal sets it; ``at_most`` says that
    what is written on the paper wins where it is shorter. ``served_by`` is court, tribunal (whose own rules say what counts
    as received) or nobody (the period runs from the paper's own day); ``not_by`` are ways in which it cannot be served.
    """

    what: Statement
    document: str | None
    fact: str | None
    within: str | None
    at_most: bool
    served_by: str
    not_by: tuple[str, ...]
    notes: tuple[Statement, ...]
    missed: tuple[Statement, ...]
    act: tuple[Statement, ...]
    on_the_day: bool
    unset_when: Condition | None
    before: str | None


class Rule(NamedTuple):
    """One rule. ``rank`` orders what it says among all, 100 first; ``about`` is debt or person; ``roles`` whom it is for."""

    id: str
    title: str
    when: Condition | None
    roles: tuple[str, ...]
    about: str
    rank: int
    stage: StageRule | None
    deadline: DeadlineRule | None
    sections: Mapping[str, tuple[Statement, ...]]
    contacts: tuple[str, ...]
    first: Statement | None


class AssessmentRules(NamedTuple):
    """All rules, the highest rank first; what is said of each way of service; and the titles of papers."""

    rules: tuple[Rule, ...]
    service: Mapping[str, tuple[Statement, ...]]
    documents: Mapping[str, str]
