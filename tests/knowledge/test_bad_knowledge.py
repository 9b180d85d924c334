"""Every fault of a knowledge file is told with its place, its code, and what to do.

A case is a file of tests/bad_knowledge that is laid over tests/minimal_knowledge at the place its ``# at:`` line names, or a
folder that is laid over it whole. ``# expect: [FILE:]LINE:COLUMN DGnnn WORDS`` says what is told, ``# without:`` what is taken away.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

import debtguide
from debtguide.errors import KnowledgeError
from debtguide.knowledge import nodes
from debtguide.knowledge.build import problems_of

TESTS = Path(__file__).parents[1]
CASES = sorted((TESTS / "bad_knowledge").iterdir())
CHINESE = re.compile("[\u4e00-\u9fff]")
SENTENCE_IN_ENGLISH = re.compile("[a-z]+ [a-z]+ [a-z]+ [a-z]+", re.IGNORECASE)


def directives(case: Path, name: str) -> list[str]:
    text = (case / "expect.txt" if case.is_dir() else case).read_text(encoding="utf-8-sig")
    return re.findall(f"^# {name}: (.+)$", text, re.MULTILINE)


def lay(case: Path, knowledge: Path) -> str:
    """Lay ``case`` over the sound knowledge in ``knowledge``; return the file that places without a file are in."""
    for name in directives(case, "without"):
        (knowledge / name).unlink()
    if case.is_dir():
        shutil.copytree(case, knowledge, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expect.txt"))
        return ""
    (at,) = directives(case, "at")
    shutil.copyfile(case, knowledge / at)
    return at


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_fault_is_told_with_its_place_and_what_to_do(case: Path, minimal_knowledge: Path) -> None:
    at = lay(case, minimal_knowledge)
    expected = []
    for line in directives(case, "expect"):
        place, code, *rest = line.split(" ", 2)
        expected.append((place if place.count(":") == 2 else f"{at}:{place}", code, "".join(rest)))
    problems = problems_of(str(minimal_knowledge), str(minimal_knowledge))
    told = [(str(problem.mark).removeprefix(f"{minimal_knowledge.as_posix()}/"), problem.code) for problem in problems]
    assert sorted(told) == sorted(row[:2] for row in expected), KnowledgeError(problems).report()
    assert problems == sorted(problems)
    for place, code, words in expected:
        assert any(words in f"{problem.message} {problem.hint}" for problem, row in zip(problems, told) if row == (place, code)), words
    for problem in problems:
        assert CHINESE.search(problem.message), problem
        assert CHINESE.search(problem.hint), problem
        assert not SENTENCE_IN_ENGLISH.search(f"{problem.message} {problem.hint}"), problem


def test_the_knowledge_that_faults_are_laid_over_is_sound(minimal_knowledge: Path) -> None:
    assert problems_of(str(minimal_knowledge), str(minimal_knowledge)) == []


YAML_CASES = [case for case in CASES if any(" DG10" in line for line in directives(case, "expect"))]


@pytest.mark.parametrize("case", YAML_CASES, ids=[case.stem for case in YAML_CASES])
def test_a_fault_is_told_alike_where_yaml_has_no_c_library(case: Path, minimal_knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(case, minimal_knowledge)
    told = problems_of(str(minimal_knowledge), str(minimal_knowledge))
    monkeypatch.setattr(nodes, "_Loader", yaml.BaseLoader)
    assert problems_of(str(minimal_knowledge), str(minimal_knowledge)) == told


TOLD_ELSEWHERE = {
    "DG101": "test_bad_bytes.py: bytes that are no text cannot stand in a text file",
    "DG601": "test_reminders.py: a reminder is no fault",
}


def test_every_code_that_can_be_told_has_its_broken_file() -> None:
    source = Path(debtguide.__file__).parent / "knowledge"
    codes = {code for path in source.rglob("*.py") for code in re.findall('"(DG[1-9][0-9]{2})"', path.read_text(encoding="utf-8"))}
    shown = {line.split(" ")[1] for case in CASES for line in directives(case, "expect")}
    assert codes - set(TOLD_ELSEWHERE) == shown
