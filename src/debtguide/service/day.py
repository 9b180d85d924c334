"""Days as hosts give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def iso_day(day: date | str | None, default: str) -> str:
    """Return ``day`` as ISO text, or ``default`` for None.

    Raises:
        ValueError: a text that is no day of the form YYYY-MM-DD.
        TypeError: neither a date nor a text.
    """
    if day is None:
        return default
    from datetime import date, datetime

    if isinstance(day, datetime):
        return day.date().isoformat()
    if isinstance(day, date):
        return day.isoformat()
    if not isinstance(day, str):
        raise TypeError(f"as_of must be a date, a YYYY-MM-DD text or None, not {type(day).__name__}")
    if len(day) != 10 or day[4] != "-" or day[7] != "-":
        raise ValueError(f"as_of must look like 2026-11-22, not {day!r}")
    return date.fromisoformat(day).isoformat()
