"""How good the answers are: the safety gate, topics and scope on our own labelled questions, law search."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import law_search
from debtguide.lawbook.search import search
from debtguide.model.knowledge_base import ALARMS
from samples import DAY, labelled, rows_of
from table import Row, at_least

if TYPE_CHECKING:
    from debtguide import Guide

NO_ALARM = "none"


def safety(guide: Guide, *, verbose: bool) -> list[Row]:
    """Return for each kind of danger how many of its sentences were heard, and what was taken for it that is none."""
    wanted, heard, false = Counter[str](), Counter[str](), Counter[str]()
    misses = []
    for row in rows_of("safety.jsonl"):
        alarm = guide.ask(row["text"], DAY).explanation.alarm
        kind, got = row["expect"], NO_ALARM if alarm is None else alarm.rule.kind
        wanted[kind] += 1
        heard[kind] += kind == got
        false[got] += kind != got
        if kind != got:
            misses.append(Row(f"    {row['text']}", f"{kind} -> {got}"))
    rows = [Row(f"{kind}: heard", f"{heard[kind]} of {wanted[kind]}   (false alarms {false[kind]})") for kind in ALARMS]
    dangers, quiet = sum(wanted[kind] for kind in ALARMS), wanted[NO_ALARM]
    rows.append(at_least("all kinds: recall", sum(heard[kind] for kind in ALARMS) / dangers, 0.95))
    rows.append(at_least("no danger: left in peace", heard[NO_ALARM] / quiet, 0.95, note=f" ({heard[NO_ALARM]} of {quiet})"))
    return rows + misses if verbose else rows


def topics(guide: Guide, name: str, *, verbose: bool) -> list[Row]:
    """Return hit@1, hit@3 over the questions that the guide is for, and F1 of the scope over all; as shared/eval counts them."""
    count: Counter[str] = Counter()
    misses = []
    for question in labelled(name):
        answer = guide.ask(question.text, DAY)
        ranked = [topic.id for topic in answer.topics] if answer.in_scope else []
        right = [_accepted(topic, question.accept) for topic in ranked]
        first = right[:1] == [True] and answer.outcome != "ask_back"
        count["inside"] += question.in_scope
        count["said"] += answer.in_scope
        count["rightly"] += answer.in_scope and question.in_scope
        if question.in_scope:
            count["hit@1"] += first
            count["hit@3"] += any(right)
        if not first if question.in_scope else answer.in_scope:
            misses.append(Row(f"    {question.text[:40]}", f"{question.accept[0]} -> {answer.topics[0].id}"))
    precision, recall = count["rightly"] / max(1, count["said"]), count["rightly"] / count["inside"]
    rows = [Row(f"{name}: {hit}", f"{count[hit] / count['inside']:.3f}   ({count['inside']} questions)") for hit in ("hit@1", "hit@3")]
    rows.append(at_least(f"{name}: scope F1", 2 * precision * recall / max(1e-9, precision + recall), 0.8))
    return rows + misses if verbose else rows


def _accepted(topic: str, accept: tuple[str, ...]) -> bool:
    return any(topic == label or topic.startswith(label + ".") for label in accept)


def law(guide: Guide) -> list[Row]:
    """Return how many of the wanted provisions ``law search`` finds, beside BM25 over pairs of characters."""
    base, questions = guide.knowledge_base, law_search.read_questions()
    held = law_search.in_force(base, law_search.DAY)
    rankers: dict[str, law_search.Ranker] = {
        "law search": lambda query: [hit.article for hit in search(query, base, law_search.DAY)],
        "  BM25 over title and text": law_search.Bm25({name: f"{version.title} {version.text}" for name, version in held.items()}),
    }
    return [
        Row(f"{name}: recall@5 / recall@10", " / ".join(f"{law_search.recall(ranker, questions, first):.3f}" for first in (5, 10)))
        for name, ranker in rankers.items()
    ]
