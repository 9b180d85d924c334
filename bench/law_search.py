"""How often ``debtguide law search`` finds the right provision, beside BM25 over pairs of characters.

    python bench/law_search.py [knowledge directory]

For tests/questions/law_search.jsonl (lay questions, each with the provisions that answer it), over the provisions in force
on DAY: recall is the share of the wanted provisions among the first 5 or 10, averaged over the questions; "any" the share
of questions with at least one of them among the first 10.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bm25 import Bm25, character_pairs
from debtguide.knowledge.build import compile_directory
from debtguide.knowledge.store import loads
from debtguide.lawbook.search import search

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.model.law import ArticleVersion

    Ranker = Callable[[str], Sequence[str]]

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "tests" / "questions" / "law_search.jsonl"
DAY = "2026-11-22"


class Question(NamedTuple):
    """A lay question and the provisions that answer it."""

    query: str
    wanted: frozenset[str]


def read_questions(path: Path = QUESTIONS) -> list[Question]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Question(row["query"], frozenset(row["articles"])) for row in rows]


def in_force(knowledge_base: KnowledgeBase, day: str) -> dict[str, ArticleVersion]:
    versions = (version for name in knowledge_base.bodies.article_ids() for version in knowledge_base.bodies.article(name))
    return {version.id: version for version in versions if version.in_force(day)}


def recall(ranker: Ranker, questions: Sequence[Question], first: int) -> float:
    return sum(len(question.wanted & set(ranker(question.query)[:first])) / len(question.wanted) for question in questions) / len(questions)


def any_found(ranker: Ranker, questions: Sequence[Question], first: int) -> float:
    return sum(not question.wanted.isdisjoint(ranker(question.query)[:first]) for question in questions) / len(questions)


def compare(knowledge_base: KnowledgeBase, questions: Sequence[Question]) -> str:
    """Return the table."""
    held = in_force(knowledge_base, DAY)
    rankers: dict[str, Ranker] = {
        "debtguide law search": lambda query: [hit.article for hit in search(query, knowledge_base, DAY)],
        "BM25, text": Bm25({name: version.text for name, version in held.items()}, character_pairs),
        "BM25, text and title": Bm25({name: f"{version.title} {version.text}" for name, version in held.items()}, character_pairs),
    }
    lines = [f"{len(questions)} questions, {len(held)} provisions", f"{'':<24}recall@5  recall@10  any@10"]
    for name, ranker in rankers.items():
        lines.append(f"{name:<24}{recall(ranker, questions, 5):>8.3f}{recall(ranker, questions, 10):>11.3f}{any_found(ranker, questions, 10):>8.3f}")
    missing = sorted(set().union(*(question.wanted for question in questions)) - held.keys())
    if missing:
        lines.append("wanted, but not held: " + " ".join(missing))
    return "\n".join(lines)


def main() -> None:
    directory = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "knowledge")
    print(compare(loads(compile_directory(directory, str(ROOT / "knowledge"))), read_questions()))


if __name__ == "__main__":
    main()
