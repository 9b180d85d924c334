"""Corrections in words: 不对，是五个月 sets right what was last told of that kind; 不是信用卡，是网贷 what is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from debtguide.dialogue.case import entries, value
from debtguide.dialogue.hearing import TELLS, fact_value
from debtguide.dialogue.telling import names_one

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
    """Return what ``hearing`` sets right, or None: a bare value, the fact of its kind that was told last; a kind of lender, the debt's.

    Words of correction are needed, or that what is known is denied beside it (不是五个月，四个月). A value that words of its own
    tie to a fact is no bare one: it is told as it stands.
    """
    debt = _lender_denied(hearing, core)
    if debt is not None:
        return debt
    if "correction" not in hearing.manners and not _denies_what_is_known(hearing, core, interview):
        return None
    claimed = {(fact.start, fact.end) for fact in hearing.facts if not fact.bare}
    for one in reversed(hearing.entities):
        if one.entity.status in TELLS and (one.start, one.end) not in claimed:
            found = _last_of_kind(one, core, interview)
            if found is not None:
                return found
    return None


def _lender_denied(hearing: Hearing, core: Mapping[str, Any]) -> Correction | None:
    """Return which lender, or kind of lender, is put in the place of the known one: 不对，是网贷，不是信用卡."""
    named = _name_denied(hearing, core)
    if named is not None:
        return named
    kinds = {one.entity.lender_kind for one in hearing.lenders} - {None}
    known = [(kept.turn, slot) for slot, kept in entries(core) if slot.fact == "lender_kind" and kept.told]
    if len(kinds) != 1 or not known or any(not fact.bare for fact in hearing.facts):
        return None
    right = kinds.pop()
    denied = {one.entity.lender_kind for one in hearing.entities if one.entity.kind == "lender" and one.entity.status == "denied"}
    meant = [(turn, slot) for turn, slot in known if value(core, slot) in denied]
    if not meant and "correction" in hearing.manners and len(known) == 1 and not any(names_one(one) for one in hearing.lenders):
        meant = known
    if not meant or value(core, max(meant)[1]) == right:
        return None
    return Correction(max(meant)[1], right, "", tuple((one.start, one.end) for one in hearing.lenders))


def _name_denied(hearing: Hearing, core: Mapping[str, Any]) -> Correction | None:
    """Return which lender by name is put in the place of a known one: 不是借呗，是京东白条."""
    denied = {str(one.entity.value) for one in hearing.entities if one.entity.kind == "lender" and one.entity.status == "denied"}
    known = {kept.value: slot for slot, kept in entries(core) if slot.fact == "lender" and kept.told}
    told = [one for one in hearing.lenders if names_one(one)]
    meant = [slot for name, slot in known.items() if name in denied]
    if len(told) != 1 or len(meant) != 1 or str(told[0].entity.value) in known:
        return None
    return Correction(meant[0], str(told[0].entity.value), "", ((told[0].start, told[0].end),))


def _denies_what_is_known(hearing: Hearing, core: Mapping[str, Any], interview: Interview) -> bool:
    for one in hearing.entities:
        kinds = _KINDS.get(one.entity.kind, ())
        if one.entity.status == "denied" and any(
            kept.told and interview.questions[slot.fact].kind in kinds and fact_value(interview.questions[slot.fact], one.entity, kept.day) == kept.value
            for slot, kept in entries(core)
        ):
            return True
    return False


def _last_of_kind(one: Placed, core: Mapping[str, Any], interview: Interview) -> Correction | None:
    told = [(kept.turn, slot, kept.day) for slot, kept in entries(core) if kept.told and interview.questions[slot.fact].kind in _KINDS.get(one.entity.kind, ())]
    if not told:
        return None
    _, slot, day = max(told)
    question: Question = interview.questions[slot.fact]
    right = fact_value(question, one.entity, day)
    if right is None:
        return None
    return Correction(slot, right, "approx" if one.entity.approx else "", ((one.start, one.end),))
