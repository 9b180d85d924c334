"""Days and months counted from a day, and the small numbers that dates are written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.language.numerals import ARABIC, DIGITS, numeral_at

if TYPE_CHECKING:
    from datetime import date


def number_at(text: str, place: int) -> tuple[int, int] | None:
    """Return the whole number below 100 at ``place`` and where it ends, or None."""
    if place >= len(text):
        return None
    if text[place] in ARABIC:
        end = place
        while end < len(text) and text[end] in ARABIC and end - place < 3:
            end += 1
        return (int(text[place:end]), end) if end - place < 3 else None
    numeral = numeral_at(text, place, inside=True)
    if numeral is None or numeral.approx or numeral.hi > 99:
        return None
    return int(numeral.lo), numeral.end


def year_digits_at(text: str, place: int) -> tuple[str, int]:
    """Return the two or four digits at ``place`` that may be a year, and where they end."""
    end = place
    while end < len(text) and end - place < 5 and (text[end] in ARABIC or text[end] in DIGITS):
        end += 1
    if end - place not in (2, 4) or (end - place == 2 and text[place] in DIGITS and "零" not in text[place:end]):
        return "", end
    return "".join(str(DIGITS.get(character, character)) for character in text[place:end]), end


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return a day in ISO form, or None where the month has no such day."""
    from datetime import date

    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def days_from(day: date, days: int) -> str:
    """Return the day ``days`` after ``day``, ISO."""
    from datetime import timedelta

    return (day + timedelta(days)).isoformat()


def month_from(day: date, months: int) -> tuple[int, int]:
    """Return year and month, ``months`` after those of ``day``."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def month_text(month: tuple[int, int]) -> str:
    """Return year and month, ISO."""
    return f"{month[0]:04}-{month[1]:02}"


def months_from(day: date, months: int) -> str:
    """Return the month ``months`` after that of ``day``, ISO."""
    return month_text(month_from(day, months))


def counted_from(day: date, count: int, unit: str) -> str:
    """Return the day ``count`` days or weeks from ``day``, or the month so many months or years from it."""
    if unit in "DW":
        return days_from(day, count * (7 if unit == "W" else 1))
    return months_from(day, count * (12 if unit == "Y" else 1))
