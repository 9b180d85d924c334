"""The questions and the knowledge that are measured."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from debtguide import load_guide
from debtguide.knowledge import cache
from debtguide.knowledge.build import compile_directory
from debtguide.service.locate import COMPILED, builtin_directory, package_directory

QUESTIONS = Path(__file__).resolve().parent.parent / "tests" / "questions"
DAY = "2026-11-22"
ONE_QUESTION = "网贷逾期三个月会被起诉吗"
SHORT = 200
"""Characters below which a question is one that people type."""

LABELS = ("question", "in_scope", "accept")


class Labelled(NamedTuple):
    """A question with what it is about: whether the guide is for it, and the topics that are right."""

    text: str
    in_scope: bool
    accept: tuple[str, ...]


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def labelled(name: str) -> list[Labelled]:
    return [Labelled(row["question"], row["in_scope"], tuple(row["accept"])) for row in rows_of(name)]


def labelled_files() -> list[str]:
    """Return the names of all files of labelled questions: whoever adds one has it measured."""
    wanted = set(LABELS)
    return [path.name for path in sorted(QUESTIONS.glob("*.jsonl")) if (rows := rows_of(path.name)) and wanted <= rows[0].keys()]


def short_questions() -> list[str]:
    texts = [question.text for name in ("fresh.jsonl", "stories.jsonl") for question in labelled(name)]
    return [text for text in texts if len(text) < SHORT]


def compiled_knowledge() -> bytes:
    """Return the built-in knowledge as load_guide() finds or makes it."""
    if os.path.isfile(COMPILED):
        return Path(COMPILED).read_bytes()
    load_guide()
    builtin = builtin_directory()
    kept = cache.find(cache.signature(os.path.abspath(builtin), package_directory()))
    return Path(kept).read_bytes() if kept is not None else compile_directory(builtin, builtin)
