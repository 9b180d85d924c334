"""Clauses tile a text, and a clause that asks is told from one that tells."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtguide.language.clauses import clauses, sentence_ends

ENDS = "。！？!?；;\n\r"
MARKS = ENDS + "，,、…~ \t：:"
TEXTS = st.text(st.one_of(st.sampled_from(MARKS + "我欠钱吗怎么办"), st.characters()), max_size=60)


@given(TEXTS)
def test_clauses_follow_one_another_and_leave_nothing_out_but_leading_marks(text: str) -> None:
    found = clauses(text)
    assert all(earlier.end == later.start for earlier, later in itertools.pairwise(found))
    assert "".join(text[clause.start : clause.end] for clause in found) == text.lstrip(MARKS)
    for clause in found:
        words = text[clause.start : clause.end].rstrip(MARKS)
        assert words
        assert not set(words) & set(MARKS)


@given(TEXTS)
def test_a_clause_belongs_to_the_sentence_that_its_marks_end(text: str) -> None:
    ends = sentence_ends(text)
    assert [place for place, character in enumerate(text) if character in ENDS] == ends
    found = clauses(text)
    for earlier, later in itertools.pairwise(found):
        between = [place for place in ends if earlier.start <= place < later.start]
        assert (later.sentence > earlier.sentence) == bool(between)


CUTS = [
    ("我欠了钱，怎么办？", ["我欠了钱，", "怎么办？"], [True, True], [0, 0]),
    ("去年借的。今年被催了！会被起诉吗", ["去年借的。", "今年被催了！", "会被起诉吗"], [False, True, True], [0, 1, 2]),
    ("我欠了钱，去年借的，不知道他们现在会不会起诉", ["我欠了钱，", "去年借的，", "不知道他们现在会不会起诉"], [False, False, True], [0, 0, 0]),
    ("……急，急……", ["急，", "急……"], [False, False], [0, 0]),
    ("网贷逾期 被爆通讯录", ["网贷逾期 ", "被爆通讯录"], [False, False], [0, 0]),
    ("这样合法么。", ["这样合法么。"], [True], [0]),
    ("什么都没了", ["什么都没了"], [True], [0]),
    ("", [], [], []),
    ("，。 ", [], [], []),
]


@pytest.mark.parametrize(("text", "pieces", "asks", "sentences"), CUTS)
def test_how_texts_fall_into_clauses(text: str, pieces: list[str], asks: list[bool], sentences: list[int]) -> None:
    found = clauses(text)
    assert [text[clause.start : clause.end] for clause in found] == pieces
    assert [clause.asks for clause in found] == asks
    assert [clause.sentence for clause in found] == sentences


ASKING = ["会坐牢吗", "要还多久", "怎么协商", "能不能停息", "请问流程", "几天上征信", "他们这样违法", "是不是真的", "要还么"]
TELLING = ["我欠了两万", "他们天天打电话", "上个月断供了", "收到法院短信"]


@pytest.mark.parametrize("text", ASKING)
def test_a_clause_that_asks(text: str) -> None:
    assert [clause.asks for clause in clauses(text)] == [True]


@pytest.mark.parametrize("text", TELLING)
def test_a_clause_that_tells(text: str) -> None:
    assert [clause.asks for clause in clauses(text)] == [False]
