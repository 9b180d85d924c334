"""The same answers on every Python that is here, with all packages or only those that answering needs, with or without C libraries.

Held by ``make slow``; .ci/run compares two whole environments in the same way, and what they make of the knowledge.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import debtguide
from pythons import other_pythons
from same_answers import Absent, questions

if TYPE_CHECKING:
    from debtguide import Guide

SCRIPT = Path(__file__).with_name("same_answers.py")
ANSWERING = ("chinese_calendar", "cn2an", "proces", "rapidfuzz")
"""What answering, talking and looking up the law import; all else is for the compiler and for terminals."""
COMPILING = (*ANSWERING, "yaml", "jieba", "opencc", "borax", "pypinyin")
IN_C = ("yaml._yaml", "_yaml")
TIME_LIMIT = 600


def said(*options: str, python: str = sys.executable, path: str = "", **more: str) -> list[str]:
    """Return the lines of ``same_answers.py``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env = {**kept, "PYTHONPATH": os.pathsep.join(filter(None, (str(Path(debtguide.__file__).parents[1]), path))), "PYTHONHASHSEED": "random", **more}
    done = subprocess.run([python, str(SCRIPT), *options], capture_output=True, text=True, encoding="utf-8", timeout=TIME_LIMIT, env=env, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def differing(one: list[str], other: list[str]) -> list[str]:
    """Return what is in one of the two and not in the other: which questions, and there which sum."""
    return sorted(set(one) ^ set(other))


@pytest.fixture(scope="module")
def cache(guide: Guide, request: pytest.FixtureRequest) -> str:
    """Where the ``guide`` fixture keeps the compiled knowledge."""
    return str(request.config.cache.mkdir("debtguide"))


@pytest.fixture(scope="module")
def expected(cache: str) -> list[str]:
    """What this Python says with everything that is installed."""
    lines = said("answers", DEBTGUIDE_CACHE_DIR=cache)
    assert len(lines) > len(list(questions()))
    assert len({line.rpartition(" ")[2] for line in lines}) > len(lines) / 2, "the sums do not tell answers apart"
    return lines


@pytest.mark.slow
@pytest.mark.skipif(not other_pythons(), reason="no other Python from 3.10 on this machine")
def test_other_pythons_say_the_same(expected: list[str], cache: str, tmp_path: Path) -> None:
    """They have no packages of their own, and no C library fits all of them: only what is pure Python is laid beside."""
    for name in ANSWERING:
        found = importlib.util.find_spec(name)
        assert found is not None
        assert found.origin is not None
        shutil.copytree(Path(found.origin).parent, tmp_path / name, ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"))
    for version, python in other_pythons().items():
        assert (version, differing(expected, said("answers", python=python, path=str(tmp_path), DEBTGUIDE_CACHE_DIR=cache))) == (version, [])


@pytest.mark.slow
def test_what_else_is_installed_changes_nothing(expected: list[str], cache: str) -> None:
    alone = said("answers", "--only", *ANSWERING, DEBTGUIDE_CACHE_DIR=cache, RAPIDFUZZ_IMPLEMENTATION="python")
    assert differing(expected, alone) == []


@pytest.mark.slow
def test_the_knowledge_is_compiled_alike_without_c_libraries_and_without_packages_it_does_not_ask_for(cache: str) -> None:
    everything = said("knowledge", DEBTGUIDE_CACHE_DIR=cache)
    assert any(line.startswith("compiled patterns ") for line in everything)
    alone = said("knowledge", "--only", *COMPILING, "--without", *IN_C, DEBTGUIDE_CACHE_DIR=cache, RAPIDFUZZ_IMPLEMENTATION="python")
    assert differing(everything, alone) == []


@pytest.mark.parametrize(
    ("only", "without", "name", "is_there"),
    [
        (None, [], "yaml", True),
        (["jieba"], [], "jieba.posseg", True),
        (["jieba"], [], "json.decoder", True),
        (["jieba"], [], "debtguide.errors", True),
        (["jieba"], [], "yaml", False),
        ([], [], "yaml.nodes", False),
        (None, ["yaml._yaml"], "yaml.nodes", True),
        (None, ["yaml._yaml"], "yaml._yaml", False),
        (None, ["yaml"], "yaml.nodes", False),
    ],
)
def test_what_is_said_to_be_absent_cannot_be_imported(only: list[str] | None, without: list[str], name: str, is_there: bool) -> None:
    absent = Absent(only, without)
    if is_there:
        assert absent.find_spec(name) is None
    else:
        with pytest.raises(ModuleNotFoundError):
            absent.find_spec(name)
