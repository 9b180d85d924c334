"""Questions a second in one process, and how the time grows with the knowledge and with the text."""

from __future__ import annotations

import json
from time import perf_counter
from typing import TYPE_CHECKING

from debtguide import Guide
from debtguide.knowledge.store import loads
from samples import DAY, ONE_QUESTION, labelled, short_questions
from table import Row, at_least, at_most, median, quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUNDS = 7
LONG, PIECE = 10_000, 100


def seconds(guide: Guide, questions: list[str]) -> list[float]:
    """Return the time of each question."""
    took = []
    for question in questions:
        began = perf_counter()
        guide.ask(question, DAY)
        took.append(perf_counter() - began)
    return took


def rate(compiled: bytes) -> list[Row]:
    """Return questions a second, the median and the slow end, warm; and the same with the answer written out as JSON."""
    guide, questions = Guide(loads(compiled)), short_questions()
    cold = sum(seconds(guide, questions))
    rounds = [seconds(guide, questions) for _ in range(ROUNDS)]
    best_of = sorted(min(times) for times in zip(*rounds))
    total = median(map(sum, rounds))
    every = sorted(time for times in rounds for time in times)
    with_json = median(_timed(lambda: [json.dumps(guide.ask(question, DAY).to_dict(), ensure_ascii=False) for question in questions]) for _ in range(3))
    return [
        at_least(f"questions a second, {len(questions)} own questions below 200 characters", len(questions) / total, 2000),
        Row("  the first time each is asked", f"{len(questions) / cold:,.0f}"),
        Row("  with the answer written out as JSON", f"{len(questions) / with_json:,.0f}"),
        Row("p50", f"{quantile(every, 0.5) * 1000:.2f} ms"),
        at_most("p99", quantile(every, 0.99) * 1000, 2, " ms", f" (best of {ROUNDS}: {quantile(best_of, 0.99) * 1000:.2f})"),
    ]


def growth(bases: Mapping[int, bytes]) -> list[Row]:
    """Return how much longer the same questions take over knowledge blown up so many times; the sizes take turns."""
    questions = short_questions()
    guides = {times: Guide(loads(compiled)) for times, compiled in bases.items()}
    for guide in guides.values():
        seconds(guide, questions)
    took: dict[int, list[float]] = {times: [] for times in guides}
    for _ in range(ROUNDS):
        for times, guide in guides.items():
            took[times].append(sum(seconds(guide, questions)))
    rows = []
    for times, guide in guides.items():
        if times > 1:
            ratios = [big / small for big, small in zip(took[times], took[1])]
            topics = len(guide.knowledge_base.topics)
            what = f"time over {times} x the knowledge ({topics:,} topics), x"
            rows.append(at_most(what, median(ratios), 3, note=f" ({min(ratios):.2f} to {max(ratios):.2f})"))
    return rows


def length(compiled: bytes) -> list[Row]:
    """Return how much longer a question of 10,000 characters takes than its hundred pieces of 100 characters on average."""
    guide = Guide(loads(compiled))
    stories = "".join(question.text for question in labelled("stories.jsonl"))
    rows = []
    for name, text in (("stories", stories * 3), ("one sentence said again and again", (ONE_QUESTION + "，") * 1000)):
        long = text[:LONG]
        assert len(long) == LONG
        pieces = [long[start : start + PIECE] for start in range(0, LONG, PIECE)]
        seconds(guide, [long, *pieces])
        pairs = [(sum(seconds(guide, pieces)) / len(pieces), seconds(guide, [long])[0]) for _ in range(ROUNDS)]
        slow = median(slow for _, slow in pairs)
        rows.append(at_most(f"10,000 characters against 100, {name}, x", median(slow / quick for quick, slow in pairs), 150, note=f" ({slow * 1000:.0f} ms)"))
    return rows


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
