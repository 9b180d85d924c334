"""The entities of a reading: values with their places in what was typed, and the status of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from debtguide.language.quantities import AMOUNT, COUNT, quantities
from debtguide.model.entities import Entity
from debtguide.understanding.status import status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from debtguide.language.quantities import Quantity
    from debtguide.model.entities import Value
    from debtguide.understanding.reading import Reading

LENDER, DOCUMENT, PERSON = "lender", "document", "person"
_OF_THINGS = frozenset("家张笔")
"""Measure words that count lenders, cards and debts by themselves."""
_COUNTED = (
    "信用卡", "网贷平台", "贷款平台", "借款平台", "银行卡", "平台", "网贷", "银行", "贷款", "借款", "口子", "软件", "app", "催收", "机构", "公司", "网络贷款", "小贷",
    "电话", "短信", "债主", "卡", "账户", "传票", "律师函", "联系人", "亲戚", "朋友", "同事", "债务", "欠款", "号码",
)  # fmt: skip


class Found(NamedTuple):
    """A value in the normal form, before its status is known."""

    kind: str
    value: Value
    approx: bool
    start: int
    end: int
    lender_kind: str | None = None


class EntityReader:
    """Finds entities.

    Args:
        names: from an item of the reading to the entity that it names: kind, value (None: as it was said), kind of lender.
    """

    def __init__(self, names: Callable[[], Mapping[int, tuple[str, str | None, str | None]]]) -> None:
        self._names = names

    def read(self, reading: Reading, as_of: date) -> tuple[Entity, ...]:
        """Return the entities of ``reading`` by start; those of one kind do not overlap."""
        named = self._named(reading)
        found = [entity for entity in named if entity.kind in (LENDER, DOCUMENT)] + _values(reading, named)
        return tuple([_entity(reading, one) for one in sorted(found, key=lambda one: (one.start, one.end, one.kind))])

    def _named(self, reading: Reading) -> list[Found]:
        """Return what is named, the longest name at each place; also persons, and words that only look like names."""
        names = self._names()
        found: list[Found] = []
        for start, end, items in reading.occurrences:
            name = next((names[item] for item in items if item in names), None)
            if name is None:
                continue
            if found and start < found[-1].end:
                if start > found[-1].start or end <= found[-1].end:
                    continue
                found.pop()
            kind, value, lender_kind = name
            found.append(Found(kind, value or reading.normal.text[start:end], False, start, end, lender_kind))
        return found


def _values(reading: Reading, named: list[Found]) -> list[Found]:
    """Return amounts, rates, durations and counts; a number inside a name is none."""
    text = reading.normal.text
    taken = [(entity.start, entity.end) for entity in named if entity.kind != PERSON]
    values = []
    for quantity in quantities(text):
        if any(start < quantity.end and quantity.start < end for start, end in taken):
            continue
        value = _value(text, quantity)
        if value is not None:
            values.append(value)
    return values


def _value(text: str, quantity: Quantity) -> Found | None:
    lo: Value = quantity.lo
    hi: Value = quantity.hi
    end = quantity.end
    if quantity.kind == COUNT:
        counted = next((word for word in _COUNTED if text.startswith(word, end)), "")
        one = quantity.lo == quantity.hi == 1
        if not counted and (quantity.unit not in _OF_THINGS or one):
            return None
        lo, hi, end = int(quantity.lo), int(quantity.hi), end + len(counted)
    elif quantity.kind == AMOUNT and quantity.hi == 0:
        return None
    value = lo if lo == hi else (lo, hi)
    return Found(quantity.kind, value, quantity.approx, quantity.start, end)  # type: ignore[arg-type]


def _entity(reading: Reading, found: Found) -> Entity:
    span = reading.normal.span(found.start, found.end)
    status = status_of(reading, (found.start, found.end))
    return Entity(found.kind, found.value, found.approx, status, reading.said[span.start : span.end], span.start, span.end, found.lender_kind)
