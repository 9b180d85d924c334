"""A state as plain JSON, and back: every part is looked at before it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from debtguide.dialogue.slots import parse_slot
from debtguide.dialogue.state import STEPS_KEPT, State, fitted
from debtguide.dialogue.values import is_day, is_value
from debtguide.errors import StateError
from debtguide.model.assessment_rules import DERIVED_FROM
from debtguide.model.interview import DOCUMENT, PERSON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from debtguide.dialogue.slots import Slot
    from debtguide.model.interview import Interview

VERSION = 2
SCHEMA = f"debtguide.session/{VERSION}"

_AGAIN = "请从新会话开始。"
_KEYS_MOST = 400
MARKS = ("", "approx", "unknown", "refused")


def to_plain(state: State) -> dict[str, Any]:
    """Return ``state`` as plain JSON; nothing in it is shared with the state."""
    import copy

    return {
        "schema": SCHEMA,
        "kb": state.kb,
        "core": copy.deepcopy(dict(state.core)),
        "undo": [copy.deepcopy(dict(step)) for step in state.undo],
        "redo": [copy.deepcopy(dict(step)) for step in state.redo],
        "forgotten": state.forgotten,
    }


def from_plain(plain: object, interview: Interview, kb: str) -> tuple[State, tuple[str, ...]]:
    """Return the state that ``plain`` holds, and the ids of facts that this knowledge does not know any more.

    Raises:
        StateError: ``plain`` is damaged, was made by a later release, or is not one of ours.
    """
    version = _version(plain)
    assert isinstance(plain, dict)
    if version == 1:
        turns = plain.get("turns")
        if not isinstance(turns, int) or isinstance(turns, bool) or turns < 0 or not isinstance(plain.get("last_question"), str):
            raise StateError(f"会话状态已损坏：turns 或 last_question 不对。{_AGAIN}")
        return State(kb, {"turn": turns}), ()
    import copy

    core, undo, redo = [copy.deepcopy(plain.get(name)) for name in ("core", "undo", "redo")]
    if not isinstance(undo, list) or not isinstance(redo, list) or max(len(undo), len(redo)) > 4 * STEPS_KEPT or not isinstance(plain.get("kb"), str):
        raise StateError(f"会话状态已损坏：kb、undo 或 redo 不对。{_AGAIN}")
    dropped: dict[str, None] = {}
    for place, step in enumerate([core, *undo, *redo]):
        _check(step, interview, dropped, may_be_none=place > 0)
    if not isinstance(core, dict) or not isinstance(core.get("turn"), int):
        raise StateError(f"会话状态已损坏：turn 不对。{_AGAIN}")
    state = State(kb, core, tuple(undo), tuple(redo), plain.get("forgotten") is True)
    return fitted(state), tuple(dropped)


def _version(plain: object) -> int:
    if not isinstance(plain, dict) or not isinstance(plain.get("schema"), str):
        raise StateError(f"这不是 debtguide 的会话状态：缺少 schema。{_AGAIN}")
    name, _, version = plain["schema"].rpartition("/")
    if name != "debtguide.session":
        raise StateError(f"这不是 debtguide 的会话状态：schema 是“{plain['schema'][:40]}”。{_AGAIN}")
    if not version.isascii() or not version.isdigit() or len(version) > 9 or not 1 <= int(version) <= VERSION:
        raise StateError(f"会话状态的版本是 {version[:10]}，这一版只认得 1 到 {VERSION}。请升级 debtguide，或从新会话开始。")
    return int(version)


def _check(step: object, interview: Interview, dropped: dict[str, None], *, may_be_none: bool) -> None:
    """Check one dictionary of a state; facts that the knowledge does not know are taken out of it and noted."""
    if not isinstance(step, dict) or len(step) > _KEYS_MOST or not all(isinstance(key, str) for key in step):
        raise StateError(f"会话状态已损坏：core、undo 或 redo 里有不认识的内容。{_AGAIN}")
    for key, value in list(step.items()):
        if value is None and may_be_none and (key in _KNOWN or key[:2] in ("f:", "s:")):
            if key.startswith("f:") and not _slot_fits(parse_slot(key[2:]), interview):
                del step[key]
        elif key.startswith("f:"):
            slot = parse_slot(key[2:])
            if slot is None or not _entry_is_sound(value):
                raise StateError(f"会话状态已损坏：{key[:40]} 不对。{_AGAIN}")
            if not _slot_fits(slot, interview) or not _value_fits(value, slot, interview):
                dropped[slot.fact] = None
                del step[key]
        elif not (_is_words(key, value) if key.startswith("s:") else key in _KNOWN and _KNOWN[key](value)):
            raise StateError(f"会话状态已损坏：{key[:40]} 不对。{_AGAIN}")
    pending = step.get("pending")
    if pending is not None and not _slot_fits(parse_slot(pending[0]), interview):
        del step["pending"]


def _is_words(key: str, value: object) -> bool:
    return key[2:].isascii() and key[2:].isdigit() and len(key) < 12 and isinstance(value, str) and len(value) <= 60


def _entry_is_sound(entry: object) -> bool:
    if not isinstance(entry, list) or len(entry) != 4:
        return False
    _, mark, turn, day = entry
    return mark in MARKS and _is_count(turn) and is_day(day)


def _slot_fits(slot: Slot | None, interview: Interview) -> bool:
    question = None if slot is None else interview.questions.get(slot.fact)
    if question is None or (question.fact in DERIVED_FROM and not question.ask):
        # What is only worked out from other facts is never kept; what is told but never asked for is.
        return False
    assert slot is not None
    of_paper = interview.questions.get("documents_received")
    known_paper = slot.document is None or (of_paper is not None and of_paper.choice(slot.document) is not None)
    return known_paper and (slot.owner == "me") == (question.about == PERSON) and (slot.document is not None) == (question.about == DOCUMENT)


def _value_fits(entry: list[Any], slot: Slot, interview: Interview) -> bool:
    if entry[1] in ("unknown", "refused"):
        return entry[0] is None
    return is_value(interview.questions[slot.fact], entry[0])


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9


def _is_pending(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and parse_slot(value[0]) is not None and _is_count(value[1])


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 80


_KNOWN: Mapping[str, Callable[[object], bool]] = {
    "turn": _is_count,
    "pending": _is_pending,
    "readings": lambda value: isinstance(value, list) and len(value) <= 5 and all(map(_is_id, value)),
    "last": _is_id,
    "day": is_day,
    "quiet": lambda value: value is True,
    "planned": lambda value: value is True,
    "passes": _is_count,
    "stopped": lambda value: value is True,
    "clearing": lambda value: value is True,
    "editing": lambda value: parse_slot(value) is not None,
}
