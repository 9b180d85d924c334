"""Whatever an author's slip of the hand makes of a file, it is told or harmless; never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtguide.knowledge.build import compile_directory, problems_of

MINIMAL = Path(__file__).parents[1] / "minimal_knowledge"
FILES = sorted(path.relative_to(MINIMAL).as_posix() for path in MINIMAL.rglob("*.yaml"))
SLIPS = st.sampled_from(
    ["", " ", "\n", "\t", "- ", ": ", "：", '"', "“", "[", "]", "{", "}", "&", "*", "!", "#", "|", ">", "null", "2026-02-30", "-1", "é", "\x00"]
)


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path_factory.mktemp("slips") / "knowledge"))


@settings(max_examples=150)
@given(st.data())
def test_a_slip_is_told_or_harmless(knowledge: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    text = (MINIMAL / name).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    (knowledge / name).write_text(text[:start] + data.draw(SLIPS) + text[end:], encoding="utf-8")
    try:
        problems = problems_of(str(knowledge), str(knowledge))
        assert all(problem.message and problem.hint and problem.mark.line >= 1 and problem.mark.column >= 1 for problem in problems)
    finally:
        (knowledge / name).write_text(text, encoding="utf-8")


@settings(max_examples=20)
@given(st.sampled_from(FILES), st.data())
def test_what_is_found_sound_compiles(knowledge: Path, name: str, data: st.DataObject) -> None:
    lines = (MINIMAL / name).read_text(encoding="utf-8").splitlines(keepends=True)
    gone = data.draw(st.integers(0, len(lines) - 1))
    (knowledge / name).write_text("".join(lines[:gone] + lines[gone + 1 :]), encoding="utf-8")
    try:
        if not problems_of(str(knowledge), str(knowledge)):
            assert compile_directory(str(knowledge), str(knowledge))
    finally:
        (knowledge / name).write_text("".join(lines), encoding="utf-8")
