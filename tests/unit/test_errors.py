"""The report of a run: every problem once, by place, then the count; and where things stand."""

from __future__ import annotations

import pytest

from debtguide import CalculationError, DebtGuideError, KnowledgeError, NotInForceError, StateError
from debtguide.errors import Problem
from debtguide.spans import SourceMark, Span

FIRST = Problem(SourceMark("a.yaml", 2, 10), "DG301", "引用了不存在的条文 civil-code/1888", "您是不是想写 civil-code/188？")
SECOND = Problem(SourceMark("a.yaml", 13, 9), "DG203", "缺少键“title”")
THIRD = Problem(SourceMark("b.yaml", 1, 1), "DG102", "文件是空的")


def test_a_report_lists_every_problem_once_by_place_and_counts_them() -> None:
    error = KnowledgeError([THIRD, SECOND, FIRST, SECOND])
    assert error.problems == (FIRST, SECOND, THIRD)
    assert str(error) == (
        "a.yaml:2:10: DG301 引用了不存在的条文 civil-code/1888\n"
        "    您是不是想写 civil-code/188？\n"
        "a.yaml:13:9: DG203 缺少键“title”\n"
        "b.yaml:1:1: DG102 文件是空的\n"
        "2 个文件，3 处问题"
    )


@pytest.mark.parametrize("kind", [KnowledgeError, NotInForceError, CalculationError, StateError])
def test_one_base_catches_whatever_debtguide_raises_on_purpose(kind: type[Exception]) -> None:
    assert issubclass(kind, DebtGuideError)


OVERLAPS = [((0, 3), (2, 5), True), ((0, 3), (3, 5), False), ((2, 5), (0, 3), True), ((0, 5), (1, 2), True), ((0, 1), (4, 5), False)]


@pytest.mark.parametrize(("one", "other", "overlap"), OVERLAPS)
def test_half_open_stretches_overlap_where_they_share_a_character(one: tuple[int, int], other: tuple[int, int], overlap: bool) -> None:
    assert Span(*one).overlaps(Span(*other)) is overlap
