"""How good the answers are: the safety gate, topics and scope on our own labelled questions, law search."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import law_search
from bm25 import Bm25, character_pairs
from debtguide.lawbook.search import search
from debtguide.model.knowledge_base import ALARMS
from samples import DAY, labelled, rows_of
from scoring import offer_of, scored
from table import Row, at_least

if TYPE_CHECKING:
    from debtguide import Guide

NO_ALARM = "none"


def safety(guide: Guide, name: str, *, verbose: bool) -> list[Row]:
    """Return for each kind of danger how many of its sentences were heard, and what was taken for it that is none."""
    wanted, heard, false = Counter[str](), Counter[str](), Counter[str]()
    misses = []
    for row in rows_of(name):
        alarm = guide.ask(row["text"], DAY).explanation.alarm
        kind, got = row["expect"], NO_ALARM if alarm is None else alarm.rule.kind
        wanted[kind] += 1
        heard[kind] += kind == got
        false[got] += kind != got
        if kind != got:
            misses.append(Row(f"    {row['text']}", f"{kind} -> {got}"))
    rows = [Row(f"{name}: {kind}", f"heard {heard[kind]} of {wanted[kind]}   (false alarms {false[kind]})") for kind in ALARMS]
    dangers, quiet = sum(wanted[kind] for kind in ALARMS), wanted[NO_ALARM]
    rows.append(at_least(f"{name}: recall of all kinds", sum(heard[kind] for kind in ALARMS) / dangers, 0.95))
    rows.append(at_least(f"{name}: no danger, left in peace", heard[NO_ALARM] / quiet, 0.95, note=f" ({heard[NO_ALARM]} of {quiet})"))
    return rows + misses if verbose else rows


def topics(guide: Guide, name: str, *, verbose: bool) -> list[Row]:
    """Return hit@1, hit@3 over the questions that the guide is for, and F1 of the scope over all; as shared/eval counts them."""
    questions = labelled(name)
    offers = [offer_of(guide.ask(question.text, DAY)) for question in questions]
    scores = scored(questions, offers)
    rows = [Row(f"{name}: {hit}", f"{share:.3f}   ({scores.inside} questions)") for hit, share in (("hit@1", scores.hit_1), ("hit@3", scores.hit_3))]
    rows.append(at_least(f"{name}: scope F1", scores.scope_f1, 0.8))
    misses = [
        Row(f"    {question.text[:40]}", f"{question.accept[0]} -> {offer.topics[0]}")
        for question, offer in zip(questions, offers)
        if (not offer.first(question.accept) if question.in_scope else offer.in_scope)
    ]
    return rows + misses if verbose else rows


def law(guide: Guide) -> list[Row]:
    """Return how many of the wanted provisions ``law search`` finds, beside BM25 over pairs of characters."""
    base, questions = guide.knowledge_base, law_search.read_questions()
    held = law_search.in_force(base, law_search.DAY)
    rankers: dict[str, law_search.Ranker] = {
        "law search": lambda query: [hit.article for hit in search(query, base, law_search.DAY)],
        "  BM25 over title and text": Bm25({name: f"{version.title} {version.text}" for name, version in held.items()}, character_pairs),
    }
    return [
        Row(f"{name}: recall@5 / recall@10", " / ".join(f"{law_search.recall(ranker, questions, first):.3f}" for first in (5, 10)))
        for name, ranker in rankers.items()
    ]
