"""Numbers that the law sets, as dated values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from debtguide.errors import NotInForceError

if TYPE_CHECKING:
    from decimal import Decimal


class DatedValue(NamedTuple):
    """One value and the days on which it holds: ``first`` to ``last`` (None: until further notice), ISO."""

    first: str
    last: str | None
    value: str
    cites: tuple[str, ...]


class Decided(NamedTuple):
    """The value that counts, the day it was read on, and whether that is the day on which the law wants it read."""

    dated: DatedValue
    day: str
    settled: bool


class Told(NamedTuple):
    """A value as prose shows it, and what is to be said of it after the sentence, or None."""

    text: str
    note: str | None


class Parameter(NamedTuple):
    """A number that the law sets.

    ``day`` says which day decides: as_of, contract or event; ``fact`` is the fact that gives that day, where there is one.
    ``scale`` turns the number into the unit of the facts (a rate is a fraction there, and percent here).
    """

    id: str
    title: str
    unit: str
    day: str
    known_to: str | None
    values: tuple[DatedValue, ...]
    fact: str | None = None
    scale: str | None = None

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
        """Return the value of ``day`` as prose shows it, for whoever knows that this is the day that decides.

        Raises:
            NotInForceError: as ``value_at``.
        """
        text = shown(self.value_at(day).value, self.unit)
        return text if self._checked_on(day) is None else f"{text}（{self._checked_on(day)}）"

    def _checked_on(self, day: str) -> str | None:
        """Return until when the values were checked, where ``day`` is later."""
        return None if self.known_to is None or day <= self.known_to else f"核对到{_chinese_day(self.known_to)}，以后的请以最新公布为准"

    @property
    def varies(self) -> bool:
        """Whether it is not the same number on all days."""
        return len({dated.value for dated in self.values}) > 1

    def decided(self, as_of: str, known: str | None = None) -> Decided:
        """Return the value of the day that decides, or of the answer's day where that one is not known.

        Args:
            as_of: the day of the answer (ISO).
            known: the day, month or year (ISO) that ``fact`` gives; None where it is not known.

        Raises:
            NotInForceError: there is no value on the day that decides.
        """
        if self.day == "as_of":
            return Decided(self.value_at(as_of), as_of, True)
        if known is not None:
            first, last = f"{known}{'-01-01'[len(known) - 4 :]}", f"{known}{'-12-31'[len(known) - 4 :]}"
            within = {dated.value for dated in self.values if first < dated.first <= last}
            dated = self.value_at(first)
            if within <= {dated.value}:
                return Decided(dated, known, True)
        return Decided(self.value_at(as_of), as_of, not self.varies)

    def number(self, as_of: str, known: str | None = None) -> Decimal | None:
        """Return the number in the unit of the facts, or None where it hangs on a day that is not known.

        Raises:
            NotInForceError: as ``decided``.
        """
        from decimal import Decimal

        found = self.decided(as_of, known)
        if not found.settled:
            return None
        return Decimal(found.dated.value) * Decimal(self.scale or 1)

    def told(self, as_of: str, known: str | None = None) -> Told:
        """Return the value with its unit (3年, 24%, 5万元, 22:00), and a note of which day it is, where that matters.

        Raises:
            NotInForceError: as ``decided``.
        """
        found = self.decided(as_of, known)
        text = shown(found.dated.value, self.unit)
        notes = []
        if not found.settled:
            notes.append(f"是按{_chinese_day(found.day)}算的，以{_DECIDES[self.day]}那天为准")
        elif self.day != "as_of" and self.varies:
            notes.append(f"是按{_DECIDES[self.day]}的{_chinese_day(found.day)}算的")
        checked_on = self._checked_on(found.day)
        if checked_on is not None:
            notes.append(checked_on)
        return Told(text, text + "；".join(notes) if notes else None)


_DECIDES = {"contract": "合同成立", "event": "事情发生"}

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
        return _chinese_day(value)
    return f"{value}{_SUFFIX.get(unit, '')}"


def _yuan(value: str) -> str:
    if value.isdigit() and len(value) > 4 and value.endswith("0000"):
        return f"{int(value) // 10000}万元"
    return f"{value}元"


def _chinese_day(day: str) -> str:
    """Return an ISO day, month or year as prose writes it."""
    return "".join([f"{int(part)}{unit}" for part, unit in zip(day.split("-"), "年月日")])
