"""States of earlier, later and foreign conversations: taken up, refused in Chinese, or taken up with what is still known."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtguide import StateError

if TYPE_CHECKING:
    from debtguide import Guide

DAY = "2026-11-22"
TALK = ("借呗两万五，逾期四个月，今天收到法院传票", "自己签收的", "月收入六千", "/撤销", "会上门吗")


@pytest.fixture
def state(guide: Guide) -> dict[str, Any]:
    session = guide.session(as_of=DAY)
    for text in TALK:
        session.send(text)
    return session.to_dict()


def test_a_state_of_the_first_release_is_taken_up(guide: Guide) -> None:
    session = guide.session({"schema": "debtguide.session/1", "turns": 3, "last_question": "欠网贷会坐牢吗"}, as_of=DAY)
    assert session.send("网贷逾期三个月").known.facts["overdue_days"] == 91


@pytest.mark.parametrize(
    "foreign",
    [
        {},
        {"schema": 3},
        {"schema": "other/1"},
        {"schema": "debtguide.session/3"},
        {"schema": "debtguide.session/x"},
        {"schema": "debtguide.session/"},
        [],
        "",
        7,
        {"schema": "debtguide.session/1", "turns": True, "last_question": ""},
        {"schema": "debtguide.session/2"},
        {"schema": "debtguide.session/2", "kb": "", "core": None, "undo": [], "redo": []},
        {"schema": "debtguide.session/2", "kb": "", "core": {"turn": 1}, "undo": {}, "redo": []},
        {"schema": "debtguide.session/2", "kb": 1, "core": {"turn": 1}, "undo": [], "redo": []},
        {"schema": "debtguide.session/2", "kb": "", "core": {"turn": -1}, "undo": [], "redo": []},
        {"schema": "debtguide.session/2", "kb": "", "core": {"turn": 1, "f:d1": [1, "", 1, DAY]}, "undo": [], "redo": []},
        {"schema": "debtguide.session/2", "kb": "", "core": {"turn": 1, "f:d1.principal_yuan": [1, "", 1]}, "undo": [], "redo": []},
        {"schema": "debtguide.session/2", "kb": "", "core": {"turn": 1, "what": 1}, "undo": [], "redo": []},
    ],
)
def test_what_is_no_state_of_ours_is_refused_in_chinese(guide: Guide, foreign: Any) -> None:
    with pytest.raises(StateError, match="会话"):
        guide.session(foreign, as_of=DAY)


def test_facts_that_another_knowledge_does_not_know_are_dropped_and_it_says_so(guide: Guide, state: dict[str, Any]) -> None:
    state["kb"] = "sha256:another"
    state["core"]["f:d1.shoe_size"] = [42, "", 1, DAY]
    state["core"]["f:d1.lender_kind"] = ["pawn_shop", "", 1, DAY]
    session = guide.session(state, as_of=DAY)
    reply = session.send("会上门吗")
    assert "知识库更新过了" in reply.text
    assert "欠的是哪一类钱" in reply.text
    assert "lender_kind" not in reply.known.facts
    assert reply.known.facts["overdue_days"] == 122
    assert "知识库更新过了" not in session.send("会坐牢吗").text


def test_an_old_state_goes_on_over_another_knowledge_base(state: dict[str, Any], minimal_guide: Guide) -> None:
    session = minimal_guide.session(state, as_of=DAY)
    reply = session.send("费用最多能收多少")
    assert "知识库更新过了" in reply.text
    assert set(reply.known.facts) <= {"overdue_days", "lender_kind", "documents_received"}
    session.send("/撤销")
    session.send("/重做")


def test_a_state_is_not_shared_with_its_session(guide: Guide, state: dict[str, Any]) -> None:
    kept = copy.deepcopy(state)
    session = guide.session(state, as_of=DAY)
    session.send("不对，是两年")
    assert state == kept
    state["core"].clear()
    assert session.to_dict()["core"]


def _spoiled(value: Any, path: list[int], junk: Any) -> Any:
    """Return ``value`` with the part that ``path`` leads to replaced by ``junk``."""
    if not path or not isinstance(value, (dict, list)) or not value:
        return junk
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = keys[path[0] % len(keys)]
    value[key] = _spoiled(value[key], path[1:], junk)
    return value


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("9999-12") | st.just("0000-01-01"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@settings(max_examples=150)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=5), JUNK)
def test_a_damaged_state_is_refused_or_works(guide: Guide, path: list[int], junk: Any) -> None:
    session = guide.session(as_of=DAY)
    for text in TALK:
        session.send(text)
    spoiled = _spoiled(session.to_dict(), path, junk)
    try:
        restored = guide.session(spoiled, as_of=DAY)
    except StateError:
        return
    for text in ("会上门吗", "/复核", "/撤销", "/撤销", "/重做", "/方案"):
        assert restored.send(text).text
    json.dumps(restored.to_dict())
