"""Counting periods: the first day, month ends, leap days, rest days, and years whose calendar is not out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtguide.assessment.calendar import PublishedCalendar, rests, weekday
from debtguide.assessment.periods import add_months, count
from debtguide.errors import CalculationError

PUBLISHED = PublishedCalendar()
DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))


class Unknown:
    """A calendar of which no year is out."""

    def worked(self, day: date) -> bool | None:
        return None

    def holiday(self, day: date) -> str | None:
        return None


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_month_without_that_day_ends_on_its_last(start: date, months: int, last: date) -> None:
    assert add_months(start, months) == last


def test_working_days_leave_out_holidays_and_count_the_days_worked_instead() -> None:
    assert count(date(2026, 9, 30), 3, "working_day", PUBLISHED).last == date(2026, 10, 10)
    assert count(date(2026, 11, 19), 3, "working_day", PUBLISHED).last == date(2026, 11, 24)


def test_without_a_calendar_no_day_is_moved_and_it_says_so() -> None:
    counted = count(date(2031, 9, 16), 15, "day", Unknown())
    assert (counted.last, counted.calendar_known) == (date(2031, 10, 1), False)
    weekend = count(date(2031, 9, 19), 15, "day", Unknown())
    assert (weekend.last, weekend.unmoved, weekend.why) == (date(2031, 10, 4), date(2031, 10, 4), None)
    assert weekend.furthest >= date(2031, 10, 9)


def test_a_year_that_the_library_does_not_know_is_not_guessed() -> None:
    assert PUBLISHED.worked(date(2093, 5, 4)) is None
    assert PUBLISHED.holiday(date(2093, 10, 1)) is None


@pytest.mark.parametrize(("length", "unit"), [(0, "day"), (-3, "day"), (3, "percent"), (10**6, "year")])
def test_what_is_no_period_is_refused(length: int, unit: str) -> None:
    with pytest.raises(CalculationError):
        count(date(2026, 1, 1), length, unit, PUBLISHED)


@given(DAYS, st.integers(1, 200))
def test_a_last_day_is_never_before_its_count_nor_a_day_of_rest(start: date, length: int) -> None:
    counted = count(start, length, "day", PUBLISHED)
    assert counted.unmoved == start + timedelta(days=length)
    assert counted.unmoved <= counted.last <= counted.unmoved + timedelta(days=12)
    if not counted.calendar_known:
        assert counted.last == counted.unmoved < counted.furthest
        return
    assert not rests(counted.last, PUBLISHED)
    assert all(rests(counted.unmoved + timedelta(days=day), PUBLISHED) for day in range((counted.last - counted.unmoved).days))


@given(DAYS, st.integers(1, 240))
def test_a_later_start_never_ends_earlier(start: date, months: int) -> None:
    earlier, later = count(start, months, "month", PUBLISHED), count(start + timedelta(days=1), months, "month", PUBLISHED)
    assert earlier.last <= later.last


def test_weekdays_have_chinese_names() -> None:
    assert [weekday(date(2026, 11, day)) for day in (22, 23)] == ["星期日", "星期一"]
