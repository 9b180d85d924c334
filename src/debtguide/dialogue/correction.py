"""Corrections in words: 不对，是五个月 sets right what was last told of that kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.dialogue.case import entries
from debtguide.dialogue.hearing import TELLS, fact_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from debtguide.dialogue.hearing import Hearing
    from debtguide.dialogue.papers import Placed
    from debtguide.dialogue.slots import Slot
    from debtguide.model.interview import Interview, Question

_KINDS = {"amount": ("money",), "duration": ("days",), "date": ("day",), "rate": ("rate",), "count": ("count",)}


class Correction(NamedTuple):
    """The fact that is set right, and the words that say so."""

    slot: Slot
    value: Any
    mark: str
    spans: tuple[tuple[int, int], ...]


def corrected(hearing: Hearing, core: Mapping[str, Any], interview: Interview) -> Correction | None:
    """Return what a bare value in ``hearing`` corrects: the fact of its kind that was told last; None where there is none.

    A value that words of its own tie to a fact is no bare one: it is told as it stands.
    """
    claimed = {(fact.start, fact.end) for fact in hearing.facts if not fact.bare}
    for one in reversed(hearing.entities):
        if one.entity.status in TELLS and (one.start, one.end) not in claimed:
            found = _last_of_kind(one, core, interview)
            if found is not None:
                return found
    return None


def _last_of_kind(one: Placed, core: Mapping[str, Any], interview: Interview) -> Correction | None:
    told = [(kept.turn, slot, kept.day) for slot, kept in entries(core) if kept.told and interview.questions[slot.fact].kind in _KINDS.get(one.entity.kind, ())]
    if not told:
        return None
    _, slot, day = max(told)
    question: Question = interview.questions[slot.fact]
    value = fact_value(question, one.entity, day)
    if value is None:
        return None
    return Correction(slot, value, "approx" if one.entity.approx else "", ((one.start, one.end),))
