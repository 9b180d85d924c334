"""An assessment as plain JSON: the plan of a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from debtguide.model.assessment import Advice, Assessment, Deadline, Limitation, StageOf


def plan(assessment: Assessment) -> dict[str, Any]:
    """Return the plan of a reply (schema ``debtguide.reply/1``); every key is always present."""
    first = assessment.first_debt
    return {
        "stages": [_stage(stage) for stage in assessment.stages],
        "deadlines": [_deadline(deadline) for deadline in assessment.deadlines],
        "limitation": [_limitation(limitation) for limitation in assessment.limitation],
        "limitation_says": _said(assessment.limitation_says),
        "risks": _said(assessment.risks),
        "today": _said(assessment.today),
        "week": _said(assessment.week),
        "month": _said(assessment.month),
        "say": _said(assessment.say),
        "keep": _said(assessment.keep),
        "avoid": _said(assessment.avoid),
        "figures": _said(assessment.figures),
        "contacts": [contact.id for contact in assessment.contacts],
        "first_debt": None if first is None else {"debt": first.debt, "why": _said(first.why)},
        "trace": [
            {
                "rule": trace.rule,
                "title": trace.title,
                "debt": trace.debt,
                "facts": list(trace.facts),
                "concludes": list(trace.concludes),
                "citations": list(trace.citations),
            }
            for trace in assessment.trace
        ],
    }


def _said(items: tuple[Advice, ...]) -> list[dict[str, Any]]:
    return [{"text": item.text, "citations": list(item.citations), "basis": item.basis, "debt": item.debt} for item in items]


def _stage(stage: StageOf) -> dict[str, Any]:
    return {
        "debt": stage.debt,
        "stage": stage.stage,
        "sub_stage": stage.sub_stage,
        "certainty": stage.certainty,
        "next": _said(stage.next),
        "citations": list(stage.citations),
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "what": deadline.what,
        "date": None if deadline.date is None else deadline.date.isoformat(),
        "weekday": deadline.weekday,
        "state": deadline.state,
        "debt": deadline.debt,
        "citations": list(deadline.citations),
        "basis": deadline.basis,
        "note": deadline.note,
        "days_left": deadline.days_left,
        "document": deadline.document,
    }


def _limitation(limitation: Limitation) -> dict[str, Any]:
    return {
        "debt": limitation.debt,
        "earliest": None if limitation.earliest is None else limitation.earliest.isoformat(),
        "latest": None if limitation.latest is None else limitation.latest.isoformat(),
        "state": limitation.state,
        "citations": list(limitation.citations),
    }
