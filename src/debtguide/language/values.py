"""A value in a text: how much or when, how exactly that was said, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

AMOUNT, RATE, DURATION, COUNT, DATE = "amount", "rate", "duration", "count", "date"


class Value(NamedTuple):
    """A value from ``lo`` to ``hi`` in ``text[start:end]``; the two are equal where it is one value.

    By ``kind``: yuan; a rate as fraction a year; a duration in ISO 8601; a count with its measure word as ``unit``; a day
    (2026-10-20), month (2026-10) or year (2026).
    """

    kind: str
    lo: Decimal | str
    hi: Decimal | str
    approx: bool
    start: int
    end: int
    unit: str = ""
