"""Comparisons as authors write them: ``overdue_days >= 90``, ``lender_kind in [a, b]``, ``not …``, ``is ASSESSMENT``."""

from __future__ import annotations

import re

from debtguide.model.conditions import Assessed, Comparison

_COMPARISON = re.compile(r"(?:(years|months|days)_since\((\w+)\)|(\w+))\s*(==|!=|>=|<=|>|<|\bin\b|\bhas\b)\s*(.+)")
_IS = re.compile(r"is\s+([a-z0-9_.-]+)")


def parse_comparison(text: str) -> Comparison | Assessed | None:
    """Return the comparison that ``text`` writes, or None where it is none."""
    text = text.strip()
    negated = text.startswith("not ")
    if negated:
        text = text[4:].strip()
    named = _IS.fullmatch(text)
    if named:
        return Assessed(named[1], negated)
    found = _COMPARISON.fullmatch(text)
    if not found:
        return None
    since, dated_fact, fact, operator, operand = found.groups()
    operand = operand.strip()
    if operator == "in":
        if not (operand.startswith("[") and operand.endswith("]")):
            return None
        return Comparison(dated_fact or fact, since, operator, tuple(part.strip() for part in operand[1:-1].split(",")), negated)
    if not re.fullmatch(r"[\w.+-]+", operand):
        return None
    return Comparison(dated_fact or fact, since, operator, operand, negated)
