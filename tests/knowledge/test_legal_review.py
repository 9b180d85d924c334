"""docs/legal-review.md has a line for everything that answers: reviewed on which day, against which articles, and what is still in doubt."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from debtguide.knowledge.library import read_library

if TYPE_CHECKING:
    from debtguide.knowledge.library import Library

DOCUMENT = Path(__file__).parents[2] / "docs" / "legal-review.md"
ROWS = re.findall(r"^\| ([a-z][a-z_.]*) \| (\d{4}-\d\d-\d\d) \| (.+) \| (.+) \| (.+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def library(builtin_knowledge: Path) -> Library:
    found = read_library(builtin_knowledge, builtin_knowledge, [])
    assert found is not None
    return found


@pytest.mark.parametrize("speaker", ["topic", "stage", "safety"])
def test_everything_that_answers_has_a_line_of_its_last_review(library: Library, speaker: str) -> None:
    reviewed = {name: max(day for row, day, *_ in ROWS if row == name) for name in {row for row, *_ in ROWS}}
    for name, record in library.of(speaker).items():
        if record["answer"] is not None:
            assert reviewed.get(name) == record["reviewed_on"], name


def test_every_line_is_about_something_that_there_is(library: Library) -> None:
    known = {name for speaker in ("topic", "stage", "safety") for name in library.of(speaker)}
    assert {row for row, *_ in ROWS} <= known


def test_every_cell_says_something() -> None:
    for row in ROWS:
        assert all(cell.strip() for cell in row), row[0]
