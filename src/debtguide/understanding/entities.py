"""The entities of a reading: values with their places in what was typed, and the status of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtguide.language.dates import dates
from debtguide.language.quantities import quantities
from debtguide.language.values import AMOUNT, COUNT, DATE
from debtguide.model.entities import ASSERTED, Entity
from debtguide.understanding.names import DOCUMENT, LENDER, PERSON, named
from debtguide.understanding.status import QUANTITY, Statuses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from debtguide.language.values import Value
    from debtguide.model.entities import Value as EntityValue
    from debtguide.understanding.names import Named
    from debtguide.understanding.reading import Reading

CARD, BANK = "信用卡", "bank_loan"
_OF_THINGS = frozenset("家张笔")
"""Measure words that count lenders, cards and debts by themselves."""
_COUNTED = (
    "信用卡", "网贷平台", "贷款平台", "借款平台", "银行卡", "平台", "网贷", "银行", "贷款", "借款", "口子", "软件", "app", "催收", "机构", "公司", "网络贷款",
    "小贷", "电话", "短信", "债主", "卡", "账户", "传票", "律师函", "联系人", "亲戚", "朋友", "同事", "债务", "欠款", "号码",
)  # fmt: skip


class EntityReader:
    """Finds entities.

    Args:
        festivals: gives the days of the festivals that move, by name.
    """

    def __init__(self, festivals: Callable[[], Mapping[str, tuple[str, ...]]] = dict) -> None:
        self._festivals = festivals

    def read(self, reading: Reading, as_of: date) -> tuple[Entity, ...]:
        """Return the entities of ``reading`` by start; those of one kind do not overlap."""
        names = named(reading)
        found = _lenders_and_documents(names, reading.normal.text) + self._values(reading, names, as_of)
        if not found:
            return ()
        statuses = Statuses(reading, names)
        return tuple([_entity(reading, statuses, one) for one in sorted(found, key=lambda one: (one.start, one.end, one.kind))])

    def _values(self, reading: Reading, names: list[Named], as_of: date) -> list[Entity]:
        """Return dates, amounts, rates, durations and counts; a number inside a name is none."""
        text = reading.normal.text
        taken = [(name.start, name.end) for name in names if name.kind != PERSON]
        values = []
        for said in dates(text, as_of, self._festivals):
            taken.append((said.start, said.end))
            values.append(_unplaced(DATE, said.lo if said.lo == said.hi else (said.lo, said.hi), said))
        taken.sort()
        ends = 0
        for quantity in quantities(text):
            while ends < len(taken) and taken[ends][1] <= quantity.start:
                ends += 1
            if ends < len(taken) and taken[ends][0] < quantity.end:
                continue
            value = _value(text, quantity)
            if value is not None:
                values.append(value)
        return values


def _lenders_and_documents(names: list[Named], text: str) -> list[Entity]:
    """Return the lenders and documents; a bank's name and its 信用卡 are one, and a credit card."""
    found: list[Entity] = []
    for name in names:
        if name.kind not in (LENDER, DOCUMENT):
            continue
        before = found[-1] if found else None
        if before and name.value == CARD and before.lender_kind == BANK and text[before.end : name.start] in ("", "的"):
            found[-1] = before._replace(end=name.end, lender_kind=name.lender_kind)
            continue
        found.append(Entity(name.kind, name.value, False, ASSERTED, "", name.start, name.end, name.lender_kind))
    return found


def _value(text: str, quantity: Value) -> Entity | None:
    if quantity.kind == COUNT:
        counted = next((word for word in _COUNTED if text.startswith(word, quantity.end)), "")
        said_before = text[max(0, quantity.start - 2) : quantity.start].rstrip("了")[-1:]
        instalments = quantity.unit == "期" and said_before in ("分", "剩", "有", "共", "成", "还", "付", "交")
        if not counted and not instalments and (quantity.unit not in _OF_THINGS or quantity.lo == quantity.hi == 1):
            return None
        lo, hi = int(quantity.lo), int(quantity.hi)
        return _unplaced(COUNT, lo if lo == hi else (lo, hi), quantity._replace(end=quantity.end + len(counted)))
    if quantity.kind == AMOUNT and not quantity.hi:
        return None
    return _unplaced(quantity.kind, quantity.lo if quantity.lo == quantity.hi else (quantity.lo, quantity.hi), quantity)


def _unplaced(kind: str, value: EntityValue, found: Value) -> Entity:
    """Return a value in the normal form as an entity whose text and status are still to be told."""
    return Entity(kind, value, found.approx, ASSERTED, "", found.start, found.end)


def _entity(reading: Reading, statuses: Statuses, found: Entity) -> Entity:
    """Return an entity with its status, placed in what was typed."""
    start, end = reading.normal.span(found.start, found.end)
    status = statuses.of((found.start, found.end), DOCUMENT if found.kind == DOCUMENT else QUANTITY)
    return found._replace(status=status, text=reading.said[start:end], start=start, end=end)
