"""What can be worked out from a debt's numbers: what is left each month, caps on interest, fees of a lawsuit.

Each figure has a name, by which rules put it into a line of their own with its authority.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.assessment.calendar import PublishedCalendar
from debtguide.assessment.facts import day, number
from debtguide.assessment.periods import count
from debtguide.assessment.wording import chinese_day, percent, plain, yuan
from debtguide.errors import CalculationError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from debtguide.assessment.calendar import Calendar
    from debtguide.assessment.law import Law

FIGURES = frozenset(
    {
        "income",
        "essentials",
        "left_over",
        "shortfall",
        "principal",
        "rate",
        "contract_date",
        "lpr",
        "four_times",
        "rate_over_four_times",
        "court_cap",
        "rate_over_court_cap",
        "court_fee",
        "court_fee_half",
        "payment_order_fee",
        "late_interest_a_day",
        "guarantee_until",
        "guarantee_state",
        "overdue_days",
        "limitation_from",
        "limitation_earliest",
        "limitation_latest",
        "limitation_unbounded",
        "served_on",
        "within",
        "earliest",
        "earliest_gone",
        "received_on",
    }
)
"""Every name that a rule may use; those of a deadline and of limitation are known only there."""

_HUNDRED = Decimal(100)


class Worked(NamedTuple):
    """Figures as prose shows them, and facts that follow from them."""

    figures: dict[str, str]
    facts: dict[str, Any]


def work_out(facts: Mapping[str, Any], as_of: date, law: Law, calendar: Calendar | None = None) -> Worked:
    """Return all figures for which the numbers are known."""
    worked = Worked({}, {})
    _month(facts, worked)
    _rates(facts, as_of, law, worked)
    _amounts(facts, as_of, law, worked)
    _guarantee(facts, as_of, law, calendar or PublishedCalendar(), worked)
    overdue = number(facts.get("overdue_days"))
    if overdue is not None:
        worked.figures["overdue_days"] = f"{plain(overdue)}日"
    return worked


def _month(facts: Mapping[str, Any], worked: Worked) -> None:
    """Income less essentials; of ranges the careful ends, so that nobody offers what they may not have."""
    income, essentials = number(facts.get("monthly_income_yuan")), number(facts.get("monthly_essentials_yuan"), highest=True)
    if income is not None:
        worked.figures["income"] = yuan(income)
    if essentials is not None:
        worked.figures["essentials"] = yuan(essentials)
    if income is None or essentials is None:
        return
    left = income - essentials
    worked.facts["left_over_yuan"] = left
    worked.figures["left_over" if left > 0 else "shortfall"] = yuan(abs(left))


def _rates(facts: Mapping[str, Any], as_of: date, law: Law, worked: Worked) -> None:
    """The contract's rate beside four times the LPR of the contract's day, and beside the line for licensed lenders."""
    rate, contract = number(facts.get("annual_rate")), day(facts.get("contract_date"))
    if rate is not None:
        worked.figures["rate"] = percent(rate)
    if contract is not None:
        worked.figures["contract_date"] = chinese_day(contract)
        lpr, cap = law.parameter("lpr.one_year", contract.isoformat()), law.parameter("lpr.four_times", contract.isoformat())
        if lpr is not None and cap is not None and cap.number is not None:
            worked.figures.update(lpr=lpr.shown, four_times=cap.shown)
            _above(rate, cap.number, "four_times", worked)
    court = law.parameter("financial_loan.court_cap", as_of.isoformat())
    if court is not None and court.number is not None:
        worked.figures["court_cap"] = court.shown
        _above(rate, court.number, "court_cap", worked)


def _above(rate: Decimal | None, cap: Decimal, name: str, worked: Worked) -> None:
    if rate is None:
        return
    over = rate - cap / _HUNDRED
    worked.facts[f"above_{name}"] = over > 0
    if over > 0:
        worked.figures[f"rate_over_{name}"] = f"{percent(over)[:-1]}个百分点"


def _amounts(facts: Mapping[str, Any], as_of: date, law: Law, worked: Worked) -> None:
    principal = number(facts.get("principal_yuan"))
    if principal is None or principal <= 0:
        return
    worked.figures["principal"] = yuan(principal)
    fee = court_fee(principal, as_of.isoformat(), law)
    if fee is not None:
        worked.figures.update(court_fee=yuan(fee), court_fee_half=yuan(fee / 2), payment_order_fee=yuan(fee / 3))
    late = law.parameter("late_interest.daily", as_of.isoformat())
    if late is not None and late.number is not None:
        worked.figures["late_interest_a_day"] = yuan(principal * late.number / 10000)


def court_fee(principal: Decimal, as_of: str, law: Law) -> Decimal | None:
    """Return the fee of a lawsuit over ``principal``, or None above the tiers that are held.

    Source:
        《诉讼费用交纳办法》第十三条。
    """
    names = ["base", *[f"tier{tier}_{part}" for tier in range(1, 6) for part in ("limit", "rate") if (tier, part) != (1, "rate")]]
    found = {name: law.parameter(f"court_fee.{name}", as_of) for name in names}
    values = {name: value.number for name, value in found.items() if value is not None and value.number is not None}
    if len(values) < len(names) or principal > values["tier5_limit"]:
        return None
    total = values["base"]
    for tier in range(2, 6):
        low, high = values[f"tier{tier - 1}_limit"], values[f"tier{tier}_limit"]
        if principal > low:
            total += (min(principal, high) - low) * values[f"tier{tier}_rate"] / _HUNDRED
    return total


def _guarantee(facts: Mapping[str, Any], as_of: date, law: Law, calendar: Calendar, worked: Worked) -> None:
    """The last day of a guarantee's period where the contract set none, and whether it is over; only under the Civil Code.

    Where the day of the contract is not known, today's law is taken, and the rule says that it is.
    """
    due, contract = day(facts.get("last_due")) or day(facts.get("overdue_since")), day(facts.get("contract_date"))
    if facts.get("role") != "guarantor" or due is None:
        return
    period = law.parameter("guarantee.period", (contract or as_of).isoformat())
    if period is None or period.number is None:
        return
    try:
        ends = count(due, int(period.number), period.unit, calendar)
    except CalculationError:
        return
    if ends.last < as_of <= ends.furthest:
        return
    worked.figures.update(guarantee_until=chinese_day(ends.last), guarantee_state="已过" if as_of > ends.last else "未过")
