"""Values of facts: which are sound, and how they are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from debtguide.model.interview import Question

LONGEST_TEXT = 40
_MOST_YUAN = 10**12
_MOST_DAYS = 200 * 366
_NUMBERS = {"money": _MOST_YUAN, "days": _MOST_DAYS, "rate": 1000, "count": 10_000}
_DAYS_OF_MONTH, _DAYS_OF_YEAR = 30.4375, 365.25


def is_value(question: Question, value: object) -> bool:
    """Return whether ``value`` is one that the fact of ``question`` can have, in the form in which a state keeps it."""
    kind = question.kind
    if kind in _NUMBERS:
        ends = value if isinstance(value, list) and len(value) == 2 else [value]
        sound = all(isinstance(end, (int, float)) and not isinstance(end, bool) and 0 <= end <= _NUMBERS[kind] for end in ends)
        return sound and ends == sorted(ends)
    if kind == "day":
        return is_day(value) or is_month(value)
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "choice":
        return isinstance(value, str) and question.choice(value) is not None
    if kind == "choices":
        return isinstance(value, list) and len(set(map(str, value))) == len(value) and all(question.choice(str(one)) is not None for one in value)
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT


def is_day(value: object) -> bool:
    """Return whether ``value`` is a day of the calendar as ISO text."""
    from datetime import date

    if not isinstance(value, str) or len(value) != 10:
        return False
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_month(value: object) -> bool:
    """Return whether ``value`` is a month, YYYY-MM."""
    return isinstance(value, str) and len(value) == 7 and is_day(value + "-01")


def whole_day(value: str, *, last: bool) -> str:
    """Return a day for ``value``: of a month its first day, or its last."""
    if not is_month(value):
        return value
    if not last:
        return value + "-01"
    from calendar import monthrange

    return f"{value}-{monthrange(int(value[:4]), int(value[5:]))[1]:02d}"


def shown(question: Question, value: Any, *, approx: bool = False) -> str:
    """Return ``value`` as it is read to the user."""
    about = "约" if approx else ""
    kind = question.kind
    if kind in _NUMBERS:
        ends = value if isinstance(value, list) else [value]
        return about + "到".join(_number(kind, end) for end in ends)
    if kind == "day":
        year, month, *day = value.split("-")
        return f"{about}{year}年{int(month)}月" + (f"{int(day[0])}日" if day else "")
    if kind == "flag":
        return "有" if value else "没有"
    if kind == "choices":
        # Of the several names of a paper (传票、起诉状或应诉通知) the first one reads best in a row.
        return "、".join(re.split("[、或]", _title(question, one))[0] for one in value) or "没有"
    return _title(question, value) if kind == "choice" else str(value)


def _title(question: Question, id_: str) -> str:
    choice = question.choice(id_)
    return id_ if choice is None else choice.title.split("（")[0]


def _number(kind: str, number: float) -> str:
    if kind == "money":
        return yuan(number)
    if kind == "days":
        return length_of_time(number)
    if kind == "rate":
        return f"年利率{_plain(round(number * 100, 4))}%"
    return f"{_plain(number)}个"


def yuan(number: float) -> str:
    """Return an amount as people read it: 2.5万元, 800元."""
    if number >= 10_000 and number * 100 % 10_000 == 0:
        return f"{_plain(number / 10_000)}万元"
    return f"{_plain(number)}元"


def length_of_time(days: float) -> str:
    """Return a number of days as people read it: 4个月, 2年, 45天."""
    for unit, name in ((_DAYS_OF_YEAR, "年"), (_DAYS_OF_MONTH, "个月")):
        count = round(days / unit)
        if count >= 1 and abs(days - count * unit) <= 0.6 + count * 0.05:
            return f"{count}{name}"
    return f"{_plain(days)}天"


def _plain(number: float) -> str:
    return f"{number:.10f}".rstrip("0").rstrip(".") if number != int(number) else str(int(number))
