"""The published form of answers and replies, as any host relies on it."""

from __future__ import annotations

import json
from typing import Any

ANSWER_KEYS = [
    "schema", "id", "question", "as_of", "kb", "outcome", "in_scope", "crisis", "certainty", "topics", "parts", "readings", "stage",
    "sub_stage", "summary", "points", "warnings", "steps", "citations", "contacts", "entities", "follow_ups", "notice",
]  # fmt: skip
REPLY_KEYS = [
    "schema", "text", "parts", "answer", "topics", "citations", "contacts", "outcome", "in_scope", "crisis", "stage", "sub_stage", "asks",
    "facts", "debts", "plan", "host",
]  # fmt: skip


def is_plain_json(value: object) -> None:
    """Fail unless ``value`` comes back as it was from being written as JSON in UTF-8."""
    assert value == json.loads(json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8"))


def is_published_answer(answer: dict[str, Any]) -> None:
    """Fail unless ``answer`` is what ``to_dict`` promises."""
    assert list(answer) == ANSWER_KEYS
    is_plain_json(answer)
    assert answer["outcome"] in ("answered", "ask_back", "declined", "crisis")
    assert answer["certainty"] in ("clear", "conditional", "uncertain", "see_lawyer")
    assert answer["crisis"] is (answer["outcome"] == "crisis")
    assert answer["summary"]["text"]
    assert 1 <= len(answer["topics"]) <= 3
    assert all(0 <= topic["score"] <= 1 for topic in answer["topics"])
    assert len(answer["readings"]) <= 3
    assert bool(answer["readings"]) is (answer["outcome"] == "ask_back")
    cited = {citation["id"] for citation in answer["citations"]}
    for statement in (answer["summary"], *answer["points"], *answer["warnings"], *answer["steps"]):
        assert set(statement["citations"]) <= cited
        assert statement["citations"] or statement["basis"] in (None, "实务")
    for part in answer["parts"]:
        assert 0 <= part["start"] < part["end"] <= len(answer["question"])
