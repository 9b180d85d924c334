"""The facts that rules are held against: what was told, and what follows from it by counting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from debtguide.model.assessment import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from debtguide.model.assessment import CaseFacts, Debt

SUITS = ("summons", "payment_order", "arbitration_notice")
"""Papers by which a creditor has gone to court or to arbitration."""

_UNITED = ("documents_received", "collection_conduct")


def facts_of(debt: Debt, case: CaseFacts, as_of: date) -> dict[str, Any]:
    """Return the facts of one debt together with those of the person, and the days overdue where their first day is known."""
    facts = {**case.person, **debt.facts}
    facts["debt_count"] = len(case.debts)
    papers = [document.kind for document in papers_of(debt)]
    if papers:
        facts["documents_received"] = tuple(dict.fromkeys(papers))
    since = facts.get("overdue_since")
    if isinstance(since, date) and since <= as_of and "overdue_days" not in facts:
        facts["overdue_days"] = (as_of - since).days
    return facts


def papers_of(debt: Debt) -> tuple[Document, ...]:
    """Return the papers of a debt; a kind that is only named among the facts is a paper of which nothing more is known."""
    named = debt.facts.get("documents_received")
    told = {document.kind for document in debt.documents}
    more = [Document(kind) for kind in (named if isinstance(named, tuple) else ()) if isinstance(kind, str) and kind not in told]
    return (*debt.documents, *more)


def facts_of_person(case: CaseFacts, debts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the facts of the whole case: principal summed, papers and conduct of collectors together, the rest as first told."""
    merged: dict[str, Any] = {"debt_count": len(case.debts)}
    for facts in debts:
        for name, value in facts.items():
            if name in _UNITED and isinstance(value, (tuple, list)):
                merged[name] = tuple(dict.fromkeys((*merged.get(name, ()), *value)))
            else:
                merged.setdefault(name, value)
    principals = [number(facts.get("principal_yuan")) for facts in debts]
    if principals and None not in principals:
        merged["principal_yuan"] = sum((part for part in principals if part is not None), Decimal(0))
    return {**merged, **case.person}


def number(value: object, *, highest: bool = False) -> Decimal | None:
    """Return a number told as such or as a range (of which the lower end, or the higher), or None."""
    if isinstance(value, (tuple, list)) and value:
        value = value[-1] if highest else value[0]
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    found = Decimal(str(value))
    return found if found.is_finite() else None


def day(value: object) -> date | None:
    """Return a day told as a date or as ISO text, or None."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
