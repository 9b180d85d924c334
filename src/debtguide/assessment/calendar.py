"""Which days are worked in mainland China, as far as the calendars of the years are out.

The library that holds the State Council's calendars is imported when a period is first counted.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_SATURDAY = 5
_KEPT = 1024


class Calendar(Protocol):
    """What counting asks of a calendar."""

    def worked(self, day: date) -> bool | None:
        """Return whether ``day`` is a working day, or None where that year's calendar is not known."""

    def holiday(self, day: date) -> str | None:
        """Return the Chinese name of the public holiday that ``day`` is off for, or None."""


class PublishedCalendar(NamedTuple):
    """The calendars that the State Council has published, as far as the installed library knows them."""

    def worked(self, day: date) -> bool | None:
        """Return whether ``day`` is a working day, or None where that year's calendar is not known."""
        return _worked(day)

    def holiday(self, day: date) -> str | None:
        """Return the Chinese name of the public holiday that ``day`` is off for, or None."""
        return _holiday(day)


@lru_cache(maxsize=_KEPT)
def _worked(day: date) -> bool | None:
    """Ask the library, which looks through all the years it knows at each question."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@lru_cache(maxsize=_KEPT)
def _holiday(day: date) -> str | None:
    import chinese_calendar

    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    return _HOLIDAYS.get(str(name)) if off and name else None


_HOLIDAYS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def rests(day: date, calendar: Calendar) -> bool:
    """Return whether ``day`` is a day of rest; where its year's calendar is not known, only weekends are."""
    worked = calendar.worked(day)
    return day.weekday() >= _SATURDAY if worked is None else not worked


def weekday(day: date) -> str:
    """Return the day of the week, 星期一 to 星期日."""
    return WEEKDAYS[day.weekday()]
