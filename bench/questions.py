"""Questions a second in one process, and how the time grows with the knowledge and with the text.

Seconds here are the processor's, not the clock's: what else the machine does at the time counts less.
"""

from __future__ import annotations

import json
from time import process_time
from typing import TYPE_CHECKING

from debtguide import Guide
from debtguide.knowledge.store import loads
from samples import DAY, ONE_QUESTION, labelled, short_questions
from table import Row, at_least, at_most, median, quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUNDS = 7
LONG, PIECE = 10_000, 100
STORIES, SHORT = ("stories.jsonl", "stories2.jsonl"), 200


def seconds(guide: Guide, questions: list[str]) -> list[float]:
    """Return the time of each question."""
    took = []
    for question in questions:
        began = process_time()
        guide.ask(question, DAY)
        took.append(process_time() - began)
    return took


def rate(compiled: bytes) -> list[Row]:
    """Return questions a second and the slow end, warm, in the quietest of several rounds; and with the answer written out as JSON."""
    guide, questions = Guide(loads(compiled)), short_questions()
    cold = sum(seconds(guide, questions))
    rounds = sorted((seconds(guide, questions) for _ in range(ROUNDS)), key=sum)
    rates = [len(questions) / sum(times) for times in rounds]
    slow_ends = sorted(quantile(sorted(times), 0.99) * 1000 for times in rounds)
    stories = [question.text for name in STORIES for question in labelled(name) if len(question.text) < SHORT]
    seconds(guide, stories)
    told = sorted((sorted(seconds(guide, stories)) for _ in range(ROUNDS)), key=sum)
    story_ends = sorted(quantile(times, 0.99) * 1000 for times in told)
    with_json = min(_timed(lambda: [json.dumps(guide.ask(question, DAY).to_dict(), ensure_ascii=False) for question in questions]) for _ in range(3))
    return [
        at_least(f"questions a second, {len(questions)} own questions below 200 characters", rates[0], 2000, note=f" (median {median(rates):,.0f})"),
        Row("  the first time each is asked", f"{len(questions) / cold:,.0f}"),
        Row("  with the answer written out as JSON", f"{len(questions) / with_json:,.0f}"),
        Row("p50", f"{quantile(sorted(rounds[0]), 0.5) * 1000:.2f} ms"),
        at_most("p99", slow_ends[0], 2, " ms", f" (median {median(slow_ends):.2f} ms)"),
        Row(f"p50, {len(stories)} own stories below {SHORT} characters", f"{quantile(told[0], 0.5) * 1000:.2f} ms"),
        at_most("  p99", story_ends[0], 2, " ms", f" (median {median(story_ends):.2f} ms)"),
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
    for said in ("今天", "借呗两万，", "都收到传票，"):
        pairs = [(_turn(guide, said, LONG // 10), _turn(guide, said, LONG)) for _ in range(ROUNDS)]
        slow = median(slow for _, slow in pairs)
        rows.append(
            at_most(
                f"a turn of 10,000 characters against 1,000, {said}…, x", median(slow / quick for quick, slow in pairs), 15, note=f" ({slow * 1000:.0f} ms)"
            )
        )
    return rows


def _turn(guide: Guide, said: str, length: int) -> float:
    session, text = guide.session(as_of=DAY), (said * length)[:length]
    return _timed(lambda: session.send(text))


def _timed(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began
