"""Until when a claim is within its limitation period, as far as what was told can say.

Every demand, payment or promise starts the period anew, and a demand may have come that the debtor does not know of. So
there are two ends: the earliest, from what was told, and the latest, if what is not known was to the creditor's favour.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.assessment.facts import SUITS, day, number
from debtguide.assessment.periods import count
from debtguide.errors import CalculationError
from debtguide.model.assessment import Limitation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from debtguide.assessment.calendar import Calendar
    from debtguide.assessment.law import Law
    from debtguide.model.assessment import Document

_GENERAL, _MAXIMUM = "limitation.general", "limitation.maximum"
_CITES = ("civil-code/188", "civil-code/195", "civil-code/193", "civil-code/203")
_DEMANDS = ("sms", "lawyer_letter", "mediation_notice", "assignment_notice")
_DECIDED = ("judgment", "court_mediation", "final_judgment", "award", "enforcement_notice", "notary_execution_certificate")
_PAID_AT_ONCE = ("private", "credit_card")
"""Loans that are commonly not paid in instalments, or (cards) fall due as a whole; for others the last instalment counts."""


class _Run(NamedTuple):
    """A period that ran from ``start`` and was begun anew by what was told, to ``end``; ``revived`` by paying after it was over."""

    start: date
    end: date
    revived: bool


class Clock(NamedTuple):
    """How periods of limitation are counted: by which law and which calendar."""

    law: Law
    calendar: Calendar

    def end(self, start: date) -> date | None:
        """Return the last day of a period that starts on ``start``, or None for days whose law is not held.

        A period that was still running when a longer one became law takes the longer one (2017-10-01: two years to three).
        """
        years = self._years(_GENERAL, start)
        if years is None:
            return None
        last = count(start, years, "year", self.calendar).last
        later = self._years(_GENERAL, last)
        return count(start, later, "year", self.calendar).last if later is not None and later > years else last

    def furthest(self, start: date, as_of: date) -> date | None:
        """Return the day after which no court protects the claim, whatever began it anew."""
        years = self._years(_MAXIMUM, as_of)
        return None if years is None else count(start, years, "year", self.calendar).last

    def _years(self, name: str, on: date) -> int | None:
        found = self.law.parameter(name, on.isoformat())
        return None if found is None or found.number is None else int(found.number)


def limitation_of(debt: str, facts: Mapping[str, Any], papers: tuple[Document, ...], as_of: date, clock: Clock) -> Limitation | None:
    """Return where a claim stands in its limitation period, or None where no day is known or it has been decided upon."""
    start = _start(facts, as_of)
    if start is None or start > as_of or any(paper.kind in _DECIDED for paper in papers):
        return None
    try:
        run = _run(start, facts, papers, as_of, clock)
        furthest = clock.furthest(start, as_of)
        today = clock.end(as_of)
    except CalculationError:
        return None
    citations = tuple([cite for cite in (clock.law.provision(cite, as_of.isoformat()) for cite in _CITES) if cite is not None])
    if run is None or furthest is None or today is None or not citations:
        return None
    earliest = min(run.end, furthest)
    latest = _latest(facts, run, min(today, furthest))
    return Limitation(debt, run.start, earliest, latest, _state(earliest, latest, papers, as_of), citations)


def _start(facts: Mapping[str, Any], as_of: date) -> date | None:
    """Return the day from which the period first ran: the last instalment's where told, else the first missed one's."""
    told = day(facts.get("last_due")) or day(facts.get("overdue_since"))
    overdue = number(facts.get("overdue_days"), highest=True)
    if told is not None or overdue is None:
        return told
    try:
        return as_of - timedelta(days=int(overdue))
    except OverflowError:
        return None


def _run(start: date, facts: Mapping[str, Any], papers: tuple[Document, ...], as_of: date, clock: Clock) -> _Run | None:
    end = clock.end(start)
    if end is None:
        return None
    paid = day(facts.get("last_payment"))
    told = [paid, day(facts.get("last_demand")), *[paper.received_on for paper in papers if paper.kind in _DEMANDS]]
    revived = False
    for event in sorted(event for event in told if event is not None and start < event <= as_of):
        if event <= end:
            start, end = event, clock.end(event) or end
        elif event == paid:
            revived = True
    return _Run(start, end, revived)


def _latest(facts: Mapping[str, Any], run: _Run, if_today: date) -> date | None:
    """Return the end if all that is not known had begun it anew; None where even that cannot be said."""
    if "last_due" not in facts and facts.get("lender_kind") not in _PAID_AT_ONCE:
        return None
    all_known = "last_payment" in facts and "last_demand" in facts and facts.get("signed_anything") is False and not run.revived
    return run.end if all_known else max(if_today, run.end)


def _state(earliest: date, latest: date | None, papers: tuple[Document, ...], as_of: date) -> str:
    """Return open, past or uncertain; once there is a lawsuit, the day it was filed decides, which the debtor seldom knows."""
    suits = [paper for paper in papers if paper.kind in SUITS]
    if suits:
        served = [paper.received_on for paper in suits if paper.received_on is not None]
        return "open" if min([as_of, *served]) <= earliest else "uncertain"
    if as_of <= earliest:
        return "open"
    return "past" if latest is not None and as_of > latest else "uncertain"
