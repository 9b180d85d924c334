"""The same question, knowledge and day: the same bytes, whatever the hash seed and the Python."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from pythons import other_pythons

from .conftest import DAY, process

if TYPE_CHECKING:
    from pathlib import Path

QUESTIONS = "\n".join(
    [
        "网贷逾期三个月会被起诉吗",
        '{"id": "1", "question": "收到法院传票了怎么办，我欠了借呗两万"}',
        "催收打电话给我爸妈还骂人，我该怎么投诉",
        "我不想活了",
        "社保三个月不交会怎样",
        '{"question": "信用卡逾期欠网贷会坐牢吗", "as_of": "2019-05-01"}',
        "\x1b[31m\u202e😭",
        "[]",
    ]
).encode()
PYTHONS = other_pythons()


@pytest.fixture(scope="module")
def expected(request: pytest.FixtureRequest) -> bytes:
    request.getfixturevalue("guide")
    ran = process("ask", "--jsonl", "--as-of", DAY, stdin=QUESTIONS, PYTHONHASHSEED="0", DEBTGUIDE_CACHE_DIR=str(request.config.cache.mkdir("debtguide")))
    assert ran.code == 0
    assert len(ran.json_lines) == QUESTIONS.count(b"\n") + 1
    return ran.out


@pytest.mark.parametrize("seed", ["1", "2", "31337", "random"])
def test_the_hash_seed_changes_nothing(expected: bytes, seed: str) -> None:
    assert process("ask", "--jsonl", "--as-of", DAY, stdin=QUESTIONS, PYTHONHASHSEED=seed).out == expected


def test_optimised_and_isolated_interpreters_change_nothing(expected: bytes) -> None:
    assert process("ask", "--jsonl", "--as-of", DAY, stdin=QUESTIONS, options=("-OO",)).out == expected


@pytest.mark.skipif(not PYTHONS, reason="no other Python from 3.10 on this machine")
def test_other_pythons_give_the_same_bytes_and_no_warning(expected: bytes, tmp_path: Path) -> None:
    for version, python in PYTHONS.items():
        # No byte-code to be found, so that what a compiler warns of would be seen.
        ran = process("ask", "--jsonl", "--as-of", DAY, stdin=QUESTIONS, python=python, options=("-W", "error"), PYTHONPYCACHEPREFIX=str(tmp_path))
        assert (version, ran.err) == (version, b"")
        assert (version, ran.out) == (version, expected)


@pytest.mark.skipif(not PYTHONS, reason="no other Python from 3.10 on this machine")
@pytest.mark.parametrize("command", [["law", "list", "--jsonl"], ["law", "show", "民法典675"], ["law", "search", "收到传票几天内答辩"], ["chat"], ["--help"]])
def test_other_commands_work_on_other_pythons(command: list[str]) -> None:
    same = process(*command, stdin="欠网贷会坐牢吗\n".encode(), PYTHONUTF8="1")
    assert same.code == 0
    for version, python in PYTHONS.items():
        if command[:2] == ["law", "show"] and not has_numerals(python):
            continue
        ran = process(*command, stdin="欠网贷会坐牢吗\n".encode(), python=python, PYTHONUTF8="1")
        assert (version, ran.code, ran.err) == (version, 0, b"")
        if command != ["--help"]:
            assert (version, ran.out) == (version, same.out)


def has_numerals(python: str) -> bool:
    return subprocess.run([python, "-c", "import cn2an"], capture_output=True, check=False).returncode == 0
