"""Compiling gives the same bytes every time, and numbers, articles and texts as readers will see them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from debtguide import KnowledgeError
from debtguide.knowledge.build import compile_directory
from debtguide.knowledge.compiler import article_in_chinese

MINIMAL = Path(__file__).parents[2] / "minimal_knowledge"
COMPILE = "import sys; from debtguide.knowledge.build import compile_directory; sys.stdout.buffer.write(compile_directory(*sys.argv[1:]))"


def compiled_elsewhere(knowledge: Path, **environment: str) -> bytes:
    """Return what another process makes of ``knowledge``."""
    path = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-c", COMPILE, str(knowledge), str(knowledge)]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": path, **environment}, capture_output=True, check=True).stdout


def test_compiling_twice_gives_the_same_bytes(minimal_compiled: bytes) -> None:
    assert compile_directory(str(MINIMAL), str(MINIMAL)) == minimal_compiled


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_order_of_hashes_plays_no_part(seed: str, minimal_compiled: bytes) -> None:
    assert compiled_elsewhere(MINIMAL, PYTHONHASHSEED=seed) == minimal_compiled


def test_the_place_and_the_locale_play_no_part(minimal_knowledge: Path, minimal_compiled: bytes) -> None:
    assert compiled_elsewhere(minimal_knowledge, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0") == minimal_compiled


@pytest.mark.slow
def test_the_built_in_knowledge_compiles_to_the_same_bytes_under_another_seed(builtin_knowledge: Path) -> None:
    first, second = (hashlib.sha256(compiled_elsewhere(builtin_knowledge, PYTHONHASHSEED=seed)).hexdigest() for seed in ("0", "1"))
    assert first == second


def test_knowledge_with_problems_is_not_compiled(minimal_knowledge: Path) -> None:
    (minimal_knowledge / "contacts/hotline.yaml").unlink()
    with pytest.raises(KnowledgeError) as caught:
        compile_directory(str(minimal_knowledge), str(minimal_knowledge))
    assert {problem.code for problem in caught.value.problems} == {"DG303"}
    assert str(caught.value).endswith("5 个文件，5 处问题")


NUMBERS = [
    ("1", "第一条"),
    ("10", "第十条"),
    ("12", "第十二条"),
    ("20", "第二十条"),
    ("101", "第一百零一条"),
    ("110", "第一百一十条"),
    ("675", "第六百七十五条"),
    ("1000", "第一千条"),
    ("1260", "第一千二百六十条"),
    ("293-1", "第二百九十三条之一"),
    ("133-11", "第一百三十三条之十一"),
    ("u1", "（条号未核）"),
]


@pytest.mark.parametrize(("number", "chinese"), NUMBERS)
def test_articles_are_numbered_as_statutes_write_them(number: str, chinese: str) -> None:
    assert article_in_chinese(number) == chinese
