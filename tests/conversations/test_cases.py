"""Every conversation of knowledge/cases comes out as it says, and is worth being there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from debtguide.authoring.conversations import case_problems, failures, read_cases
from debtguide.knowledge.build import checked
from debtguide.service.locate import builtin_directory

if TYPE_CHECKING:
    from pathlib import Path

    from debtguide import Guide
    from debtguide.errors import Problem
    from debtguide.knowledge.kinds import Record

_PROBLEMS: list[Problem] = []
CASES = read_cases(builtin_directory(), _PROBLEMS)


def test_the_conversations_can_be_read() -> None:
    assert _PROBLEMS == []


@pytest.mark.parametrize("case", CASES, ids=[str(case["id"]) for case in CASES])
def test_a_conversation_comes_out_as_it_says(case: Record, guide: Guide) -> None:
    assert [str(problem) for problem in failures(guide, case)] == []


def test_every_conversation_expects_something_of_every_other_turn() -> None:
    for case in CASES:
        turns = case.list("turns")
        assert sum(len(turn.values) > 1 for turn in turns) * 2 >= len(turns), case["id"]


def test_a_conversation_that_goes_wrong_is_told_with_its_line(minimal_guide: Guide, minimal_knowledge: Path) -> None:
    folder = minimal_knowledge / "cases"
    folder.mkdir()
    text = "id: wrong\ntitle: t\nas_of: 2026-11-22\nturns:\n  - said: 费用最多能收多少\n    topic: visits.home\n    says: [没有的话]\n    asks: lender_kind\n"
    (folder / "wrong.yaml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    (case,) = read_cases(minimal_knowledge, problems)
    found = [str(problem) for problem in failures(minimal_guide, case)]
    assert problems == []
    assert any("wrong.yaml:6:12: DG503" in line for line in found)
    assert any("wrong.yaml:7:11: DG503" in line for line in found)


def test_a_conversation_that_names_what_does_not_exist_is_a_problem_of_the_knowledge(minimal_knowledge: Path) -> None:
    folder = minimal_knowledge / "cases"
    folder.mkdir()
    text = "id: lost\ntitle: t\nas_of: 2026-11-22\nturns:\n  - said: 你好\n    topic: no.such\n    act: dances\n    asks: no_such\n    cites: [no-such/1]\n"
    (folder / "lost.yaml").write_text(text, encoding="utf-8")
    library, _ = checked(str(minimal_knowledge), str(minimal_knowledge))
    found = {(problem.mark.line, problem.code) for problem in case_problems(str(minimal_knowledge), library)}
    assert found == {(6, "DG304"), (7, "DG204"), (8, "DG306"), (9, "DG301")}
