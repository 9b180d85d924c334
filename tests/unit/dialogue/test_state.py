"""Steps forth and back: small differences, a bounded history."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from debtguide.dialogue.state import LARGEST, STEPS_KEPT, State, fitted, redone, size, stepped, undone

CORES = st.lists(st.dictionaries(st.sampled_from(["turn", "last", "f:d1.a", "f:d1.b", "s:1"]), st.integers(0, 3) | st.just("x"), max_size=5), max_size=8)


@given(CORES)
def test_every_step_back_leads_to_where_it_was_and_forth_again(cores: list[dict[str, Any]]) -> None:
    state = State("kb", {})
    passed = [state]
    for core in cores:
        following = stepped(state, core)
        if following != state:
            passed.append(following)
        state = following
    for earlier in reversed(passed[:-1]):
        back = undone(state)
        assert back is not None
        assert back.core == earlier.core
        forth = redone(back)
        assert forth is not None
        assert forth.core == state.core
        state = back
    assert undone(state) is None


def test_what_is_said_anew_takes_the_way_forth_away() -> None:
    state = stepped(stepped(State("kb", {}), {"turn": 1}), {"turn": 2})
    back = undone(state)
    assert back is not None
    assert redone(stepped(back, {"turn": 3})) is None


def test_nothing_new_is_no_step() -> None:
    state = stepped(State("kb", {}), {"turn": 1})
    assert stepped(state, {"turn": 1}) is state


def test_the_oldest_steps_go_first_and_that_is_noted() -> None:
    state = State("kb", {})
    for number in range(STEPS_KEPT + 5):
        state = stepped(state, {"turn": number + 1})
    assert len(state.undo) == STEPS_KEPT
    assert state.forgotten


def test_a_state_too_large_loses_steps_before_it_loses_words_and_never_a_fact() -> None:
    facts = {f"f:d{debt}.{fact}": ["值" * 10, "", 1, "2026-11-22"] for debt in range(1, 7) for fact in "abcdefghij"}
    words = {f"s:{turn}": "话" * 30 for turn in range(60)}
    state = fitted(State("kb", {**facts, **words}, ({"turn": "x" * 2000},) * 3))
    assert size(state) <= LARGEST
    assert state.undo == ()
    assert facts.items() <= state.core.items()
    assert len(json.dumps(state.core)) < 16 * 1024
