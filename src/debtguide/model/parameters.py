"""Numbers that the law sets, as dated values."""

from __future__ import annotations

from typing import NamedTuple

from debtguide.errors import NotInForceError


class DatedValue(NamedTuple):
    """One value and the days on which it holds: ``first`` to ``last`` (None: until further notice), ISO."""

    first: str
    last: str | None
    value: str
    cites: tuple[str, ...]


class Parameter(NamedTuple):
    """A number that the law sets; ``day`` says which day decides: as_of, contract or event."""

    id: str
    title: str
    unit: str
    day: str
    known_to: str | None
    values: tuple[DatedValue, ...]

    def value_at(self, day: str) -> DatedValue:
        """Return the value that holds on ``day`` (ISO).

        Raises:
            NotInForceError: before the first value, or after the last one ended; the message names both days.
        """
        for dated in reversed(self.values):
            if dated.first <= day:
                if dated.last is not None and day > dated.last:
                    raise NotInForceError(f"{self.id} has no value on {day}: the last one ended on {dated.last}")
                return dated
        raise NotInForceError(f"{self.id} has no value on {day}: the first one holds from {self.values[0].first}")

    def shown_at(self, day: str) -> str:
        """Return the value of ``day`` as prose shows it, with its unit: 3年, 24%, 5万元, 22:00.

        Raises:
            NotInForceError: as ``value_at``.
        """
        text = shown(self.value_at(day).value, self.unit)
        if self.known_to is not None and day > self.known_to:
            text += f"（核对到{shown(self.known_to, 'date')}，以后的请以最新公布为准）"
        return text


_SUFFIX = {
    "year": "年",
    "month": "个月",
    "day": "日",
    "working_day": "个工作日",
    "hour": "小时",
    "percent_per_year": "%",
    "percent": "%",
    "times": "倍",
    "count": "次",
    "instalment": "期",
    "age": "周岁",
}


def shown(value: str, unit: str) -> str:
    """Return ``value`` with its ``unit`` as Chinese prose writes it."""
    if unit == "yuan":
        return _yuan(value)
    if unit == "per_ten_thousand_per_day":
        return f"日万分之{value}"
    if unit == "date":
        year, month, day = value.split("-")
        return f"{year}年{int(month)}月{int(day)}日"
    return f"{value}{_SUFFIX.get(unit, '')}"


def _yuan(value: str) -> str:
    if value.isdigit() and len(value) > 4 and value.endswith("0000"):
        return f"{int(value) // 10000}万元"
    return f"{value}元"
