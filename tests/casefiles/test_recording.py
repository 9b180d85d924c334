"""A conversation kept as a case of the knowledge holds against the guide it was held with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from debtguide.authoring.conversations import failures, read_cases
from debtguide.authoring.recording import case_id, recorded
from debtguide.errors import Problem, StateError

from .conftest import DAY, SAID, SECRETS

if TYPE_CHECKING:
    from pathlib import Path

    from debtguide import Guide

ODD = ("你好", "我有两笔 &x *y: {a} [b] !!c - \"引号\" '单' \\ # 注", "欠多少\n不知道", "/撤销", "为什么问这个", "我不想活了", "/退出")


@pytest.mark.parametrize("said", [SAID, (*SAID, *ODD), ODD, ()])
def test_what_was_recorded_is_read_and_comes_out_again(guide: Guide, said: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    text = recorded(guide, said, "asks_twice", DAY)
    (tmp_path / "cases" / "asks_twice.yaml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    cases = read_cases(tmp_path, problems)
    if not said:
        assert problems
        return
    assert [str(problem) for problem in problems] == []
    assert [str(problem) for problem in failures(guide, cases[0])] == []
    assert len(cases[0].list("turns")) == len(said)
    assert not any(secret in text for secret in SECRETS)


def test_a_recorded_turn_says_what_came_of_it(guide: Guide) -> None:
    text = recorded(guide, SAID[:2], "asks_twice", DAY)
    assert "principal_yuan: 25000" in text
    assert 'date: "2026-12-07", state: "open"' in text
    assert "civil-procedure-law/128" in text


@pytest.mark.parametrize("path", ["", "case.json", "大写.yaml", "Case.yaml", "a b.yaml", "../.yaml", "1.yaml"])
def test_a_case_has_an_id_as_its_name(path: str) -> None:
    with pytest.raises(StateError, match="小写英文字母"):
        case_id(path)
