"""How days, money and rates are written for people."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from debtguide.assessment.calendar import weekday

if TYPE_CHECKING:
    from datetime import date

_CENT = Decimal("0.01")


def chinese_day(day: date) -> str:
    """Return 2026年10月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_day_of_week(day: date) -> str:
    """Return 2026年10月8日（星期四）."""
    return f"{chinese_day(day)}（{weekday(day)}）"


def yuan(amount: Decimal) -> str:
    """Return an amount to the cent without empty decimals: 1050元, 8.75元."""
    return f"{plain(amount.quantize(_CENT, ROUND_HALF_UP))}元"


def percent(fraction: Decimal) -> str:
    """Return a fraction a year as a percentage: 0.154 → 15.4%."""
    return f"{plain((fraction * 100).quantize(_CENT, ROUND_HALF_UP))}%"


def plain(value: Decimal) -> str:
    """Return a number without exponent or empty decimals."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
