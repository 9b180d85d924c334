"""The state of a conversation: plain JSON, a new one each turn, with the way back.

``core`` is flat, so that what a turn changed is a small dictionary of the values before it: that is what undo keeps.

| key | value |
|---|---|
| ``turn`` | turns taken |
| ``pending`` | [slot that was asked for, how often it was not understood] |
| ``readings`` | topics between which the user was asked to choose |
| ``last`` | key of the answer last given |
| ``day`` | day of the last turn |
| ``quiet`` | true after somebody was in danger, until they speak of debts themselves |
| ``planned`` | true once the plan was read out |
| ``passes`` | how many questions in a row were not answered with anything known |
| ``stopped`` | true once nothing more is to be asked, except when and how a paper came |
| ``clearing`` | true after /清除 was given once |
| ``editing`` | slot that /改 asks for anew; what is kept under it stands until then |
| ``f:SLOT`` | [value, mark, turn, day]: a fact; mark is "", ``approx``, ``unknown`` or ``refused`` |
| ``s:TURN`` | the words of a turn that facts came from, short and masked |
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS_KEPT = 24
LARGEST = 15_000
"""Bytes of a state as ASCII JSON, with room to the 16 KiB that hosts are promised."""

Core = dict[str, Any]


class State(NamedTuple):
    """Everything that is kept between two turns; ``kb`` is the digest of the knowledge it was made with.

    ``undo`` and ``redo`` hold, the nearest step last, what to put back: a value, or None for what was not there.
    """

    kb: str
    core: Mapping[str, Any]
    undo: tuple[Mapping[str, Any], ...] = ()
    redo: tuple[Mapping[str, Any], ...] = ()
    forgotten: bool = False


def stepped(state: State, core: Mapping[str, Any]) -> State:
    """Return the state after a turn that led to ``core``; it can be undone."""
    step = _difference(core, state.core)
    return fitted(State(state.kb, core, (*state.undo, step), (), state.forgotten)) if step else state


def undone(state: State) -> State | None:
    """Return the state before the last step, or None where there is none."""
    if not state.undo:
        return None
    core = _applied(state.core, state.undo[-1])
    return State(state.kb, core, state.undo[:-1], (*state.redo, _difference(core, state.core)), state.forgotten)


def redone(state: State) -> State | None:
    """Return the state after the step that was last undone, or None where there is none."""
    if not state.redo:
        return None
    core = _applied(state.core, state.redo[-1])
    return State(state.kb, core, (*state.undo, _difference(core, state.core)), state.redo[:-1], state.forgotten)


def fitted(state: State) -> State:
    """Return ``state`` small enough: the oldest steps go first, then the words that facts came from."""
    if len(state.undo) > STEPS_KEPT:
        state = state._replace(undo=state.undo[-STEPS_KEPT:], forgotten=True)
    while size(state) > LARGEST:
        if state.undo:
            state = state._replace(undo=state.undo[1:], forgotten=True)
        elif state.redo:
            state = state._replace(redo=state.redo[1:])
        else:
            words = sorted((key for key in state.core if key.startswith("s:")), key=lambda key: int(key[2:]))
            if not words:
                return state
            state = state._replace(core={key: value for key, value in state.core.items() if key != words[0]})
    return state


def size(state: State) -> int:
    """Return how many bytes the state has as JSON."""
    return len(json.dumps([state.core, state.undo, state.redo], separators=(",", ":"))) + 200


def _difference(then: Mapping[str, Any], now: Mapping[str, Any]) -> Core:
    """Return what to put into ``then`` to get ``now``."""
    return {key: now.get(key) for key in {**then, **now} if then.get(key) != now.get(key)}


def _applied(core: Mapping[str, Any], step: Mapping[str, Any]) -> Core:
    return {key: value for key, value in {**core, **step}.items() if value is not None}
