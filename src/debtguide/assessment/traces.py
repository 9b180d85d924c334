"""Why something was said: from the facts that a condition looked at, through the rule, to the articles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from debtguide.model.assessment import Trace
from debtguide.model.conditions import All, AnyOf, Assessed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from debtguide.model.assessment_rules import Rule
    from debtguide.model.conditions import Condition

    NamedConditions = Callable[[str], Condition | None]


def trace_of(rule: Rule, facts: Mapping[str, Any], debt: str | None, named: NamedConditions, said: Iterable[tuple[str, tuple[str, ...]]]) -> Trace:
    """Return the trace of a rule; ``said`` are its conclusions with their citations."""
    conclusions = list(said)
    used = dict.fromkeys(facts_in(rule.when, named))
    if rule.deadline is not None and rule.deadline.fact is not None:
        used[rule.deadline.fact] = None
    return Trace(
        rule.id,
        rule.title,
        debt,
        tuple([f"{fact}={_shown(facts[fact])}" for fact in used if fact in facts]),
        tuple([text for text, _ in conclusions]),
        tuple(dict.fromkeys(cite for _, citations in conclusions for cite in citations)),
    )


def facts_in(condition: Condition | None, named: NamedConditions) -> Iterator[str]:
    """Yield the facts that a condition looks at, those of the named conditions it is made of among them."""
    if condition is None:
        return
    if isinstance(condition, (All, AnyOf)):
        for part in condition.parts:
            yield from facts_in(part, named)
    elif isinstance(condition, Assessed):
        yield from facts_in(named(condition.assessment), named)
    else:
        yield condition.fact


def _shown(value: object) -> str:
    if isinstance(value, (tuple, list)):
        return ",".join(map(_shown, value))
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)
