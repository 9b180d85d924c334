"""The project's own questions and conversations, to begin the search from."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debtguide.knowledge.library import read_records
from debtguide.knowledge.tables import CASE_FILES
from debtguide.service.locate import builtin_directory

if TYPE_CHECKING:
    from collections.abc import Iterable

TESTS = Path(__file__).parents[1]
_ASKED = ("question", "text", "typed", "query", "said")


def rows(*names: str) -> list[dict[str, Any]]:
    """Return the rows of files of tests/questions; of all of them where none is named."""
    files = [TESTS / "questions" / name for name in names] or sorted((TESTS / "questions").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@cache
def questions() -> tuple[str, ...]:
    """Return every question of tests/questions, each once."""
    return tuple(dict.fromkeys(asked(row) for row in rows()))


@cache
def conversations() -> tuple[tuple[str, ...], ...]:
    """Return what is said, turn by turn, in the conversations that must come out right."""
    cases = read_records(Path(builtin_directory()), CASE_FILES, [])
    first = (TESTS / "conversations/first_messages.jsonl").read_text(encoding="utf-8").splitlines()
    held = [tuple(str(turn["said"]) for turn in case.list("turns")) for case in cases.values()]
    return (*held, *[(json.loads(line)["said"],) for line in first])


def asked(row: dict[str, Any]) -> str:
    """Return what is asked in a row, under whichever name its file keeps it."""
    return next(str(row[name]) for name in _ASKED if name in row)


def each(texts: Iterable[str], **more: str) -> list[dict[str, str]]:
    """Return a case for each of ``texts``."""
    return [{**more, "text": text} for text in texts]
