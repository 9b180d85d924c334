"""Entities: each stands where it says, in what was typed, and its value is of the published form, on any day."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from debtguide.model.entities import STATUSES
from published import is_plain_json

from .questions import each, questions, rows
from .target import TODAY, Target, dated_text, raw_dated_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from debtguide import Guide

    from .target import Case

_DAYS = ("2026-02-28", "2024-02-29", "2025-12-31", "2000-01-01")
_DURATION = re.compile(r"P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+W)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?)?")
_WRITTEN = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def seeds(_: Guide) -> Iterable[Case]:
    written = [(row["as_of"], row["text"]) for row in rows("entities.jsonl", "entities_holdout.jsonl")]
    told = [{"as_of": day, "text": text} for day, text in written]
    return [*told, *each(questions(), as_of=TODAY), *({**case, "as_of": day} for day in _DAYS for case in told)]


def hold(guide: Guide, case: Case) -> None:
    answer = guide.ask(case["text"], case["as_of"])
    are_well_formed(answer.to_dict()["entities"], answer.question)


def are_well_formed(entities: list[dict[str, Any]], question: str) -> None:
    """Fail unless every one of ``entities`` stands in ``question`` and says a value of its kind."""
    is_plain_json(entities)
    ends: dict[str, int] = {}
    for entity in entities:
        kind, start, end = entity["kind"], entity["start"], entity["end"]
        assert 0 <= start < end <= len(question)
        assert question[start:end] == entity["text"] != ""
        assert entity["status"] in STATUSES
        assert ends.get(kind, 0) <= start, "two of one kind overlap"
        ends[kind] = end
        assert isinstance(entity["approx"], bool)
        assert ("lender_kind" in entity) is (kind == "lender")
        is_value(kind, entity["value"])
    assert [entity["start"] for entity in entities] == sorted(entity["start"] for entity in entities)


def is_value(kind: str, value: Any) -> None:
    """Fail unless ``value`` is one of ``kind``, or a range of two of them, the lower first."""
    says = _KINDS[kind]
    if not isinstance(value, list):
        assert says(value), (kind, value)
        return
    assert kind in _RANGED, (kind, value)
    lo, hi = value
    assert says(lo), (kind, value)
    assert says(hi), (kind, value)
    assert lo != hi, (kind, value)
    assert kind == "duration" or lo < hi, (kind, value)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _duration(value: Any) -> bool:
    return isinstance(value, str) and _DURATION.fullmatch(value) is not None


def _date(value: Any) -> bool:
    parts = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    return parts is not None and date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1)) is not None


def _name(value: Any) -> bool:
    return isinstance(value, str) and value.strip() == value != ""


_KINDS: dict[str, Callable[[Any], bool]] = {
    "amount": _number, "rate": _number, "duration": _duration, "date": _date, "count": _whole, "lender": _name, "document": _name,
}  # fmt: skip
_RANGED = ("amount", "rate", "duration", "date", "count")

ENTITIES = Target("entities", 30_000, seeds, raw_dated_text, dated_text, hold)
