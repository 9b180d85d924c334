"""Count a legal period: the first day is not counted, and a last day of rest moves to the day after the rest."""

from __future__ import annotations

import calendar as gregorian
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from debtguide.assessment.calendar import rests
from debtguide.errors import CalculationError

if TYPE_CHECKING:
    from debtguide.assessment.calendar import Calendar

_FURTHEST = 9000
"""Years beyond this are nobody's deadline, and near the end of what a date can hold."""

_LONGEST_REST = timedelta(days=10)
"""No holiday has yet been longer; a year whose calendar is not out may have one of this length anywhere."""


class Counted(NamedTuple):
    """The last day of a period; ``unmoved`` is where it fell before it moved off ``why`` (周末 or a holiday).

    ``calendar_known`` is whether the calendars of the days that decided were out. Where they were not, ``last`` is the unmoved
    day, by which nobody is late, and ``furthest`` the day after which not even the longest rest would have kept the period open.
    """

    last: date
    unmoved: date
    why: str | None
    calendar_known: bool
    furthest: date


def count(start: date, length: int, unit: str, calendar: Calendar) -> Counted:
    """Return the last day of a period.

    Args:
        start: the day of the event, which is itself not counted.
        length: how many units, 1 or more.
        unit: day, working_day, month or year.
        calendar: which days are worked.

    Raises:
        CalculationError: the unit is no period, the length is below 1, or the days run out of the calendar.

    Source:
        《民事诉讼法》第八十五条，《民法典》第二百零一条至第二百零三条。
    """
    if length < 1 or start.year > _FURTHEST or length > _FURTHEST:
        raise CalculationError(f"a period of {length} {unit} from {start} cannot be counted")
    if unit == "working_day":
        return _working_days(start, length, calendar)
    if unit == "day":
        return _moved(start + timedelta(days=length), calendar)
    if unit in ("month", "year"):
        return _moved(add_months(start, length * (12 if unit == "year" else 1)), calendar)
    raise CalculationError(f"{unit} is no unit of a period")


def add_months(start: date, months: int) -> date:
    """Return the day with the same number ``months`` later, or the last of that month where it has none.

    >>> add_months(date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, gregorian.monthrange(year, month + 1)[1]))


def _moved(unmoved: date, calendar: Calendar) -> Counted:
    last, why = unmoved, None
    known = calendar.worked(unmoved) is not None
    while rests(last, calendar):
        why = why or calendar.holiday(last)
        last += timedelta(days=1)
        known = known and calendar.worked(last) is not None
    if not known:
        return Counted(unmoved, unmoved, None, False, unmoved + _LONGEST_REST)
    return Counted(last, unmoved, (why or "周末") if last != unmoved else None, True, last)


def _working_days(start: date, length: int, calendar: Calendar) -> Counted:
    last, known = start, True
    while length > 0:
        last += timedelta(days=1)
        known = known and calendar.worked(last) is not None
        length -= not rests(last, calendar)
    return Counted(last, last, None, known, last if known else last + _LONGEST_REST)
