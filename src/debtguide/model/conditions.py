"""Conditions over the public facts: ``overdue_days >= 90``, lists of them, ``any``; nothing more.

A fact that is not known makes a comparison unknown, and unknown is neither true nor false (Kleene's three values), so
that a statement is never withheld or made on a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal


class Comparison(NamedTuple):
    """``since(fact) operator operand``; ``operand`` is a number, a day, a choice or a parameter id; ``since`` may be None."""

    fact: str
    since: str | None
    operator: str
    operand: str | tuple[str, ...]
    negated: bool = False


class Assessed(NamedTuple):
    """``is ASSESSMENT_ID``."""

    assessment: str
    negated: bool = False


class All(NamedTuple):
    """Every part must hold."""

    parts: tuple[Condition, ...]


class AnyOf(NamedTuple):
    """One part must hold."""

    parts: tuple[Condition, ...]


Condition = Comparison | Assessed | All | AnyOf


class Circumstances(NamedTuple):
    """What a condition is held against: known facts, the day of the answer (ISO), parameters, named assessments."""

    facts: Mapping[str, Any]
    day: str
    parameter: Callable[[str], Decimal | None]
    assessment: Callable[[str], Condition | None]


def holds(condition: Condition | None, circumstances: Circumstances) -> bool | None:
    """Return whether ``condition`` holds: True, False, or None where a fact it needs is not known."""
    if condition is None:
        return True
    if isinstance(condition, All):
        return _all(holds(part, circumstances) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return _not(_all(_not(holds(part, circumstances)) for part in condition.parts))
    if isinstance(condition, Assessed):
        found = circumstances.assessment(condition.assessment)
        truth = None if found is None else holds(found, circumstances)
    else:
        truth = _compare(condition, circumstances)
    return _not(truth) if condition.negated else truth


def _all(truths: Iterable[bool | None]) -> bool | None:
    """Return whether all hold; what comes after one that does not is not looked at."""
    sure = True
    for truth in truths:
        if truth is False:
            return False
        sure = sure and truth is not None
    return True if sure else None


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _compare(comparison: Comparison, circumstances: Circumstances) -> bool | None:
    value = circumstances.facts.get(comparison.fact)
    if value is None:
        return None
    if comparison.since is not None:
        value = _since(str(value), circumstances.day, comparison.since)
        if value is None:
            return None
    operator, operand = comparison.operator, comparison.operand
    if operator == "in":
        return str(value) in operand
    if operator == "has":
        return operand in value if isinstance(value, (list, tuple)) else str(value) == operand
    assert isinstance(operand, str)
    if _is_day(operand):
        return _ordered(str(value), operator, operand) if _is_day(str(value)) else None
    right = _number(operand)
    if right is None:
        right = circumstances.parameter(operand)
    if right is None:
        if operator not in ("==", "!=") or isinstance(value, (list, tuple)) or _number(value) is not None:
            return None  # a number is not held against a number of law that is not known
        return (_plain(value) == operand) == (operator == "==")
    if isinstance(value, (list, tuple)):
        ends = [_number(part) for part in value]
        verdicts = {_ordered(end, operator, right) for end in ends}
        if {_ordered(end, "<", right) for end in ends} == {True, False}:
            verdicts.add(_ordered(right, operator, right))  # a range that spans the number may be the number
        return verdicts.pop() if len(verdicts) == 1 else None
    return _ordered(_number(value), operator, right)


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_day(text: str) -> bool:
    return len(text) == len("2026-01-01") and text[4] == text[7] == "-" and (text[:4] + text[5:7] + text[8:]).isdigit()


def _number(value: object) -> Decimal | None:
    from decimal import Decimal, InvalidOperation

    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _ordered(left: Decimal | str | None, operator: str, right: Decimal | str) -> bool | None:
    """Return how two numbers, or two ISO days, stand to each other; None where the left one is not known."""
    if left is None:
        return None
    below, same = left < right, left == right  # type: ignore[operator]
    return {">=": not below, "<=": below or same, ">": not below and not same, "<": below, "==": same, "!=": not same}[operator]


def _since(then_iso: str, now_iso: str, unit: str) -> Decimal | None:
    """Return the whole years, months or days from one day to the other."""
    from datetime import date
    from decimal import Decimal

    try:
        then, now = date.fromisoformat(then_iso), date.fromisoformat(now_iso)
    except ValueError:
        return None
    if unit == "days":
        return Decimal((now - then).days)
    months = (now.year - then.year) * 12 + now.month - then.month - (now.day < then.day)
    return Decimal(months if unit == "months" else months // 12)
