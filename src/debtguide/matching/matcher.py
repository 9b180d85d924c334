"""Rank topics for a reading, decide scope, and keep the evidence.

A topic's points are the sum of what its features weigh, for each hundred units of text, and a fixed premium for a
pattern of its own that holds. Written tie rule: more points; then a pattern over none; then the topic id in order.
The text is in scope where the best topic that the guide is for has at least the points of the best ``oos.`` topic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from debtguide.matching.features import features
from debtguide.matching.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.understanding.reading import Reading

PER = 100
PATTERN_PREMIUM = 2600
SECOND_PATTERN = 500
SCOPE_LEAN = 0
UNKNOWN_BELOW = 150
EVEN_WITHIN = 12
CERTAIN_AT = 6000
MOST_TOPICS = 3
SHORTEST = 12
"""A text with less than this much of features counts as this long, so that one word is not taken for certainty."""


class Evidence(NamedTuple):
    """Why a topic: a feature (词 字 念) or a pattern (式), and the points it gave."""

    what: str
    points: int


class Candidate(NamedTuple):
    """A topic with its points."""

    topic: str
    points: int

    @property
    def score(self) -> float:
        """The points as 0 to 1, two decimals; 0.5 at a third of what counts as certain."""
        if self.points <= 0:
            return 0.0
        return round(self.points * 100 / (self.points + CERTAIN_AT / 3)) / 100


class Match(NamedTuple):
    """What the matcher makes of a reading: ranked topics of the side that won, the runner-up of the other, the outcome."""

    outcome: str
    ranked: tuple[Candidate, ...]
    other_side: Candidate | None


class Matcher:
    """Ranks the topics of a knowledge base; holds no state between questions."""

    def __init__(self, knowledge_base: KnowledgeBase) -> None:
        tables = knowledge_base.tables
        self._topics = knowledge_base.topics
        self._initial = tables.initial
        self._patterns_of = tables.patterns_of
        self._in_scope = [card.in_scope for card in knowledge_base.topics]
        self._parsed: dict[str, tuple[tuple[int, int], ...]] = {}

    def patterns(self, reading: Reading) -> list[tuple[Pattern, tuple[int, int]]]:
        """Return every pattern that holds, in one order, with the stretch it holds over."""
        present = {str(item) for item in reading.hits}
        rows: list[Sequence[object]] = []
        for item in reading.hits:
            seconds = self._patterns_of(item)
            if seconds:
                for second in seconds.keys() & present:
                    rows += seconds[second]
                rows += seconds.get("-1", ())
        found = []
        for row in rows:
            pattern = Pattern(*row)  # type: ignore[arg-type]
            span = pattern.match(reading.hits, reading.ends)
            if span is not None:
                found.append((pattern, span))
        found.sort(key=lambda pair: (pair[0].owner, pair[0].text))
        return found

    def match(self, reading: Reading, held: Sequence[tuple[Pattern, tuple[int, int]]]) -> Match:
        """Return the ranking for ``reading``; ``held`` are its patterns, as ``patterns`` gave them."""
        counts = features(reading)
        points = self._linear(counts)
        premiums: dict[int, int] = {}
        for pattern, _ in held:
            if pattern.owner >= 0:
                premiums[pattern.owner] = premiums.get(pattern.owner, PATTERN_PREMIUM - SECOND_PATTERN) + SECOND_PATTERN
        for topic, premium in premiums.items():
            points[topic] = points.get(topic, 0) + premium
        order = sorted(points.items(), key=lambda pair: (-pair[1], -premiums.get(pair[0], 0), pair[0]))
        inside = [pair for pair in order if self._in_scope[pair[0]]]
        outside = [pair for pair in order if not self._in_scope[pair[0]]]
        best_in = inside[0][1] + SCOPE_LEAN if inside else -1
        best_out = outside[0][1] if outside else -1
        if max(best_in, best_out) < UNKNOWN_BELOW:
            return Match("unknown", (), None)
        won, lost = (inside, outside) if best_in >= best_out else (outside, inside)
        ranked = tuple([Candidate(self._topics[topic].id, total) for topic, total in won[:MOST_TOPICS] if total > 0])
        other = Candidate(self._topics[lost[0][0]].id, lost[0][1]) if lost else None
        if won is outside:
            return Match("declined", ranked, other)
        even = len(ranked) > 1 and not premiums and ranked[0].points - ranked[1].points < EVEN_WITHIN
        return Match("ask_back" if even else "answered", ranked, other)

    def evidence(self, reading: Reading, held: Sequence[tuple[Pattern, tuple[int, int]]], topic: str) -> list[Evidence]:
        """Return what spoke for and against ``topic``, strongest first."""
        number = next(place for place, card in enumerate(self._topics) if card.id == topic)
        found = [Evidence("式" + pattern.text, PATTERN_PREMIUM) for pattern, _ in held if pattern.owner == number]
        counts = features(reading)
        size = max(sum(counts.values()), SHORTEST)
        for feature, count in counts.items():
            found += [Evidence(feature, count * weight * PER // size) for other, weight in self._row(feature) if other == number]
        return sorted(found, key=lambda item: (-abs(item.points), item.what))

    def _linear(self, counts: dict[str, int]) -> dict[int, int]:
        """Return the points of each topic that any feature speaks for or against."""
        points: dict[int, int] = {}
        size = 0
        for feature, count in counts.items():
            size += count
            for topic, weight in self._row(feature):
                points[topic] = points.get(topic, 0) + count * weight
        size = max(size, SHORTEST)
        return {topic: total * PER // size for topic, total in points.items()}

    def _row(self, feature: str) -> tuple[tuple[int, int], ...]:
        row = self._parsed.get(feature)
        if row is None:
            written = self._initial(feature[1]).weights.get(feature)
            if written is None:
                return ()
            row = self._parsed[feature] = _parse(written)
        return row


def _parse(written: str) -> tuple[tuple[int, int], ...]:
    return tuple([(int(topic), int(weight)) for topic, _, weight in (pair.partition(":") for pair in written.split(" "))])
