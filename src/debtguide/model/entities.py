"""Entities: typed values that were found in what somebody said, each with its place and its status."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    Scalar = Decimal | int | str
    Value = Scalar | tuple[Scalar, Scalar]

ASSERTED, DENIED, HYPOTHETICAL, ASKED, PAST, OTHER_PERSON = "asserted", "denied", "hypothetical", "asked", "past", "other_person"
STATUSES = (ASSERTED, DENIED, HYPOTHETICAL, ASKED, PAST, OTHER_PERSON)


class Entity(NamedTuple):
    """A typed value found in a text.

    ``value`` by ``kind``: amount Decimal yuan; rate Decimal fraction a year, nominal; duration ISO 8601; date ISO day, month
    or year; count int; lender its name; document the public id. What was said as a range is (lowest, highest). ``text`` is
    ``question[start:end]``, in code points of what was typed.
    """

    kind: str
    value: Value
    approx: bool
    status: str
    text: str
    start: int
    end: int
    lender_kind: str | None = None
