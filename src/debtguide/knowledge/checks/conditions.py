"""Conditions can be read, name facts, choices and parameters that exist, and do not run in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from debtguide.errors import Problem
from debtguide.knowledge.checks.law import NOT_COUNTED
from debtguide.knowledge.checks.references import Known
from debtguide.knowledge.kinds import NUMBER, is_day, suggestion
from debtguide.knowledge.statements import statements
from debtguide.model.condition_syntax import parse_comparison
from debtguide.model.conditions import Assessed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from debtguide.knowledge.kinds import Record
    from debtguide.knowledge.library import Library
    from debtguide.knowledge.nodes import Scalar
    from debtguide.model.conditions import Comparison


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
        if record["when"] is not None:
            yield record["when"]
    for record in library.of("fact").values():
        if record["when"] is not None:
            yield record["when"]


def _comparisons(library: Library) -> Iterator[Problem]:
    """DG209, DG302, DG306, DG307: what a comparison is made of."""
    facts, known = library.of("fact"), Known(library)
    for condition in _written(library):
        for text in scalars(condition):
            comparison = parse_comparison(text)
            if comparison is None:
                hint = "写成 事实 比较号 值，例如 overdue_days >= 90、documents_received has summons、is served。"
                yield Problem(text.mark, "DG209", f"条件“{text}”看不懂", hint)
            elif isinstance(comparison, Assessed):
                yield from known.dangling("assessment", comparison.assessment, text, "条件")
            elif comparison.fact not in facts:
                yield from known.dangling("fact", comparison.fact, text, "条件")
            elif ("fact", comparison.fact) not in library.doubtful:
                yield from _fits(text, comparison, facts[comparison.fact], known, library.of("parameter"))


def _fits(text: Scalar, comparison: Comparison, fact: Record, known: Known, parameters: Mapping[str, Record]) -> Iterator[Problem]:
    """Yield what is wrong with comparing this fact in this way: such a condition would never come true."""
    name, kind, operands = comparison.fact, str(fact["kind"]), comparison.operand
    words = (operands,) if isinstance(operands, str) else operands
    choices = [str(choice["id"]) for choice in fact.list("choices")]
    if comparison.since is not None and kind != "day":
        yield Problem(text.mark, "DG209", f"事实“{name}”不是日期，不能用 {comparison.since}_since", "只有日期类的事实可以这样写。")
        return
    allowed = _ORDER if comparison.since is not None else _OPERATORS[kind]
    if comparison.operator not in allowed:
        yield Problem(text.mark, "DG209", f"事实“{name}”不能用 {comparison.operator} 来比", "这个事实可以用：" + "、".join(allowed))
    elif choices or kind == "flag":
        choices = choices or ["true", "false"]
        for word in words:
            if word not in choices:
                yield Problem(text.mark, "DG306", f"事实“{name}”没有“{word}”这个选项", suggestion(word, choices))
    elif kind == "day" and comparison.since is None:
        for word in words:
            if not is_day(word):
                yield Problem(text.mark, "DG205", f"“{word}”不是一个日期", f"写成 {name} {comparison.operator} 2026-01-01 这样。")
    elif kind != "text":
        for word in words:
            if not NUMBER.fullmatch(word):
                yield from known.dangling("parameter", word, text, "条件")
                yield from _measured_alike(text, comparison, word, kind, parameters)


def _measured_alike(text: Scalar, comparison: Comparison, name: str, kind: str, parameters: Mapping[str, Record]) -> Iterator[Problem]:
    """Yield the problem that a fact is held against a number in another unit, such as days against years."""
    parameter = parameters.get(name)
    units = _UNITS_OF[comparison.since or kind]
    if parameter is not None and str(parameter["unit"]) not in units:
        message = f"“{comparison.fact}”不能和单位是 {parameter['unit']} 的参数 {name} 比"
        yield Problem(text.mark, "DG209", message, "可以比的单位：" + "、".join(units))


def _deciding_days(library: Library) -> Iterator[Problem]:
    """DG209: a parameter read on the day of a fact that is no day, or on the answer's day although a fact is named."""
    for name, parameter in library.of("parameter").items():
        fact = library.of("fact").get(str(parameter["fact"]))
        if parameter["fact"] is not None and parameter["day"] == "as_of":
            yield Problem(parameter["fact"].mark, "DG209", f"参数 {name} 按答复那天取值，用不着 fact", "day 写 contract 或 event，或删去 fact。")
        elif fact is not None and str(fact["kind"]) != "day":
            yield Problem(parameter["fact"].mark, "DG209", f"事实“{parameter['fact']}”不是日期，不能决定用哪一天的值", "fact 写一个 kind 是 day 的事实。")


_UNITS_OF = {
    "years": ("year",),
    "months": ("month",),
    "days": ("day",),
    "money": ("yuan",),
    "rate": ("percent_per_year", "percent", "per_ten_thousand_per_day"),
    "count": ("count", "times", "instalment"),
}
"""In which units a fact of a kind, or the time since a day, can be compared; the compiler turns rates into the fact's own."""

_ORDER = (">=", "<=", ">", "<", "==", "!=")
_OPERATORS = {
    **dict.fromkeys(("money", "days", "rate", "count", "day"), _ORDER),
    **dict.fromkeys(("text", "choice"), ("==", "!=", "in")),
    "choices": ("has",),
    "flag": ("==", "!="),
}


def _circles(library: Library) -> Iterator[Problem]:
    """DG310, DG311: named conditions, or derived parameters, that lead back to themselves or to no values."""
    needs = {
        name: [found.assessment for text in scalars(record["when"] or []) if isinstance(found := parse_comparison(text), Assessed)]
        for name, record in library.of("assessment").items()
    }
    for name in _in_circles(needs):
        record = library.of("assessment")[name]
        yield Problem(record.mark_of("when"), "DG310", f"判断“{name}”绕了一圈又回到自己", "判断之间不能互相引用成环。")
    derived = {name: [str(record["of"])] if record["of"] else [] for name, record in library.of("parameter").items()}
    circles = _in_circles(derived)
    for name, record in library.of("parameter").items():
        source = library.of("parameter").get(str(record["of"]))
        if name in circles:
            yield Problem(record.mark_of("of"), "DG311", f"参数“{name}”绕了一圈又回到自己", "推算的源头必须是写有 values 的参数。")
        elif source is not None and source["values"] is None:
            message = f"参数“{name}”的源头 {record['of']} 自己也是推算出来的"
            yield Problem(record.mark_of("of"), "DG311", message, "推算的源头必须是写有 values 的参数。")
        elif source is not None and str(source["unit"]) in NOT_COUNTED:
            message = f"参数“{name}”的源头 {record['of']} 不是数，不能乘"
            yield Problem(record.mark_of("of"), "DG311", message, f"单位是{'、'.join(NOT_COUNTED)}的参数不能用来推算。")


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


RULES = (_comparisons, _circles, _deciding_days)
