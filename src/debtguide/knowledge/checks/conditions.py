"""Conditions can be read, name facts, choices and parameters that exist, and do not run in a circle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from debtguide.errors import Problem
from debtguide.knowledge.kinds import suggestion
from debtguide.knowledge.statements import statements
from debtguide.model.condition_syntax import parse_comparison
from debtguide.model.conditions import Assessed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from debtguide.knowledge.library import Library
    from debtguide.knowledge.nodes import Scalar

_DAY_KINDS = ("day",)


def scalars(condition: Any) -> Iterator[Scalar]:
    """Yield every comparison text inside a condition as it was written."""
    if isinstance(condition, dict):
        condition = condition["any"]
    if isinstance(condition, list):
        for part in condition:
            yield from scalars(part)
    else:
        yield condition


def _written(library: Library) -> Iterator[Any]:
    for said in statements(library):
        if said.statement["when"] is not None:
            yield said.statement["when"]
    for record in library.of("assessment").values():
        yield record["when"]


def _comparisons(library: Library) -> Iterator[Problem]:
    """DG209, DG302, DG306, DG307: what a comparison is made of."""
    facts = library.of("fact")
    for condition in _written(library):
        for text in scalars(condition):
            comparison = parse_comparison(text)
            if comparison is None:
                yield Problem(text.mark, "DG209", f"条件“{text}”看不懂", "写成 事实 比较号 值，例如 overdue_days >= 90、documents_received has summons、is served。")
            elif isinstance(comparison, Assessed):
                known = library.of("assessment")
                if comparison.assessment not in known:
                    yield Problem(text.mark, "DG307", f"没有名为“{comparison.assessment}”的判断", suggestion(comparison.assessment, sorted(known)))
            elif comparison.fact not in facts:
                yield Problem(text.mark, "DG306", f"没有名为“{comparison.fact}”的事实", suggestion(comparison.fact, sorted(facts)))
            else:
                yield from _operand(library, text, comparison.fact, comparison.since, comparison.operand)


def _operand(library: Library, text: Scalar, name: str, since: str | None, operand: str | tuple[str, ...]) -> Iterator[Problem]:
    fact = library.of("fact")[name]
    if since is not None and fact["kind"] not in _DAY_KINDS:
        yield Problem(text.mark, "DG209", f"事实“{name}”不是日期，不能用 {since}_since", "只有日期类的事实可以这样写。")
    choices = [str(choice["id"]) for choice in fact.list("choices")]
    for word in (operand,) if isinstance(operand, str) else operand:
        if choices and word not in choices:
            yield Problem(text.mark, "DG306", f"事实“{name}”没有“{word}”这个选项", suggestion(word, choices))
        elif not choices and re.fullmatch(r"[a-z_]+\.[a-z0-9_.]+", word) and word not in library.of("parameter"):
            yield Problem(text.mark, "DG302", f"没有名为“{word}”的参数", suggestion(word, sorted(library.of("parameter"))))


def _circles(library: Library) -> Iterator[Problem]:
    """DG310, DG311: named conditions, or derived parameters, that lead back to themselves."""
    needs = {
        name: [found.assessment for text in scalars(record["when"]) if isinstance(found := parse_comparison(text), Assessed)]
        for name, record in library.of("assessment").items()
    }
    for name in _in_circles(needs):
        record = library.of("assessment")[name]
        yield Problem(record.mark_of("when"), "DG310", f"判断“{name}”绕了一圈又回到自己", "判断之间不能互相引用成环。")
    derived = {name: [str(record["of"])] if record["of"] else [] for name, record in library.of("parameter").items()}
    for name in _in_circles(derived):
        record = library.of("parameter")[name]
        yield Problem(record.mark_of("of"), "DG311", f"参数“{name}”绕了一圈又回到自己", "推算的源头必须是写有 values 的参数。")


def _in_circles(needs: dict[str, list[str]]) -> list[str]:
    """Return the names from which one can come back to the name itself."""
    found = []
    for name in needs:
        seen: set[str] = set()
        ahead = list(needs[name])
        while ahead:
            current = ahead.pop()
            if current not in seen:
                seen.add(current)
                ahead += needs.get(current, [])
        if name in seen:
            found.append(name)
    return found


RULES = (_comparisons, _circles)
